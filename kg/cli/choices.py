"""Values that must be one of a few."""

from collections.abc import Iterable

import typer


def one_of(value: str, allowed: Iterable[str], option: str) -> str:
    """``value``, if it is allowed for ``option``.

    Raises:
        typer.BadParameter: if it is not; the message lists what is.
    """
    known = list(allowed)
    if value not in known:
        raise typer.BadParameter(f"{value!r} is not allowed; {', '.join(known)} are", param_hint=option)
    return value
