"""Scores of an evaluation, for people and for programs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from medkg.kg.cli.console import note
from medkg.kg.cli.output import print_json, print_table, print_text

if TYPE_CHECKING:
    from medkg.kg.diagnosis.evaluate import DiagnosisScores

_RANKED = ("top_1", "top_3", "top_10", "mrr", "seconds_per_case")
_COUNTED = ("precision", "recall", "f1", "tp", "fp", "fn")
_LINKED = ("accuracy_at_1", "accuracy_at_5", "mrr")


def print_scores(scores: Mapping[str, Any], *, failures: int, ignored: Sequence[str], json: bool) -> None:
    """Print precision, recall, F1 and counts, micro and by type."""
    if json:
        print_json({**scores, "failures": failures, "ignored": ignored})
        return
    rows = [("micro", *(scores["micro"][name] for name in _COUNTED))]
    rows += [(type, *(one[name] for name in _COUNTED)) for type, one in scores["types"].items()]
    print_table(("type", *_COUNTED), rows)
    if scores.get("calibration_error"):
        print_text(f"expected calibration error of the scores: {scores['calibration_error']:.3f}")
    _print_speed(scores)
    if ignored:
        print_text(f"types of the corpus that none of ours stands for: {', '.join(ignored)}")
    if failures:
        print_text(f"documents that failed: {failures}")


def print_linking(scores: Mapping[str, Any], *, json: bool) -> None:
    """Print accuracy@1, accuracy@5 and the mean reciprocal rank, overall and by type; say on standard error
    that figures are worth nothing where names of the documents were learned.
    """
    if learned := scores["documents_learned_from"]:
        note(
            f"names of {learned} of these {scores['documents']} documents were learned by 'medkg vocab"
            " learn': the figures say nothing about other texts; learn again with --without these files"
        )
    if json:
        print_json(scores)
        return
    rows = [("all", *(scores[name] for name in _LINKED))]
    rows += [(type, *(one[name] for name in _LINKED)) for type, one in scores["types"].items()]
    print_table(("type", *_LINKED), rows)
    _print_speed(scores)


def print_diagnosis(scores: "DiagnosisScores", *, json: bool) -> None:
    """Print how often the right disease was first, among three and among ten, and which were not known."""
    if json:
        print_json(scores)
        return
    print_table(("cases", *_RANKED), [(scores.cases, *(getattr(scores, name) for name in _RANKED))])
    for one in scores.unknown:
        print_text(f"not counted, disease not known: {one.disease or 'none given'} ({one.case})")
    if scores.unknown_findings:
        print_text(f"findings that are not known and were left out: {scores.unknown_findings}")
    for failure in scores.failures:
        print_text(f"failed: {failure}")


def _print_speed(scores: Mapping[str, Any]) -> None:
    speed = f"{scores['documents_per_second']:.1f} documents/s, {scores['tokens_per_second']:.0f} tokens/s"
    print_text(f"{scores['documents']} documents, {speed}, peak memory {scores['peak_memory_mb']:.0f} MB")
