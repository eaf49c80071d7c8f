"""What a test measures and a treatment consists of, said with words that vocabularies leave out."""

import re
from collections.abc import Iterator

from medkg.linking.candidates.usual import usual_meaning

_MEASURES = (
    r"(?:levels?|concentrations?|measurements?|determinations?|titers?|values?|contents?|activity|activities"
    r"|counts?|numbers?|assays?|tests?|testing|stud(?:y|ies)|scans?|imaging|exam(?:ination)?s?|evaluations?"
    r"|analys[ei]s|profiles?|panels?|status|scores?|scales?|ratings?|index|indices|results?|excretion|staining)"
)
_SPECIMENS = (
    r"(?:serum|plasma|blood|urine|urinary|saliva|salivary|cerebrospinal fluid|csf|capillary|venous|arterial"
    r"|circulating|peripheral|fasting|random|total|free|ionized|intact|baseline|mean|peak|sensor|repeat"
    r"|routine|24[ -]?(?:h|hour))"
)
_COURSES = (
    r"(?:therap(?:y|ies)|treatments?|program(?:me)?s?|interventions?|regimens?|sessions?|procedures?"
    r"|protocols?|techniques?|courses?)"
)
_MEASURED = re.compile(rf"(.+?)[ -]+{_MEASURES}(?:[ -]+{_MEASURES})*", re.IGNORECASE)
_OF = re.compile(rf"(?:{_SPECIMENS}[ -]+)*{_MEASURES} (?:of|for) (?:the )?(.+)", re.IGNORECASE)
_TAKEN = re.compile(rf"{_SPECIMENS}[ -]+(.+)", re.IGNORECASE)
_GIVEN = re.compile(rf"(.+?)[ -]+{_COURSES}(?: {_COURSES})*", re.IGNORECASE)
_IMAGE = re.compile(r"imaging|graph")
_SITE = re.compile(r" (?:of|to|over) ", re.IGNORECASE)
_DONE = re.compile(r"(.+)(?:at(?:ed|ing)|(i)ed)", re.IGNORECASE)


def measured(text: str) -> Iterator[str]:
    """Other wordings of a test ``text``, the nearest in meaning first: the usual name of an image without
    its site; what is measured without what it is measured in, without words for measuring, and without
    either.

    >>> list(measured("serum calcium levels"))
    ['calcium levels', 'serum calcium', 'calcium']
    >>> list(measured("levels of insulin")), list(measured("biopsied"))
    (['insulin'], ['biopsy'])
    >>> list(measured("MRI of the elbow")), list(measured("elbow x-ray"))
    (['magnetic resonance imaging'], ['radiography'])
    """
    yield from _done(text)
    yield from _of_a_site(text)
    yield from _taken(text)
    if match := _OF.fullmatch(text) or _MEASURED.fullmatch(text):
        yield match[1]
        yield from _taken(match[1])


def _taken(text: str) -> Iterator[str]:
    """``text`` without the first word for what is measured in, without the first two, and so on."""
    while match := _TAKEN.fullmatch(text):
        text = match[1]
        yield text


def _of_a_site(text: str) -> Iterator[str]:
    """What the words before a site, or else the last words, usually mean, if that is an image of it."""
    before, *site = _SITE.split(text, maxsplit=1)
    words = before.split()
    for place in range(0 if site else 1, len(words)):
        meant = usual_meaning(" ".join(words[place:]), "Test")
        if meant and _IMAGE.search(meant):
            yield meant
            return


def given(text: str) -> Iterator[str]:
    """Other wordings of a treatment ``text``: as a noun, without words for a course of it, and as a therapy.

    >>> list(given("vibration sessions")), list(given("vaccinated"))
    (['vibration', 'vibration therapy'], ['vaccination', 'vaccinated therapy'])
    """
    yield from _done(text)
    match = _GIVEN.fullmatch(text)
    bare = match[1] if match else text
    if match:
        yield bare
    yield f"{bare} therapy"


def _done(text: str) -> Iterator[str]:
    if match := _DONE.fullmatch(text):
        yield match[1] + ("y" if match[2] else "ation")
