"""One corpus of a training: where it lies, what it annotates, how much of it an epoch sees."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from medkg.extraction.anaphora import resolved
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.relations.corpora.ade import read_ade
from medkg.extraction.relations.corpora.biotext import read_biotext
from medkg.extraction.relations.corpora.invented import read_invented
from medkg.extraction.relations.corpora.phee import read_phee
from medkg.extraction.relations.corpora.roam import read_roam
from medkg.extraction.relations.corpora.thor import read_thor
from medkg.extraction.relations.denied import without_unseen_denials
from medkg.extraction.relations.signature import PREDICATES

OWN_FORMATS: dict[str, Callable[[Path], Iterator[AnnotatedDocument]]] = {
    "ade": read_ade,
    "biotext": read_biotext,
    "invented": read_invented,
    "phee": read_phee,
    "roam": read_roam,
    "thor": read_thor,
}
"""The readers of corpora that are published in a format of their own."""
_GENERAL = ("pubtator", "brat", "bioc", "marked")


@dataclass(frozen=True, slots=True)
class RelationCorpus:
    """A corpus.

    ``types`` and ``relations`` name the corpus's mention and relation types in our words; mentions of other
    types are left out, relations of other types make their pair unsure. ``predicates`` are those that it
    annotates completely. ``sample`` documents of it are seen in each epoch (None: all); ``hold_out``
    documents are kept for development. ``blurred`` says that it does not tell diseases from symptoms, so the
    two types are exchanged at random. ``anaphors`` names the relation type that ties an anaphor to what it
    stands for. ``unrelated`` are predicates that do not hold of pairs about which the corpus says nothing.
    ``members`` is a glob that picks files of an archive. ``each_mention`` says that relations are of mentions
    and not of what they name, so that every mention counts as a thing of its own. ``cues`` gives, for a
    predicate that people at large annotated, the regular expression without which it is unsure.
    ``distractors`` adds mentions that the shipped model finds where none is annotated.
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
        if self.format not in (formats := (*OWN_FORMATS, *_GENERAL)):
            allowed = ", ".join(formats)
            raise ValueError(f"{self.name}: format {self.format!r} is not known; allowed: {allowed}")
        if unknown := {*self.predicates, *self.unrelated} - set(PREDICATES):
            raise ValueError(
                f"{self.name}: predicate {min(unknown)!r} is not known; allowed: {', '.join(PREDICATES)}"
            )


def read_corpus(corpus: RelationCorpus) -> Iterator[AnnotatedDocument | Failure]:
    """The corpus's documents in our mention types and predicates."""
    make = _with_cues if corpus.format in OWN_FORMATS else _translated
    for item in read_published(corpus.path, format=corpus.format, members=corpus.members):
        yield item if isinstance(item, Failure) else make(item, corpus)


def read_published(path: Path, *, format: str, members: str = "*") -> Iterator[AnnotatedDocument | Failure]:
    """An annotated corpus as it was published, in a format of its own or a general one.

    Of folders and archives of general formats only files that fit the glob ``members`` are read.
    """
    from medkg.extraction.readers import read_annotated

    own = OWN_FORMATS.get(format)
    return own(path) if own else read_annotated(path, format=format, members=members)


def _with_cues(item: AnnotatedDocument, corpus: RelationCorpus) -> AnnotatedDocument:
    """The document, with relations that lack their predicate's cue of a type that makes their pair unsure."""
    return replace(
        item, relations=tuple(_sure(relation, item.document.text, corpus.cues) for relation in item.relations)
    )


def _sure(relation: Relation, text: str, cues: dict[str, str]) -> Relation:
    cue = cues.get(relation.type)
    said = cue is None or any(re.search(cue, span.slice(text), re.IGNORECASE) for span in relation.evidence)
    return relation if said else replace(relation, type=f"{relation.type}?")


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
