"""Training configurations as TOML."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from medkg.extraction.shipped import MODELS
from medkg.extraction.training.settings import LoopSettings
from medkg.extraction.training.tables import kinds_of, only_known

__all__ = ["corpus_path", "encoder_folder", "known_settings", "only_known", "without_loop"]

_SHIPPED = {"mentions": "ner", "relations": "relations"}


def known_settings(config: type) -> list[str]:
    """The keys of a training's TOML file: the fields of ``config`` and those of its ``loop``."""
    return list(kinds_of(config))


def encoder_folder(name: str | None, base: Path, path: Path) -> Path | None:
    """The encoder that the configuration at ``path`` names, found as :func:`corpus_path` says; ``"mentions"``
    and ``"relations"`` are the shipped models, None the installed encoder.
    """
    if name in _SHIPPED:
        return MODELS / _SHIPPED[name]
    return corpus_path(name, base, path) if name else None


def without_loop(table: dict[str, Any], defaults: LoopSettings) -> tuple[dict[str, Any], LoopSettings]:
    """``table`` less the keys of :class:`LoopSettings`, and those settings over ``defaults``.

    Raises:
        ValueError: for a number that is out of its range.
    """
    names = [field.name for field in fields(LoopSettings)]
    given = {name: table.get(name, getattr(defaults, name)) for name in names}
    return {name: value for name, value in table.items() if name not in given}, LoopSettings(**given)


def corpus_path(name: str, base: Path, path: Path) -> Path:
    """Where a corpus, text or encoder lies that the configuration at ``path`` names: beside it where the name
    begins with ``./``, else counted from ``base``.
    """
    return (path.parent if name.startswith("./") else base) / name
