"""The laws of belief and of merging."""

from collections.abc import Sequence
from math import isclose
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.assertion import Polarity
from medkg.kg.assembly.beliefs import make_beliefs
from medkg.kg.assembly.connection import connection
from medkg.kg.belief import Piece, belief, belief_of_pieces, inferred_score, within_paper
from medkg.kg.belief_model import MODEL, BeliefModel
from medkg.kg.document_kind import DocumentKind
from medkg.kg.evidence import CuratedEvidence, Evidence, InferredEvidence, TextEvidence
from medkg.kg.fact import Fact
from medkg.kg.merge import merge, merge_all
from medkg.kg.triple import Triple
from medkg.linking.curie import Curie

TRIPLE = Triple(Curie("DRUGBANK", "DB1"), "TREATS", Curie("MESH", "D1"))
OTHER = Triple(Curie("DRUGBANK", "DB2"), "TREATS", Curie("MESH", "D1"))

scores = st.floats(0.0, 1.0)
polarities = st.sampled_from(Polarity)
kinds = st.sampled_from(DocumentKind)
pieces = st.lists(
    st.builds(Piece, st.sampled_from("abc"), polarities, scores, st.booleans(), kinds), max_size=8
)
affirmed = st.lists(st.builds(Piece, st.sampled_from("abc"), st.just(Polarity.AFFIRMED), scores), max_size=8)

texts = st.builds(
    TextEvidence,
    document=st.sampled_from(["PMID:1", "PMID:2"]),
    sentence=st.just("A sentence."),
    start=st.sampled_from([0, 20]),
    end=st.just(31),
    year=st.none(),
    polarity=polarities,
    score=st.sampled_from([0.2, 0.5, 0.9]),
    subject_text=st.sampled_from(["a", "b"]),
    object_text=st.just("c"),
    extractor=st.just("x-1"),
    retracted=st.booleans(),
    document_kind=kinds,
)
curated = st.builds(
    CuratedEvidence, st.just("HPOA"), st.sampled_from(["PMID:1", "OMIM:1"]), st.none(), polarities, scores
)
inferred = st.builds(InferredEvidence, st.just("class"), st.just((OTHER,)), scores)
evidence: st.SearchStrategy[Evidence] = st.one_of(texts, curated, inferred)
facts = st.builds(Fact, st.just(TRIPLE), st.lists(evidence, max_size=6).map(tuple))


@given(facts, facts)
def test_merging_is_commutative(one: Fact, other: Fact) -> None:
    assert merge(one, other) == merge(other, one)


@given(facts, facts, facts)
def test_merging_is_associative(one: Fact, other: Fact, third: Fact) -> None:
    assert merge(merge(one, other), third) == merge(one, merge(other, third)) == merge(one, other, third)


@given(facts)
def test_merging_is_idempotent(fact: Fact) -> None:
    merged = merge(fact)
    assert merge(merged, merged) == merge(merged, fact) == merged


@given(facts)
def test_a_sentence_counts_once(fact: Fact) -> None:
    places = [
        (piece.document, piece.start) for piece in merge(fact).evidence if isinstance(piece, TextEvidence)
    ]
    assert len(places) == len(set(places))


def test_only_facts_of_one_triple_merge() -> None:
    with pytest.raises(ValueError, match="2 triples"):
        merge(Fact(TRIPLE, ()), Fact(OTHER, ()))
    with pytest.raises(ValueError, match="0 triples"):
        merge()
    assert [fact.triple for fact in merge_all([Fact(OTHER, ()), Fact(TRIPLE, ()), Fact(OTHER, ())])] == [
        TRIPLE,
        OTHER,
    ]


@given(pieces)
def test_belief_is_a_probability(found: list[Piece]) -> None:
    assert 0.0 <= belief_of_pieces(found) <= 1.0


@given(affirmed)
def test_support_is_never_below_the_best_piece(found: list[Piece]) -> None:
    assert belief_of_pieces(found) >= max((piece.weight() for piece in found), default=0.0) - 1e-12


