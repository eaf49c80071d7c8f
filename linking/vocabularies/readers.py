"""Which reader reads which official vocabulary, by the name given on the command line."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.vocabularies.codes import read_atc, read_icd10, read_rxnorm
from medkg.linking.vocabularies.custom import is_custom, read_custom
from medkg.linking.vocabularies.drugbank import read_drugbank
from medkg.linking.vocabularies.hpo import read_hpo
from medkg.linking.vocabularies.hpoa import read_hpoa_diseases
from medkg.linking.vocabularies.medic import read_medic
from medkg.linking.vocabularies.mesh import read_mesh
from medkg.linking.vocabularies.obo import read_obo
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.sssom import read_sssom

Reader = Callable[[Sequence[Path]], Iterator[Concept]]


def _each(reader: Callable[[Path], Iterator[Concept]]) -> Reader:
    return lambda files: chain.from_iterable(map(reader, files))


READERS: dict[str, Reader] = {
    "mesh": read_mesh,
    "medic": _each(read_medic),
    "drugbank": _each(read_drugbank),
    "hpo": _each(read_hpo),
    "hpo-diseases": _each(read_hpoa_diseases),
    "mondo": read_sssom,
    "symp": _each(partial(read_obo, types=("Symptom",))),
    "doid": _each(partial(read_obo, types=("Disease",))),
    "rxnorm": _each(read_rxnorm),
    "atc": _each(read_atc),
    "icd10": _each(read_icd10),
    "icd10cm": _each(partial(read_icd10, prefix="ICD10CM")),
}


def read_vocabulary(name: str, files: Sequence[Path]) -> Iterator[Concept]:
    """The concepts of ``files`` in the form of vocabulary ``name``; any other name takes a table of the
    user's own.

    Raises:
        VocabularyError: for no file, a missing file, or a table without the columns id, name and type.
    """
    missing = [path for path in files if not path.is_file()]
    if not files or missing:
        raise VocabularyError(
            f"{name}: {f'no file {missing[0].name}' if missing else 'at least one file is required'}"
        )
    if name in READERS:
        return READERS[name](files)
    for path in files:
        if not is_custom(path):
            known = ", ".join(READERS)
            raise VocabularyError(
                f"{name}: {path.name} needs the columns id, name, type; or name one of: {known}"
            )
    return _each(read_custom)(files)
