"""What short names usually mean that vocabularies do not list."""

import re

from medkg.linking.candidates.usual_names import (
    DRUG_ACRONYMS,
    DRUGS,
    ELEMENTS,
    FINDING_ACRONYMS,
    FINDINGS,
    FORMULAS,
)

_BRACKET = re.compile(r"[()]")
_CHARGE = re.compile(r"\s*\d?[+-]+$")


def usual_meaning(text: str, kind: str) -> str | None:
    """What ``text``, a mention of type ``kind``, usually means; None where nothing is listed.

    >>> usual_meaning("Ca2+", "Drug"), usual_meaning("Ca", "Disease")
    ('calcium', None)
    """
    if kind == "Drug":
        bare = _BRACKET.sub("", text)
        symbol = FORMULAS.get(bare) or ELEMENTS.get(_CHARGE.sub("", bare))
        return symbol or DRUG_ACRONYMS.get(text) or DRUGS.get(text.lower())
    if kind in {"Disease", "Symptom"}:
        return FINDING_ACRONYMS.get(text) or FINDINGS.get(text.lower())
    return None
