"""Roam drug-label sentences (Tao et al., 2018): afflictions marked by what the label's drug does to them.

A JSON array of ``{sentence, sentence_id, annotations: [{start, end, label, text}]}``, plain or zipped;
``end`` is exclusive.
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

_SUBJECT = "Medication"
_MEMBER = "training.json"
_RELATIONS = {"TREATS": "TREATS", "PREVENTS": "PREVENTS", "CONTRAINDICATED_FOR": "CONTRAINDICATED_IN"}


def read_roam(path: Path) -> Iterator[AnnotatedDocument]:
    """The sentences with afflictions, as documents whose title stands for the drug that the label is about.

    An affliction marked UNRELATED has no relation. The sentences do not name the label's drug, so each
    document is ``Medication``, a line end, and the sentence.
    """
    for record in _records(path):
        if record["annotations"]:
            yield _annotated(record, path.name)


def _records(path: Path) -> list[dict[str, Any]]:
    if path.suffix != ".zip":
        return list(json.loads(path.read_text(encoding="utf-8")))
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(_MEMBER) and "__MACOSX" not in name]
        if not names:
            raise ValueError(f"{path.name} holds no {_MEMBER}")
        return list(json.loads(archive.read(names[0]).decode("utf-8")))


def _annotated(record: dict[str, Any], source: str) -> AnnotatedDocument:
    shift = len(_SUBJECT) + 1
    text = f"{_SUBJECT}\n{record['sentence']}"
    document = Document(id=f"roam#{record['sentence_id']}", text=text, title=_SUBJECT, source=source)
    drug = document.mention(Span(0, len(_SUBJECT)), "Drug")
    marked = [
        (
            document.mention(Span(note["start"] + shift, note["end"] + shift), "Disease"),
            _RELATIONS.get(note["label"]),
        )
        for note in record["annotations"]
    ]
    evidence = (Span(shift, len(text)),)
    relations = tuple(Relation(drug, tail, label, 1.0, evidence) for tail, label in marked if label)
    return AnnotatedDocument(document, (drug, *(mention for mention, _ in marked)), relations)
