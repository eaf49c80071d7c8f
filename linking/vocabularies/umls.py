"""The UMLS Metathesaurus: MRCONSO.RRF, MRSTY.RRF and, for the hierarchy, MRREL.RRF."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies import rrf
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.semantic_types import semantic_type

_SAME = frozenset({"MH", "NM", "PT", "FN", "LN", "IN", "PIN", "MIN", "BN"})
"""Term types whose code stands for the very concept: MeSH files narrower ideas under a descriptor too."""

_CODES = {
    "MSH": re.compile(r"[CD]\d+"),
    "OMIM": re.compile(r"\d{6}"),
    "DRUGBANK": re.compile(r"DB\d+"),
    "RXNORM": re.compile(r"\d+"),
    "SNOMEDCT_US": re.compile(r"\d+"),
    "NCI": re.compile(r"C\d+"),
    "LNC": re.compile(r"\d+-\d"),
    "ICD10CM": re.compile(r"[A-Z]\d.*"),
    "ICD10": re.compile(r"[A-Z]\d.*"),
    "HPO": re.compile(r"HP:\d+"),
    "MONDO": re.compile(r"MONDO:\d+"),
}
_PARENT = "PAR"


def read_umls(files: Sequence[Path]) -> Iterator[Record]:
    """English names by concept, with codes of other vocabularies as cross-references; concepts of semantic
    types that are no mention types are left out, as are suppressed names. MRCONSO is read as a stream.

    Raises:
        VocabularyError: without MRCONSO or MRSTY.
    """
    names = rrf.required_file(files, "MRCONSO", "umls")
    refused: list[Refused] = []
    types = _types(rrf.required_file(files, "MRSTY", "umls"), refused)
    relations = rrf.rrf_file(files, "MRREL")
    parents = _parents(relations, types, refused) if relations else {}
    for cui, rows in groupby(rrf.rrf_rows(names, rrf.NAMES, refused), key=lambda row: row[1][0]):
        atoms = list(rows)
        if cui in types:
            above = parents.get(cui, ())
            yield from attempted(names.name, atoms[0][0], _concept, cui, atoms, types[cui], above)
    yield from refused


def _types(path: Path, refused: list[Refused]) -> dict[str, list[str]]:
    types: dict[str, list[str]] = defaultdict(list)
    for _, row in rrf.rrf_rows(path, rrf.TYPES, refused):
        if (kind := semantic_type(row[1])) and kind not in types[row[0]]:
            types[row[0]].append(kind)
    return dict(types)


def _parents(path: Path, types: Mapping[str, Sequence[str]], refused: list[Refused]) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = defaultdict(list)
    for _, row in rrf.rrf_rows(path, rrf.RELATIONS, refused):
        child, parent = row[rrf.FIRST], row[rrf.SECOND]
        if row[rrf.RELATION] == _PARENT and child != parent and child in types and parent in types:
            parents[child].append(parent)
    return parents


def _concept(
    cui: str, atoms: Sequence[rrf.RrfRow], types: Sequence[str], parents: Sequence[str]
) -> Concept | None:
    english = [
        row for _, row in atoms if row[rrf.ATOM_LANGUAGE] == "ENG" and row[rrf.ATOM_SUPPRESSED] in ("N", "")
    ]
    if not english:
        return None
    first = min(english, key=_rank)[rrf.ATOM_TEXT]
    others = dict.fromkeys(row[rrf.ATOM_TEXT] for row in english if row[rrf.ATOM_TEXT] != first)
    return Concept(
        Curie("UMLS", cui),
        first,
        tuple(types),
        tuple(others),
        coded("UMLS", *dict.fromkeys(parents)),
        tuple(dict.fromkeys(xref for row in english if (xref := code_of(row)))),
    )


def _rank(row: Sequence[str]) -> tuple[bool, bool, bool]:
    preferred = (rrf.ATOM_TERM_STATUS, "P"), (rrf.ATOM_STRING_TYPE, "PF"), (rrf.ATOM_PREFERRED, "Y")
    first, second, third = (row[place] != wanted for place, wanted in preferred)
    return first, second, third


def code_of(row: Sequence[str]) -> Curie | None:
    """The code of an atom as a CURIE, where its source is one of those known and the code means the concept
    itself.
    """
    source, code = row[rrf.ATOM_SOURCE], row[rrf.ATOM_CODE]
    shape = _CODES.get(source)
    if shape is None or row[rrf.ATOM_TERM_TYPE] not in _SAME or not shape.fullmatch(code):
        return None
    return canonical(code if ":" in code else f"{source}:{code}")
