"""Averaging the weights of several trainings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.soup import average
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.train import train
from tests.extraction.small import write_recipe


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> NerTrainingConfig:
    config = NerTrainingConfig.read(write_recipe(tmp_path_factory.mktemp("soup"), encoder, epochs=3))
    train(config)
    return config


def changed(config: NerTrainingConfig, folder: Path, *, noise: float) -> Path:
    """A copy of the model in ``folder`` whose weights are moved at random."""
    import shutil

    shutil.copytree(config.output, folder)
    generator = torch.Generator().manual_seed(1)
    weights = load_file(folder / "model.safetensors")
    moved = {
        name: item + noise * torch.randn(item.shape, generator=generator).half()
        for name, item in weights.items()
    }
    save_file(moved, folder / "model.safetensors")
    return folder


def test_the_mean_of_what_helps_is_kept_and_the_rest_left_out(
    config: NerTrainingConfig, tmp_path: Path
) -> None:
    near = changed(config, tmp_path / "near", noise=1e-3)
    ruined = changed(config, tmp_path / "ruined", noise=2.0)
    wanted = replace(config, output=tmp_path / "mean")
    record = average([ruined, config.output, near], wanted)
    kept = {member.folder: member.kept for member in record.members}
    assert kept == {str(config.output): True, str(near): True, str(ruined): False}
    assert [member.alone for member in record.members] == sorted(
        (member.alone for member in record.members), reverse=True
    )
    assert record.selection >= record.members[0].alone
    first, second, mean = (load_file(f / "model.safetensors") for f in (config.output, near, wanted.output))
    for name, tensor in mean.items():
        assert torch.allclose(tensor.float(), (first[name].float() + second[name].float()) / 2, atol=2e-3)
    assert json.loads((wanted.output / "training.json").read_text())["selection"] == record.selection
    Tagger.load(wanted.output)


def test_one_model_and_models_of_other_shapes_are_refused(config: NerTrainingConfig, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 model is not allowed"):
        average([config.output], config)
    other = changed(config, tmp_path / "other", noise=0.0)
    settings = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(settings | {"intermediate_size": 32}))
    weights = load_file(other / "model.safetensors")
    cut = {
        name: (
            item[:32]
            if "intermediate" in name
            else item[:, :32]
            if name.endswith("r.0.output.dense.weight")
            else item
        ).contiguous()
        for name, item in weights.items()
    }
    save_file(cut, other / "model.safetensors")
    with pytest.raises(ValueError, match="other shapes"):
        average([config.output, other], replace(config, output=tmp_path / "never"))
