"""Training an encoder of names as the loop sees it."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from medkg.extraction.training.task import Evaluation, Group
from medkg.linking.meaning.config import NamesTrainingConfig
from medkg.linking.meaning.encoder import pieces_of
from medkg.linking.meaning.model import PieceSums, contrast
from medkg.linking.meaning.synonyms import Numbers, Synonyms

_BLOCK = 256
_NEAREST = 60


class NamesTask:
    """Piece vectors with the synonyms that they are learnt from."""

    model: nn.Module

    def __init__(
        self, model: PieceSums, synonyms: Synonyms, pieces: Sequence[list[int]], config: NamesTrainingConfig
    ) -> None:
        self.model = self._sums = model
        self._synonyms, self._pieces, self._config = synonyms, pieces, config

    def groups(self) -> Sequence[Group]:
        """The vectors, and their weights."""
        config = self._config
        return (
            Group(list(self._sums.vectors.parameters()), config.rate),
            Group([self._sums.weights], config.weight_rate),
        )

    def batches(self, epoch: int) -> Sequence[Numbers]:
        """Pairs of synonyms, drawn anew, in random order; what is left over makes no batch."""
        config = self._config
        generator = np.random.default_rng(config.loop.epoch_seed(epoch))
        pairs = self._synonyms.pairs(generator, most=config.most)
        if not len(pairs):
            raise ValueError("no concept has two names to learn from")
        border = round(len(pairs) * config.alike)
        pairs = np.concatenate([self._alike(pairs[:border], generator), pairs[border:]])
        size = min(config.pairs, len(pairs))
        starts = generator.permutation(range(0, len(pairs) - size + 1, size))
        return [pairs[at : at + size] for at in starts]

    def _alike(self, pairs: Numbers, generator: np.random.Generator) -> Numbers:
        """``pairs`` in the order of one piece of each, drawn by chance, so that neighbours share it."""
        drawn = generator.random(len(pairs))
        pieces = (self._pieces[row] or [0] for row in pairs[:, 0])
        shared = [ids[int(share * len(ids))] for ids, share in zip(pieces, drawn, strict=True)]
        return pairs[np.argsort(shared, kind="stable")]

    def loss(self, model: nn.Module, batch: Numbers) -> Tensor:
        """The contrast of the pairs."""
        concepts = torch.from_numpy(self._synonyms.concepts[batch[:, 0]])
        device = next(model.parameters()).device
        with torch.autocast(device.type, enabled=False):
            first, second = (model(*self._seen(batch[:, side], device)) for side in (0, 1))
            same = (concepts[:, None] == concepts[None, :]).to(device)
            return contrast(first, second, same, temperature=self._config.temperature)

    def pieces(self, batch: Numbers) -> int:
        """The pieces of all names."""
        return sum(len(self._pieces[row]) for row in batch.ravel())

    def evaluate(self, model: nn.Module) -> Evaluation:
        """How often a held-out synonym has another name of its concept nearest, and among the names of the
        ten nearest concepts.
        """
        vectors = np.concatenate(list(self._vectors(model)))
        first = ten = count = 0
        known = np.flatnonzero(~self._synonyms.held_out)
        asked = np.flatnonzero(self._synonyms.asked)
        for start in range(0, len(asked), _BLOCK):
            rows = asked[start : start + _BLOCK]
            for row, nearest in zip(rows, _nearest(vectors[rows], vectors[known]), strict=True):
                concepts = list(dict.fromkeys(self._synonyms.concepts[known[nearest]].tolist()))[:10]
                wanted = int(self._synonyms.concepts[row])
                first, ten, count = first + (concepts[0] == wanted), ten + (wanted in concepts), count + 1
        found = {"f1": first / max(1, count), "ten": ten / max(1, count)}
        return Evaluation(found["f1"], {"synonyms nearest": found, "among ten": {"f1": found["ten"]}})

    def _seen(self, rows: Numbers, device: torch.device) -> tuple[Tensor, Tensor]:
        """What is seen of the names: all pieces but those dropped, at least one of each name."""
        pieces = [self._pieces[row] for row in rows]
        kept = torch.rand(sum(map(len, pieces))) >= self._config.dropped
        parts = torch.split(kept, [len(ids) for ids in pieces])
        seen = [
            [piece for piece, here in zip(ids, part.tolist(), strict=True) if here] or ids[:1]
            for ids, part in zip(pieces, parts, strict=True)
        ]
        return _flat(seen, device)

    def _inputs(self, rows: Numbers, device: torch.device) -> tuple[Tensor, Tensor]:
        return _flat([self._pieces[row] for row in rows], device)

    def _vectors(self, model: nn.Module) -> Iterator[NDArray[np.float32]]:
        device = next(model.parameters()).device
        with torch.inference_mode():
            for start in range(0, len(self._pieces), 8192):
                rows = np.arange(start, min(start + 8192, len(self._pieces)))
                found: NDArray[np.float32] = model(*self._inputs(rows, device)).float().cpu().numpy()
                yield found


def _flat(pieces: Sequence[list[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    """All pieces in a row, and where each name's begin."""
    starts = np.cumsum([0, *(len(ids) for ids in pieces[:-1])])
    ids = np.concatenate([np.array(ids, dtype=np.int64) for ids in pieces])
    return torch.from_numpy(ids).to(device), torch.from_numpy(starts).to(device)


def _nearest(asked: NDArray[np.float32], known: NDArray[np.float32]) -> Numbers:
    """The rows of ``known`` nearest to each of ``asked``, best first."""
    likeness = asked @ known.T
    most = min(_NEAREST, len(known))
    some = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
    order = np.argsort(-np.take_along_axis(likeness, some, axis=1), axis=1, kind="stable")
    found: Numbers = np.take_along_axis(some, order, axis=1)
    return found


def piece_counts(tokenizer: Tokenizer, names: Sequence[str]) -> tuple[list[list[int]], Tensor]:
    """The pieces of each name, and in how many names each piece stands."""
    pieces = pieces_of(tokenizer, names)
    counts = torch.zeros(tokenizer.get_vocab_size())
    for ids in pieces:
        counts[list(set(ids))] += 1
    return pieces, counts
