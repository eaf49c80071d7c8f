"""The prefixes that concepts are written with here, whatever a source writes."""

from medkg.linking.curie import Curie

PREFERENCE = (
    "MESH",
    "HP",
    "DRUGBANK",
    "OMIM",
    "ORPHA",
    "MONDO",
    "DOID",
    "SYMP",
    "RXNORM",
    "SNOMEDCT",
    "LOINC",
    "ATC",
    "ICD10",
    "ICD10CM",
    "UMLS",
)
"""Which identifier of a merged concept becomes its own: the first of these, then any other by alphabet; but
see :func:`first_prefix`.
"""

CLASSIFICATIONS = frozenset({"ICD10", "ICD10CM", "ICD11", "ICD9", "ICD9CM", "ICDO", "MEDDRA", "ATC"})
"""Whose codes may hold several ideas, so that two concepts with the same code need not be one."""

_WRITTEN = {
    "MSH": "MESH",
    "ORPHANET": "ORPHA",
    "ORPHANET.ORDO": "ORPHA",
    "SNOMEDCT_US": "SNOMEDCT",
    "SNOMED_CT": "SNOMEDCT",
    "SNOMED": "SNOMEDCT",
    "SCTID": "SNOMEDCT",
    "SCT": "SNOMEDCT",
    "UMLS_CUI": "UMLS",
    "CUI": "UMLS",
    "RXCUI": "RXNORM",
    "NCI": "NCIT",
    "LNC": "LOINC",
    "MDR": "MEDDRA",
    "ICD-10": "ICD10",
    "ICD10WHO": "ICD10",
    "ICD11.FOUNDATION": "ICD11",
    "ICD-9": "ICD9",
    "MIM": "OMIM",
    "OMIM.PS": "OMIMPS",
}
"""Other ways to write a prefix; those of the Bioregistry that the vocabularies use."""


def canonical(text: str) -> Curie | None:
    """The CURIE that a source wrote as ``text``, with our prefix; None where it is no CURIE.

    >>> str(canonical("mesh:D009203")), str(canonical("Orphanet:558")), canonical("see there")
    ('MESH:D009203', 'ORPHA:558', None)
    """
    prefix, colon, local = text.strip().partition(":")
    written = prefix.upper()
    if not (colon and prefix and local and text.strip().isprintable()) or " " in prefix + local:
        return None
    return Curie(_WRITTEN.get(written, written), local)


def first_prefix(kind: str) -> str:
    """The vocabulary that mentions of type ``kind`` are best linked to: HPO for symptoms, for all else MeSH,
    which literature is indexed with.
    """
    return "HP" if kind == "Symptom" else PREFERENCE[0]


def preference(curie: Curie) -> tuple[int, str, str]:
    """A sort key: the identifier to prefer comes first."""
    rank = PREFERENCE.index(curie.prefix) if curie.prefix in PREFERENCE else len(PREFERENCE)
    return rank, curie.prefix, curie.id
