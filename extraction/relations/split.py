"""Corpora read, guarded against test documents, and split into training and development."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.relations.corpora.corpus import RelationCorpus, read_corpus
from medkg.extraction.relations.distractors import with_distractors
from medkg.extraction.relations.entities import Entity, by_identifier, by_mention
from medkg.extraction.relations.signature import candidates
from medkg.extraction.relations.targets import PairTargets, Targets, targets
from medkg.extraction.relations.windows import Window, windows
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard, pmid

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A document cut into windows, with its entities and targets."""

    corpus: str
    item: AnnotatedDocument
    windows: tuple[Window, ...]
    entities: tuple[Entity, ...]
    targets: PairTargets
    blurred: bool


@dataclass(frozen=True, slots=True, eq=False)
class SplitCorpus:
    """Training and development documents of one corpus, and how many were left out and why."""

    corpus: RelationCorpus
    training: tuple[Prepared, ...]
    development: tuple[Prepared, ...]
    failures: int
    leaked: int
    without_pairs: int


def split_corpora(
    corpora: Sequence[RelationCorpus], tests: Guard, tokenizer: "Tokenizer", *, longest: int
) -> list[SplitCorpus]:
    """Reads all corpora; none trained on stands in a test or is any corpus's development document.

    Raises:
        ValueError: for a corpus that leaves no document to train on, unless it is all for development and
            another one is trained on.
    """
    read = [_read(corpus, tests) for corpus in corpora]
    chosen = [held_out(items, corpus.hold_out) for corpus, (items, _, _) in zip(corpora, read, strict=True)]
    development = Guard.of(item.document for held in chosen for item in held)
    splits = []
    for corpus, (items, failures, leaked), held in zip(corpora, read, chosen, strict=True):
        ids = {item.document.id for item in held}
        rest = [item for item in items if item.document.id not in ids]
        kept = [item for item in rest if not development.forbids(item.document)]
        training = _prepared(kept, corpus, tokenizer, longest)
        if not training and not _is_for_development(corpus, items):
            raise ValueError(_nothing_left(corpus, len(items), len(kept)))
        splits.append(
            SplitCorpus(
                corpus,
                training,
                _prepared(held, corpus, tokenizer, longest),
                failures,
                leaked + len(rest) - len(kept),
                len(kept) - len(training),
            )
        )
    if not any(split.training for split in splits):
        raise ValueError(_nothing_left(corpora[0], len(read[0][0]), 0))
    return splits


def _is_for_development(corpus: RelationCorpus, items: Sequence[AnnotatedDocument]) -> bool:
    return corpus.hold_out >= len(items)


def _nothing_left(corpus: RelationCorpus, count: int, kept: int) -> str:
    if kept:
        predicates = ", ".join(corpus.predicates)
        return (
            f"{corpus.name}: none of {kept} documents to train on holds a pair of types that predicates "
            f"= {predicates} relate"
        )
    if corpus.hold_out >= count:
        return f"{corpus.name}: hold_out = {corpus.hold_out} leaves none of {count} documents to train on"
    return f"{corpus.name}: each of {count} documents stands among those held out for development"


def _read(corpus: RelationCorpus, tests: Guard) -> tuple[list[AnnotatedDocument], int, int]:
    """The corpus's documents, the number of failures, and the number that the tests forbid."""
    items, failures, leaked = [], 0, 0
    for item in read_corpus(corpus):
        if isinstance(item, Failure):
            failures += 1
        elif tests.forbids(item.document):
            leaked += 1
        else:
            items.append(item)
    if not items:
        raise ValueError(
            f"{corpus.name}: {corpus.path} holds no document to train on; {failures} could not be read, "
            f"{leaked} stand in held-out files"
        )
    return with_distractors(items) if corpus.distractors else items, failures, leaked


def held_out(items: Sequence[AnnotatedDocument], count: int) -> list[AnnotatedDocument]:
    """About ``count`` documents by the hash of their publication, so that sentences of one abstract stay
    together.
    """
    if not count:
        return []
    return sorted(items, key=lambda item: (_hash(pmid(item.document) or item.document.id), item.document.id))[
        :count
    ]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _prepared(
    items: Sequence[AnnotatedDocument], corpus: RelationCorpus, tokenizer: "Tokenizer", longest: int
) -> tuple[Prepared, ...]:
    """The documents that hold a candidate pair."""
    prepared = []
    for item in items:
        split = replace(item, sentences=item.sentences or split_sentences(item.document.text))
        group = by_mention if corpus.each_mention else by_identifier
        entities, wanted = targets(split, corpus.predicates, corpus.unrelated, group=group)
        if _has_pair(entities, wanted):
            pieces = windows(split.document, split.sentences, tokenizer, longest=longest)
            prepared.append(Prepared(corpus.name, split, pieces, entities, wanted, corpus.blurred))
    return tuple(prepared)


def _has_pair(entities: Sequence[Entity], wanted: Targets) -> bool:
    types = {entity.type for entity in entities}
    return (
        any(
            candidates(head, tail)[predicate]
            for head in types
            for tail in types
            for predicate in wanted.supervised
        )
        and len(entities) > 1
    )
