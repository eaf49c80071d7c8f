"""CSV, TSV and JSON Lines."""

from pathlib import Path

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import Columns, read_documents

NONE = Columns()


def read(path: Path, data: str | bytes, columns: Columns = NONE) -> list[Document | Failure]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_documents([path], columns=columns))


def test_named_columns_with_line_ends_in_quotes(tmp_path: Path) -> None:
    data = 'id,Title,text,year\nn-1,A case,"Gout,\r\nthen ""rash"".",1999\nn-2,,Fever.,unknown\n'
    assert read(tmp_path / "notes.csv", data) == [
        Document("n-1", 'A case\nGout,\nthen "rash".', title="A case", source="notes.csv", year=1999),
        Document("n-2", "Fever.", source="notes.csv"),
    ]


def test_columns_can_be_named(tmp_path: Path) -> None:
    columns = Columns(id="key", text="dialogue")
    (document,) = read(tmp_path / "d.tsv", "key\tdialogue\ttext\nk1\tHow are you?\tnot this\n", columns)
    assert document == Document("k1", "How are you?", source="d.tsv")


def test_numbers_are_numbers_of_that_file_but_pmids_are_pmids(tmp_path: Path) -> None:
    (first,) = read(tmp_path / "a.csv", "id,text\n7,Gout.\n")
    (second,) = read(tmp_path / "b.csv", "PMID;abstract\n7;Gout.\n")
    (third,) = read(tmp_path / "c.csv", "text,x\nGout.,1\n")
    ids = [document.id for document in (first, second, third) if isinstance(document, Document)]
    assert ids == ["a.csv#7", "PMID:7", "c.csv#1"]


def test_a_table_without_a_header_has_its_widest_column_read(tmp_path: Path) -> None:
    rows = [f'{number},Allergy,"{"Sneezing, " * 20}{number}",x\n' for number in range(3)]
    documents = read(tmp_path / "n.csv", "".join(rows))
    texts = [document.text for document in documents if isinstance(document, Document)]
    assert texts == ["Sneezing, " * 20 + str(number) for number in range(3)]


def test_a_row_costs_itself(tmp_path: Path) -> None:
    results = read(tmp_path / "n.csv", "id,text\na,Gout.\nb\nc,   \nd,Rash.\n")
    assert results[1:3] == [
        Failure("n.csv#2", "read", "a row has 1 cells where the first has 2"),
        Failure("n.csv#3", "read", "the text is empty"),
    ]
    assert [result.id for result in results if isinstance(result, Document)] == ["a", "d"]


def test_a_table_without_a_text_column_is_a_failure_that_names_its_columns(tmp_path: Path) -> None:
    (result,) = read(tmp_path / "n.csv", "pmid,offset\n1,2\n")
    assert isinstance(result, Failure) and "pmid, offset" in result.error
    (result,) = read(tmp_path / "n.csv", "id,text\n1,Gout.\n", Columns(text="note"))
    assert result == Failure("n.csv", "read", "has no column 'note'; it has id, text")


def test_a_field_of_a_megabyte(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "n.csv", f'id,text\na,"{"Gout. " * 200_000}"\n')
    assert isinstance(document, Document) and len(document.text) == 1_200_000


def test_one_line_in_another_encoding(tmp_path: Path) -> None:
    data = "id,text\na,Café in UTF-8.\n".encode() + "b,Café in Windows-1252.\n".encode("cp1252")
    documents = read(tmp_path / "n.csv", data)
    assert all(isinstance(document, Document) and "Café" in document.text for document in documents)


