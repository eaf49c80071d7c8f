"""Acronyms: names that mean what they mean only in their capitals."""

import re
from collections.abc import Iterable

_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,8}")
_LONGEST_LOWER = 6
_MARKS = re.compile(r"[./-]")
_CODE = re.compile(r"([A-Z]{1,4}) (\d{2,6}[A-Za-z]?)")


def is_acronym(name: str) -> bool:
    """Whether ``name`` is one short word of mostly capitals, so that its case must match.

    >>> is_acronym("COPD"), is_acronym("HbA1c"), is_acronym("Pain"), is_acronym("HYPERTENSION")
    (True, True, False, False)
    """
    if not _SHAPE.fullmatch(name):
        return False
    upper = sum(character.isupper() for character in name)
    lower = sum(character.islower() for character in name)
    return upper >= 2 and upper >= lower


def acronym_key(name: str) -> str:
    """What must be equal for two acronyms to match: the letters and digits, case kept, no plural s, no space
    within a code.

    >>> acronym_key("TCAs") == acronym_key("T.C.A."), acronym_key("FK 506") == acronym_key("FK-506")
    (True, True)
    """
    code = _CODE.fullmatch(name)
    letters = code[1] + code[2] if code else _MARKS.sub("", name)
    return letters[:-1] if len(letters) > 2 and letters[-1] == "s" and letters[-2].isupper() else letters


def restore(name: str, others: Iterable[str]) -> str:
    """``name`` in capitals where a lower-case source wrote an acronym of one of its ``others``, else
    unchanged.

    An acronym takes the initials of a name's words, in order and all of them.

    >>> restore("all", ["acute lymphoblastic leukemia"]), restore("pain", ["pain, intractable"])
    ('ALL', 'pain')
    """
    if not (2 <= len(name) <= _LONGEST_LOWER and name.isalpha() and name.islower()):
        return name
    return name.upper() if any(_initials_match(name, other) for other in others) else name


def _initials_match(name: str, other: str) -> bool:
    parts = re.findall(r"[a-z0-9]+", other.lower())
    if len(parts) < 2 or name in parts:
        return False
    initials = "".join(part[0] for part in parts)
    content = "".join(part[0] for part in parts if part not in {"of", "the", "and", "in", "with", "to"})
    return name in (initials, content)
