"""The vectors of word pieces while they are trained."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

_WORDS = "word_embeddings.weight"


class PieceSums(nn.Module):
    """Names as weighted sums of their pieces' vectors, brought to length 1."""

    def __init__(self, vectors: Tensor, weights: Tensor) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag.from_pretrained(vectors, freeze=False, mode="sum")
        self.weights = nn.Parameter(weights)

    def forward(self, ids: Tensor, starts: Tensor) -> Tensor:
        """The vectors of names, (names, width), whose pieces are ``ids``, one name after the other, each from
        its number of ``starts``.
        """
        sums = self.vectors(ids, starts, per_sample_weights=self.weights[ids])
        return functional.normalize(sums, dim=-1)

    def table(self) -> Tensor:
        """The vectors of all pieces, each times its weight."""
        return (self.vectors.weight * self.weights[:, None]).detach()


def begun(encoder: Path, counts: Tensor, *, width: int) -> PieceSums:
    """The model to begin with: the word embeddings of a pretrained ``encoder``, reduced to ``width``
    principal components, weighted by inverse frequency among all names; ``counts`` says in how many names
    each piece stands.
    """
    saved = load_file(encoder / "model.safetensors")
    words = next(tensor for name, tensor in saved.items() if name.endswith(_WORDS)).double()
    centred = words - words.mean(0)
    _, components = torch.linalg.eigh(centred.T @ centred)
    reduced = (centred @ components[:, -width:]).float()
    rarity = torch.log(counts.max() / (1 + counts)).clamp_min(0.1)
    return PieceSums(reduced / reduced.norm(dim=1).mean(), rarity / rarity.max())


def contrast(first: Tensor, second: Tensor, same: Tensor, *, temperature: float) -> Tensor:
    """The mean cross-entropy of finding each name's synonym among all names of the batch.

    ``first`` and ``second`` (pairs, width) are vectors of synonyms; ``same`` (pairs, pairs) says which pairs
    are of one concept and so no contrast. InfoNCE: van den Oord, Li and Vinyals (2018).
    """
    likeness = first.float() @ second.float().T / temperature
    own = torch.eye(len(first), dtype=torch.bool, device=first.device)
    return functional.cross_entropy(
        likeness.masked_fill(same & ~own, float("-inf")), torch.arange(len(first), device=first.device)
    )
