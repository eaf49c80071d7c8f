"""Measuring links against annotated documents."""

from pathlib import Path

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.span import Span
from medkg.linking.evaluation import LinkingCounts, evaluate_linking
from medkg.linking.linker import Linker


def annotated(*mentions: tuple[str, str, str]) -> AnnotatedDocument:
    text = " ".join(words for words, _, _ in mentions)
    document = Document("D1", text)
    made, at = [], 0
    for words, kind, identifier in mentions:
        made.append(document.mention(Span(at, at + len(words)), kind, identifiers=(identifier,)))
        at += len(words) + 1
    return AnnotatedDocument(document, tuple(made))


def test_accuracy_counts_first_answers_by_type(linker: Linker) -> None:
    gold = annotated(
        ("hollow anemia", "Disease", "D900003"),
        ("kidney disease", "Disease", "D900003|D900001"),
        ("hollow anaemia", "Disease", "OMIM:999001"),
        ("orbal tumor", "Disease", "D900001"),
        ("velomycin", "Chemical", "D900005"),
        ("glow", "Chemical", "C999999"),
        ("quasar", "Disease", "-1"),
    )
    scores = evaluate_linking([gold], linker, types={"Chemical": ("Drug",)}, abbreviations=lambda _: {})
    assert scores.micro.mentions == 6 and scores.micro.first == 4 and scores.micro.unknown == 1
    assert scores.types["Disease"].as_json()["accuracy_at_1"] == pytest.approx(3 / 4)
    assert scores.types["Chemical"].first == 1 and scores.without_gold == 1
    json = scores.as_json()
    assert json["accuracy_at_1"] == pytest.approx(4 / 6) and json["documents"] == 1
    assert {
        "accuracy_at_5",
        "mrr",
        "types",
        "tokens_per_second",
        "peak_memory_mb",
        "documents_per_second",
    } <= set(json)


def test_a_right_second_answer_counts_half_in_mrr(linker: Linker) -> None:
    gold = annotated(("anemia hollow disease kidney", "Disease", "D900001"))
    scores = evaluate_linking([gold], linker, abbreviations=lambda _: {})
    expected = scores.micro.reciprocal_ranks
    assert expected in (1.0, 0.5) and scores.micro.top5 == 1


def test_definitions_of_the_document_are_used(linker: Linker) -> None:
    document = Document("D1", "We saw hollow anemia (HOA). HOA is rare.")
    mention = document.mention(Span(28, 31), "Disease", identifiers=("D900003",))
    scores = evaluate_linking([AnnotatedDocument(document, (mention,))], linker)
    assert scores.micro.first == 1


def test_nothing_to_judge_scores_nothing(linker: Linker) -> None:
    assert evaluate_linking([], linker).as_json()["accuracy_at_1"] == 0.0
    assert LinkingCounts(2, 1, 2, 1.5) + LinkingCounts(1, 0, 0, 0.0, 1) == LinkingCounts(3, 1, 2, 1.5, 1)


def test_a_pubtator_file_is_measured(linker: Linker, tmp_path: Path) -> None:
    from medkg.extraction.readers import read_annotated

    path = tmp_path / "gold.txt"
    path.write_text(
        "1|t|Hollow anemia.\n1|a|Rare.\n1\t0\t13\tHollow anemia\tDisease\tD900003\n\n", encoding="utf-8"
    )
    read = [one for one in read_annotated(path, format="pubtator") if isinstance(one, AnnotatedDocument)]
    assert evaluate_linking(read, linker).micro.as_json()["accuracy_at_1"] == 1.0
