"""Questions that the linker's weights are fitted on and judged by; used by linking_weights.py."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from medkg.linking.candidates.features import Features
from medkg.linking.candidates.rank import described
from medkg.linking.candidates.retrieve import retrieve
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.index.manifest import Manifest
from medkg.linking.meaning.synonyms import kept_back
from medkg.linking.names.acronyms import is_acronym
from medkg.linking.names.forms import bag
from medkg.linking.names.short_forms import known_short_forms
from medkg.linking.vocabularies.corpus import corpus_concepts
from medkg.linking.vocabularies.source import Source

TYPES = TypeMap()
PHENOTYPES = "package hpo"
ANNOTATED = frozenset({"MESH", "OMIM"})
Query = tuple[str, str, tuple[tuple[str, str], ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate: its concept's number, its features, whether it is right, whether the annotators could
    have named it.
    """

    concept: int
    features: Features
    right: bool
    nameable: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A mention with its candidates; ``known`` says that the vocabularies have the gold concept, ``left_out``
    that they have it but were asked without, ``worth`` how much the question counts.
    """

    worth: float
    answers: tuple[Answer, ...]
    known: bool
    left_out: bool = False


class LessIndex(Index):
    """An index in which the concepts ``left_out``, by number, are not found."""

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        super().__init__(directory, manifest)
        self.left_out: frozenset[int] = frozenset()
        self._kept = lru_cache(maxsize=2)(self._names_without)

    def named(self, key: str) -> list[int]:
        return [name for name in super().named(key) if self.name(name)[2] not in self.left_out]

    def similar(self, form: str, types: int, limit: int) -> list[tuple[int, float]]:
        return self._ngrams.similar(form, self._allowed(types) & self._kept(self.left_out), limit)

    def akin(self, name: str, types: int, limit: int) -> list[tuple[int, float]]:
        return self._vectors.similar(name, self._allowed(types) & self._kept(self.left_out), limit)

    def _names_without(self, left_out: frozenset[int]) -> NDArray[np.bool_]:
        kept: NDArray[np.bool_] = ~np.isin(self._name_concepts, list(left_out))
        return kept


def documents(paths: Sequence[Path], held_out: Sequence[AnnotatedDocument] = ()) -> list[AnnotatedDocument]:
    """The documents of ``paths`` but those that are, or repeat, one of ``held_out``."""
    guard = Guard.of(one.document for one in held_out)
    read = (one for path in paths for one in read_annotated(path, format="pubtator"))
    return [one for one in read if isinstance(one, AnnotatedDocument) and not guard.forbids(one.document)]


def queries(asked: Iterable[AnnotatedDocument]) -> Counter[Query]:
    """The distinct mentions of ``asked`` with the short forms and gold identifiers that go with them."""
    return Counter(query for read in asked for query in document_queries(read))


def document_queries(read: AnnotatedDocument) -> Iterator[Query]:
    """The mentions of one document that have a gold identifier and one of our types."""
    defined = find_abbreviations(read.document, split_sentences(read.document.text))
    typed = [(mention, TYPES.mention_types(mention.type)) for mention in read.mentions]
    mentions = [replace(mention, type=types[0]) for mention, types in typed if types]
    known = known_short_forms(mentions, defined)
    for mention in mentions:
        gold = gold_curies(mention.identifiers)
        used = tuple(sorted((short, long) for short, long in known.items() if short in mention.text))
        if gold:
            yield mention.text, mention.type, used, gold


def drawn(text: str, of: int) -> bool:
    """Whether ``text`` is one of the part in ``of`` that is drawn, by its hash."""
    return int(sha256(text.encode()).hexdigest(), 16) % of == 0


def halves(read: Sequence[AnnotatedDocument]) -> tuple[list[AnnotatedDocument], list[AnnotatedDocument]]:
    """``read`` in two, all copies of a document in one of them."""
    first = [one for one in read if drawn(one.document.id, 2)]
    return first, [one for one in read if not drawn(one.document.id, 2)]


def indexed(sources: Sequence[Source], read: Sequence[AnnotatedDocument], folder: Path) -> LessIndex:
    """An index of ``sources`` and of the names that ``read`` annotates."""
    named = list(corpus_concepts(read))
    compile_index([*sources, Source("corpus", "", lambda: iter(named))] if named else sources, folder)
    return LessIndex.open(folder)


def without_some_names(sources: Sequence[Source]) -> tuple[list[Source], dict[Curie, tuple[str, ...]]]:
    """``sources``, read once, but those learned from corpora, and HPO without its exact synonyms that nothing
    learnt from (:func:`~medkg.linking.meaning.synonyms.kept_back`); and these synonyms.
    """
    kept: list[Source] = []
    dropped: dict[Curie, tuple[str, ...]] = {}
    for source in sources:
        concepts = list(source.concepts())
        if any(one.usage for one in concepts):
            continue
        if source.name == PHENOTYPES:
            dropped = {one.curie: found for one in concepts if (found := _dropped(one))}
            concepts = [replace(one, synonyms=_left(one, dropped)) for one in concepts]
        rows = list(source.equivalences())
        kept.append(replace(source, concepts=concepts.__iter__, equivalences=rows.__iter__))
    return kept, dropped


def _dropped(concept: Concept) -> tuple[str, ...]:
    return tuple(name for name in concept.synonyms if kept_back(name))


def _left(concept: Concept, dropped: dict[Curie, tuple[str, ...]]) -> tuple[str, ...]:
    gone = dropped.get(concept.curie, ())
    return tuple(name for name in concept.synonyms if name not in gone)


def phenotype_queries(index: Index, dropped: dict[Curie, tuple[str, ...]]) -> Counter[Query]:
    """HPO's synonyms that ``index`` lacks, and a twentieth of its preferred names, as symptoms."""
    found: Counter[Query] = Counter()
    for number in range(index.manifest.concepts):
        concept = index.concept(number)
        for curie in (one for one in (concept.curie, *concept.xrefs) if one.prefix == "HP"):
            known = {bag(name) for name in (concept.name, *concept.synonyms, *concept.related)}
            asked = [name for name in dropped.get(curie, ()) if bag(name) not in known]
            asked += [concept.name] if drawn(f"{curie} preferred", 20) else []
            for name in asked:
                if not is_acronym(name):
                    found[name, "Symptom", (), frozenset({str(curie)})] += 1
    return found


def questions(index: LessIndex, asked: Counter[Query], worth: float = 1.0) -> list[Question]:
    """Each query with all its candidates."""
    return [question(index, query, worth * repeats) for query, repeats in asked.items()]


def questions_of_unknown(index: LessIndex, asked: Counter[Query], worth: float) -> list[Question]:
    """Each query whose concept ``index`` has, as if it had not."""
    found = []
    for query, repeats in asked.items():
        index.left_out = frozenset(n for one in query[3] for n in index.numbers(Curie.parse(one)))
        if index.left_out:
            found.append(replace(question(index, query, worth * repeats), known=False, left_out=True))
    index.left_out = frozenset()
    return found


def question(index: Index, query: Query, worth: float) -> Question:
    """``query`` with all its candidates, one for each name that met it."""
    text, kind, short_forms, gold = query
    matches = retrieve(index, text, kind, dict(short_forms))
    found = []
    for number, _, features in described(index, matches, text, kind, dict(short_forms)):
        concept = index.concept(number)
        nameable = kind == "Symptom" or any(map(concept.within, ANNOTATED))
        found.append(Answer(number, features, answers(concept, gold), nameable))
    known = any(index.numbers(Curie.parse(curie)) for curie in gold)
    return Question(worth, tuple(found), known)
