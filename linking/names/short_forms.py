"""Short forms that a document uses without defining them: a long name beside them that they abbreviate."""

from collections.abc import Iterable, Mapping

from medkg.extraction.mention import Mention

_LONGEST = 8


def implied_short_forms(mentions: Iterable[Mention]) -> dict[str, str]:
    """For each short form among ``mentions`` of one document the one long mention of its type that it abbreviates.

    Nothing is said of a short form that abbreviates two different long ones, or none.
    """
    texts: dict[str, dict[str, None]] = {}
    for mention in mentions:
        texts.setdefault(mention.type, {})[mention.text] = None
    found: dict[str, str] = {}
    for of_type in texts.values():
        for short in filter(is_short_form, of_type):
            long = {text.casefold(): text for text in of_type if abbreviates(short, text)}
            if len(long) == 1:
                found[short] = next(iter(long.values()))
    return found


def known_short_forms(mentions: Iterable[Mention], defined: Mapping[str, str]) -> dict[str, str]:
    """The short forms that a document defines and those its ``mentions`` imply.

    The definition stands, but where it ends with the mention that the short form abbreviates: then a detector has
    taken too many words for the long form.
    """
    implied = implied_short_forms(mentions)
    kept = {short: long for short, long in implied.items() if defined.get(short, long).endswith(long)}
    return {**defined, **kept}


def is_short_form(text: str) -> bool:
    """Whether ``text`` looks like a short form: two to eight letters and digits, two of them capitals."""
    capitals = sum(character.isupper() for character in text)
    return 2 <= len(text) <= _LONGEST and text.replace("-", "").isalnum() and capitals >= 2


def abbreviates(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in order, the first at the start of ``long``, and more.

    The rule is that of Schwartz and Hearst (2003), stricter at the start.

    >>> abbreviates("NTG", "nitroglycerin"), abbreviates("NTG", "glycerin")
    (True, False)
    """
    letters = [character for character in short.rstrip("s").lower() if character.isalnum()]
    text = long.lower()
    if len(text) < 2 * len(letters) or not text.startswith(letters[0]) or is_short_form(long):
        return False
    rest = iter(text)
    return all(letter in rest for letter in letters)
