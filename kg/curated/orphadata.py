"""Prevalences of Orphadata's epidemiology file, en_product9_prev.xml (https://www.orphadata.com/epidemiology/).

A ``Disorder`` has an ``OrphaCode`` and a list of ``Prevalence`` with type, class, mean value per 100,000
(``ValMoy``; 0 where only the class is known), region and validation status.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.kg.curated.errors import PrevalenceError

if TYPE_CHECKING:
    from lxml.etree import _Element

CLASSES = {
    ">1 / 1000": 200.0,
    "6-9 / 10 000": sqrt(60.0 * 90.0),
    "1-5 / 10 000": sqrt(10.0 * 50.0),
    "1-9 / 100 000": 3.0,
    "1-9 / 1 000 000": 0.3,
    "<1 / 1 000 000": 0.03,
}
"""Patients in 100,000 of Orphadata's classes: the geometric mean of their bounds; of the two open ones, twice
and a third of the bound. Other classes ("Unknown", "Not yet documented") say nothing."""

_TYPES = ("Point prevalence", "Prevalence at birth")
"""What is a prevalence, the better first; incidences, lifetime risks and numbers of families are none."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """One statement of a prevalence: ``rank`` tells the better ones, which are lower."""

    rank: tuple[int, bool, bool]
    value: float


def read_orphadata(path: Path) -> Iterator[tuple[str, float]]:
    """The CURIE and the prevalence, in patients among 100,000, of each disorder of ``path`` that has one.

    Of several statements the best count: point prevalence before prevalence at birth, validated before not,
    worldwide before regions; of equally good ones their geometric mean.

    Raises:
        PrevalenceError: if the file is no such XML.
    """
    from medkg.extraction.readers.errors import ReadError
    from medkg.extraction.readers.source import Source, open_bytes
    from medkg.extraction.readers.xml_records import xml_records

    try:
        for disorder in xml_records(Source(path.name, lambda: open_bytes(path)), frozenset({"Disorder"})):
            if isinstance(disorder, ReadError):
                raise disorder
            code = _text(disorder, "OrphaCode")
            if code and (prevalence := _best(list(_stated(disorder)))):
                yield f"ORPHA:{code}", prevalence
    except ReadError as error:
        raise PrevalenceError(f"{path.name} cannot be read as Orphadata's XML: {error}") from None


def _best(stated: Sequence[_Stated]) -> float | None:
    if not stated:
        return None
    first = min(one.rank for one in stated)
    logs = [log(one.value) for one in stated if one.rank == first]
    return exp(sum(logs) / len(logs))


def _stated(disorder: "_Element") -> Iterator[_Stated]:
    for one in disorder.iter("Prevalence"):
        type, value = _text(one, "PrevalenceType/Name"), _value(one)
        if type in _TYPES and value is not None:
            validated = _text(one, "PrevalenceValidationStatus/Name") == "Validated"
            worldwide = _text(one, "PrevalenceGeographic/Name") == "Worldwide"
            yield _Stated((_TYPES.index(type), not validated, not worldwide), value)


def _value(prevalence: "_Element") -> float | None:
    try:
        mean = float(_text(prevalence, "ValMoy") or 0.0)
    except ValueError:
        mean = 0.0
    known = 0.0 < mean <= 100_000.0
    return mean if known else CLASSES.get(_text(prevalence, "PrevalenceClass/Name"))


def _text(element: "_Element", path: str) -> str:
    return " ".join((element.findtext(path) or "").split())
