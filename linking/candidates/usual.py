"""What short names usually mean that vocabularies do not list."""

import re
from collections.abc import Mapping

from medkg.linking.candidates.usual_names import (
    DRUG_ACRONYMS,
    DRUGS,
    ELEMENTS,
    FINDING_ACRONYMS,
    FINDINGS,
    FORMULAS,
    TEST_ACRONYMS,
    TESTS,
    TREATMENT_ACRONYMS,
    TREATMENTS,
)

_BRACKET = re.compile(r"[()]")
_LEAST_HURRIED = 3
_CHARGE = re.compile(r"\s*\d?[+-]+$")


def usual_meaning(text: str, kind: str) -> str | None:
    """What ``text``, a mention of type ``kind``, usually means; None where nothing is listed.

    >>> usual_meaning("Ca2+", "Drug"), usual_meaning("Ca", "Disease"), usual_meaning("htn", "Disease")
    ('calcium', None, 'hypertension')
    """
    if kind == "Drug":
        bare = _BRACKET.sub("", text)
        symbol = FORMULAS.get(bare) or ELEMENTS.get(_CHARGE.sub("", bare))
        return symbol or _acronym(DRUG_ACRONYMS, text) or DRUGS.get(text.lower())
    if kind in {"Disease", "Symptom"}:
        return _acronym(FINDING_ACRONYMS, text) or FINDINGS.get(text.lower())
    if kind == "Test":
        return _acronym(TEST_ACRONYMS, text) or TESTS.get(text.lower())
    if kind == "Treatment":
        return _acronym(TREATMENT_ACRONYMS, text) or TREATMENTS.get(text.lower())
    return None


def _acronym(meanings: Mapping[str, str], text: str) -> str | None:
    """The meaning of ``text``, also where hurried notes write three letters or more in lower case."""
    hurried = len(text) >= _LEAST_HURRIED and text.islower()
    return meanings.get(text) or (meanings.get(text.upper()) if hurried else None)