def test_utf16_with_a_byte_order_mark(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        (document,) = read(tmp_path / "n.csv", 'id,text\na,"Café\nau lait."\n'.encode(encoding))
        assert isinstance(document, Document) and document.text == "Café\nau lait."


def test_json_lines(tmp_path: Path) -> None:
    data = '{"note_id": "x1", "note": "Gout.", "year": 2001}\n\n[1]\n{"note": 5}\n{"note": "Lone \\ud800."}\n'
    first, second, third, last = read(tmp_path / "n.jsonl", data)
    assert first == Document("x1", "Gout.", source="n.jsonl", year=2001)
    assert second == Failure("n.jsonl#2", "read", "a line is not a JSON object")
    assert isinstance(third, Failure) and "no text field" in third.error
    assert last == Document("n.jsonl#4", "Lone \ufffd.", source="n.jsonl")


def test_publication_types_of_tables_and_lines(tmp_path: Path) -> None:
    table = "id,text,Publication_Type\na,Gout.,Journal Article; Clinical Trial, Phase I\n"
    (wrong,) = read(tmp_path / "a.csv", table)
    assert isinstance(wrong, Failure)
    (first,) = read(tmp_path / "a.csv", table.replace("Journal", '"Journal').replace("Phase I", 'Phase I"'))
    assert isinstance(first, Document)
    assert first.publication_types == ("Journal Article", "Clinical Trial, Phase I")
    lines = (
        '{"text": "Gout.", "publication_types": ["Review", "Letter"]}\n{"text": "Rash.", "kind": "Review"}\n'
    )
    given, other = read(tmp_path / "a.jsonl", lines)
    assert isinstance(given, Document) and isinstance(other, Document)
    assert (given.publication_types, other.publication_types) == (("Review", "Letter"), ())
    (named,) = read(tmp_path / "b.jsonl", lines.splitlines()[1], Columns(publication_types="kind"))
    assert isinstance(named, Document) and named.publication_types == ("Review",)


REPEATED = "the id occurs before, in {}, with another text; ids must be unique"


def test_a_repeated_id_with_another_text_is_a_failure(tmp_path: Path) -> None:
    table = "id,text\np1,Gout.\np2,Rash.\np1,Fever.\np1,Gout. \n"
    lines = (
        '{"id": "p1", "text": "Gout."}\n{"id": "p2", "text": "Rash."}\n'
        '{"id": "p1", "text": "Fever."}\n{"id": "p1", "text": "Gout."}\n'
    )
    for name, data in (("n.csv", table), ("n.jsonl", lines)):
        first, second, failure = read(tmp_path / name, data)
        assert isinstance(first, Document) and (first.id, first.text) == ("p1", "Gout.")
        assert isinstance(second, Document) and second.id == "p2"
        assert failure == Failure(f"{name}#3", "read", REPEATED.format(f"{name}#1"))


def test_an_id_is_repeated_in_another_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\np1,Gout.\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\np2,Rash.\np1,Fever.\n7,Cough.\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,text\np1,Gout.\n7,Pain.\n", encoding="utf-8")
    found = list(read_documents([tmp_path]))
    ids = [one.id for one in found if isinstance(one, Document)]
    assert ids == ["p1", "p2", "b.csv#7", "c.csv#7"]
    assert found[2] == Failure("b.csv#2", "read", REPEATED.format("a.csv#1"))


def test_a_row_gives_way_to_the_published_revision_of_its_id(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("pmid,text\n5,Gout.\n", encoding="utf-8")
    (tmp_path / "b.xml").write_text(
        "<PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>Gout, revised.</ArticleTitle>"
        "</Article></MedlineCitation></PubmedArticle>",
        encoding="utf-8",
    )
    (document,) = read_documents([tmp_path])
    assert isinstance(document, Document) and document.text == "Gout, revised."


def test_no_cell_of_a_table_without_a_header_is_quoted(tmp_path: Path) -> None:
    (result,) = read(tmp_path / "n.csv", "John Smith,gout\nMary Jones,rash\n")
    assert isinstance(result, Failure)
    assert result.error.endswith("it has 2 columns") and "Smith" not in result.error
    (result,) = read(tmp_path / "n.csv", "John Smith,gout\n", Columns(text="note"))
    assert result == Failure("n.csv", "read", "has no column 'note'; it has 2 columns")
    (result,) = read(tmp_path / "n.jsonl", '{"John Smith": "gout"}\n')
    assert isinstance(result, Failure) and result.error.endswith("it has 1 column")


def test_a_lone_surrogate_in_an_id_is_replaced(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "n.jsonl", '{"id": "p\\ud800", "text": "Gout."}\n')
    assert isinstance(document, Document) and document.id == "p\ufffd"


def test_an_integer_of_5000_digits_costs_its_line(tmp_path: Path) -> None:
    line = f'{{"text": "Rash.", "year": {"9" * 5000}}}\n'
    first, failure, third = read(tmp_path / "n.jsonl", f'{{"text": "Gout."}}\n{line}{{"text": "Fever."}}\n')
    assert isinstance(first, Document) and isinstance(third, Document)
    error = "a line has an integer of more than the 4300 digits allowed"
    assert failure == Failure("n.jsonl#2", "read", error)


def test_a_table_with_carriage_returns_alone_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "n.csv", "id,text\ra,Gout.\r")
    assert isinstance(failure, Failure) and "not readable as CSV" in failure.error
