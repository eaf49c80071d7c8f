"""A masked-language model that scores only the pieces that were hidden."""

import json
import shutil
from pathlib import Path
from typing import Any

from torch import Tensor, nn
from transformers import AutoConfig, AutoModelForMaskedLM

from medkg.extraction.folders import replaced


class MaskedModel(nn.Module):
    """An encoder with its masked-language head, which comes untrained where the folder has none."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        written = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        if "medkg" in written:
            raise ValueError(f"{directory} is a finished model; a Hugging Face encoder folder is required")
        config = AutoConfig.from_pretrained(directory)
        config.attention_probs_dropout_prob = 0.0
        self.whole: Any = AutoModelForMaskedLM.from_pretrained(directory, config=config)

    def forward(self, ids: Tensor, mask: Tensor, hidden: Tensor) -> Tensor:
        """Logits (hidden pieces, vocabulary) of ids and mask (windows, pieces), at the flags ``hidden``."""
        states = self.whole.base_model(input_ids=ids, attention_mask=mask).last_hidden_state
        head = self.whole.cls if hasattr(self.whole, "cls") else self.whole.lm_head
        logits: Tensor = head(states[hidden])
        return logits


def save_encoder(model: MaskedModel, directory: Path, *, base: Path, record: str) -> None:
    """Writes the encoder's folder aside, then renames it; ``record`` is the text of training.json."""
    with replaced(directory) as aside:
        model.whole.base_model.save_pretrained(aside)
        for name in ("tokenizer.json", "vocab.txt", "tokenizer_config.json", "special_tokens_map.json"):
            if (base / name).is_file():
                shutil.copyfile(base / name, aside / name)
        (aside / "training.json").write_text(record, encoding="utf-8")
