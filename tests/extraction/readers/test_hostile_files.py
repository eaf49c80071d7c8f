"""Files made to harm: each is refused as a failure, and what is next to it is read."""

import bz2
import gzip
import json
import lzma
import pickle
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import Limits, read_documents
from medkg.extraction.readers.bounded import MIB

ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{title}</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)
SMALL = Limits(total=4 * MIB, ratio=100, free=MIB)


def failure_of(path: Path, limits: Limits = SMALL) -> Failure:
    (result,) = read_documents([path], limits=limits)
    assert isinstance(result, Failure)
    return result


def pubmed(body: str, doctype: str = "") -> str:
    return f'<?xml version="1.0"?>{doctype}<PubmedArticleSet>{body}</PubmedArticleSet>'


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY a SYSTEM "{secret}">',
        '<!ENTITY % p SYSTEM "{secret}"> %p;',
    ],
)
def test_entities_are_refused(tmp_path: Path, subset: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("swordfish", encoding="utf-8")
    path = tmp_path / "bomb.xml"
    doctype = f"<!DOCTYPE PubmedArticleSet [{subset.format(secret=secret.as_uri())}]>"
    path.write_text(pubmed(ARTICLE.format(pmid=1, title="&a;"), doctype), encoding="utf-8")
    assert failure_of(path) == Failure("bomb.xml", "read", "declares XML entities, which are refused")


def test_entities_are_refused_where_many_comments_come_first(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    doctype = "<!-- <a> -->" + "<!-- -->" * 9000 + '<!DOCTYPE PubmedArticleSet [<!ENTITY a "ha">]>'
    path.write_text(pubmed(ARTICLE.format(pmid=1, title="&a;"), doctype), encoding="utf-8")
    (result,) = read_documents([path], format="pubmed-xml")
    assert result == Failure("bomb.xml", "read", "declares XML entities, which are refused")


def test_packed_bombs_are_refused(tmp_path: Path) -> None:
    zeros = b"a " * (3 * MIB)
    for name, data in {
        "a.gz": gzip.compress(zeros),
        "b.xz": lzma.compress(zeros),
        "c.bz2": bz2.compress(zeros),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert "unpacks" in failure_of(tmp_path / name).error
        (tmp_path / name).unlink()


def test_a_bomb_in_an_archive_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "zeros.txt"
    inside.write_bytes(b"a " * (3 * MIB))
    with tarfile.open(tmp_path / "bomb.tar.gz", "w:gz") as tar:
        tar.add(inside, "zeros.txt")
    assert "unpacks" in failure_of(tmp_path / "bomb.tar.gz").error


def test_a_cut_off_gzip_file_keeps_what_was_whole(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "n{number}", "text": "Note {number}."}}\n' for number in range(20000))
    packed = gzip.compress(lines.encode())
    (tmp_path / "notes.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *documents, failure = read_documents([tmp_path])
    assert failure == Failure("notes.jsonl.gz", "read", "is cut off: the compressed data ends too early")
    assert len(documents) > 5000 and all(isinstance(document, Document) for document in documents)


def test_pickles_are_never_loaded(tmp_path: Path) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        (tmp_path / "notes.txt").write_bytes(pickle.dumps(["text"], protocol))
        assert "pickle" in failure_of(tmp_path / "notes.txt").error


def test_broken_xml_costs_only_the_broken_record(tmp_path: Path) -> None:
    good = [ARTICLE.format(pmid=pmid, title=f"Title {pmid}.") for pmid in (1, 3, 4)]
    broken = ARTICLE.format(pmid=2, title="Never <b>closed")
    (tmp_path / "p.xml").write_text(pubmed(good[0] + broken + good[1] + good[2]), encoding="utf-8")
    results = list(read_documents([tmp_path]))
    assert [result.id for result in results if isinstance(result, Document)] == ["PMID:1", "PMID:3", "PMID:4"]
    (failure,) = [result for result in results if isinstance(result, Failure)]
    assert failure.document == "p.xml#2" and "XML is broken" in failure.error and "Never" not in failure.error


def test_cut_off_xml_keeps_the_records_before(tmp_path: Path) -> None:
    whole = pubmed("".join(ARTICLE.format(pmid=pmid, title=f"Title {pmid}.") for pmid in range(1, 2000)))
    (tmp_path / "p.xml").write_text(whole[: len(whole) // 2], encoding="utf-8")
    *documents, failure = read_documents([tmp_path])
    assert isinstance(failure, Failure) and len(documents) > 900


def test_no_text_in_the_errors_of_json(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text('{"text": "Fine."}\n{"text": "Secret\n[1]\n', encoding="utf-8")
    results = list(read_documents([tmp_path]))
    errors = [result.error for result in results if isinstance(result, Failure)]
    assert len(errors) == 2 and not any("Secret" in error for error in errors)


def zipped(path: Path, members: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path.read_bytes()


def test_a_damaged_member_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.txt", "b.txt", "c.txt"):
            archive.writestr(name, f"Note {name}.")
    path.write_bytes(path.read_bytes().replace(b"Note b.txt.", b"Note x.txt."))
    first, failure, third = read_documents([path])
    assert isinstance(first, Document) and isinstance(third, Document)
    assert (first.id, third.id) == ("z.zip/a.txt", "z.zip/c.txt")
    assert failure == Failure("z.zip/b.txt", "read", "Bad CRC-32 for file 'b.txt'")


def test_a_bomb_in_a_zip_archive_costs_itself(tmp_path: Path) -> None:
    zipped(tmp_path / "z.zip", {"a.txt": b"a " * (3 * MIB), "b.txt": b"Gout."})
    failure, document = read_documents([tmp_path / "z.zip"], limits=SMALL)
    assert isinstance(failure, Failure) and failure.document == "z.zip/a.txt" and "unpacks" in failure.error
    assert isinstance(document, Document) and document.id == "z.zip/b.txt"


def test_a_member_whose_name_is_not_utf8_is_a_failure(tmp_path: Path) -> None:
    data = zipped(tmp_path / "z.zip", {"\u00e9.txt": b"Gout."})
    (tmp_path / "z.zip").write_bytes(data.replace("\u00e9".encode(), b"\xff\xff"))
    assert failure_of(tmp_path / "z.zip").error == "is an archive with a name that is not UTF-8"


OWN: dict[str, Any] = {
    "document": {
        "id": "n1",
        "text": "Gout.",
        "title": "",
        "sections": [],
        "source": "",
        "year": None,
        "publication_types": [],
        "mesh_headings": [],
        "notices": [],
        "retracted": False,
        "revision": "",
    },
    "mentions": [],
    "relations": [],
    "concept_relations": [],
    "sentences": [],
}


def own_lines(path: Path, *changes: dict[str, Any]) -> list[Document | Failure]:
    lines = [json.dumps({**OWN, "document": {**OWN["document"], **change}}) for change in changes]
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(read_documents([path]))


def test_lone_surrogates_in_lines_of_medkg_are_replaced(tmp_path: Path) -> None:
    (document,) = own_lines(tmp_path / "n.jsonl", {"id": "\ud800", "text": "A \udfff.", "title": "\ud800"})
    assert isinstance(document, Document)
    assert (document.id, document.text, document.title) == ("\ufffd", "A \ufffd.", "\ufffd")


@pytest.mark.parametrize(
    "change",
    [
        {"year": float("inf")},
        {"year": 10**30},
        {"text": None},
        {"id": 5},
        {"sections": [["Plan", 0, 10**30]]},
        {"sections": [["Plan", 0.5, 2]]},
    ],
)
def test_a_field_of_another_kind_costs_its_line(tmp_path: Path, change: dict[str, Any]) -> None:
    failure, document = own_lines(tmp_path / "n.jsonl", change, {"id": "n2"})
    assert isinstance(failure, Failure) and failure.document == "n.jsonl#1"
    assert isinstance(document, Document) and document.id == "n2"


def test_a_repeated_id_in_lines_of_medkg_is_a_failure_unless_it_has_a_revision(tmp_path: Path) -> None:
    document, failure = own_lines(tmp_path / "n.jsonl", {}, {"text": "Rash."})
    assert isinstance(document, Document) and document.text == "Gout."
    assert isinstance(failure, Failure) and failure.document == "n.jsonl#2" and "n.jsonl#1" in failure.error
    (document,) = own_lines(tmp_path / "n.jsonl", {"revision": "2"}, {"text": "Rash.", "revision": "1"})
    assert isinstance(document, Document) and document.text == "Gout."
