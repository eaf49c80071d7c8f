"""From rows of Cypher to answers."""

from collections.abc import Mapping
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer, EvidenceAnswer, FactAnswer

_NO_TYPES = frozenset({"Concept", "Unlinked"})


def concept_answer(row: Mapping[str, Any]) -> ConceptAnswer:
    """The concept of a map of ``properties`` and ``labels``."""
    given = row["properties"]
    return ConceptAnswer(
        id=given["id"],
        name=given["name"],
        type=next(label for label in sorted(row["labels"]) if label not in _NO_TYPES),
        synonyms=tuple(given.get("synonyms") or ()),
        xrefs=tuple(given.get("xrefs") or ()),
        nil=given["nil"],
        mentions=given["mentions"],
        documents=given["documents"],
    )


def fact_answer(row: Mapping[str, Any]) -> FactAnswer:
    """The fact of a map of ``subject``, ``object`` (see :func:`concept_answer`), ``predicate``, ``fact`` and,
    where it was read, ``evidence`` (see :func:`evidence_answer`).
    """
    given = row["fact"]
    return FactAnswer(
        key=given["key"],
        subject=concept_answer(row["subject"]),
        predicate=row["predicate"],
        object=concept_answer(row["object"]),
        belief=given["belief"],
        papers=given["papers"],
        sentences=given["sentences"],
        negations=given["negations"],
        curated=given["curated"],
        retracted=given["retracted"],
        first_year=given.get("first_year"),
        last_year=given.get("last_year"),
        evidence=tuple(map(evidence_answer, row.get("evidence", ()))),
    )


def evidence_answer(row: Mapping[str, Any]) -> EvidenceAnswer:
    """The evidence of a map of ``evidence`` (its properties) and the ``title`` of its document."""
    given = row["evidence"]
    return EvidenceAnswer(
        id=given["id"],
        kind=given["kind"],
        polarity=given["polarity"],
        score=given["score"],
        document=given.get("document", ""),
        title=row["title"] or "",
        year=given.get("year"),
        sentence=given.get("sentence", ""),
        start=given.get("start"),
        end=given.get("end"),
        subject_text=given.get("subject_text", ""),
        object_text=given.get("object_text", ""),
        source=given.get("source", ""),
        reference=given.get("reference", ""),
        frequency=given.get("frequency"),
        retracted=given["retracted"],
        document_kind=given.get("document_kind", ""),
    )
