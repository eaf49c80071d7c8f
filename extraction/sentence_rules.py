"""Where sentences begin in abstracts, articles and clinical notes: rules over characters."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from medkg.extraction.terms import words

_CLOSERS = r"""(?:["'\u201d\u2019»)\]]|\[[\d,;\s\u2013-]{1,20}\])*+"""
_CITATION = r"(?:(?<=[a-z)]\.)\d{1,3}(?:[,\u2013-]\d{1,3})*+)?"
_STOP = re.compile(rf"(?<![.?!…])[.?!…]++{_CLOSERS}{_CITATION}[^\S\n\r]++(?=\S)")
_GLUED = re.compile(r"(?<=[a-z]{3})[.?!](?=[A-Z][a-z]*+\s)")
_EXPORTED = re.compile(
    r"[.?!:],\s*+(?=[A-Z][A-Z /&-]{2,40}+:)|(?<=[a-z)\]][.?!]),(?=[A-Z][a-z]|[AI]\s|[A-Z]{2,6}\s)"
)
"""Where a table's export has put commas for line breaks: "No edema.,SKIN: Dry.,Warm."."""
_NUMBERED = re.compile(
    r"(?:(?P<line>(?:\A|(?<=[\n\r]))[ \t(*-]*+)|(?<=[.?!:;])(?:(?P<exported>,)\s*+|[^\S\n\r]++))"
    r"(?=(?P<number>\d{1,2})\.[^\S\n\r]+[A-Z(])"
)
"""The number of an item: of one that begins a line, that follows such a comma, or that goes on in a line."""
_LINE = re.compile(r"[\n\r\u2028\u2029]\s*+(?=\S)")
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_ITEM = re.compile(r"(?:[-*•·\u2013▪●]|\(?\d{1,2}[.)]|\(?[A-Za-z][.)])\s")
_LAST_WORD = re.compile(r"[^\s(\[{\"'\u201c\u2018/,;]++\Z")
_COMPARED = re.compile(r"[<>=≤≥±~]\s*\d+\Z")
_CAPITALISED = re.compile(r"[A-Z][a-z]{2}")
_LOOK = 48
"""Characters looked at on either side of a full stop; longer words are no abbreviations."""
_WRAPPED_FROM = 50
"""Characters of the shortest line that may have been wrapped."""


def sentence_starts(text: str) -> list[int]:
    """The offsets at which a sentence begins, ascending; each is that of a character that is not white space.

    The first character of the text that is not white space is not among them unless a rule names it.
    """
    text = text.rstrip()
    items = set(_item_starts(text))
    starts = items | {match.end() for match in _STOP.finditer(text) if _ends_sentence(text, match, items)}
    starts.update(match.end() for match in _GLUED.finditer(text) if _ends_prose(text, match.start()))
    exported = _EXPORTED.finditer(text)
    starts.update(match.end() for match in exported if not _is_abbreviated_at(text, match.start()))
    starts.update(match.start() for match in _labels().finditer(text))
    starts.update(_line_starts(text))
    return sorted(starts)


def _item_starts(text: str) -> Iterator[int]:
    """Where items begin within a line: "1. Gout. 2. Asthma." counts on, "as in Fig. 2." does not."""
    last = 0
    for match in _NUMBERED.finditer(text):
        number, begin = int(match["number"]), match.start()
        counts = number in {1, last + 1} and not _is_abbreviated_at(text, begin)
        if match["line"] is not None or match["exported"] or counts:
            last = number
        if match["exported"] or (counts and match["line"] is None):
            yield match.end()


def _is_abbreviated_at(text: str, end: int) -> bool:
    """Whether an abbreviation and its full stop end at ``end``."""
    before = text[max(0, end - _LOOK) : end]
    word = _last_word(before[:-1]).lower() if before.endswith(".") else ""
    lists = words("sentences")
    return word in lists["never_last"] or word in lists["numbered"]


@cache
def _labels() -> re.Pattern[str]:
    known = "|".join(sorted(words("sentences")["labels"], key=len, reverse=True))
    of_one = rf"(?:{known})(?: (?:AND|OF) [A-Z]++)?|[A-Z]{{6,}}+"
    return re.compile(
        rf"(?<=[\s,.;])(?<![A-Z/&-] )(?:{of_one}|[A-Z]{{3,}}+(?:[ /&-]{{1,3}}[A-Z]++){{1,4}}+):\s"
    )


def _ends_sentence(text: str, stop: re.Match[str], items: Collection[int]) -> bool:
    following = text[stop.end() : stop.end() + _LOOK].split(maxsplit=1)[0]
    before = text[max(0, stop.start() - _LOOK) : stop.start()]
    word = _last_word(before)
    if text[stop.start()] != "." or text.startswith("..", stop.start()) or not word:
        return not following[0].islower()
    if stop.start() - len(word) in items or _is_item_marker(text, stop.start() - len(word)):
        return False
    return _word_may_end(word, before, following)


def _last_word(before: str) -> str:
    found = _LAST_WORD.search(before)
    return found.group() if found else ""


def _word_may_end(word: str, before: str, following: str) -> bool:
    lists = words("sentences")
    lowered, first = word.lower(), following[0]
    if lowered in lists["never_last"] or (lowered in lists["numbered"] and first.isdigit()):
        return False
    if lowered in lists["last_before_opener"]:
        return following in lists["openers"]
    if lowered in lists["last_before_word"]:
        return following in lists["openers"] or bool(_CAPITALISED.match(following))
    if len(word) == 1 and word.isalpha():
        ends = bool(_CAPITALISED.match(following)) if _is_unit(before) else _is_lettered(before)
        return ends and not first.islower()
    if word.isdigit() and first.isdigit():
        return len(word) > 1 and not _COMPARED.search(before)
    if first.islower():
        return _has_inner_capital(following) or (len(word) >= 4 and word.isalpha() and word.islower())
    return True


def _is_lettered(before: str) -> bool:
    parts = before.split()
    return len(parts) > 1 and parts[-2].lower() in words("sentences")["lettered"]


def _is_unit(before: str) -> bool:
    """Whether the last letter is what something is divided by: "80 mg/d"."""
    return before[-2:-1] == "/" and before[-3:-2].isalpha()


def _has_inner_capital(word: str) -> bool:
    return any(character.isupper() or character.isdigit() for character in word[1:])


def _is_item_marker(text: str, start: int) -> bool:
    line = start
    while line > 0 and text[line - 1] in " \t([-*":
        line -= 1
    return (line == 0 or text[line - 1] in "\n\r") and bool(_ITEM.match(text, start))


def _ends_prose(text: str, stop: int) -> bool:
    word = _last_word(text[max(0, stop - _LOOK) : stop])
    return word.isalpha() and word.lower() not in words("sentences")["never_last"]


def _line_starts(text: str) -> Iterator[int]:
    begin = 0
    for newline in _LINE.finditer(text):
        if not _is_wrapped(text[begin : newline.start()].rstrip(), newline, text):
            yield newline.end()
        begin = newline.end()


def _is_wrapped(line: str, newline: re.Match[str], text: str) -> bool:
    """Whether a line break only wraps a long line: the next goes on in lower case, a digit or a bracket."""
    if len(line) < _WRAPPED_FROM or len(LINE_BREAK.findall(newline.group())) > 1:
        return False
    if (line[-1] in ".?!:;" and not _breaks_off(line)) or _ITEM.match(text, newline.end()):
        return False
    following = text[newline.end()]
    return following.islower() or following.isdigit() or following in "(["


def _breaks_off(line: str) -> bool:
    """Whether a line ends with an abbreviation or an initial: "12 vs.", "E."."""
    initial = re.search(r"(?<![\w/])[A-Z]\.\Z", line)
    return _is_abbreviated_at(line, len(line)) or (initial is not None and not _is_lettered(line[:-1]))
