from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.anaphora import without_anaphors
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.bootstrap import bootstrap_interval
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.ner import evaluate_ner
from medkg.extraction.evaluation.pairs import only_between
from medkg.extraction.evaluation.relations import evaluate_relations
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span
from tests.extraction.lexical import lexical_extractor

TEXT = "aspirin caused an ulcer and a fever in one of ten"
TYPES = TypeMap.parse(["Disease=Disease+Symptom", "Chemical=Drug"])


class Known:
    """A finder whose answers are given."""

    def __init__(self, answers: Iterable[AnnotatedDocument | Failure]) -> None:
        self.answers = {
            item.document if isinstance(item, Failure) else item.document.id: item for item in answers
        }

    def tag(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument | Failure]:
        return (self.answers[document.id] for document in documents)

    def relate_concepts(
        self, annotated: Iterable[AnnotatedDocument]
    ) -> Iterator[AnnotatedDocument | Failure]:
        return (self.answers[item.document.id] for item in annotated)


def annotated(*parts: tuple[int, int, str], id: str = "d") -> AnnotatedDocument:
    document = Document(id, TEXT)
    return AnnotatedDocument(
        document, mentions=tuple(document.mention(Span(start, end), type) for start, end, type in parts)
    )


PARTS = st.lists(
    st.tuples(
        st.integers(0, 10), st.integers(11, 20), st.sampled_from(["Disease", "Symptom", "Drug", "Test"])
    )
)


@given(PARTS.filter(bool))
def test_the_corpus_itself_is_perfect(parts: list[tuple[int, int, str]]) -> None:
    gold = annotated(*parts)
    scores = evaluate_ner([gold], Known([gold]), types=TypeMap())
    assert scores.micro.f1 == 1.0
    assert all(counts.f1 == 1.0 for counts in scores.types.values())


@given(PARTS, PARTS)
def test_swapping_corpus_and_answers_swaps_precision_and_recall(
    one: list[tuple[int, int, str]], other: list[tuple[int, int, str]]
) -> None:
    all_types = TypeMap.parse([f"{name}={name}" for name in ("Disease", "Symptom", "Drug", "Test")])
    there = evaluate_ner([annotated(*one)], Known([annotated(*other)]), types=all_types).micro
    back = evaluate_ner([annotated(*other)], Known([annotated(*one)]), types=all_types).micro
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


def test_mentions_are_strict_and_types_are_mapped() -> None:
    gold = annotated((0, 7, "Chemical"), (18, 23, "Disease"), (30, 35, "Disease"), (18, 23, "Disease"))
    found = annotated((0, 7, "Drug"), (18, 23, "Symptom"), (29, 35, "Symptom"), (40, 43, "Test"))
    scores = evaluate_ner([gold], Known([found]), types=TYPES)
    assert scores.micro == Counts(tp=2, fp=1, fn=1)
    assert scores.types == {"Chemical": Counts(1, 0, 0), "Disease": Counts(1, 1, 1)}


def test_types_that_nothing_stands_for_are_ignored_and_reported() -> None:
    gold = annotated((0, 7, "Chemical"), (8, 14, "Gene"))
    scores = evaluate_ner([gold], Known([annotated((0, 7, "Drug"), (8, 14, "Test"))]), types=TypeMap())
    assert scores.micro == Counts(tp=1)
    assert scores.ignored == ("Gene",)


def test_a_failed_document_misses_everything() -> None:
    gold = [annotated((0, 7, "Chemical"), id="a"), annotated((0, 7, "Chemical"), id="b")]
    found: list[AnnotatedDocument | Failure] = [
        Failure("a", "extract", "ValueError"),
        annotated((0, 7, "Drug"), id="b"),
    ]
    scores = evaluate_ner(gold, Known(found), types=TYPES)
    assert (scores.micro, scores.failures) == (Counts(tp=1, fn=1), 1)
    assert scores.by_document == (Counts(fn=1), Counts(tp=1))


def test_json_has_the_keys_of_every_evaluation() -> None:
    printed = evaluate_ner([annotated((0, 7, "Chemical"))], lexical_extractor(), types=TYPES).as_json()
    assert set(printed) == {
        "micro",
        "types",
        "documents",
        "documents_per_second",
        "tokens_per_second",
        "peak_memory_mb",
        "calibration_error",
    }
    assert printed["micro"] == Counts(tp=1, fp=2).as_json()
    assert set(printed["types"]) == {"Chemical", "Disease"}
    assert printed["documents"] == 1
    assert printed["tokens_per_second"] > printed["documents_per_second"] > 0


def with_ids(mentions: Sequence[Mention], *ids: str) -> tuple[Mention, ...]:
    return tuple(replace(mention, identifiers=(id,)) for mention, id in zip(mentions, ids, strict=True))


def cid_document() -> AnnotatedDocument:
    bare = annotated((0, 7, "Chemical"), (18, 23, "Disease"), (30, 35, "Disease"))
    return replace(
        bare,
        mentions=with_ids(bare.mentions, "D1", "D2", "D3"),
        concept_relations=(ConceptRelation("CID", "D1", "D2"), ConceptRelation("CID", "D1", "D9")),
    )


