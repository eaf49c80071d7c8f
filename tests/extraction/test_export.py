"""Graphs for ONNX Runtime, made again from a model's weights."""

from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import MPNetConfig

from medkg.extraction.export import export_model
from medkg.extraction.ner.batches import Batch, pad
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.scorers import OnnxScorer, TorchScorer
from medkg.extraction.ner.train import train
from medkg.extraction.ner.weights import export_onnx, load_model
from medkg.extraction.ner.windows import TAG_FEATURES, Window
from medkg.extraction.onnx_session import inputs_of, open_session
from tests.extraction.small import write_recipe


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Path:
    path = write_recipe(tmp_path_factory.mktemp("small"), encoder, epochs=1)
    config = NerTrainingConfig.read(path)
    train(config)
    return config.output


def window(*ids: int) -> Batch:
    tags = np.zeros((len(ids), TAG_FEATURES), dtype=np.float32)
    tags[0, 0] = 1
    return pad([Window(0, np.array(ids), tags, np.zeros(0, dtype=np.int64), ())])


WINDOWS = (window(2, 5, 17, 11, 3), window(2, 6, 3), window(2, *[7, 18, 12] * 12, 3))


def test_the_graph_says_what_torch_says_of_windows_of_any_length(folder: Path, tmp_path: Path) -> None:
    export_onnx(load_model(folder), tmp_path / "plain.onnx", quantized=False)
    session = open_session(tmp_path / "plain.onnx", threads=1)
    assert inputs_of(session) == ("ids", "tags")
    plain, wanted = OnnxScorer(session), TorchScorer(load_model(folder))
    for batch in WINDOWS:
        assert np.allclose(plain(batch), wanted(batch), atol=1e-4)


def test_so_does_the_graph_of_an_encoder_that_biases_its_attention(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = TokenClassifier(
        MPNetConfig(
            vocab_size=60,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=64,
        )
    )
    wanted = [TorchScorer(model)(batch) for batch in WINDOWS]
    export_onnx(model, tmp_path / "plain.onnx", quantized=False)
    scorer = OnnxScorer.load(tmp_path / "plain.onnx", threads=1)
    assert all(
        np.allclose(scorer(batch), said, atol=1e-4) for batch, said in zip(WINDOWS, wanted, strict=True)
    )


def test_in_16_bits_torch_says_nearly_the_same(folder: Path) -> None:
    model = load_model(folder)
    for batch in WINDOWS:
        said, wanted = TorchScorer(model, bf16=True)(batch), TorchScorer(model)(batch)
        assert not np.array_equal(said, wanted)
        assert np.abs(said - wanted).max() < 0.05 * np.abs(wanted).max()


def test_made_again_it_says_what_it_said(folder: Path) -> None:
    path = folder / "model.int8.onnx"
    before = [OnnxScorer.load(path, threads=1)(batch) for batch in WINDOWS]
    path.unlink()
    assert export_model(folder) == path
    after = [OnnxScorer.load(path, threads=1)(batch) for batch in WINDOWS]
    assert all(np.array_equal(first, second) for first, second in zip(before, after, strict=True))
    assert sorted(item.name for item in folder.iterdir() if item.is_dir()) == []


def test_nothing_but_a_model_of_ours_is_exported(encoder: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"holds no config\.json"):
        export_model(tmp_path)
    with pytest.raises(ValueError, match="no part 'medkg'"):
        export_model(encoder)


def test_attention_with_a_bias_is_refused() -> None:
    from medkg.extraction.encoder.hugging_face import fused_attention

    heads = torch.zeros(1, 4, 3, 8)
    with pytest.raises(ValueError, match="Linear masks or biases its attention"):
        fused_attention(torch.nn.Linear(1, 1), heads, heads, heads, torch.zeros(1, 1, 3, 3))
