"""One corpus of a training: where it lies, what it annotates, how much of it an epoch sees."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from medkg.extraction.anaphora import resolved
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers import ANNOTATION_FORMATS, read_annotated
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.relations.corpora.ade import read_ade
from medkg.extraction.relations.corpora.biotext import read_biotext
from medkg.extraction.relations.corpora.invented import read_invented
from medkg.extraction.relations.corpora.phee import read_phee
from medkg.extraction.relations.corpora.roam import read_roam
from medkg.extraction.relations.corpora.thor import read_thor
from medkg.extraction.relations.denied import without_unseen_denials
from medkg.extraction.relations.signature import PREDICATES, TYPE_IDS
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.extraction.training.ranges import NOT_NEGATIVE, ONE_OR_MORE, check_ranges

OWN_FORMATS: dict[str, Callable[[Path], Iterator[AnnotatedDocument]]] = {
    "ade": read_ade,
    "biotext": read_biotext,
    "invented": read_invented,
    "phee": read_phee,
    "roam": read_roam,
    "thor": read_thor,
}
"""The readers of corpora that are published in a format of their own."""
_UNUSED: dict[str, dict[str, Any]] = {
    **{name: {"types": {}, "relations": {}, "anaphors": None, "members": "*"} for name in OWN_FORMATS},
    "pubtator": {"cues": {}},
}
"""Options that make no difference to a format, with what they are when left out."""


@dataclass(frozen=True, slots=True)
class RelationCorpus:
    """A corpus, in one of :data:`OWN_FORMATS` or a general format.

    ``types`` and ``relations`` name the corpus's mention and relation types in our words; mentions of other
    types are left out, relations of other types make their pair unsure. ``predicates`` are those that it
    annotates completely. ``sample`` documents of it are seen in each epoch (None: all); ``hold_out``
    documents are kept for development. ``blurred`` says that it does not tell diseases from symptoms, so the
    two types are exchanged at random. ``anaphors`` names the relation type that ties an anaphor to what it
    stands for. ``unrelated`` are predicates that do not hold of pairs about which the corpus says nothing.
    ``members`` is a glob that picks files of an archive. ``each_mention`` says that relations are of mentions
    and not of what they name, so that every mention counts as a thing of its own. ``cues`` gives, for a
    predicate that people at large annotated, the regular expression that its sentences must hold for it not
    to be unsure. ``distractors`` adds mentions that the shipped model finds where none is annotated.
    Corpora in formats of their own are in our words and whole, so they take no ``types``, ``relations``,
    ``anaphors`` and ``members``; PubTator, whose relations are of no sentence, takes no ``cues``.

    Raises:
        ValueError: for a format, type or predicate that is not known, an option that the format does not
            take, a cue that is no regular expression, or a number out of its range.
    """

    name: str
    format: str
    path: Path
    predicates: tuple[str, ...]
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    sample: int | None = None
    hold_out: int = 0
    blurred: bool = True
    anaphors: str | None = None
    unrelated: tuple[str, ...] = ()
    members: str = "*"
    each_mention: bool = False
    cues: dict[str, str] = field(default_factory=dict)
    distractors: bool = False

    def __post_init__(self) -> None:
        self._known("format", [self.format], (*OWN_FORMATS, *ANNOTATION_FORMATS))
        self._known("predicate", [*self.predicates, *self.unrelated], PREDICATES)
        self._known("types: type", self.types.values(), TYPE_IDS)
        self._known("relations: predicate", self.relations.values(), PREDICATES)
        self._known("cues: predicate", self.cues, PREDICATES)
        self._check_options()
        for predicate, cue in self.cues.items():
            try:
                re.compile(cue)
            except re.error as error:
                raise ValueError(
                    f"{self.name}: cue {cue!r} of {predicate} is no regular expression: {error}"
                ) from error
        check_ranges(self, {"sample": ONE_OR_MORE, "hold_out": NOT_NEGATIVE})

    def _known(self, what: str, given: Iterable[str], known: Iterable[str]) -> None:
        if unknown := set(given) - set(known):
            allowed = ", ".join(known)
            raise ValueError(f"{self.name}: {what} {min(unknown)!r} is not known; allowed: {allowed}")

    def _check_options(self) -> None:
        for name, left_out in _UNUSED.get(self.format, {}).items():
            if (value := getattr(self, name)) != left_out:
                raise ValueError(
                    f"{self.name}: {name} {value!r} is not used by format {self.format!r}; leave it out"
                )


def read_corpus(corpus: RelationCorpus) -> Iterator[AnnotatedDocument | Failure]:
    """The corpus's documents in our mention types and predicates.

    Raises:
        ValueError: if a relation that needs a cue is of concepts, and so of no sentence.
    """
    for item in read_published(corpus.path, format=corpus.format, members=corpus.members):
        if isinstance(item, Failure):
            yield item
            continue
        ours = item if corpus.format in OWN_FORMATS else _translated(item, corpus)
        yield _with_cues(ours, corpus) if corpus.cues else ours


def read_published(path: Path, *, format: str, members: str = "*") -> Iterator[AnnotatedDocument | Failure]:
    """An annotated corpus as it was published, in a format of its own or a general one.

    Of folders and archives of general formats only files that fit the glob ``members`` are read.
    """
    own = OWN_FORMATS.get(format)
    return own(path) if own else read_annotated(path, format=format, members=members)


def _with_cues(item: AnnotatedDocument, corpus: RelationCorpus) -> AnnotatedDocument:
    """The document, with relations that lack their predicate's cue of a type that makes their pair unsure."""
    if unplaced := {relation.type for relation in item.concept_relations} & set(corpus.cues):
        raise ValueError(
            f"{corpus.name}: the cue of {min(unplaced)} cannot be looked for in {item.document.id}, whose "
            "relations are of concepts and so of no sentence"
        )
    sentences = () if corpus.format in OWN_FORMATS else item.sentences or split_sentences(item.document.text)
    sure = (_sure(relation, item.document.text, sentences, corpus.cues) for relation in item.relations)
    return replace(item, relations=tuple(sure))


def _sure(relation: Relation, text: str, sentences: Sequence[Span], cues: Mapping[str, str]) -> Relation:
    cue = cues.get(relation.type)
    if cue is None:
        return relation
    said = [*relation.evidence, *_around(relation.evidence, sentences)]
    found = any(re.search(cue, span.slice(text), re.IGNORECASE) for span in said)
    return relation if found else replace(relation, type=f"{relation.type}?")


def _around(evidence: Sequence[Span], sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences that ``evidence`` lies in; some corpora mark only from one mention to the other."""
    for span in evidence:
        touched = [sentence for sentence in sentences if sentence.overlaps(span)]
        if touched:
            yield Span(touched[0].start, touched[-1].end)


def _translated(item: AnnotatedDocument, corpus: RelationCorpus) -> AnnotatedDocument:
    relations = item.relations if corpus.anaphors is None else resolved(item.relations, corpus.anaphors)
    mentions = {m: replace(m, type=corpus.types[m.type]) for m in item.mentions if m.type in corpus.types}
    translated = replace(
        item,
        mentions=tuple(dict.fromkeys(mentions.values())),
        relations=tuple(
            replace(
                r, head=mentions[r.head], tail=mentions[r.tail], type=corpus.relations.get(r.type, r.type)
            )
            for r in relations
            if r.head in mentions and r.tail in mentions
        ),
        concept_relations=tuple(
            ConceptRelation(corpus.relations.get(r.type, r.type), r.head, r.tail)
            for r in item.concept_relations
        ),
    )
    return without_unseen_denials(translated)
