"""Figures as PNG files."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def save_picture(figure: "Figure", file: Path, *, dpi: int = 120) -> None:
    """Writes the figure aside, then renames it to ``file``."""
    aside = file.with_name(f".{file.name}")
    figure.savefig(aside, format="png", dpi=dpi)
    aside.replace(file)
