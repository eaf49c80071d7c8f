"""Short texts as vectors of their meaning."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from medkg.extraction.encoder.base import base_encoder

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer
    from transformers import BertModel

    Vectors = npt.NDArray[np.float32]

_LONGEST = 64
"""Word pieces of a text that are read."""
_BATCH = 64


class SentenceEncoder:
    """Texts as vectors of length 1: the nearer in meaning, the higher the product of two.

    A vector is the mean over the word pieces of the last layer, as all-MiniLM-L6-v2 was trained (Reimers and
    Gurevych 2019). Make one with :meth:`load`.
    """

    def __init__(self, tokenizer: "Tokenizer", model: "BertModel") -> None:
        self._tokenizer, self._model = tokenizer, model

    @classmethod
    def load(cls, directory: Path | None = None) -> Self:
        """The encoder in ``directory``, a Hugging Face folder; the installed MiniLM where it is None.

        Raises:
            FileNotFoundError: if there is none, naming the command that installs it.
        """
        from tokenizers import Tokenizer
        from transformers import BertModel

        folder = base_encoder(directory)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(_LONGEST)
        tokenizer.enable_padding()
        model = BertModel.from_pretrained(
            folder, local_files_only=True, use_safetensors=True, add_pooling_layer=False
        )
        return cls(tokenizer, model.train(mode=False))

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.config.hidden_size)

    def encode(self, texts: Sequence[str]) -> "Vectors":
        """A row for each of ``texts``."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for numbers in _alike(texts):
            vectors[numbers] = self._encode([texts[number] for number in numbers])
        return vectors

    def _encode(self, texts: list[str]) -> "Vectors":
        import torch

        encodings = self._tokenizer.encode_batch(texts)
        ids = torch.tensor([one.ids for one in encodings])
        mask = torch.tensor([one.attention_mask for one in encodings])
        with torch.inference_mode():
            hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            means = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            vectors: Vectors = torch.nn.functional.normalize(means).numpy()
        return vectors


def _alike(texts: Sequence[str]) -> Iterator[list[int]]:
    """The numbers of texts of about the same length, so that little padding is read."""
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for first in range(0, len(order), _BATCH):
        yield order[first : first + _BATCH]
