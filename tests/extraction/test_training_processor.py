"""Which numbers a training on the processor uses."""

import pytest
import torch

from medkg.extraction.training import processor

CLOCK = "medkg.extraction.training.processor._seconds"


@pytest.mark.parametrize(("bf16", "chosen"), [(1.0, False), (0.9, False), (0.6, True), (1.6, False)])
def test_bf16_where_its_product_is_clearly_quicker(
    monkeypatch: pytest.MonkeyPatch, bf16: float, chosen: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    monkeypatch.setattr(CLOCK, lambda kind: bf16 if kind is torch.bfloat16 else 1.0)
    assert processor.trains_in_bf16() == chosen


def test_without_the_instructions_nothing_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": False})
    monkeypatch.setattr(CLOCK, lambda kind: pytest.fail("timed"))
    assert not processor.trains_in_bf16()


def test_a_product_takes_time() -> None:
    assert processor._seconds(torch.float32) > 0


def test_of_other_devices_bf16_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processor, "trains_in_bf16", lambda: True)
    assert processor.knows_bf16("cpu")
    assert not processor.knows_bf16("mps")
