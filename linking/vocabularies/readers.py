"""Which reader reads which official vocabulary, by the name given on the command line."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from medkg.linking.vocabularies.codes import read_atc, read_loinc
from medkg.linking.vocabularies.ctd import read_ctd
from medkg.linking.vocabularies.custom import is_custom, read_custom
from medkg.linking.vocabularies.drugbank import read_drugbank
from medkg.linking.vocabularies.hpoa import read_hpoa_diseases
from medkg.linking.vocabularies.icd10 import read_icd10
from medkg.linking.vocabularies.medic import read_medic
from medkg.linking.vocabularies.mesh import read_mesh
from medkg.linking.vocabularies.obo import read_hpo, read_obo
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.rxnorm import read_rxnorm
from medkg.linking.vocabularies.snomed import read_snomed
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.sssom import is_sssom, read_sssom, read_sssom_diseases
from medkg.linking.vocabularies.tables import header
from medkg.linking.vocabularies.umls import read_umls

Reader = Callable[[Sequence[Path]], Iterator[Record]]


def _each(reader: Callable[[Path], Iterator[Record]]) -> Reader:
    return lambda files: chain.from_iterable(map(reader, files))


def _read_mondo(files: Sequence[Path]) -> Iterator[Record]:
    if all(map(is_sssom, files)):
        return read_sssom_diseases(files, "MONDO")
    return _each(partial(read_obo, types=("Disease",), prefix="MONDO"))(files)


READERS: dict[str, Reader] = {
    "mesh": read_mesh,
    "hpo": _each(read_hpo),
    "drugbank": _each(read_drugbank),
    "medic": _each(read_medic),
    "ctd-chemicals": _each(partial(read_ctd, kind="Chemical")),
    "mondo": _read_mondo,
    "doid": _each(partial(read_obo, types=("Disease",), prefix="DOID")),
    "symp": _each(partial(read_obo, types=("Symptom",), prefix="SYMP")),
    "rxnorm": read_rxnorm,
    "snomed": read_snomed,
    "loinc": read_loinc,
    "atc": _each(read_atc),
    "icd10": _each(partial(read_icd10, prefix="ICD10")),
    "icd10cm": _each(partial(read_icd10, prefix="ICD10CM")),
    "umls": read_umls,
    "hpo-diseases": _each(read_hpoa_diseases),
    "biomappings": _each(read_sssom),
}
"""The most trusted first: where two give a record of the same identifier, the earlier one names it."""


def trust(name: str) -> tuple[int, str]:
    """A sort key of vocabularies by name: those of :data:`READERS` in order, then others by alphabet."""
    known = list(READERS)
    return (known.index(name) if name in READERS else len(known)), name


def read_vocabulary(name: str, files: Sequence[Path]) -> Iterator[Record]:
    """The records of ``files`` in the form of vocabulary ``name``; any other name takes SSSOM mappings or a
    table of the user's own.

    Raises:
        VocabularyError: for no file, a missing file, or a table without the columns id, name and type.
    """
    missing = [path for path in files if not path.is_file()]
    if not files or missing:
        raise VocabularyError(
            f"{name}: {f'no file {missing[0].name}' if missing else 'at least one file is required'}"
        )
    return READERS[name](files) if name in READERS else _each(_reader_of(name, files))(files)


def _reader_of(name: str, files: Sequence[Path]) -> Callable[[Path], Iterator[Record]]:
    if all(map(is_sssom, files)):
        return read_sssom
    for path in files:
        if not is_custom(path):
            found, known = str(header(path))[:100], ", ".join(READERS)
            needed = f"{path.name} needs the columns id, name, type; found: {found}"
            raise VocabularyError(f"{name}: {needed}; or name one of: {known}")
    return read_custom
