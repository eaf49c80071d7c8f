"""PubTator blocks as the published corpora have them."""

from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_annotated, read_documents
from medkg.extraction.readers.pubtator import split_identifiers
from medkg.extraction.relation import ConceptRelation

GOOD = """\
101|t|Rash after penicillin.
101|a|A woman had a rash and fever.
101\t0\t4\tRash\tDisease\tD005076
101\t11\t21\tpenicillin\tChemical\tD010406
101\t37\t51\trash and fever\tDisease\tD005076|D005334\trash|fever
101\tCID\tD010406\tD005076
101\tAssociation\tD010406\tD005334\tNovel
"""
WRONG_OFFSET = "102|t|Cough in winter.\n102|a|None.\n102\t1\t6\tCough\tDisease\tD003371\n"


def annotated(folder: Path, text: str) -> list[AnnotatedDocument | Failure]:
    path = folder / "corpus.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_annotated(path, format="pubtator"))


def test_text_mentions_and_relations(tmp_path: Path) -> None:
    (result,) = annotated(tmp_path, "\n" + GOOD)
    assert isinstance(result, AnnotatedDocument)
    assert result.document.id == "PMID:101"
    assert result.document.text == "Rash after penicillin.\nA woman had a rash and fever."
    assert result.document.title == "Rash after penicillin."
    assert [mention.text for mention in result.mentions] == ["Rash", "penicillin", "rash and fever"]
    assert result.mentions[2].identifiers == ("D005076", "D005334")
    assert result.concept_relations == (
        ConceptRelation("CID", "D010406", "D005076"),
        ConceptRelation("Association", "D010406", "D005334"),
    )


def test_a_block_with_wrong_offsets_costs_itself(tmp_path: Path) -> None:
    before, after = annotated(tmp_path, GOOD + "\n" + WRONG_OFFSET)
    assert isinstance(before, AnnotatedDocument)
    assert after == Failure("PMID:102", "read", "offsets of a mention do not fit the text (first at 1:6)")


def test_its_text_is_still_read_as_a_document(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_text(WRONG_OFFSET, encoding="utf-8")
    (document,) = read_documents([path])
    assert not isinstance(document, Failure)
    assert document.text == "Cough in winter.\nNone."


def test_blocks_without_an_empty_line_between(tmp_path: Path) -> None:
    results = annotated(tmp_path, "1|t|Gout.\n1|a|Pain.\n2|t|Mumps.\n2|a|Fever.\n")
    assert [result.document.id for result in results if isinstance(result, AnnotatedDocument)] == [
        "PMID:1",
        "PMID:2",
    ]


def test_a_trailing_space_of_the_title_may_be_the_separator(tmp_path: Path) -> None:
    (result,) = annotated(tmp_path, "7|t|Gout \n7|a|Toe pain.\n7\t5\t13\tToe pain\tDisease\t-1\n")
    assert isinstance(result, AnnotatedDocument)
    assert result.document.text == "Gout\nToe pain."
    assert result.mentions[0].identifiers == ()


def test_offsets_count_code_points(tmp_path: Path) -> None:
    (result,) = annotated(
        tmp_path, "8|t|\U0001d6fc-blockers and β-blockers in gout.\n8\t29\t33\tgout\tDisease\tD006073\n"
    )
    assert isinstance(result, AnnotatedDocument)
    assert result.mentions[0].text == "gout"


def test_a_line_of_the_wrong_width_is_named_without_its_text(tmp_path: Path) -> None:
    (result,) = annotated(tmp_path, "9|t|Secret words.\n9\t0\n")
    assert isinstance(result, Failure)
    assert "2 columns" in result.error and "Secret" not in result.error


def test_identifiers_are_split_only_into_identifiers() -> None:
    assert split_identifiers("OMIM:300322+OMIM:102600") == ("OMIM:300322", "OMIM:102600")
    assert split_identifiers("D001943,D010051") == ("D001943", "D010051")
    assert split_identifiers("p|SUB|E|333|D") == ("p|SUB|E|333|D",)
    assert split_identifiers("") == ()


def test_an_id_that_is_too_long_costs_its_block(tmp_path: Path) -> None:
    text = f"{'i' * 501}|t|Rash.\n\n" + GOOD
    failure, found = annotated(tmp_path, text)
    error = "an id of 501 characters is not allowed; 1 to 500 are"
    assert failure == Failure("corpus.txt#1", "read", error)
    assert isinstance(found, AnnotatedDocument) and found.document.id == "PMID:101"
    refused, document = read_documents([tmp_path / "corpus.txt"])
    assert refused == failure and document == found.document


def test_an_offset_that_is_no_number_is_not_quoted(tmp_path: Path) -> None:
    for offsets in ("\u00b2\t4", "0\tfour", f"0\t{'9' * 5000}"):
        failure, found = annotated(tmp_path, f"9|t|Rash.\n9\t{offsets}\tRash\tDisease\t-1\n\n" + GOOD)
        error = "an offset of a mention is not allowed; one to nine digits are"
        assert failure == Failure("PMID:9", "read", error)
        assert isinstance(found, AnnotatedDocument)


def test_an_empty_or_overlong_mention_does_not_fit(tmp_path: Path) -> None:
    for offsets in ("5\t5", "4\t400"):
        (failure,) = annotated(tmp_path, f"9|t|Rash.\n9\t{offsets}\t\tDisease\t-1\n")
        assert isinstance(failure, Failure) and "do not fit the text" in failure.error
