"""RxNorm: RXNCONSO.RRF and RXNREL.RRF, or BioPortal's CSV."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies import rrf
from medkg.linking.vocabularies.codes import read_rxnorm_table
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.umls import code_of

_NAMED = frozenset({"IN", "MIN", "PIN", "BN"})
_PRODUCTS = frozenset(
    {"SCD", "SBD", "SCDC", "SCDF", "SCDG", "SBDC", "SBDF", "SBDG", "BPCK", "GPCK", "DP", "DF"}
)
_TO_INGREDIENT = frozenset({"tradename_of", "form_of"})


@dataclass(slots=True)
class _Drug:
    """An ingredient, several together (MIN), a precise one such as a salt (PIN), or a brand (BN)."""

    line: int
    kind: str
    name: str
    synonyms: list[str] = field(default_factory=list)
    xrefs: list[Curie] = field(default_factory=list)
    ingredients: set[str] = field(default_factory=set)


def read_rxnorm(files: Sequence[Path]) -> Iterator[Record]:
    """Ingredients, with the names of their brands and salts as related names.

    The identifier of a brand or salt of one ingredient leads to that ingredient; brands of several stay
    concepts of their own, as all do without RXNREL.RRF. Products with strengths are left out.
    """
    names = rrf.rrf_file(files, "RXNCONSO")
    if names is None:
        for path in files:
            yield from read_rxnorm_table(path)
        return
    refused: list[Refused] = []
    drugs: dict[str, _Drug] = {}
    atoms: dict[str, list[list[str]]] = defaultdict(list)
    for row in rrf.rrf_rows(names, rrf.NAMES, refused):
        if row[1][rrf.ATOM_LANGUAGE] == "ENG" and row[1][rrf.ATOM_SUPPRESSED] in ("N", ""):
            _take(row, drugs, atoms)
    relations = rrf.rrf_file(files, "RXNREL")
    if relations:
        _relate(relations, drugs, refused)
    for id, drug in drugs.items():
        _complete(drug, atoms.get(id, ()))
    yield from _records(drugs, names.name)
    yield from refused


def _take(row: rrf.RrfRow, drugs: dict[str, _Drug], atoms: dict[str, list[list[str]]]) -> None:
    line, fields = row
    kind, own = fields[rrf.ATOM_TERM_TYPE], fields[rrf.ATOM_SOURCE] == "RXNORM"
    if own and kind in _NAMED and fields[0] not in drugs:
        drugs[fields[0]] = _Drug(line, kind, fields[rrf.ATOM_TEXT])
    elif kind not in _PRODUCTS:
        atoms[fields[0]].append(fields)


def _relate(path: Path, drugs: Mapping[str, _Drug], refused: list[Refused]) -> None:
    for _, row in rrf.rrf_rows(path, rrf.RELATIONS, refused):
        first, second = row[rrf.FIRST], row[rrf.SECOND]
        known = first in drugs and second in drugs and drugs[second].kind != "IN"
        if known and row[rrf.RELATION_LABEL] in _TO_INGREDIENT and drugs[first].kind == "IN":
            drugs[second].ingredients.add(first)


def _complete(drug: _Drug, atoms: Iterable[list[str]]) -> None:
    for fields in atoms:
        drug.synonyms.append(fields[rrf.ATOM_TEXT])
        if fields[rrf.ATOM_SOURCE] != "RXNORM" and (code := code_of(fields)):
            drug.xrefs.append(code)


def _records(drugs: Mapping[str, _Drug], file: str) -> Iterator[Record]:
    related: dict[str, list[str]] = defaultdict(list)
    for id, drug in drugs.items():
        if len(drug.ingredients) == 1:
            (ingredient,) = drug.ingredients
            related[ingredient] += [drug.name, *drug.synonyms]
            yield from attempted(file, drug.line, _successor, id, drug.name, ingredient)
    for id, drug in drugs.items():
        if len(drug.ingredients) != 1:
            yield from attempted(file, drug.line, _concept, id, drug, related[id])


def _successor(id: str, name: str, ingredient: str) -> Concept:
    return Concept(Curie("RXNORM", id), name, (), replaced_by=Curie("RXNORM", ingredient))


def _concept(id: str, drug: _Drug, related: Iterable[str]) -> Concept:
    names = dict.fromkeys(name for name in drug.synonyms if name != drug.name)
    others = dict.fromkeys(name for name in related if name not in names and name != drug.name)
    xrefs = tuple(dict.fromkeys(drug.xrefs))
    return Concept(Curie("RXNORM", id), drug.name, ("Drug",), tuple(names), (), xrefs, related=tuple(others))
