"""Distillation: a student learns of its teacher what nobody annotated."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from medkg.extraction.distillation.config import Distillation, DistillationConfig
from medkg.extraction.distillation.task import distillation_loss
from medkg.extraction.distillation.teacher import chosen, passage
from medkg.extraction.distillation.train import distill
from medkg.extraction.document import Document
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.train import train
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from tests.extraction.small import DISEASES, DRUGS, write_recipe


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Path:
    """A model that knows drugs and diseases."""
    folder = tmp_path_factory.mktemp("teacher")
    train(NerTrainingConfig.read(write_recipe(folder, encoder, epochs=5, documents=60)))
    return folder / "model"


@pytest.fixture
def config(tmp_path: Path, encoder: Path) -> DistillationConfig:
    """A student whose corpus marks drugs alone."""
    texts = [f"{drug} in {disease}. We saw no harm." for drug in DRUGS for disease in DISEASES]
    rows = [json.dumps({"id": f"t{number}", "text": text}) for number, text in enumerate(texts)]
    (tmp_path / "texts.jsonl").write_text("\n".join(rows), encoding="utf-8")
    recipe = write_recipe(
        tmp_path,
        encoder,
        epochs=5,
        types='types = { Chemical = ["Drug"] }\nunmarked = ["Disease"]',
        more='[teacher]\ntexts = ["texts.jsonl"]\ndocuments = 30',
    )
    return DistillationConfig.read(recipe)


def test_the_student_finds_what_only_the_teacher_was_taught(
    teacher: Path, config: DistillationConfig
) -> None:
    record = distill(teacher, config)
    assert (record.epochs[record.best - 1].selection or 0.0) > 0.9
    text = "warfarin in gout. We saw no harm."
    (mentions,) = Tagger.load(config.student.output).tag([(Document("x", text), split_sentences(text))])
    assert [(mention.text, mention.type) for mention in mentions] == [
        ("warfarin", "Drug"),
        ("gout", "Disease"),
    ]


@given(
    words=st.lists(
        st.sampled_from(["Pallor was seen.", "He had gout and a fever for days.", "No."]), min_size=1
    ),
    longest=st.integers(1, 120),
)
def test_a_passage_is_of_whole_sentences_and_not_longer(words: list[str], longest: int) -> None:
    document = Document("x", " ".join(words))
    taken = passage(document, longest)
    assert taken.text in document.text
    spans = split_sentences(document.text)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    at = int(taken.id.partition("#")[2] or 0)
    assert document.text[at:].startswith(taken.text)
    assert at in starts and at + len(taken.text) in ends
    assert len(taken.text) <= longest or len(split_sentences(taken.text)) == 1
    assert passage(document, longest) == taken
    assert passage(document, 0) is document


def test_what_shares_a_sentence_with_a_held_out_text_is_not_taught(tmp_path: Path) -> None:
    held = "The forty patients of the first arm had pallor after zorafen."
    rows = [{"id": "a", "text": f"Others had none. {held}"}, {"id": "b", "text": "Others had gripe."}]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    guard = Guard.of([Document("t", f"{held} It went.")])
    assert [item.id for item in chosen(Distillation((path,)), guard)] == ["b"]


class Killed(Exception):
    pass


@pytest.mark.parametrize("moment", [("teacher", 16), ("epoch 2", 3)])
def test_killed_it_goes_on_and_ends_with_the_same_weights(
    teacher: Path, config: DistillationConfig, tmp_path: Path, moment: tuple[str, int]
) -> None:
    def kill(stage: str, done: int, total: int | None) -> None:
        if (stage, done) == moment:
            raise Killed

    loop = replace(config.student.loop, epochs=2, checkpoint_seconds=0.0)
    first = replace(config, student=replace(config.student, loop=loop))
    again = replace(first.student, output=tmp_path / "again", work=tmp_path / "again.work")
    second = replace(first, student=again)
    distill(teacher, first)
    with pytest.raises(Killed):
        distill(teacher, second, progress=kill)
    distill(teacher, second)
    weights = [load_file(item.student.output / "model.safetensors") for item in (first, second)]
    assert all(torch.equal(weights[0][name], weights[1][name]) for name in weights[0])
    warmer = replace(second, teaching=replace(second.teaching, temperature=3.0))
    with pytest.raises(ValueError, match="last is of another configuration"):
        distill(teacher, warmer)


def test_the_loss_is_least_where_both_agree() -> None:
    logits = torch.randn(6, 11, generator=torch.Generator().manual_seed(1))
    agreed = distillation_loss(logits, logits.log_softmax(-1), temperature=3.0)
    other = distillation_loss(logits, logits.flip(-1).log_softmax(-1), temperature=3.0)
    assert abs(float(agreed)) < 1e-5 < float(other)


@pytest.mark.parametrize(
    ("teaching", "message"),
    [
        ("", "texts, a list"),
        ('texts = ["a"]\nheat = 2', "unknown key 'heat'"),
        ('texts = ["a"]\ntemperature = 0', "temperature 0, "),
    ],
)
def test_what_is_wrong_in_the_configuration_is_named(
    tmp_path: Path, encoder: Path, teaching: str, message: str
) -> None:
    recipe = write_recipe(tmp_path, encoder, epochs=1, more=f"[teacher]\n{teaching}")
    with pytest.raises(ValueError, match=message):
        DistillationConfig.read(recipe)
