"""All checks in a fixed order."""

from collections.abc import Sequence

from medkg.kg.doctor.check import Check, State


def examine() -> list[Check]:
    """Look at everything; slow parts (Java, the graphics card, the server) take a few seconds together."""
    from medkg.kg.doctor import installation, machine, models, server

    parts = (machine.checks, installation.checks, models.checks, server.checks)
    return [check for part in parts for check in part()]


def healthy(checks: Sequence[Check]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(check.state is not State.MISSING for check in checks)
