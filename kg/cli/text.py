"""Texts that the command line prints."""

import re

from medkg.kg.plain_text import UPPER, plain

_LEFT_BY_JSON = re.compile(f"[{UPPER}]")


def one_line(text: str) -> str:
    """``text`` as one printable line, runs of white space as one space.

    >>> one_line("no such file\\n   here")
    'no such file here'
    """
    return " ".join(plain(text).split())


def escaped_json(text: str) -> str:
    """JSON ``text`` with control characters in strings written as escapes; it parses to the same."""
    return _LEFT_BY_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
