"""Short forms that a document uses without defining them: a long name beside them that they abbreviate."""

import re
from collections.abc import Iterable, Mapping

from medkg.extraction.mention import Mention

_LONGEST = 8
_CLIPPED = range(3, 6)
_DRUG = "Drug"
_WORD = re.compile(r"[^\W_]+")


def implied_short_forms(mentions: Iterable[Mention]) -> dict[str, str]:
    """For each short form among ``mentions`` of one document the long mention of its type that it
    abbreviates.

    Nothing is said of a short form that abbreviates none or several; of several of which the shortest
    stands in all others, the shortest is meant.
    """
    texts: dict[str, dict[str, None]] = {}
    for mention in mentions:
        texts.setdefault(mention.type, {})[mention.text] = None
    found: dict[str, str] = {}
    for kind, of_type in texts.items():
        for short in of_type:
            if is_short_form(short) or (kind == _DRUG and is_short_drug(short)):
                in_order = [text for text in of_type if abbreviates(short, text)]
                if long := _one_meant(in_order or [text for text in of_type if has_initials(short, text)]):
                    found[short] = long
    return found


def _one_meant(texts: list[str]) -> str | None:
    if not texts:
        return None
    shortest = min(texts, key=lambda text: (len(text), text))
    return shortest if all(shortest.casefold() in text.casefold() for text in texts) else None


def known_short_forms(mentions: Iterable[Mention], defined: Mapping[str, str]) -> dict[str, str]:
    """The short forms that a document defines and those its ``mentions`` imply.

    The definition stands, but where it ends with the mention that the short form abbreviates: then a
    detector has taken too many words for the long form.
    """
    implied = implied_short_forms(mentions)
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
    short form was made in another language.

    >>> has_initials("DM", "myotonic dystrophy"), has_initials("DM", "muscular disease of the elbow")
    (True, False)
    """
    initials = sorted(word[0] for word in _WORD.findall(long.lower()))
    return len(initials) > 1 and sorted(short.lower().replace("-", "")) == initials


def abbreviates(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in order, the first at the start of ``long``,
    and more.

    The rule is that of Schwartz and Hearst (2003), stricter at the start; a short form without capitals
    must begin the long one.

    >>> abbreviates("NTG", "nitroglycerin"), abbreviates("NTG", "glycerin")
    (True, False)
    >>> abbreviates("dex", "dexamethasone")
    True
    """
    letters = [character for character in short.rstrip("s").lower() if character.isalnum()]
    text = long.lower()
    if not letters or len(text) < max(4, 2 * len(letters)) or is_short_form(long):
        return False
    if not text.startswith("".join(letters) if short.islower() else letters[0]):
        return False
    rest = iter(text)
    return all(letter in rest for letter in letters)
