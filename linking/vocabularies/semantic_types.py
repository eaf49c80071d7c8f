"""From the semantic types of the UMLS to mention types."""

_BY_TYPE = {
    "Disease": "T019 T020 T037 T046 T047 T048 T049 T190 T191",
    "Symptom": "T033 T184",
    "Drug": "T103 T104 T109 T110 T111 T114 T116 T118 T119 T121 T123 T124 T125 T126 T127 T129 T130 T131 T195 "
    "T196 T197 T200",
    "Treatment": "T061",
    "Test": "T034 T059 T060",
}
_OF = {number: kind for kind, numbers in _BY_TYPE.items() for number in numbers.split()}


def semantic_type(number: str) -> str | None:
    """The mention type of semantic type ``number``; None for what is no mention of ours.

    >>> semantic_type("T047"), semantic_type("T184"), semantic_type("T023")
    ('Disease', 'Symptom', None)
    """
    return _OF.get(number)
