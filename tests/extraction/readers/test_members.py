"""Part of an archive."""

import zipfile
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.readers import read_annotated


def test_only_the_members_that_fit_the_glob_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "corpus.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for part in ("Train", "Test"):
            file.writestr(f"corpus/{part}/{part}.txt", f"Lumexadol in {part}.")
            file.writestr(f"corpus/{part}/{part}.ann", "T1\tDRUG 0 9\tLumexadol\n")
    found = list(read_annotated(archive, format="brat", members="*/Train/*"))
    assert [item.document.text for item in found if isinstance(item, AnnotatedDocument)] == [
        "Lumexadol in Train."
    ]
    assert len(list(read_annotated(archive, format="brat"))) == 2