def test_relations_of_gold_mentions() -> None:
    scores = evaluate_relations([cid_document()], lexical_extractor(), types=TYPES, gold_entities=True)
    assert scores.types == {"CID": Counts(tp=1, fp=1, fn=1)}


def test_relations_of_own_mentions_match_strictly() -> None:
    gold = cid_document()
    wide = replace(gold.mentions[1], span=Span(15, 23), text=TEXT[15:23])
    gold = replace(gold, mentions=(gold.mentions[0], wide, gold.mentions[2]))
    scores = evaluate_relations([gold], lexical_extractor(), types=TYPES)
    assert scores.micro == Counts(tp=0, fp=2, fn=2)
    assert evaluate_relations([cid_document()], lexical_extractor(), types=TYPES).micro == Counts(1, 1, 1)


def test_relations_between_mentions_without_identifiers() -> None:
    bare = annotated((0, 7, "Drug"), (18, 23, "Disease"))
    drug, ulcer = bare.mentions
    related = replace(bare, relations=(Relation(drug, ulcer, "CAUSES", 1.0, (Span(0, 23),)),))
    scores = evaluate_relations([related], lexical_extractor(), types=TYPES, gold_entities=True)
    assert scores.micro == Counts(tp=1)


def test_a_name_that_comes_again_may_count_as_one_concept() -> None:
    document = Document("1", "aspirin and ulcer; Aspirin, ulcer")
    spans = ((0, 7, "Drug"), (12, 17, "Disease"), (19, 26, "Drug"), (28, 33, "Disease"))
    mentions = tuple(document.mention(Span(start, end), type) for start, end, type in spans)
    relation = Relation(mentions[0], mentions[3], "CAUSES", 1.0, (Span(0, 33),))
    gold = [AnnotatedDocument(document, mentions, (relation,))]
    apart = evaluate_relations(gold, lexical_extractor(), types=TYPES, gold_entities=True)
    together = evaluate_relations(gold, lexical_extractor(), types=TYPES, gold_entities=True, same_words=True)
    assert apart.micro == Counts(tp=1, fp=3)
    assert together.micro == Counts(tp=1)


def test_a_relation_of_words_that_stand_for_a_name_is_the_names() -> None:
    document = Document("1", "Gripe. This disorder causes fever.")
    gripe, this, fever = (
        document.mention(Span(start, end), type)
        for start, end, type in ((0, 5, "Disease"), (7, 20, "Anaphor"), (28, 33, "Symptom"))
    )
    relations = (
        Relation(gripe, this, "Anaphora", 1.0, (Span(0, 20),)),
        Relation(this, fever, "Produces", 1.0, (Span(7, 33),)),
    )
    item = without_anaphors(AnnotatedDocument(document, (gripe, this, fever), relations), "Anaphora")
    assert [(one.head, one.tail, one.type) for one in item.relations] == [(gripe, fever, "Produces")]


def test_relations_between_two_types_read_one_way() -> None:
    bare = annotated((0, 7, "Chemical"), (18, 23, "Disease"), (30, 35, "Gene"))
    item = replace(
        bare,
        mentions=with_ids(bare.mentions, "C", "D", "G"),
        concept_relations=(
            ConceptRelation("Positive", "D", "C"),
            ConceptRelation("Positive", "C", "D"),
            ConceptRelation("Positive", "G", "D"),
            ConceptRelation("Positive", "C", "unknown"),
        ),
    )
    kept = only_between(item, "Chemical", "Disease")
    assert [(one.head, one.tail) for one in kept.concept_relations] == [("C", "D"), ("C", "D")]


def test_documents_that_fail_keep_their_places() -> None:
    failed = replace(cid_document(), document=Document("bad", "poison " + TEXT))
    scores = evaluate_relations([failed, cid_document()], lexical_extractor(), types=TYPES)
    assert scores.failures == 1
    assert scores.by_document == (Counts(fn=2), Counts(1, 1, 1))


@settings(deadline=None, max_examples=30)
@given(st.lists(st.builds(Counts, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_the_interval_lies_within_what_documents_score(documents: list[Counts]) -> None:
    low, high = bootstrap_interval(documents, draws=200)
    scores = [counts.f1 for counts in documents if counts != Counts()] or [0.0]
    has_empty = any(counts == Counts() for counts in documents)
    assert (0.0 if has_empty else min(scores) - 1e-9) <= low <= high <= max(scores) + 1e-9


def test_more_documents_narrow_the_interval() -> None:
    few = [Counts(9, 1, 1), Counts(1, 9, 9)] * 3
    narrow, wide = bootstrap_interval(few * 30), bootstrap_interval(few)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    assert bootstrap_interval(few) == wide


def test_an_interval_needs_documents() -> None:
    with pytest.raises(ValueError, match="no documents"):
        bootstrap_interval([])
