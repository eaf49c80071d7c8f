"""Kinds of documents, from their sources to belief."""

from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.assertion import Polarity
from medkg.extraction.readers.columns import Columns
from medkg.kg.assembly.connection import connection
from medkg.kg.assembly.document_kinds import make_document_kinds
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.build.errors import OldBuildError
from medkg.kg.diff import KindChange, differences, kind_changes
from medkg.kg.document_kind import PUBLICATION_TYPES, DocumentKind, document_kind
from medkg.kg.graph import graph_rows
from tests.kg.corpora import build_corpus, rows

ARTICLE = """
<PubmedArticle><MedlineCitation><PMID Version="1">{id}</PMID><Article><Journal><JournalIssue>
<PubDate><Year>2011</Year></PubDate></JournalIssue></Journal><ArticleTitle>On it, {id}.</ArticleTitle>
<Abstract><AbstractText>Lumexadol treats zalvoria.</AbstractText></Abstract>
<PublicationTypeList>{types}</PublicationTypeList></Article></MedlineCitation></PubmedArticle>
"""
TYPES = {
    "71": ("Journal Article", "Randomized Controlled Trial"),
    "72": ("Journal Article", "Review"),
    "73": ("Case Reports",),
    "74": ("Journal Article",),
}
KINDS = {"PMID:71": "trial", "PMID:72": "review", "PMID:73": "case report", "PMID:74": "article"}

ids = st.sampled_from(["PMID:1", "PMC:PMC2", "note-7", "PMIDs", ""])
types = st.lists(
    st.sampled_from([*PUBLICATION_TYPES, "Case Reports", " REVIEW ", "Journal Article"]), max_size=4
)


@settings(max_examples=10)
@given(st.lists(st.tuples(ids, types), min_size=1, max_size=20))
def test_the_database_tells_the_same(documents: list[tuple[str, list[str]]]) -> None:
    named = [(f"{id}{number}", types) for number, (id, types) in enumerate(documents)]
    with connection(Path("unused")) as database:
        database.execute("CREATE TABLE documents (id VARCHAR, publication_types VARCHAR[])")
        database.executemany("INSERT INTO documents VALUES (?, ?)", [list(one) for one in named])
        make_document_kinds(database)
        told = dict(database.execute("SELECT id, kind FROM document_kinds").fetchall())
    assert told == {id: str(document_kind(id, types)) for id, types in named}


def test_kinds_go_from_the_source_to_belief_and_to_the_graph(tmp_path: Path) -> None:
    articles = [
        ARTICLE.format(id=id, types="".join(f"<PublicationType>{type}</PublicationType>" for type in types))
        for id, types in TYPES.items()
    ]
    tmp_path.joinpath("some.xml").write_text(f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>")
    tmp_path.joinpath("ward.txt").write_text("Lumexadol treats zalvoria.")
    build_corpus([tmp_path / "some.xml", tmp_path / "ward.txt"], tmp_path / "build")
    evidence = rows(tmp_path / "build", "SELECT * FROM evidence")
    assert {one["document"]: one["document_kind"] for one in evidence} == {**KINDS, "ward.txt": "note"}
    pieces = [
        Piece(one["document"], Polarity.AFFIRMED, one["score"], kind=DocumentKind(one["document_kind"]))
        for one in evidence
    ]
    (fact,) = rows(tmp_path / "build", "SELECT belief FROM facts")
    assert fact["belief"] == pytest.approx(belief_of_pieces(pieces), abs=1e-6)
    nodes = graph_rows(tmp_path / "build")[1]
    told = {
        node.properties["document"]: node.properties["document_kind"]
        for node in nodes
        if node.ref.label == "Evidence"
    }
    assert told == {**KINDS, "ward.txt": "note"}


CSV = """id,text,document_kind
a,Lumexadol treats zalvoria.,Randomized Controlled Trial
b,Lumexadol treats zalvoria. Of it.,Journal Article; Case Reports
c,Lumexadol treats zalvoria. Of this.,
"""
LINES = """
{"id": "d", "text": "Lumexadol treats zalvoria. It says.", "publication_type": ["Journal Article", "Review"]}
{"id": "e", "text": "Lumexadol treats zalvoria. They say.", "publication_type": "article"}
{"id": "PMID:7", "text": "Lumexadol treats zalvoria. I say.", "publication_type": "note"}
"""


def test_tables_and_lines_tell_the_kind_too(tmp_path: Path) -> None:
    tmp_path.joinpath("some.csv").write_text(CSV)
    tmp_path.joinpath("more.jsonl").write_text(LINES.lstrip())
    build_corpus([tmp_path / "some.csv", tmp_path / "more.jsonl"], tmp_path / "build")
    evidence = rows(tmp_path / "build", "SELECT document, document_kind FROM evidence")
    told = {one["document"]: one["document_kind"] for one in evidence}
    assert told == {
        "a": "trial",
        "b": "case report",
        "c": "note",
        "d": "review",
        "e": "article",
        "PMID:7": "note",
    }


def test_a_diff_names_documents_whose_kind_alone_changed(tmp_path: Path) -> None:
    beliefs = {}
    for type in ("note", "Randomized Controlled Trial"):
        file = tmp_path / type / "some.csv"
        file.parent.mkdir()
        file.write_text(f"key,text,study\nk1,Lumexadol treats zalvoria.,{type}\nk2,Nothing.,note\n")
        columns = Columns(id="key", publication_types="study")
        build_corpus([file], tmp_path / type / "build", columns=columns)
        (fact,) = rows(tmp_path / type / "build", "SELECT belief FROM facts")
        beliefs[type] = fact["belief"]
    old, new = (tmp_path / type / "build" for type in beliefs)
    assert kind_changes(old, new) == [KindChange("k1", "note", "trial")]
    assert kind_changes(new, old) == [KindChange("k1", "trial", "note")]
    assert kind_changes(old, old) == []
    (moved,) = differences(old, new, moved=0.0001)
    assert (moved.documents, moved.before, moved.after) == (("k1",), *beliefs.values())
    assert beliefs["note"] < beliefs["Randomized Controlled Trial"]


def test_better_kinds_weigh_more() -> None:
    weights = {kind: Piece("a", Polarity.AFFIRMED, 0.7, kind=kind).weight() for kind in DocumentKind}
    assert weights[DocumentKind.TRIAL] >= weights[DocumentKind.ARTICLE] >= weights[DocumentKind.NOTE]


def test_a_build_of_an_earlier_release_is_told(rebuilt: Path) -> None:
    (file,) = rebuilt.glob("shards/facts-*/evidence.parquet")
    table = pyarrow.parquet.read_table(file).drop_columns(["document_kind"])
    pyarrow.parquet.write_table(table, file)
    with pytest.raises(OldBuildError, match="medkg build again"):
        list(graph_rows(rebuilt)[1])
