"""Annotated corpora as the evaluating commands read them."""

import json
from pathlib import Path

import pytest
import typer

from medkg.kg.cli.gold import EmptyGoldError, format_by_name, read_gold, relation_types

GOLD = Path(__file__).parents[2] / "examples" / "annotated" / "gold.pubtator"


def test_the_examples_are_gold() -> None:
    documents = read_gold([GOLD], None)
    assert [one.document.id for one in documents] == ["PMID:99000101", "PMID:99000102", "PMID:99000103"]
    for one in documents:
        assert one.mentions
        for mention in one.mentions:
            assert mention.span.slice(one.document.text) == mention.text
    assert relation_types(documents) == ["CID"]


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", "pubtator"),
        ("a.PubTator.txt.gz", "pubtator"),
        ("a.bioc.xml", "bioc"),
        ("a.json", "bioc"),
        ("a.jsonl", "jsonl"),
        ("brat.zip", "brat"),
        ("plain", "pubtator"),
    ],
)
def test_formats_by_name(name: str, format: str) -> None:
    assert format_by_name(Path(name)) == format


def test_folders_are_brat(tmp_path: Path) -> None:
    assert format_by_name(tmp_path) == "brat"


def test_no_document_is_no_gold(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pubtator"
    empty.write_text("")
    with pytest.raises(EmptyGoldError, match=r"empty\.pubtator"):
        read_gold([empty], None)


def test_a_fold_is_a_part_of_the_documents(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("\n".join(f"{n}|t|Gout {n}.\n{n}|a|None.\n" for n in range(20)), encoding="utf-8")
    parts = [read_gold([path], None, fold=f"{number}/3") for number in (1, 2, 3)]
    ids = [item.document.id for part in parts for item in part]
    assert all(parts) and len(ids) == len(set(ids)) == 20


def test_what_is_no_fold_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="NUMBER/COUNT"):
        read_gold([tmp_path], None, fold="4/3")


def test_corpora_of_a_format_of_their_own_are_gold(tmp_path: Path) -> None:
    note = {"ann_id": "1", "start": 13, "end": 17, "label": "PREVENTS", "text": "gout"}
    record = {"sentence": "It wards off gout.", "sentence_id": "7", "annotations": [note]}
    (tmp_path / "labels.json").write_text(json.dumps([record]), encoding="utf-8")
    (document,) = read_gold([tmp_path / "labels.json"], "roam")
    (relation,) = document.relations
    assert (relation.head.text, relation.type, relation.tail.text) == ("Medication", "PREVENTS", "gout")