@given(pieces, st.randoms(use_true_random=False))
def test_order_does_not_matter(found: list[Piece], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert belief_of_pieces(shuffled) == belief_of_pieces(found)


@given(affirmed, st.floats(0.01, 1.0))
def test_a_denial_lowers(found: list[Piece], score: float) -> None:
    before = belief_of_pieces(found)
    denial = Piece("d", Polarity.NEGATED, score)
    after = belief_of_pieces([*found, denial])
    assert after <= before * (1 - denial.weight()) + 1e-12


@given(pieces, scores)
def test_a_denial_never_raises_and_support_never_lowers(found: list[Piece], score: float) -> None:
    before = belief_of_pieces(found)
    assert belief_of_pieces([*found, Piece("a", Polarity.NEGATED, score)]) <= before + 1e-12
    assert belief_of_pieces([*found, Piece("a", Polarity.AFFIRMED, score)]) >= before - 1e-12


@given(st.floats(0.05, 0.95))
def test_a_repeat_in_one_paper_counts_less_than_another_paper(score: float) -> None:
    piece = Piece("a", Polarity.AFFIRMED, score)
    repeated = belief_of_pieces([piece, piece])
    independent = belief_of_pieces([piece, Piece("b", Polarity.AFFIRMED, score)])
    assert piece.weight() < repeated < independent
    assert within_paper([score] * 1000) < 1.0


@given(st.floats(0.01, 1.0))
def test_doubt_weighs_less(score: float) -> None:
    doubted, sure = (
        belief_of_pieces([Piece("a", polarity, score)]) for polarity in (Polarity.POSSIBLE, Polarity.AFFIRMED)
    )
    assert 0 < doubted < sure


@given(st.lists(scores, min_size=1, max_size=5), scores)
def test_an_inference_is_never_surer_than_its_weakest_premise(
    premises: list[float], reliability: float
) -> None:
    score = inferred_score(premises, reliability=reliability)
    derivations = [InferredEvidence("class", (OTHER,), score), InferredEvidence("part", (OTHER,), score)]
    assert belief(derivations) <= min(premises) + 1e-12


@given(scores, scores)
def test_a_better_score_never_weighs_less(one: float, other: float) -> None:
    least, best = sorted((one, other))
    assert 0.0 <= MODEL.weight(least) <= MODEL.weight(best) <= 1.0


@pytest.mark.parametrize("values", [(0.0, -1.0, 0.5, 0.5), (0.0, 1.0, 1.5, 0.5), (0.0, 1.0, 0.5, -0.1)])
def test_parameters_that_would_break_the_laws_are_refused(values: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="allowed"):
        BeliefModel(*values)


def test_an_inference_needs_a_premise() -> None:
    with pytest.raises(ValueError, match="at least one"):
        inferred_score([])


def test_evidence_of_one_paper_is_one_paper_also_in_a_table() -> None:
    text = TextEvidence("PMID:1", "S.", 0, 2, None, Polarity.AFFIRMED, 0.8, "a", "b", "x")
    same = CuratedEvidence("HPOA", "PMID:1", None, Polarity.AFFIRMED, 0.8)
    other = CuratedEvidence("HPOA", "PMID:2", None, Polarity.AFFIRMED, 0.8)
    weight = MODEL.weight(0.8)
    least, best = sorted([0.8, weight])
    assert isclose(belief([text, same]), 1 - (1 - best) * (1 - least * MODEL.repeat))
    assert isclose(belief([text, other]), 1 - 0.2 * (1 - weight))


def test_retracted_evidence_counts_nothing() -> None:
    retracted = TextEvidence(
        "PMID:1", "S.", 0, 2, None, Polarity.AFFIRMED, 0.8, "a", "b", "x", retracted=True
    )
    assert belief([retracted]) == 0.0


@settings(max_examples=6)
@given(st.lists(pieces, min_size=10, max_size=30))
def test_the_database_computes_the_same(groups: Sequence[Sequence[Piece]]) -> None:
    with connection(Path("unused")) as database:
        database.execute(
            "CREATE TABLE pieces (key BIGINT, paper VARCHAR, polarity VARCHAR, score DOUBLE, "
            "calibrated BOOLEAN, document_kind VARCHAR)"
        )
        rows = [
            [key, piece.paper, str(piece.polarity), piece.score, piece.calibrated, str(piece.kind)]
            for key, found in enumerate(groups)
            for piece in found
        ]
        if rows:
            database.executemany("INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?)", rows)
        make_beliefs(database)
        computed = dict(database.execute("SELECT key, belief FROM beliefs").fetchall())
    for key, found in enumerate(groups):
        assert isclose(computed.get(key, 0.0), belief_of_pieces(found), abs_tol=1e-12)
