"""Says what was wrong with a command line: the value, and what is allowed."""

from collections.abc import Sequence
from itertools import pairwise

import typer


def describe_usage(error: typer.TyperException, arguments: Sequence[str]) -> str:
    """The error's message with the value that was given, and the commands there are for an unknown one."""
    message = error.format_message()
    value = _given(error, arguments)
    if value is not None and repr(value) not in message:
        message = f"{message} (given: {value!r})"
    commands = _commands(error)
    return f"{message} Allowed: {', '.join(commands)}." if commands else message


def _given(error: typer.TyperException, arguments: Sequence[str]) -> str | None:
    """The value of the option that ``error`` is about, where the command line spells one."""
    names = set(getattr(getattr(error, "param", None), "opts", ()))
    for name, value in pairwise(arguments):
        if name in names:
            return value
    return None


def _commands(error: typer.TyperException) -> list[str]:
    """The commands of the group that did not know the one it was given."""
    if not error.format_message().startswith(("No such command", "Missing command")):
        return []
    return sorted(getattr(getattr(getattr(error, "ctx", None), "command", None), "commands", ()))
