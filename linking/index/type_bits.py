"""Mention types as bits."""

from collections.abc import Iterable

from medkg.extraction.mention import MentionType

_BITS = {kind.value: 1 << place for place, kind in enumerate(MentionType)}
_NEAR = {
    MentionType.DISEASE: ("Disease", "Symptom"),
    MentionType.SYMPTOM: ("Disease", "Symptom"),
    MentionType.DRUG: ("Drug",),
    MentionType.TREATMENT: ("Treatment", "Test", "Drug"),
    MentionType.TEST: ("Test", "Treatment"),
}
ALL_TYPES = (1 << len(_BITS)) - 1


def type_bits(types: Iterable[str]) -> int:
    """One bit for each of ``types``; a type that is none of ours has no bit."""
    bits = 0
    for kind in types:
        bits |= _BITS.get(kind, 0)
    return bits


def near_bits(kind: str) -> int:
    """The types that a mention of ``kind`` may turn out to be; all for a type that is none of ours."""
    return type_bits(_NEAR[MentionType(kind)]) if kind in _BITS else ALL_TYPES


def named_bits(kind: str) -> int:
    """The types of what a mention of ``kind`` may be called by: a test also by the substance it measures."""
    return near_bits(kind) | (type_bits((MentionType.DRUG,)) if kind == MentionType.TEST else 0)
