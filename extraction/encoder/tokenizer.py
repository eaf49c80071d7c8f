"""The tokenizer of an encoder's or a model's folder."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def load_tokenizer(directory: Path) -> "Tokenizer":
    """The tokenizer in ``directory``, which neither pads nor cuts: windows and batches are made elsewhere."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
