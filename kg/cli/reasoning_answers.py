"""Answers of ``safety``, ``compare``, ``paths`` and ``similar`` for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medkg.kg.cli.answers import print_facts, print_told
from medkg.kg.cli.output import print_table, print_text

if TYPE_CHECKING:
    from medkg.kg.questions import Comparison, FactAnswer, Path, Safety, Similar


def print_safety(answer: "Safety") -> None:
    """Print what was found, kind by kind."""
    _print_kind("interactions", answer.interactions)
    _print_kind("contraindications", answer.contraindications)
    _print_kind("may cause or worsen", answer.harms)
    for double in answer.duplicates:
        names = ", ".join(drug.name for drug in double.drugs)
        print_text(f"same class {double.atc}: {names}", style="bold")
    if not (answer.interactions or answer.contraindications or answer.harms or answer.duplicates):
        print_text("the graph knows nothing against it, which is no proof of safety")


def print_comparison(answer: "Comparison") -> None:
    """Print both drugs' effects and harms."""
    for side in (answer.first, answer.second):
        _print_kind(f"{side.drug.name} and {answer.disease.name}", side.effects)
    _print_kind("harms of both", answer.shared)
    for side in (answer.first, answer.second):
        _print_kind(f"harms of {side.drug.name} alone", side.harms)


def print_paths(answer: "Sequence[Path]") -> None:
    """Print each path with its weight, arrows showing the way of each fact."""
    if not answer:
        print_text("no path")
    for path in answer:
        print_text(f"{path.weight:.4f}  {_drawn(path)}", style="cyan" if _has_evidence(path.facts) else "")
        print_told(path.facts)


def print_similar(answer: "Sequence[Similar]") -> None:
    """Print the diseases with what they share; as a table where no fact has evidence."""
    if any(_has_evidence(one.facts) for one in answer):
        for one in answer:
            head = f"{one.disease.name} ({one.disease.id})  similarity {one.similarity:.3f}"
            print_text(f"{head}, {one.shared} shared: {'; '.join(one.names)}", style="cyan")
            print_told(one.facts)
        return
    rows = [
        (one.similarity, one.disease.name, one.disease.id, one.shared, "; ".join(one.names)) for one in answer
    ]
    print_table(("similarity", "disease", "id", "shared", "the most telling"), rows)


def _has_evidence(facts: "Sequence[FactAnswer]") -> bool:
    return any(fact.evidence for fact in facts)


def _drawn(path: "Path") -> str:
    text = path.concepts[0].name
    for fact, concept in zip(path.facts, path.concepts[1:], strict=True):
        step = f"{fact.predicate} {fact.belief:.2f}"
        text += f" -{step}-> " if fact.object.id == concept.id else f" <-{step}- "
        text += concept.name
    return text


def _print_kind(title: str, facts: "Sequence[FactAnswer]") -> None:
    print_text(title, style="bold")
    if facts:
        print_facts(facts)
    else:
        print_text("  nothing is known")
