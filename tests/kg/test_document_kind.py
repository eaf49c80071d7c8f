"""Kinds of documents, from their sources to belief."""

from pathlib import Path

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.assertion import Polarity
from medkg.kg.assembly.connection import connection
from medkg.kg.assembly.document_kinds import make_document_kinds
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.build.errors import OldBuildError
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


def test_better_kinds_weigh_more() -> None:
    weights = {kind: Piece("a", Polarity.AFFIRMED, 0.7, kind=kind).weight() for kind in DocumentKind}
    assert weights[DocumentKind.TRIAL] >= weights[DocumentKind.ARTICLE] >= weights[DocumentKind.NOTE]


def test_a_build_of_an_earlier_release_is_told(rebuilt: Path) -> None:
    (file,) = rebuilt.glob("shards/facts-*/evidence.parquet")
    table = pyarrow.parquet.read_table(file).drop_columns(["document_kind"])
    pyarrow.parquet.write_table(table, file)
    with pytest.raises(OldBuildError, match="medkg build again"):
        list(graph_rows(rebuilt)[1])
