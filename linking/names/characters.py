"""From characters to plain lower-case words and numbers."""

import re
import unicodedata

_POSSESSIVE = re.compile("['\u2019`\u00b4\u02bc]s?\\b")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words(text: str) -> list[str]:
    r"""The runs of letters and the runs of digits of ``text``: case folded, without accents, Greek
    letters spelled out.

    >>> words("\u03b2-Blocker, Sjögren\'s B12")
    ['beta', 'blocker', 'sjogren', 'b', '12']
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold()).casefold()
        text = "".join(map(_spelled_out, text))
    return _WORD.findall(_POSSESSIVE.sub("", text.casefold()))


def encodable(text: str) -> str:
    r"""``text`` with a question mark for each half of a character, which no UTF-8 and no name has.

    >>> encodable("a\ud800b")
    'a?b'
    """
    return text.encode(errors="replace").decode()


def _spelled_out(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    name = unicodedata.name(character, "")
    return f" {name.split()[-1].lower()} " if name.startswith("GREEK SMALL LETTER ") else character
