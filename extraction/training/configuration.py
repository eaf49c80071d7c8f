"""Training configurations as TOML."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from medkg.extraction.shipped import MODELS
from medkg.extraction.training.settings import LoopSettings

_SHIPPED = {"mentions": "ner", "relations": "relations"}


def only_known(table: dict[str, Any], known: Iterable[str], place: str) -> None:
    """Nothing, if every key of ``table`` is ``known``.

    Raises:
        ValueError: naming ``place``, the unknown key and those allowed.
    """
    known = list(known)
    if unknown := set(table) - set(known):
        raise ValueError(f"{place}: unknown key {min(unknown)!r}; allowed: {', '.join(known)}")


def known_settings(config: type) -> list[str]:
    """The keys of a training's TOML file: the fields of ``config`` and those of its ``loop``."""
    return sorted({item.name for kind in (config, LoopSettings) for item in fields(kind)} - {"loop"})


def encoder_folder(name: str | None, base: Path) -> Path | None:
    """The encoder that a configuration names, counted from ``base``; ``"mentions"`` and ``"relations"`` are
    the shipped models, None the installed encoder.
    """
    if name in _SHIPPED:
        return MODELS / _SHIPPED[name]
    return base / name if name else None


def without_loop(table: dict[str, Any], defaults: LoopSettings) -> tuple[dict[str, Any], LoopSettings]:
    """``table`` less the keys of :class:`LoopSettings`, and those settings over ``defaults``.

    Raises:
        ValueError: for a number that is out of its range.
    """
    names = [field.name for field in fields(LoopSettings)]
    given = {name: table.get(name, getattr(defaults, name)) for name in names}
    return {name: value for name, value in table.items() if name not in given}, LoopSettings(**given)


def corpus_path(name: str, base: Path, path: Path) -> Path:
    """Where a corpus lies that the configuration at ``path`` names: beside it where the name begins with
    ``./``, else counted from ``base``.
    """
    return (path.parent if name.startswith("./") else base) / name
