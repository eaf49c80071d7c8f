"""The configurations that are shown and shipped can be read."""

import re
from pathlib import Path

from medkg.extraction.distillation.config import DistillationConfig
from medkg.extraction.folds import Fold
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.relations.config import RelationTrainingConfig

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def test_the_page_shows_what_is_read(tmp_path: Path) -> None:
    own, teacher = BLOCK.findall((ROOT / "docs" / "training.md").read_text(encoding="utf-8"))
    (tmp_path / "my.toml").write_text(own, encoding="utf-8")
    config = NerTrainingConfig.read(tmp_path / "my.toml")
    assert config.corpora[0].test == Fold(1, 5)
    assert config.loop.patience == 2 and config.noise.documents == 0.15
    (tmp_path / "distill.toml").write_text(own + teacher, encoding="utf-8")
    assert DistillationConfig.read(tmp_path / "distill.toml").teaching.documents == 5000


def test_the_shipped_recipes_are_read() -> None:
    folder = ROOT / "examples" / "train"
    assert NerTrainingConfig.read(folder / "ner.toml").corpora
    assert NerTrainingConfig.read(folder / "teacher.toml").corpora
    assert DistillationConfig.read(folder / "distill.toml").teaching.documents == 3000
    assert RelationTrainingConfig.read(folder / "relations.toml").corpora
    assert PretrainingConfig.read(folder / "pretrain.toml").texts
