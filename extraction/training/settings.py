"""What every training can be told."""

from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """How the loop runs.

    ``accumulation`` batches make one step of the optimiser. The learning rate rises over the first
    ``warmup`` of all steps and falls to 0 at the end. ``averaging`` is the decay per step of the weights'
    moving average, which is what is measured and kept (0: the weights themselves). ``adversarial`` is the
    length of a step of the word embeddings against which every batch is learnt once more
    (:mod:`medkg.extraction.training.adversary`; 0: not, and half the time). After ``patience`` epochs without
    a better one the training ends (0: never early). A checkpoint is written every
    ``checkpoint_seconds`` and after each epoch. ``threads`` of 0 leaves their number to torch.

    Raises:
        ValueError: for a number that is out of its range.
    """

    epochs: int = 4
    accumulation: int = 1
    warmup: float = 0.1
    averaging: float = 0.0
    adversarial: float = 0.0
    weight_decay: float = 0.01
    patience: int = 0
    checkpoint_seconds: float = 300.0
    seed: int = 13
    threads: int = 0

    def epoch_seed(self, epoch: int) -> int:
        """The seed of all that is random in an epoch, from 0."""
        return self.seed * 1000 + epoch

    def __post_init__(self) -> None:
        for name, least in (("epochs", 1), ("accumulation", 1), ("patience", 0), ("threads", 0)):
            if (value := getattr(self, name)) < least:
                raise ValueError(f"{name} {value} is not allowed; at least {least} is required")
        if not 0 <= self.adversarial < inf:
            raise ValueError(f"adversarial {self.adversarial} is not allowed; at least 0 is required")
        for name in ("warmup", "averaging"):
            if not 0 <= (share := getattr(self, name)) < 1:
                raise ValueError(f"{name} {share} is not allowed; from 0 to less than 1 is required")


def rate_share(done: float, warmup: float) -> float:
    """The share of the full learning rate when ``done`` of the training, in [0, 1], is over.

    Linear warm-up, then linear decay to 0.
    """
    return done / warmup if done < warmup else (1 - done) / (1 - warmup)
