"""The index that is used when none is named: compiled on first use, and anew when the packages or
vocabularies change.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.folders import restored_on_error
from medkg.extraction.training.guard import Guard, digests
from medkg.linking.index.compile import Progress, compile_index
from medkg.linking.index.location import index_directory, vocabulary_directory
from medkg.linking.index.manifest import FORMAT, Manifest
from medkg.linking.meaning.encoder import encoder_version
from medkg.linking.vocabularies.corpus import corpus_concepts
from medkg.linking.vocabularies.packages import package_sources, package_versions
from medkg.linking.vocabularies.readers import read_vocabulary, trust
from medkg.linking.vocabularies.release import release_of
from medkg.linking.vocabularies.source import Source
from medkg.linking.vocabularies.stored import StoredVocabulary, folder_of, store, stored, stored_sources


def ensure_index(progress: Progress | None = None) -> Path:
    """The folder of an index of the installed packages and the user's vocabularies, compiled if it is
    missing or old.

    Processes that come at the same time wait for the first, which compiles.
    """
    directory = index_directory()
    if not _is_current(directory):
        with _locked(directory):
            if not _is_current(directory):
                compile_index(all_sources(), directory, progress)
    return directory


def build_vocabulary(name: str, files: Sequence[Path]) -> StoredVocabulary:
    """Reads ``files`` as vocabulary ``name`` (:data:`medkg.linking.vocabularies.readers.READERS`, or any
    other name for a table of the user's own or an SSSOM table) and keeps it, in place of one of that name.
    The next compiled index has it.

    Raises:
        VocabularyError: if the files are not in the form of that vocabulary; what was kept before stays.
    """
    read = read_vocabulary(name, files)
    return store(name, read, files, vocabulary_directory(), release=release_of(files))


@contextmanager
def undone_on_error(name: str) -> Iterator[None]:
    """If the block fails, the vocabulary ``name`` that is kept is again what it was before: so an index that
    cannot be compiled leaves everything as it was.

    Raises:
        VocabularyError: for a name that no vocabulary may have.
    """
    with restored_on_error(folder_of(name, vocabulary_directory())):
        yield


def compile_to(directory: Path, progress: Progress | None = None) -> Manifest:
    """Compiles the installed packages and the user's vocabularies into an index in ``directory``."""
    return compile_index(all_sources(), directory, progress)


def build_corpus(
    name: str,
    documents: Iterable[AnnotatedDocument],
    files: Sequence[Path],
    *,
    held_out: Iterable[Document] = (),
) -> StoredVocabulary:
    """Keeps the names that ``documents``, read from ``files``, annotate as vocabulary ``name``, in place of
    one of that name. The next compiled index has it.

    Documents that are, or repeat, one of ``held_out`` teach nothing. Digests of the others are kept, so that
    it is known which documents cannot be measured with.

    Raises:
        VocabularyError: if no mention of our types has an identifier.
    """
    guard = Guard.of(held_out)
    kept = [one for one in documents if not guard.forbids(one.document)]
    learned = (digest for one in kept for digest in digests(one.document))
    return store(name, corpus_concepts(kept), files, vocabulary_directory(), learned_from=learned)


def index_manifest() -> Manifest | None:
    """The manifest of the index that is used when none is named; None before it is compiled."""
    return Manifest.read(index_directory())


def all_sources() -> list[Source]:
    """The user's vocabularies and those of the installed packages, the most trusted first."""
    own = sorted(stored_sources(vocabulary_directory()), key=lambda source: trust(source.name))
    official = [source for source in own if source.name == "mesh"]
    known = (concept for source in official for concept in source.concepts())
    return [*own, *package_sources(known)]


def _is_current(directory: Path) -> bool:
    manifest = Manifest.read(directory)
    if manifest is None or (manifest.format, manifest.encoder) != (FORMAT, encoder_version()):
        return False
    wanted = {kept.name: kept.version for kept in stored(vocabulary_directory())} | package_versions()
    return {source.name: source.version for source in manifest.sources} == wanted


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    from filelock import FileLock

    directory.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(directory.parent / f"{directory.name}.lock"):
        yield
