"""Short forms that a document uses without defining them: a long name beside them that they abbreviate."""

import re
from collections.abc import Callable, Iterable, Mapping

from medkg.extraction.mention import Mention

_LONGEST = 8
_CLIPPED = range(3, 6)
_DRUG = "Drug"
_WORD = re.compile(r"[^\W_]+")

IsName = Callable[[str, str], bool]
"""Whether a text, a mention of a type, is a name by itself."""


def _never(text: str, kind: str) -> bool:
    return False


def implied_short_forms(mentions: Iterable[Mention], is_name: IsName = _never) -> dict[str, str]:
    """For each short form among ``mentions`` of one document the long mention of its type that it
    abbreviates.

    Nothing is said of a short form that abbreviates none or several, nor of a short drug without the shape
    of a short form that ``is_name`` ("zinc" beside "zincate"); of several of which the shortest stands in
    all others, the shortest is meant.
    """
    texts: dict[str, dict[str, None]] = {}
    for mention in mentions:
        texts.setdefault(mention.type, {})[mention.text] = None
    found: dict[str, str] = {}
    for kind, of_type in texts.items():
        for short in of_type:
            clipped = kind == _DRUG and is_short_drug(short) and not is_short_form(short)
            long = _long_form(short, of_type) if clipped or is_short_form(short) else None
            if long and not (clipped and is_name(short, kind)):
                found[short] = long
    return found


def _long_form(short: str, texts: Iterable[str]) -> str | None:
    in_order = [text for text in texts if abbreviates(short, text)]
    return _one_meant(in_order or [text for text in texts if has_initials(short, text)])


def _one_meant(texts: list[str]) -> str | None:
    if not texts:
        return None
    shortest = min(texts, key=lambda text: (len(text), text))
    return shortest if all(shortest.casefold() in text.casefold() for text in texts) else None


def known_short_forms(
    mentions: Iterable[Mention], defined: Mapping[str, str], is_name: IsName = _never
) -> dict[str, str]:
    """The short forms that a document defines and those its ``mentions`` imply.

    The definition stands, but where it ends with the mention that the short form abbreviates: then a
    detector has taken too many words for the long form.
    """
    implied = implied_short_forms(mentions, is_name)
    kept = {short: long for short, long in implied.items() if defined.get(short, long).endswith(long)}
    return {**defined, **kept}


def is_short_form(text: str) -> bool:
    """Whether ``text`` looks like a short form: two to eight letters and digits, two of them capitals."""
    capitals = sum(character.isupper() for character in text)
    return 2 <= len(text) <= _LONGEST and text.replace("-", "").isalnum() and capitals >= 2


def is_short_drug(text: str) -> bool:
    """Whether ``text``, a mention of a drug, is a single capital or a clipped word, as in "dex" for
    dexamethasone.
    """
    return text.isalpha() and ((len(text) == 1 and text.isupper()) or len(text) in _CLIPPED)


def has_initials(short: str, long: str) -> bool:
    """Whether the letters of ``short`` are the first ones of the words of ``long``, in any order, as where a
    short form was made in another language; a capitalised word is no row of initials.

    >>> has_initials("DM", "myotonic dystrophy"), has_initials("DM", "muscular disease of the elbow")
    (True, False)
    """
    if _is_capitalised(short):
        return False
    initials = sorted(word[0] for word in _WORD.findall(long.lower()))
    return len(initials) > 1 and sorted(short.lower().replace("-", "")) == initials


def abbreviates(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in order, the first at the start of ``long``,
    and more.

    The rule is that of Schwartz and Hearst (2003), stricter at the start; a word, capitalised or not, must
    be the beginning of the first word of the long form. What has the short form as a word is none of its long
    forms.

    >>> abbreviates("NTG", "nitroglycerin"), abbreviates("NTG", "glycerin")
    (True, False)
    >>> abbreviates("dex", "dexamethasone"), abbreviates("zinc", "zinc oxide"), abbreviates("EPA", "EPA oil")
    (True, False, False)
    """
    letters = [character for character in short.rstrip("s").lower() if character.isalnum()]
    text = long.lower()
    if not letters or len(text) < max(4, 2 * len(letters)) or is_short_form(long):
        return False
    if not short.islower() and short in _WORD.findall(long):
        return False
    if short.islower() or _is_capitalised(short):
        first, clip = _WORD.match(text), "".join(letters)
        return first is not None and first[0].startswith(clip) and first[0] != clip
    if not text.startswith(letters[0]):
        return False
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _is_capitalised(text: str) -> bool:
    return text[:1].isupper() and text[1:].islower()
