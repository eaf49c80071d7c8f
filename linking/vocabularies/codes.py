"""Code lists in CSV: RxNorm as BioPortal gives it, WHO's ATC, and LOINC."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import Row, header, row_records

_STRENGTH = re.compile(r"\d|\[|\bMG\b|\bML\b")
_ATC_SUBSTANCE = 7
_ATC_PARENT = {7: 5, 5: 4, 4: 3, 3: 1}
_LOINC_NAMES = ("DisplayName", "SHORTNAME", "CONSUMER_NAME")
_LOINC_CLASSES = frozenset({"1", "2", ""})


def read_rxnorm_table(path: Path) -> Iterator[Record]:
    """Ingredients and brand names: names with a strength, a pack or a brand in brackets are left out."""
    return row_records(path, ("Class ID", "Preferred Label", "Synonyms", "Obsolete"), _rxnorm)


def _rxnorm(row: Row, line: int) -> Concept | None:
    code, name = row["Class ID"].rpartition("/")[2], row["Preferred Label"]
    if row["Obsolete"].lower() == "true" or not code.isdigit() or _STRENGTH.search(name) or not name:
        return None
    synonyms = tuple(text for text in row["Synonyms"].split("|") if text)
    xrefs = coded("UMLS", *row.get("CUI", "").split("|"))
    return Concept(Curie("RXNORM", code), name, ("Drug",), synonyms, (), xrefs)


def read_atc(path: Path) -> Iterator[Record]:
    """Substances (seven-character codes), each once; the groups above them are their parents."""
    seen: set[str] = set()
    return row_records(path, ("atc_code", "atc_name"), lambda row, _: _atc(row, seen))


def _atc(row: Row, seen: set[str]) -> Concept | None:
    code = row["atc_code"]
    if code in seen or len(code) != _ATC_SUBSTANCE:
        return None
    seen.add(code)
    return Concept(
        Curie("ATC", code), row["atc_name"], ("Drug",), (), (Curie("ATC", code[: _ATC_PARENT[7]]),)
    )


def read_loinc(files: Iterable[Path]) -> Iterator[Record]:
    """Laboratory and clinical observations of Loinc.csv as tests; with MapTo.csv beside it, what deprecated
    codes became.

    Raises:
        VocabularyError: if no file has the column LOINC_NUM.
    """
    paths = {path: header(path) for path in files}
    tables = [path for path, columns in paths.items() if "LOINC_NUM" in columns]
    if not tables:
        raise VocabularyError(
            f"loinc: no file with a column 'LOINC_NUM' among {[path.name for path in paths]}"
        )
    for path in tables:
        yield from row_records(path, ("LOINC_NUM", "LONG_COMMON_NAME", "STATUS"), _loinc)
    for path, columns in paths.items():
        if "MAP_TO" in columns:
            yield from row_records(path, ("LOINC", "MAP_TO"), _loinc_successor)


def _loinc(row: Row, line: int) -> Concept | None:
    if (
        row["STATUS"] not in ("ACTIVE", "DISCOURAGED", "TRIAL")
        or row.get("CLASSTYPE", "") not in _LOINC_CLASSES
    ):
        return None
    synonyms = dict.fromkeys(name for column in _LOINC_NAMES if (name := row.get(column, "").strip()))
    return Concept(Curie("LOINC", row["LOINC_NUM"]), row["LONG_COMMON_NAME"], ("Test",), tuple(synonyms))


def _loinc_successor(row: Row, line: int) -> Concept:
    successor = Curie("LOINC", row["MAP_TO"])
    return Concept(Curie("LOINC", row["LOINC"]), row["LOINC"], (), replaced_by=successor)
