"""Training a mention model: it learns, it can be killed, what it saves tags as it did."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from medkg.extraction.document import Document
from medkg.extraction.folds import Fold
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.corpora import Guideline, allowed_labels
from medkg.extraction.ner.labels import LABELS
from medkg.extraction.ner.losses import disagreement, marginal_loss
from medkg.extraction.ner.noise import Noise
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.train import train
from medkg.extraction.ner.windows import windows
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.extraction.training.held_out import HeldOutFile
from tests.extraction.small import pubtator, write_recipe


@pytest.fixture
def config(tmp_path: Path, encoder: Path) -> NerTrainingConfig:
    return NerTrainingConfig.read(write_recipe(tmp_path, encoder, epochs=4))


def test_it_learns_and_what_it_saves_tags(config: NerTrainingConfig) -> None:
    record = train(config)
    assert record.epochs[-1].loss < record.epochs[0].loss
    assert (record.epochs[record.best - 1].selection or 0.0) > 0.9
    text = "warfarin in gout. We saw no harm."
    document = Document("x", text)
    (mentions,) = Tagger.load(config.output).tag([(document, split_sentences(text))])
    assert [(mention.text, mention.type) for mention in mentions] == [
        ("warfarin", "Drug"),
        ("gout", "Disease"),
    ]
    assert json.loads((config.output / "training.json").read_text())["best"] == record.best


class Killed(Exception):
    pass


@pytest.mark.parametrize(
    ("moment", "every"),
    [(("epoch 3", 2), 1000.0), (("epoch 2", 4), 0.0), (("epoch 2: measuring", 0), 0.0)],
    ids=["in an epoch", "after a checkpoint in an epoch", "before measuring"],
)
def test_killed_it_goes_on_and_ends_with_the_same_weights(
    config: NerTrainingConfig, tmp_path: Path, moment: tuple[str, int], every: float
) -> None:
    loop = replace(
        config.loop, epochs=3, averaging=0.9, accumulation=2, adversarial=0.5, checkpoint_seconds=every
    )
    noise = Noise(documents=0.5, untagged=0.2)
    config = replace(config, loop=loop, noise=noise, r_drop=0.5, mention_weight=2.0, focus=1.0)

    def kill(stage: str, done: int, total: int | None) -> None:
        if (stage, done) == moment:
            raise Killed

    other = replace(config, output=tmp_path / "other", work=tmp_path / "other.work")
    train(config)
    with pytest.raises(Killed):
        train(other, progress=kill)
    train(other)
    first, second = (load_file(folder / "model.safetensors") for folder in (config.output, other.output))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_it_ends_early_when_no_epoch_gets_better(config: NerTrainingConfig) -> None:
    still = replace(config, rate=0.0, loop=replace(config.loop, epochs=6, patience=2))
    assert [epoch.epoch for epoch in train(still).epochs] == [1, 2, 3]


def test_a_mention_model_is_trained_on(config: NerTrainingConfig, tmp_path: Path) -> None:
    train(config)
    more = replace(
        config,
        encoder=config.output,
        output=tmp_path / "more",
        work=tmp_path / "more.work",
        rate=1e-5,
        loop=replace(config.loop, epochs=1),
    )
    assert (train(more).epochs[0].selection or 0.0) > 0.9


def test_a_share_of_a_plain_encoder_cannot_be_kept(config: NerTrainingConfig) -> None:
    with pytest.raises(ValueError, match=r"blend 0\.5 is not allowed with the encoder .*; 1 is required"):
        train(replace(config, blend=0.5))
    assert not config.work.exists()


def test_a_share_of_a_mention_model_is_kept(config: NerTrainingConfig, tmp_path: Path) -> None:
    config = replace(config, loop=replace(config.loop, epochs=1))
    train(config)
    again = replace(config, encoder=config.output, rate=0.0, blend=0.5)
    more = replace(again, output=tmp_path / "more", work=tmp_path / "more.work")
    train(more)
    first, second = (load_file(folder / "model.safetensors") for folder in (config.output, more.output))
    assert all(torch.allclose(first[name].float(), second[name].float(), atol=1e-3) for name in first)


def test_without_development_documents_the_last_epoch_is_kept(config: NerTrainingConfig) -> None:
    (corpus,) = config.corpora
    loop = replace(config.loop, epochs=2, patience=1)
    record = train(replace(config, corpora=(replace(corpus, development=0),), loop=loop))
    assert (record.best, [epoch.selection for epoch in record.epochs]) == (2, [None, None])
    kept, last = (load_file(config.work / name) for name in ("best.safetensors", "last/average.safetensors"))
    assert all(torch.equal(kept[name], last[name]) for name in last)


def test_a_changed_corpus_is_not_taken_for_the_one_begun_with(config: NerTrainingConfig) -> None:
    config = replace(config, loop=replace(config.loop, epochs=1))
    train(config)
    config.corpora[0].path.write_text(pubtator(30))
    with pytest.raises(ValueError, match=r"last is of another configuration, of other documents"):
        train(config)


def test_the_curves_are_drawn(config: NerTrainingConfig) -> None:
    train(replace(config, loop=replace(config.loop, epochs=2)))
    assert (config.work / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_a_checkpoint_of_another_model_is_refused(config: NerTrainingConfig, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    train(config)
    save_file({"other": torch.zeros(2)}, config.work / "last" / "model.safetensors")
    with pytest.raises(ValueError, match="checkpoint of another model"):
        train(config)


def test_the_fold_of_a_test_is_left_out(config: NerTrainingConfig) -> None:
    from medkg.extraction.ner.split import read_corpora

    fold = Fold(1, 4)
    (split,) = read_corpora(replace(config, corpora=(replace(config.corpora[0], test=fold),)))
    ids = [item.document.id for item in (*split.training, *split.development)]
    assert 0 < len(ids) < 40
    assert not any(id in fold for id in ids)


def test_documents_of_a_held_out_file_are_not_trained_on(config: NerTrainingConfig, tmp_path: Path) -> None:
    from medkg.extraction.ner.split import read_corpora

    (tmp_path / "test.txt").write_text("\n".join(pubtator(40).split("\n\n")[:5]) + "\n")
    (split,) = read_corpora(replace(config, held_out=(HeldOutFile(tmp_path / "test.txt"),)))
    assert split.dropped >= 5
    assert not {f"PMID:{number}" for number in range(5)} & {item.document.id for item in split.training}


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text('output = "x"\nepoch = 3\n')
    with pytest.raises(ValueError, match=r"unknown key 'epoch'; allowed: .*epochs"):
        NerTrainingConfig.read(tmp_path / "bad.toml")


@pytest.fixture
def pieces(encoder: Path) -> Iterator[object]:
    from tokenizers import Tokenizer

    yield Tokenizer.from_file(str(encoder / "tokenizer.json"))


def test_a_type_that_a_corpus_leaves_unmarked_stays_open(pieces: object) -> None:
    from medkg.extraction.lexicon.lexicon import Lexicon

    document = Document("x", "gout in aspirin")
    (window,) = windows([(document, [Span(0, 15)])], pieces, Lexicon.of([]), longest=20)  # type: ignore[arg-type]
    guideline = Guideline({"Disease": ("Disease", "Symptom")}, unmarked=("Drug",))
    allowed = allowed_labels(window, [document.mention(Span(0, 4), "Disease")], guideline)
    names = [{LABELS[label] for label in row.nonzero()[0]} for row in allowed]
    assert names == [{"B-Disease", "B-Symptom"}, {"O", "B-Drug", "I-Drug"}, {"O", "B-Drug", "I-Drug"}]


def test_the_marginal_loss_of_one_label_is_cross_entropy() -> None:
    logits = torch.randn(5, len(LABELS), generator=torch.Generator().manual_seed(3))
    labels = torch.tensor([0, 1, 2, 3, 4])
    allowed = torch.nn.functional.one_hot(labels, len(LABELS)).bool()
    expected = torch.nn.functional.cross_entropy(logits, labels)
    assert torch.allclose(marginal_loss(logits, allowed), expected)
    assert marginal_loss(logits, torch.ones_like(allowed)).abs() < 1e-6


def test_annotated_words_count_by_their_weight() -> None:
    logits = torch.randn(3, len(LABELS), generator=torch.Generator().manual_seed(3))
    labels = torch.tensor([0, 1, 2])
    allowed = torch.nn.functional.one_hot(labels, len(LABELS)).bool()
    outside, begins, inside = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    expected = (outside + 3 * begins + 3 * inside) / 7
    assert torch.allclose(marginal_loss(logits, allowed, weight=3.0), expected)


def test_what_is_known_well_counts_little_under_focus() -> None:
    labels = torch.tensor([0, 0])
    allowed = torch.nn.functional.one_hot(labels, len(LABELS)).bool()
    logits = torch.zeros(2, len(LABELS))
    logits[0, 0] = 8.0
    known, unknown = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    focused = marginal_loss(logits, allowed, focus=2.0)
    chance = 1 / len(LABELS)
    assert torch.allclose(focused, (unknown * (1 - chance) ** 2 + known * (1 - (-known).exp()) ** 2) / 2)
    assert focused < marginal_loss(logits, allowed)
    sure = torch.zeros(1, len(LABELS), requires_grad=True)
    loss = marginal_loss(sure, torch.ones(1, len(LABELS), dtype=torch.bool), focus=2.0)
    (gradient,) = torch.autograd.grad(loss, sure)
    assert torch.isfinite(gradient).all()


def test_passes_that_say_the_same_do_not_disagree() -> None:
    one = torch.randn(4, len(LABELS), generator=torch.Generator().manual_seed(3))
    other = torch.randn(4, len(LABELS), generator=torch.Generator().manual_seed(4))
    assert float(disagreement(one, one)) == pytest.approx(0, abs=1e-6)
    there, back = float(disagreement(one, other)), float(disagreement(other, one))
    assert there > 0
    assert there == pytest.approx(back)


@pytest.mark.parametrize("wrong", [{"r_drop": -1.0}, {"focus": float("nan")}, {"mention_weight": 0.0}])
def test_a_lever_out_of_its_range_is_refused(config: NerTrainingConfig, wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} .* is not allowed"):
        replace(config, **wrong)  # type: ignore[arg-type]
