"""How often a disease shows a symptom, as phenotype.hpoa writes it."""

_CLASSES = {
    "HP:0040280": 1.0,
    "HP:0040281": 0.895,
    "HP:0040282": 0.545,
    "HP:0040283": 0.17,
    "HP:0040284": 0.025,
    "HP:0040285": 0.0,
}
"""Middles of HPO's frequency classes: obligate 100 %, very frequent 80 to 99 %, frequent 30 to 79 %,
occasional 5 to 29 %, very rare 1 to 4 %, excluded 0 %."""


def frequency(text: str) -> float | None:
    """The part of patients in [0, 1] that ``text`` gives as a class of HPO, ``n/m`` or ``x%``; else None.

    >>> frequency("HP:0040282"), frequency("3/4"), frequency("7.5%"), frequency("")
    (0.545, 0.75, 0.075, None)
    """
    if text in _CLASSES:
        return _CLASSES[text]
    part, whole = (text[:-1], "100") if text.endswith("%") else text.partition("/")[::2]
    try:
        value = float(part) / float(whole)
    except (ValueError, ZeroDivisionError):
        return None
    return value if 0.0 <= value <= 1.0 else None
