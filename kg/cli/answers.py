"""Answers of the questions, for people and for programs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medkg.kg.cli.output import print_table, print_text

if TYPE_CHECKING:
    from medkg.kg.questions import EvidenceAnswer, FactAnswer, Knowledge, Reasons

_COLUMNS = ("belief", "subject", "predicate", "object", "papers", "sentences", "against", "curated", "years")


def print_knowledge(known: "Knowledge") -> None:
    """Print the concept and its facts."""
    concept = known.concept
    print_text(f"{concept.name} ({concept.id}, {concept.type})", style="bold")
    if concept.synonyms:
        print_text(f"  also: {'; '.join(concept.synonyms[:5])}")
    counts = f"{_many(concept.mentions, 'mention')} in {_many(concept.documents, 'document')}"
    print_text(f"  {counts}" + (", linked to no vocabulary" if concept.nil else ""))
    if known.facts:
        print_facts(known.facts)
    else:
        print_text("  nothing of this kind is known")
    if known.denied:
        print_text("not held: what speaks of it denies it, or is retracted", style="bold")
        print_facts(known.denied)


def print_facts(facts: "Sequence[FactAnswer]") -> None:
    """Print facts, each with its evidence; as a table where none has any."""
    if not any(fact.evidence for fact in facts):
        print_table(_COLUMNS, map(_row, facts))
        return
    for fact in facts:
        _print_fact(fact, fact.evidence)


def print_reasons(reasons: "Reasons") -> None:
    """Print a fact and all of its evidence."""
    _print_fact(reasons.fact, reasons.evidence)


def _print_fact(fact: "FactAnswer", evidence: "Sequence[EvidenceAnswer]") -> None:
    print_text(statement(fact), style="cyan")
    print_evidence(evidence)


def print_evidence(evidence: "Sequence[EvidenceAnswer]") -> None:
    """Print pieces of evidence below a fact."""
    for one in evidence:
        print_text(f"    {told(one)}")


def print_told(facts: "Sequence[FactAnswer]") -> None:
    """Print the evidence of ``facts``, each piece with the fact that it is for or against."""
    for fact in facts:
        for one in fact.evidence:
            print_text(f"    {_said(fact)}: {told(one)}")


def statement(fact: "FactAnswer") -> str:
    """A fact with its belief and counts, on one line."""
    counts = [_many(fact.papers, "paper"), _many(fact.sentences, "sentence"), f"{fact.negations} against"]
    if fact.curated:
        counts.append(f"{fact.curated} curated")
    if fact.retracted:
        counts.append(f"{fact.retracted} retracted")
    held = f"belief {fact.belief:.2f}" if fact.belief > 0.0 else "not held"
    return f"{_said(fact)}  {held} ({', '.join([*counts, *filter(None, [_years(fact)])])})"


def _said(fact: "FactAnswer") -> str:
    return f"{fact.subject.name} {fact.predicate} {fact.object.name}"


def told(one: "EvidenceAnswer") -> str:
    """A piece of evidence on one line."""
    marks = [] if one.polarity == "affirmed" else [one.polarity]
    marks += ["retracted"] if one.retracted else []
    if one.kind == "text":
        source = ", ".join(filter(None, (one.document, str(one.year or ""), *_study(one), *marks)))
        return f"“{one.sentence}” ({source}; score {one.score:.2f})"
    frequency = "" if one.frequency is None else f"in {one.frequency:.0%} of cases"
    return f"{one.source}: {', '.join(filter(None, (one.reference, frequency, *marks)))}"


def _study(one: "EvidenceAnswer") -> list[str]:
    return [one.document_kind] if one.document_kind not in ("", "article") else []


def _row(fact: "FactAnswer") -> tuple[object, ...]:
    ends = (fact.subject.name, fact.predicate, fact.object.name)
    return (fact.belief, *ends, fact.papers, fact.sentences, fact.negations, fact.curated, _years(fact))


def _years(fact: "FactAnswer") -> str:
    if fact.first_year is None or fact.last_year is None:
        return ""
    first, last = fact.first_year, fact.last_year
    return str(first) if first == last else f"{first}-{last}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
