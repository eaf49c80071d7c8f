"""What annotated documents teach."""

import numpy as np

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.relations.entities import by_mention
from medkg.extraction.relations.signature import PREDICATES, candidates
from medkg.extraction.relations.targets import targets
from medkg.extraction.span import Span

DOCUMENT = Document("d", "zorafen gripe echo")
DRUG = DOCUMENT.mention(Span(0, 7), "Drug", identifiers=("C1",))
DISEASE = DOCUMENT.mention(Span(8, 13), "Disease", identifiers=("D1", "D2"))
TEST = DOCUMENT.mention(Span(14, 18), "Test")
CAUSES, TREATS, DIAGNOSES = (PREDICATES.index(name) for name in ("CAUSES", "TREATS", "DIAGNOSES"))


def test_concept_relations_reach_the_entity_of_that_identifier_only() -> None:
    item = AnnotatedDocument(
        DOCUMENT, (DRUG, DISEASE), concept_relations=(ConceptRelation("CAUSES", "C1", "D2"),)
    )
    entities, found = targets(item, ["CAUSES"])
    assert [entity.identifier for entity in entities] == ["C1", "D1", "D2"]
    assert found.positives == {(0, 2, CAUSES)}


def test_a_relation_written_tail_first_is_turned() -> None:
    relation = Relation(DISEASE, TEST, "DIAGNOSES", 1.0, (Span(0, 18),))
    _, found = targets(AnnotatedDocument(DOCUMENT, (DISEASE, TEST), (relation,)), ["DIAGNOSES"])
    assert found.positives == {(2, 0, DIAGNOSES), (2, 1, DIAGNOSES)}


def test_a_relation_of_another_kind_takes_its_pair_out_of_the_loss() -> None:
    item = AnnotatedDocument(
        DOCUMENT, (DRUG, DISEASE), concept_relations=(ConceptRelation("Association", "D1", "C1"),)
    )
    _, found = targets(item, ["CAUSES", "TREATS"])
    pairs = [(0, 1), (0, 2)]
    allowed = np.array([candidates("Drug", "Disease")] * 2)
    assert found.mask(pairs, allowed).sum(1).tolist() == [0, 2]
    assert found.labels(pairs).sum() == 0


def test_what_a_relation_excludes_is_a_negative_whoever_annotated_it() -> None:
    item = AnnotatedDocument(
        DOCUMENT, (DRUG, DISEASE), concept_relations=(ConceptRelation("CAUSES", "C1", "D1"),)
    )
    _, found = targets(item, ["CAUSES"])
    mask = found.mask([(0, 1), (0, 2)], np.array([candidates("Drug", "Disease")] * 2))
    assert mask[:, TREATS].tolist() == [True, False]
    assert not found.labels([(0, 1)])[0, TREATS]


def test_unrelated_predicates_are_negatives_of_pairs_about_which_nothing_is_said() -> None:
    item = AnnotatedDocument(
        DOCUMENT, (DRUG, DISEASE), concept_relations=(ConceptRelation("Association", "D1", "C1"),)
    )
    _, found = targets(item, ["CAUSES"], ["PREVENTS"])
    mask = found.mask([(0, 1), (0, 2)], np.array([candidates("Drug", "Disease")] * 2))
    assert mask[:, PREDICATES.index("PREVENTS")].tolist() == [False, True]


def test_an_interaction_stands_once_whichever_drug_comes_first() -> None:
    other = DOCUMENT.mention(Span(8, 13), "Drug")
    kind = "INTERACTS_WITH:effect"
    relation = Relation(other, DRUG, kind, 1.0, (Span(0, 18),))
    _, found = targets(AnnotatedDocument(DOCUMENT, (DRUG, other), (relation,)), [kind], group=by_mention)
    assert found.positives == {(0, 1, PREDICATES.index(kind))}


def test_the_mask_keeps_to_annotated_predicates_that_the_types_allow() -> None:
    _, found = targets(AnnotatedDocument(DOCUMENT, (DRUG, DISEASE)), ["CAUSES", "DIAGNOSES"])
    mask = found.mask([(0, 1)], np.array([candidates("Drug", "Disease")]))
    assert mask[0].nonzero()[0].tolist() == [CAUSES]
