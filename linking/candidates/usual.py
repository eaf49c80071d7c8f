"""Short names whose usual meaning no vocabulary lists: symbols and formulas of substances, and a few
everyday names.
"""

import re

_ELEMENTS = {
    "Ag": "silver", "Al": "aluminum", "As": "arsenic", "Au": "gold", "Ca": "calcium", "Cd": "cadmium",
    "Cl": "chloride", "Co": "cobalt", "Cr": "chromium", "Cu": "copper", "Fe": "iron", "Hg": "mercury",
    "K": "potassium", "Li": "lithium", "Mg": "magnesium", "Mn": "manganese", "Na": "sodium",
    "Ni": "nickel", "Pb": "lead", "Pt": "platinum", "Se": "selenium", "Zn": "zinc",
}  # fmt: skip
_FORMULAS = {
    "CCl4": "carbon tetrachloride", "CO": "carbon monoxide", "CO2": "carbon dioxide",
    "CaCl2": "calcium chloride", "H2O2": "hydrogen peroxide", "KCl": "potassium chloride",
    "LiCl": "lithium chloride", "MgSO4": "magnesium sulfate", "N2O": "nitrous oxide", "NH3": "ammonia",
    "NO": "nitric oxide", "NaCl": "sodium chloride", "O2": "oxygen",
}  # fmt: skip
_CHARGE = re.compile(r"\s*\(?\d?[+-]+\)?$")
_DRUGS = {"alcohol": "ethanol", "oestrogen": "estrogens", "contrast": "contrast media"}
_FINDINGS = {
    "diabetes": "diabetes mellitus",
    "diabetic": "diabetes mellitus",
    "diabetics": "diabetes mellitus",
    "epileptic": "epilepsy",
}


def usual_meaning(text: str, kind: str) -> str | None:
    """What ``text``, a mention of type ``kind``, usually means; None where nothing is listed.

    >>> usual_meaning("Ca2+", "Drug"), usual_meaning("Ca", "Disease")
    ('calcium', None)
    """
    if kind == "Drug":
        return _FORMULAS.get(text) or _ELEMENTS.get(_CHARGE.sub("", text)) or _DRUGS.get(text.lower())
    return _FINDINGS.get(text.lower()) if kind in {"Disease", "Symptom"} else None
