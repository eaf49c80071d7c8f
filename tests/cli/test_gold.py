"""Annotated corpora as the evaluating commands read them."""

from pathlib import Path

import pytest

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
