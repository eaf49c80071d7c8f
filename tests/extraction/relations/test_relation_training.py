"""Training, killing, going on, exporting, using: on an invented corpus and a tiny encoder."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.document import Document
from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.model_folder import is_relation_model
from medkg.extraction.relation import ConceptRelation
from medkg.extraction.relations.augment import Augmentation, labelled
from medkg.extraction.relations.base_weights import scorer_on
from medkg.extraction.relations.batch import INPUTS, pad
from medkg.extraction.relations.classifier import RelationClassifier
from medkg.extraction.relations.config import RelationTrainingConfig
from medkg.extraction.relations.corpora.corpus import RelationCorpus
from medkg.extraction.relations.export import export_onnx, load_model
from medkg.extraction.relations.record import TrainingRecord
from medkg.extraction.relations.scorers import OnnxScorer, TorchScorer
from medkg.extraction.relations.soup import average
from medkg.extraction.relations.split import SplitCorpus, split_corpora
from medkg.extraction.relations.task import RelationTask
from medkg.extraction.relations.train import train
from medkg.extraction.span import Span
from medkg.extraction.training.held_out import HeldOutFile, guard_of
from medkg.extraction.training.settings import LoopSettings


class Killed(Exception):
    """Stands for a kill in the middle of an epoch."""


def config(
    folder: Path, encoder: Path, corpus: Path, *, epochs: int = 8, **changes: object
) -> RelationTrainingConfig:
    invented = RelationCorpus(
        name="invented",
        format="pubtator",
        path=corpus,
        predicates=("CAUSES",),
        types={"Chemical": "Drug", "Disease": "Disease"},
        relations={"CID": "CAUSES"},
        hold_out=4,
    )
    plain = RelationTrainingConfig(
        corpora=(invented,),
        output=folder / "model",
        work=folder / "work",
        encoder=encoder,
        batch_pieces=96,
        window=64,
        rate=3e-3,
        head_rate=3e-3,
        freeze_words=False,
        loop=LoopSettings(epochs=epochs, averaging=0.5, threads=1, checkpoint_seconds=0.0),
        augmentation=Augmentation(drop_mentions=0.05, exchange_types=0.2, mask_pieces=0.05),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def splits(settings: RelationTrainingConfig) -> list[SplitCorpus]:
    """The corpora as the training splits them."""
    guard = guard_of(settings.held_out)
    return split_corpora(settings.corpora, guard, load_tokenizer(base_encoder(settings.encoder)), longest=64)


@pytest.fixture(scope="module")
def trained(
    tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path, pubtator_file: Path
) -> tuple[RelationTrainingConfig, TrainingRecord]:
    settings = config(tmp_path_factory.mktemp("trained"), tiny_encoder, pubtator_file)
    return settings, train(settings)


def test_the_loss_falls_and_the_best_epoch_is_kept(
    trained: tuple[RelationTrainingConfig, TrainingRecord],
) -> None:
    settings, record = trained
    assert record.epochs[-1].loss < 0.5 * record.epochs[0].loss
    assert record.epochs[record.best - 1].selection == max(epoch.selection or 0.0 for epoch in record.epochs)
    assert record.corpora[0].training == 10 and record.corpora[0].development == 4
    written = json.loads((settings.work / "record.json").read_text(encoding="utf-8"))
    assert written["best"] == record.best
    assert written["calibration"]["CAUSES"]["threshold"] == record.calibration["CAUSES"].threshold


def test_killed_and_resumed_it_ends_with_the_same_weights(
    tmp_path: Path, tiny_encoder: Path, pubtator_file: Path
) -> None:
    def kill(stage: str, done: int, total: int | None) -> None:
        if stage == "epoch 2" and done == 2:
            raise Killed

    whole = config(tmp_path / "whole", tiny_encoder, pubtator_file, epochs=3)
    broken = config(tmp_path / "broken", tiny_encoder, pubtator_file, epochs=3)
    train(whole)
    with pytest.raises(Killed):
        train(broken, progress=kill)
    train(broken)
    first, second = (load_file(item.work / "last" / "model.safetensors") for item in (whole, broken))
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_without_development_documents_nothing_is_trained(
    tmp_path: Path, tiny_encoder: Path, pubtator_file: Path
) -> None:
    settings = config(tmp_path, tiny_encoder, pubtator_file)
    (corpus,) = settings.corpora
    with pytest.raises(ValueError, match=r"\(invented: hold_out = 0\).* hold_out of at least 1 is required"):
        train(replace(settings, corpora=(replace(corpus, hold_out=0),)))
    assert not settings.work.exists()


def test_predicates_that_no_weight_names_are_weighed_alike(
    trained: tuple[RelationTrainingConfig, TrainingRecord],
) -> None:
    settings, _ = trained
    (corpus,) = settings.corpora
    both = replace(settings, corpora=(replace(corpus, predicates=("CAUSES", "TREATS")),))
    model = load_model(settings.output)

    def selection(**weights: float) -> float | None:
        chosen = replace(both, selection=weights)
        return RelationTask(model, splits(chosen), chosen, mask_id=4).evaluate(model).selection

    causes, treats = selection(CAUSES=1.0) or 0.0, selection(TREATS=1.0) or 0.0
    assert causes > 0.5 > treats
    assert selection(PREVENTS=1.0) == pytest.approx((causes + treats) / 2)
    assert selection(PREVENTS=1.0, CAUSES=2.0) == pytest.approx(causes)


def test_another_setting_does_not_go_on_from_the_checkpoint(
    trained: tuple[RelationTrainingConfig, TrainingRecord],
) -> None:
    settings, record = trained
    with pytest.raises(ValueError, match="last is of another configuration"):
        train(replace(settings, rate=1e-3))
    fewer = replace(settings, loop=replace(settings.loop, epochs=2))
    assert train(fewer).epochs == record.epochs


def test_training_goes_on_from_a_relation_model(
    trained: tuple[RelationTrainingConfig, TrainingRecord],
) -> None:
    settings, _ = trained
    begun, saved = scorer_on(settings.output).state_dict(), load_model(settings.output).state_dict()
    assert all(torch.equal(begun[name], tensor) for name, tensor in saved.items())


def test_what_an_earlier_version_did_not_look_at_weighs_nothing_at_first(
    tmp_path: Path, trained: tuple[RelationTrainingConfig, TrainingRecord]
) -> None:
    settings, _ = trained
    shutil.copytree(settings.output, tmp_path / "narrow")
    weights = load_file(settings.output / "model.safetensors")
    seen = 2 * weights["head.bias"].numel()
    narrow = {name: weights[name][:, :seen].contiguous() for name in ("head.weight", "tail.weight")}
    kept = {name: tensor for name, tensor in weights.items() if not name.startswith("salience.")}
    save_file(kept | narrow, tmp_path / "narrow" / "model.safetensors")
    begun = scorer_on(tmp_path / "narrow")
    for name, wanted in narrow.items():
        assert torch.equal(begun.state_dict()[name][:, :seen], wanted.float())
        assert not begun.state_dict()[name][:, seen:].any()


def test_documents_of_a_held_out_file_are_dropped_and_counted(
    tmp_path: Path, tiny_encoder: Path, pubtator_file: Path
) -> None:
    blocks = pubtator_file.read_text(encoding="utf-8").split("\n\n")
    test_file = tmp_path / "test.pubtator"
    test_file.write_text("\n\n".join(blocks[:3]), encoding="utf-8")
    settings = config(tmp_path, tiny_encoder, pubtator_file, held_out=(HeldOutFile(test_file),))
    (split,) = splits(settings)
    numbers = {document.item.document.id for document in (*split.training, *split.development)}
    assert split.leaked >= 3
    assert numbers.isdisjoint({f"PMID:{90_000_000 + number}" for number in range(3)})


def test_the_mean_of_two_models_is_calibrated_and_a_ruined_one_left_out(
    trained: tuple[RelationTrainingConfig, TrainingRecord], tmp_path: Path
) -> None:
    settings = trained[0]
    generator = torch.Generator().manual_seed(1)
    for name, noise in (("near", 1e-4), ("ruined", 3.0)):
        shutil.copytree(settings.output, tmp_path / name)
        path = tmp_path / name / "model.safetensors"
        save_file(
            {
                key: item + noise * torch.randn(item.shape, generator=generator).to(item.dtype)
                for key, item in load_file(path).items()
            },
            path,
        )
    folders = [tmp_path / "ruined", settings.output, tmp_path / "near"]
    record = average(folders, replace(settings, output=tmp_path / "mean"))
    kept = {Path(member.folder).name: member.kept for member in record.members}
    assert kept == {"model": True, "near": True, "ruined": False}
    assert record.calibration.keys() == {"CAUSES"}
    assert is_relation_model(tmp_path / "mean")
    RelationClassifier.load(tmp_path / "mean")


def test_onnx_agrees_with_torch(
    tmp_path: Path, trained: tuple[RelationTrainingConfig, TrainingRecord]
) -> None:
    settings, _ = trained
    model = load_model(settings.output)
    (split,) = splits(settings)
    examples = [item.example for doc in split.training for item in labelled(doc, doc.entities)]
    export_onnx(model, tmp_path / "plain.onnx", quantized=False)
    torch_scorer = TorchScorer(model)
    plain = OnnxScorer.load(tmp_path / "plain.onnx", threads=1)
    quantized = OnnxScorer.load(settings.output / "model.int8.onnx", threads=1)
    for batch in (pad([item]) for item in examples[:7]):
        wanted = torch_scorer.logits(batch)
        assert np.allclose(plain.logits(batch), wanted, atol=1e-3)
        assert np.abs(quantized.logits(batch) - wanted).mean() < 0.5
        assert not np.array_equal(quantized.logits(batch), wanted)


def test_a_graph_that_reads_a_mask_still_serves(
    tmp_path: Path, trained: tuple[RelationTrainingConfig, TrainingRecord]
) -> None:
    settings, _ = trained
    model = load_model(settings.output)
    (split,) = splits(settings)
    batch = pad([next(item.example for doc in split.training for item in labelled(doc, doc.entities))])
    arguments = tuple(torch.from_numpy(getattr(batch, name)) for name in INPUTS)
    torch.onnx.export(
        model,
        arguments,
        str(tmp_path / "masked.onnx"),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamo=False,
    )
    found = OnnxScorer.load(tmp_path / "masked.onnx", threads=1).logits(batch)
    assert np.allclose(found, TorchScorer(model).logits(batch), atol=1e-3)


def test_padding_changes_no_logits(trained: tuple[RelationTrainingConfig, TrainingRecord]) -> None:
    settings, _ = trained
    scorer = TorchScorer(load_model(settings.output))
    (split,) = splits(settings)
    examples = [item.example for doc in split.training for item in labelled(doc, doc.entities)]
    together = scorer.logits(pad(examples))
    for row, item in enumerate(examples):
        alone = scorer.logits(pad([item]))[0]
        assert np.allclose(together[row, : len(item.pairs)], alone, atol=1e-4)


def document(text: str, *named: tuple[str, str, str]) -> AnnotatedDocument:
    """A document in which each (word, type, identifier) is a mention at the word's first place."""
    item = Document("d", text)
    mentions = tuple(
        item.mention(Span(text.index(word), text.index(word) + len(word)), type, identifiers=(identifier,))
        for word, type, identifier in named
    )
    return AnnotatedDocument(item, mentions)


