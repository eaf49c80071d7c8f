"""Ways of writing a finding that vocabularies write differently."""

import re
from collections.abc import Iterator

_ORGANS = {
    "nephro": "kidney",
    "hepato": "liver",
    "cardio": "heart",
    "neuro": "nervous system",
    "pneumo": "lung",
    "dermato": "skin",
    "myo": "muscle",
    "encephalo": "brain",
    "vasculo": "vascular",
    "retino": "retinal",
    "oto": "ear",
    "gastro": "stomach",
    "entero": "intestinal",
    "uro": "urologic",
    "thyro": "thyroid",
    "hemato": "hematologic",
    "cysto": "urinary bladder",
    "arthro": "joint",
    "adeno": "lymph node",
}
_ADJECTIVES = {
    "renal": "kidney",
    "hepatic": "liver",
    "cardiac": "heart",
    "pulmonary": "lung",
    "cerebral": "brain",
    "vascular": "vascular",
    "cutaneous": "skin",
    "ocular": "eye",
    "muscular": "muscle",
    "neurological": "nervous system",
    "neurologic": "nervous system",
    "gastrointestinal": "gastrointestinal",
}
_KNOWN = {
    "renal impairment": "renal insufficiency",
    "myocardial injury": "cardiomyopathy",
    "myocardial damage": "cardiomyopathy",
}
_TOXIC = re.compile(r"(\w+?o)(?:toxic|toxicity|toxicities|toxin damage)", re.IGNORECASE)
_PATHY = re.compile(r"(\w+?o)path(?:y|ies|ic)", re.IGNORECASE)
_INJURED = re.compile(r"(\w+) (?:toxicity|toxicities|damage|injury|injuries|lesions?)", re.IGNORECASE)
_AFFECTED = re.compile(
    r"(\w+) (?:toxicity|toxicities|damage|injury|injuries|lesions?|dysfunctions?|impairment|abnormality"
    r"|abnormalities|complications?|involvement|disturbances?|problems?|events?|changes)",
    re.IGNORECASE,
)
_INDUCED = re.compile(r".*[- ](?:induced|related|associated|mediated) (.+)", re.IGNORECASE)
_LESS_FUNCTION = re.compile(
    r"(?:decreased?|reduced|impaired|worsening|deteriorating|poor|abnormal) (\w+) function", re.IGNORECASE
)
_INHERITED = re.compile(
    r"(?=.*(?:autosomal|recessive|dominant|inherited|hereditary|genetic|mendelian|monogenic|x-?linked))"
    r"(?:(?:autosomal|(?:semi)?(?:recessive|dominant)(?:ly)?|x-?linked|inherited|hereditary|familial|genetic"
    r"|congenital|mendelian|monogenic|human|rare)[ -]+)+(?:disease|disorder|condition|illness)(?:e?s)?",
    re.IGNORECASE,
)
_SEX_LINKED = re.compile(r"x-?linked", re.IGNORECASE)


def rewrites(text: str) -> Iterator[str]:
    """Other wordings of ``text``, the nearest in meaning first.

    Toxicity to an organ and its "-pathy" are an injury or a disease of the organ; what some drug induces is
    drug-induced; less function is insufficiency.

    >>> list(rewrites("nephropathy")), list(rewrites("levodopa-induced dyskinesia"))
    (['kidney disease'], ['drug-induced dyskinesia'])
    """
    if _INHERITED.fullmatch(text):
        yield "X-linked genetic disease" if _SEX_LINKED.search(text) else "genetic disease"
    if match := _INDUCED.fullmatch(text):
        yield f"drug-induced {match[1]}"
        text = match[1]
    if known := _KNOWN.get(text.lower()):
        yield known
    if (match := _TOXIC.fullmatch(text)) and (organ := _ORGANS.get(match[1].lower())):
        yield f"drug-induced {organ} injury"
        yield f"{organ} disease"
    if (match := _PATHY.fullmatch(text)) and (organ := _ORGANS.get(match[1].lower())):
        yield f"{organ} disease"
    if match := _INJURED.fullmatch(text):
        yield f"drug-induced {_organ(match)} injury"
    if match := _AFFECTED.fullmatch(text):
        yield f"{_organ(match)} disease"
    if match := _LESS_FUNCTION.fullmatch(text):
        yield f"{_organ(match)} insufficiency"


def _organ(match: re.Match[str]) -> str:
    return _ADJECTIVES.get(match[1].lower(), match[1])
