"""Text from documents made safe to print: no escape sequence, no control character, no markup."""

import re

_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI sequences (ECMA-48, 5.4)
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, DCS, SOS, PM and APC strings
    r"|\x1b."
)
_SPACE = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")
UPPER = r"\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Control and direction characters beyond ASCII, as a character class of a pattern has them."""
_CONTROL = re.compile(rf"[\x00-\x1f{UPPER}]")


def plain(text: str) -> str:
    """``text`` without terminal escape sequences, control and direction characters; line ends become spaces.

    >>> plain("\\x1b[31mred\\x1b[0m\\nrash\\x07")
    'red rash'
    """
    return _CONTROL.sub("", _SPACE.sub(" ", _ESCAPE.sub("", text)))
