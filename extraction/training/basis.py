"""What a training depends on, as a digest by which its checkpoint is known."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_FREE = frozenset({"output", "work", "epochs", "patience", "checkpoint_seconds", "threads"})
"""Settings that may change before a training goes on."""


def basis(config: "DataclassInstance", documents: Iterable[str]) -> str:
    """The SHA-256 of a training's configuration and of the ids of its ``documents``, in their order.

    How many epochs there are and when it ends early, where its files lie, how often it is kept and the number
    of threads do not count: with others it goes on. Paths count by where they lead.
    """
    known = [asdict(config, dict_factory=_counted), list(documents)]
    text = json.dumps(known, default=_resolved, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _counted(settings: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in settings if name not in _FREE}


def _resolved(path: Path) -> str:
    return str(path.resolve())
