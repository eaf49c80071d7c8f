"""What numbers are multiplied quickly."""

import time

import torch

_ROWS, _WIDTH, _FURTHER = 2048, 384, 1536
"""The product of a small encoder's feed-forward layer over a batch."""
_TIMES = 5
_WORTH = 1.2


def trains_in_bf16() -> bool:
    """Whether the processor multiplies in bf16 at least a fifth more quickly than in fp32.

    Of processors with the instructions some take longer: AMD EPYC with AVX512-BF16 trains 1.6 times as
    quickly, Intel Xeon with AVX512-BF16 and without AMX multiplies at 0.7 of the speed. So a product is
    timed, in some tenths of a second.
    """
    known = torch.cpu.get_capabilities()
    if not (known.get("avx512_bf16") or known.get("amx_bf16")):
        return False
    return _seconds(torch.float32) >= _WORTH * _seconds(torch.bfloat16)


def knows_bf16(device: str) -> bool:
    """Whether ``device``, a name of torch's, is at its quickest in bf16.

    That is known of CUDA and of processors; of other devices it is not supposed.
    """
    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported())
    return device == "cpu" and trains_in_bf16()


def _seconds(kind: torch.dtype) -> float:
    """The least time of some products, in processor seconds."""
    given = torch.ones(_ROWS, _WIDTH, dtype=kind)
    weights = torch.ones(_FURTHER, _WIDTH, dtype=kind)
    taken = []
    for _ in range(_TIMES):
        begun = time.process_time()
        torch.nn.functional.linear(given, weights)
        taken.append(time.process_time() - begun)
    return min(taken)
