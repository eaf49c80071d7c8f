"""Whether a graphics card can be used, asked of NVIDIA's driver itself: importing torch takes seconds."""

import ctypes
from importlib.metadata import PackageNotFoundError, version

from medkg.kg.doctor.check import Check, found, optional

_NAME_BYTES = 100


def check() -> Check:
    """The first card that the driver names, and whether the installed torch can use one."""
    try:
        torch = version("torch")
    except PackageNotFoundError:
        return optional("CUDA", "torch is not installed", "pip install torch")
    card = _first_card()
    if card is None:
        return optional("CUDA", "no graphics card; the processor is used", "")
    if torch.endswith("+cpu"):
        return optional(
            "CUDA", f"{card}, but torch {torch} cannot use it", "pip install --force-reinstall torch"
        )
    return found("CUDA", card)


def _first_card() -> str | None:
    """Its name by the CUDA driver API (cuInit, cuDeviceGet, cuDeviceGetName); None without driver or card."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return None
    device, name = ctypes.c_int(), ctypes.create_string_buffer(_NAME_BYTES)
    failed = (
        driver.cuInit(0)
        or driver.cuDeviceGet(ctypes.byref(device), 0)
        or driver.cuDeviceGetName(name, _NAME_BYTES, device)
    )
    return None if failed else name.value.decode(errors="replace")
