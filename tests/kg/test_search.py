"""Concepts by words with errors and by meaning, on a real Neo4j with a real encoder."""

from collections.abc import Iterator

import numpy as np
import pytest

from medkg.extraction.encoder.sentences import SentenceEncoder
from medkg.graph_db.checksum import checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.store import Store
from medkg.kg.graph import DIMENSIONS, graph_schema
from medkg.kg.meaning import NoEmbeddingsError, embed, search_by_meaning
from medkg.kg.questions import search, show
from medkg.kg.questions.search import fuzzy

CONCEPTS: dict[str, tuple[str, str, list[str]]] = {
    "X:1": ("myocardial infarction", "Disease", ["heart attack", "cardiac infarct"]),
    "X:2": ("migraine", "Disease", ["sick headache"]),
    "X:3": ("bone fracture", "Disease", ["broken bone"]),
    "X:4": ("acetylsalicylic acid", "Drug", ["aspirin"]),
    "X:5": ("stomach pain", "Symptom", ["belly ache"]),
    "X:6": ("Crohn's disease", "Disease", ["regional enteritis"]),
}


def nodes(concepts: dict[str, tuple[str, str, list[str]]] = CONCEPTS) -> Iterator[Node]:
    for id, (name, type, synonyms) in concepts.items():
        properties: dict[str, Value] = {"name": name, "lower_name": name.lower(), "synonyms": synonyms}
        counts: dict[str, Value] = {"nil": False, "mentions": 1, "documents": 1}
        yield Node(NodeRef("Concept", id), (type,), properties | counts)


def load_concepts(store: Store, concepts: dict[str, tuple[str, str, list[str]]]) -> int:
    edges: list[Edge] = []
    report = load(nodes(concepts), edges, schema=graph_schema(), store=store, graph="search")
    return report.nodes.updated


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection, encoder: SentenceEncoder) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load_concepts(store, CONCEPTS)
        with pytest.raises(NoEmbeddingsError):
            search_by_meaning(store, [0.1] * DIMENSIONS)
        assert embed(store, encoder) == len(CONCEPTS)
        store.read("CALL db.awaitIndexes(60)")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize(
    ("text", "id", "matched"),
    [
        ("migraine", "X:2", "migraine"),
        ("migrane", "X:2", "migraine"),
        ("MYOCARDAIL infraction", "X:1", "myocardial infarction"),
        ("hart attak", "X:1", "heart attack"),
        ("asprin", "X:4", "aspirin"),
        ("crohns", "X:6", "Crohn's disease"),
        ("enteritis, regional", "X:6", "regional enteritis"),
    ],
)
def test_names_with_typing_errors(graph: Store, text: str, id: str, matched: str) -> None:
    first = search(graph, text)[0]
    assert (first.concept.id, first.matched) == (id, matched)


def test_words_of_a_type_and_a_limit(graph: Store) -> None:
    assert [one.concept.id for one in search(graph, "pain headache", type="Symptom")] == ["X:5"]
    assert len(search(graph, "pain headache")) == 2
    assert len(search(graph, "pain headache", limit=1)) == 1
    assert search(graph, "") == search(graph, "?!") == search(graph, "xyzzyx") == ()


@pytest.mark.parametrize("text", ["AND OR", "a" * 5000, "~^*", "name:migraine", '"', "\\", "wort " * 3000])
def test_the_index_language_is_not_spoken(graph: Store, text: str) -> None:
    assert isinstance(search(graph, text), tuple)
    assert set(fuzzy(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ^~")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("coronary thrombosis with chest pain", "X:1"),
        ("abdominal discomfort", "X:5"),
        ("cracked rib", "X:3"),
        ("throbbing pain in the head", "X:2"),
    ],
)
def test_meaning_without_a_word_in_common(graph: Store, encoder: SentenceEncoder, text: str, id: str) -> None:
    (vector,) = encoder.encode([text]).tolist()
    best = search_by_meaning(graph, vector, limit=2)
    assert best[0].concept.id == id
    assert 1.0 >= best[0].score > best[1].score
    assert [one.concept.type for one in search_by_meaning(graph, vector, type="Drug")] == ["Drug"]


def test_only_what_has_no_embedding_gets_one(graph: Store, encoder: SentenceEncoder) -> None:
    before = checksum(graph)
    assert embed(graph, encoder) == 0
    assert load_concepts(graph, CONCEPTS) == 0
    assert checksum(graph) == before
    renamed = CONCEPTS | {"X:2": ("migraine disorder", "Disease", ["sick headache"])}
    assert load_concepts(graph, renamed) == 1
    assert embed(graph, encoder) == 1
    assert load_concepts(graph, CONCEPTS) == 1
    assert embed(graph, encoder) == 1
    assert embed(graph, encoder, again=True) == len(CONCEPTS)


def test_answers_carry_no_vector(graph: Store) -> None:
    assert show(graph, "migraine").concept.synonyms == ("sick headache",)


def test_vectors_are_of_length_one_whatever_stands_beside_them(encoder: SentenceEncoder) -> None:
    texts = [name for name, _, _ in CONCEPTS.values()]
    together = encoder.encode(texts)
    assert together.shape == (len(texts), encoder.dimensions) == (len(texts), DIMENSIONS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert encoder.encode([]).shape == (0, DIMENSIONS)
