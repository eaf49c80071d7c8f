"""GA4GH Phenopackets, version 2, as JSON (https://phenopacket-schema.readthedocs.io, Jacobsen et al. 2022).

Read are the phenotypic features (``excluded`` ones as absent), the subject's sex and age at the last
encounter, and the disease: of the first interpretation with a diagnosis, else the first of ``diseases`` that
is not excluded. The rest is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from medkg.kg.diagnosis.case import Case, Sex
from medkg.kg.diagnosis.errors import CaseError

_SEXES: dict[str, Sex] = {"FEMALE": "female", "MALE": "male"}
_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T.*)?", re.ASCII)
_PER_YEAR = (1.0, 12.0, 52.18, 365.25)


def is_phenopacket(record: Mapping[str, Any]) -> bool:
    """Whether ``record`` is meant as a phenopacket."""
    return "phenotypicFeatures" in record or "metaData" in record


def phenopacket_case(record: Mapping[str, Any]) -> Case:
    """The case that the phenopacket ``record`` describes.

    Raises:
        CaseError: if a field is not what the schema asks for.
    """
    present: list[str] = []
    absent: list[str] = []
    for feature in _list(record, "phenotypicFeatures"):
        id = _id(_map(feature, "type"), "phenotypicFeatures.type.id")
        (absent if feature.get("excluded") is True else present).append(id)
    subject = _map(record, "subject")
    return Case(
        id=str(record.get("id", "")),
        present=tuple(present),
        absent=tuple(absent),
        sex=_SEXES.get(str(subject.get("sex", ""))),
        age=_age(subject),
        disease=next(_diseases(record), None),
    )


def years(duration: str) -> float | None:
    """The years of an ISO 8601 duration; None where it is none.

    >>> years("P3Y6M"), years("P2W"), years("soon")
    (3.5, 0.03832886163280951, None)
    """
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    return sum(int(number or 0) / per for number, per in zip(match.groups(), _PER_YEAR, strict=True))


def _age(subject: Mapping[str, Any]) -> float | None:
    at = _map(subject, "timeAtLastEncounter")
    return years(str(_map(at, "age").get("iso8601duration", "")))


def _diseases(record: Mapping[str, Any]) -> Iterator[str]:
    for interpretation in _list(record, "interpretations"):
        disease = _map(_map(interpretation, "diagnosis"), "disease")
        if disease:
            yield _id(disease, "interpretations.diagnosis.disease.id")
    for disease in _list(record, "diseases"):
        if disease.get("excluded") is not True:
            yield _id(_map(disease, "term"), "diseases.term.id")


def _map(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name) or {}
    if not isinstance(value, Mapping):
        raise CaseError(f"{name} is no object")
    return value


def _list(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    values = record.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, Mapping) for value in values):
        raise CaseError(f"{name} is no list of objects")
    return values


def _id(record: Mapping[str, Any], place: str) -> str:
    id = record.get("id")
    if not isinstance(id, str) or not id:
        raise CaseError(f"{place} is missing or no string")
    return id
