"""Exit codes and one-line errors."""

import os
import sys
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress

import typer

from medkg.kg.cli.text import one_line
from medkg.kg.cli.usage import describe_usage

_DEBUG = "--debug"
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` spell; its exit code.

    ``--debug`` may stand anywhere before a lone ``--``; ``MEDKG_DEBUG=1`` does the same.
    """
    rest, debug = _without_debug(arguments)
    if not debug:
        warnings.simplefilter("ignore")
    try:
        return _invoke(rest)
    except KeyboardInterrupt:
        _report("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return 1
    except Exception as error:
        if debug:
            traceback.print_exc()
        _report(_describe(error, rest))
        return error.exit_code if isinstance(error, typer.TyperException) else 1


def _without_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest = [argument for argument in arguments[:end] if argument != _DEBUG] + list(arguments[end:])
    return rest, len(rest) < len(arguments) or os.environ.get("MEDKG_DEBUG", "0") not in ("", "0")


def _invoke(arguments: list[str]) -> int:
    from medkg.kg.cli.app import app

    code = app(args=arguments, prog_name="medkg", standalone_mode=False)
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _describe(error: Exception, arguments: Sequence[str]) -> str:
    if isinstance(error, typer.TyperException):
        return describe_usage(error, arguments)
    if isinstance(error, typer.Abort):
        return "aborted"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, KeyError) or not str(error):
        return f"{type(error).__name__} {error}"
    return str(error)


def _report(message: str) -> None:
    help_text = message.startswith("Usage:")
    with suppress(BrokenPipeError):
        print(message if help_text else f"medkg: {one_line(message)}", file=sys.stderr)


def _silence_stdout() -> None:
    """Point standard output at nothing, so that Python's own flush at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
