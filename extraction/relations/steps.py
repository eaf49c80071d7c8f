"""Words for steps of an operation and for treatment as such, which treat no disease themselves."""

import re

from medkg.extraction.mention import Mention

_STEPS = """
anastomosis bandage cannula cannulation cautery cauterization clamp clip closure cuff drape draping
electrocautery exposure forceps gauze guidewire haemostasis hemostasis incision introducer ligature needle
palpation positioning prep probe reapproximation retraction retractor sheath shield sponge staple stitch
suture suturing tourniquet trocar undermining visualization wire
"""
_GENERAL = """
approach care dissection drug insertion intervention management medication medicine operation placement
procedure regimen removal removing replacement surgery technique therapeutic therapy treatment
"""

STEPS = frozenset(_STEPS.split())
"""The last word of a mention: steps of an operation and the instruments for them."""
GENERAL = frozenset(_GENERAL.split())
"""A mention of no other word says nothing of what is given or done."""

_WORD = re.compile(r"[^\W\d_]+")
_KINDS = frozenset({"Drug", "Treatment"})


def names_no_treatment(mention: Mention) -> bool:
    """Whether a drug or treatment is told by a step of an operation, an instrument, or as treatment as such.

    >>> from medkg.extraction.document import Document
    >>> from medkg.extraction.span import Span
    >>> document = Document("1", "Transverse incision; treatments; radiation therapy.")
    >>> spans = Span(0, 19), Span(21, 31), Span(33, 50)
    >>> [names_no_treatment(document.mention(span, "Treatment")) for span in spans]
    [True, True, False]
    """
    if mention.type not in _KINDS:
        return False
    words = [_singular(word) for word in _WORD.findall(mention.text.lower())]
    return bool(words) and (words[-1] in STEPS or all(word in GENERAL for word in words))


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "is")) and len(word) > 4:
            return word.removesuffix(ending) + instead
    return word
