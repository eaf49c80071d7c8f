"""The command line ``medkg``: a thin skin over the Python API."""

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``medkg`` with ``arguments`` (those of the process by default) and leave with its exit code.

    Raises:
        SystemExit: always; code 0 done, 1 failed work, 2 wrong use, 130 interrupted.
    """
    if arguments is None:
        from medkg.kg.cli.memory import keep_memory

        keep_memory(sys.argv[1:])
    from medkg.kg.cli.run import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
