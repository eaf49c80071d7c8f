"""``medkg doctor``."""

import typer

from medkg.kg.cli.options import Json


def doctor(json: Json = False) -> None:
    """Say what is missing, and the command that mends it.

    Exit code 1 if something that is needed is missing.
    """
    from medkg.kg.cli.output import print_json, print_table
    from medkg.kg.doctor import examine, healthy

    checks = examine()
    if json:
        print_json({"healthy": healthy(checks), "checks": checks})
    else:
        rows = [(check.state, check.name, check.detail, check.mend) for check in checks]
        print_table(("state", "what", "found", "mend it with"), rows)
    if not healthy(checks):
        raise typer.Exit(1)
