"""What a test measures and a treatment consists of, said with words that vocabularies leave out."""

import re
from collections.abc import Iterator

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
_TAKEN = re.compile(rf"(?:{_SPECIMENS}[ -]+)+(.+)", re.IGNORECASE)
_GIVEN = re.compile(rf"(.+?)[ -]+{_COURSES}(?: {_COURSES})*", re.IGNORECASE)
_DONE = re.compile(r"(.+)(?:at(?:ed|ing)|(i)ed)", re.IGNORECASE)


def measured(text: str) -> Iterator[str]:
    """Other wordings of a test ``text``: what is measured without words for measuring, without what it is
    measured in, and without either.

    >>> list(measured("serum calcium levels"))
    ['serum calcium', 'calcium levels', 'calcium']
    >>> list(measured("levels of insulin")), list(measured("biopsied"))
    (['insulin'], ['biopsy'])
    """
    yield from _done(text)
    for pattern in (_OF, _MEASURED):
        if match := pattern.fullmatch(text):
            yield match[1]
            text, whole = match[1], text
            if taken := _TAKEN.fullmatch(whole):
                yield taken[1]
            break
    if taken := _TAKEN.fullmatch(text):
        yield taken[1]


def given(text: str) -> Iterator[str]:
    """Other wordings of a treatment ``text``: as a noun, and without words for a course of it.

    >>> list(given("physical exercise program")), list(given("vaccinated"))
    (['physical exercise'], ['vaccination'])
    """
    yield from _done(text)
    if match := _GIVEN.fullmatch(text):
        yield match[1]


def _done(text: str) -> Iterator[str]:
    if match := _DONE.fullmatch(text):
        yield match[1] + ("y" if match[2] else "ation")