def test_the_exported_model_finds_relations_with_evidence(
    trained: tuple[RelationTrainingConfig, TrainingRecord],
) -> None:
    settings, record = trained
    classifier = RelationClassifier.load(settings.output, threads=1)
    item = document(
        "Study of zorafen in the patients\nZorafen led to gripe. The patients with pallor were given quibex.",
        ("zorafen", "Drug", "C1"),
        ("Zorafen", "Drug", "C1"),
        ("gripe", "Disease", "D1"),
        ("pallor", "Symptom", "D2"),
        ("quibex", "Drug", "C2"),
    )
    nothing = document("The patients had gripe.", ("gripe", "Disease", "D1"))
    found, none = classifier.classify([item, nothing])
    assert none == ()
    (relation,) = (one for one in found if one.tail.text == "gripe" and one.head.text == "Zorafen")
    assert (relation.head.span.start, relation.type, relation.polarity) == (33, "CAUSES", Polarity.AFFIRMED)
    assert [span.slice(item.document.text) for span in relation.evidence] == ["Zorafen led to gripe."]
    assert record.calibration["CAUSES"].threshold <= relation.score <= 1.0
    assert relation.extractor == classifier.version
    (concepts,) = classifier.classify_concepts([item])
    assert ConceptRelation("CAUSES", "C1", "D1") in concepts
    assert len(concepts) == len(found)


def test_using_the_model_loads_no_torch(trained: tuple[RelationTrainingConfig, TrainingRecord]) -> None:
    settings, _ = trained
    code = (
        "import sys; from pathlib import Path;"
        "from medkg.extraction.relations.classifier import RelationClassifier;"
        "RelationClassifier.load(Path(sys.argv[1])).classify([]);"
        "sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(settings.output)], check=False, timeout=60)
    assert done.returncode == 0


def test_a_folder_without_a_model_is_named_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"holds no config.json; train one: medkg train relations"):
        RelationClassifier.load(tmp_path)
