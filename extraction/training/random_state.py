"""What torch draws next."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class RandomState:
    """The states of torch's generators: the processor's, and that of each GPU."""

    processor: Tensor
    gpus: Sequence[Tensor]

    @classmethod
    def now(cls) -> "RandomState":
        """The states as they are in this process."""
        gpus = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
        return cls(torch.get_rng_state(), gpus)

    def restore(self) -> None:
        """Puts the generators back, those of GPUs as far as both know them."""
        torch.set_rng_state(self.processor)
        here = torch.cuda.device_count() if torch.cuda.is_available() else 0
        for number, state in enumerate(self.gpus[:here]):
            torch.cuda.set_rng_state(state, number)
