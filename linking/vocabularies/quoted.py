"""Lines of a table split into cells; a quotation mark that is not closed costs its line and no other."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from medkg.linking.vocabularies.record import unreadable

csv.field_size_limit(1 << 24)

_LONGEST = 100
"""Lines that one row may have."""

_OPEN = "a quotation mark is opened and not closed"

Split = tuple[int, list[str], str]
"""The number of a row's first line, from 1, its cells, and why it cannot be read; empty where it can."""


def split_rows(lines: Iterable[str], *, delimiter: str, quoted: bool) -> Iterator[Split]:
    """The rows of ``lines``; empty ones and comments, which begin with ``#``, are left out.

    Where cells are ``quoted`` one may run over several lines, if what comes of them is a well-formed row as
    wide as the first one.
    """
    waiting = _Waiting(lines)
    width = 0
    for number, line in waiting:
        if not line.strip() or line.startswith("#"):
            continue
        if reason := unreadable(line):
            yield number, [], reason
            continue
        if quoted and '"' in line:
            cells, reason = _quoted(line, waiting, delimiter, width)
        else:
            cells = line.rstrip("\r\n").split(delimiter)
        width = width or len(cells)
        yield number, cells, reason


class _Waiting:
    """Lines with their numbers, some of which may be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, 1)
        self._back: deque[tuple[int, str]] = deque()

    def __iter__(self) -> "_Waiting":
        return self

    def __next__(self) -> tuple[int, str]:
        return self._back.popleft() if self._back else next(self._lines)

    def give_back(self, lines: Iterable[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(list(lines)))


def _quoted(line: str, waiting: _Waiting, delimiter: str, width: int) -> tuple[list[str], str]:
    text = line.rstrip("\r\n") + "\n"
    try:
        cells = next(csv.reader([text], delimiter=delimiter))
    except csv.Error as error:
        return [], str(error)
    if not cells[-1].endswith("\n"):
        return cells, ""
    taken = []
    for number, further in islice(waiting, _LONGEST - 1):
        taken.append((number, further))
        text += further
        if '"' in further and (whole := _whole(text, delimiter, width)):
            return whole, unreadable(text)
    waiting.give_back(taken)
    return [], _OPEN


def _whole(text: str, delimiter: str, width: int) -> list[str]:
    """The cells of ``text`` where it is a well-formed row of that width; none where it is not."""
    try:
        cells = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return cells if len(cells) == (width or len(cells)) else []
