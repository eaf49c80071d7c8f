"""What else a mention's words may stand for: its long form, itself without modifiers, its parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"[^\s()\[\],;/]+")
_BRACKETED = re.compile(r"\s*(?:(?<![\w-])[(\[][^()\[\]]*[)\]]|[(\[][^()\[\]]*[)\]](?![\w-]))\s*")
_JOINED = re.compile(r"\s*(?:,?\s+(?:and|or|and/or)\s+|/|,\s+)")
_NUMBER = re.compile(r"[A-Z]\d{0,2}|\d{1,2}[A-Za-z]?|[IVX]{1,4}[A-Za-z]?")
_NUMBERED = re.compile(rf"(.+\D)[ -](?:{_NUMBER.pattern})")
_SALT_NAMES = (
    "hydrochloride hcl chloride sodium potassium sulfate sulphate phosphate acetate maleate mesylate"
    " tartrate citrate hydrobromide bromide nitrate succinate fumarate besylate dihydrate monohydrate"
    " calcium injection tablet tablets therapy treatment"
)
_SALTS = frozenset(_SALT_NAMES.split())
_MOST_DROPPED = 2
_LEAST_LONGER = 3
_LONGEST = 200


class Kind(StrEnum):
    """How a variant came from the mention's words."""

    WRITTEN = "written"
    EXPANDED = "expanded"
    MEANT = "meant"
    REWRITTEN = "rewritten"
    REDUCED = "reduced"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Variant:
    """A text to look up instead of the mention's own; ``later`` says that others of its kind are nearer in
    meaning.
    """

    text: str
    kind: Kind
    later: bool = False


def expansions(text: str, abbreviations: Mapping[str, str]) -> Iterator[str]:
    """``text`` with the short forms in it written out, and without what stands in brackets, if not in the
    middle of a word.

    >>> list(expansions("PD patients", {"PD": "Parkinson disease"}))
    ['Parkinson disease patients']
    """
    if long := long_form(text, abbreviations):
        yield long
        return
    bare = _BRACKETED.sub(" ", text).strip()
    written_out = _WORD.sub(lambda word: long_form(word[0], abbreviations) or word[0], bare)
    yield from (other for other in dict.fromkeys((written_out, bare)) if other and other != text)


def long_form(short: str, abbreviations: Mapping[str, str]) -> str | None:
    """The long form of ``short``, also in the plural: "TCAs" for a defined "TCA"; None for one hardly
    longer.
    """
    found = abbreviations.get(short)
    if found is None and short.endswith("s"):
        found = abbreviations.get(short[:-1])
    return found if found and len(found) >= len(short) + _LEAST_LONGER else None


def reductions(text: str) -> Iterator[str]:
    """``text`` without its first words, one and two; and without a salt or "therapy" at its end.

    >>> list(reductions("severe chest pain"))
    ['chest pain', 'pain']
    """
    words = text.split()
    for dropped in range(1, min(_MOST_DROPPED, len(words) - 1) + 1):
        yield " ".join(words[dropped:])
    if len(words) > 1 and words[-1].lower() in _SALTS:
        yield " ".join(words[:-1])


def parts(text: str) -> Iterator[str]:
    """The things that ``text`` names together, the last word shared where the first of them lacks it.

    >>> list(parts("renal and hepatic toxicity"))
    ['renal', 'renal toxicity', 'hepatic toxicity']
    """
    for readings in conjuncts(text):
        yield from readings


def conjuncts(text: str) -> list[tuple[str, ...]]:
    """For each of the things that ``text`` names together the ways to read it; none where it names one.

    The last word of all may belong to each, and what stands before the first letter or number to the
    following ones.

    >>> conjuncts("renal and hepatic toxicity")
    [('renal', 'renal toxicity'), ('hepatic toxicity',)]
    >>> conjuncts("hepatitis B and C")
    [('hepatitis B',), ('C', 'hepatitis C')]
    """
    pieces = [piece for piece in _JOINED.split(text[:_LONGEST]) if piece]
    if len(pieces) < 2:
        return []
    last = pieces[-1].split()
    kind = _NUMBERED.fullmatch(pieces[0])
    if kind and all(map(_NUMBER.fullmatch, pieces[1:])):
        return [(pieces[0],), *((piece, f"{kind[1]} {piece}") for piece in pieces[1:])]
    shared = [(piece, f"{piece} {last[-1]}") if len(last) > 1 else (piece,) for piece in pieces[:-1]]
    return [*shared, (pieces[-1],)]
