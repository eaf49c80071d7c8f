"""What the publisher of a vocabulary calls an edition of it."""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.source import VocabularyError

_SAID = (
    re.compile(r"^data-version: *(\S+)"),
    re.compile(r"^#? *mapping_set_version: *(\S+)"),
    re.compile(r"^# *Report created: *(.+)"),
    re.compile(r'"version" *: *"([^"]+)"'),
)
_DATE = re.compile(r"(?:19|20)\d\d(?:[-_.]?[01]\d(?:[-_.]?[0-3]\d)?)?(?!\d)")
_HEAD = 60


def release_of(files: Iterable[Path]) -> str:
    """The release that the first lines of one of ``files`` tell (its date alone where it has one), else the
    date or year in a file's name, else nothing.
    """
    paths = list(files)
    said = (match[0] if (match := _DATE.search(text)) else text for path in paths if (text := _said(path)))
    dated = (match[0] for path in paths if (match := _DATE.search(path.name)))
    return next((found for found in (*said, *dated) if found), "")


def _said(path: Path) -> str:
    try:
        with open_text(path) as lines:
            for line in islice(lines, _HEAD):
                if match := next((match for one in _SAID if (match := one.search(line[:500]))), None):
                    return match[1].strip().encode(errors="replace").decode()
    except VocabularyError:
        return ""
    return ""
