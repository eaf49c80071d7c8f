"""Measuring facts end to end: text in, concept-level triples out, against a corpus that gives them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.throughput import Throughput, count_tokens, peak_memory_mb
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.kg.build.parts import ExtractorPart, LinkerPart
from medkg.linking.concept import Concept
from medkg.linking.evaluation_ids import answers, gold_curies

_BATCH = 100

Names = frozenset[str]
GoldTriple = tuple[Names, str, Names]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TripleScores:
    """Counts over all documents, of everything and of each type; ``failures`` counts documents."""

    micro: Counts
    types: dict[str, Counts]
    failures: int
    throughput: Throughput

    def as_json(self) -> dict[str, Any]:
        """The object that ``medkg evaluate triples --json`` prints."""
        types = {name: counts.as_json() for name, counts in sorted(self.types.items())}
        return {
            "micro": self.micro.as_json(),
            "types": types,
            "failures": self.failures,
            **self.throughput.as_json(),
        }


def evaluate_triples(
    gold: Iterable[AnnotatedDocument],
    *,
    extractor: ExtractorPart,
    linker: LinkerPart,
    types: Mapping[str, Collection[str]],
) -> TripleScores:
    """Extract and link the documents of ``gold`` anew and compare the triples of each document with its own.

    A triple is (subject concept, type, object concept), once a document. ``types`` gives for each type of
    relation of the corpus the predicates of ours that mean it; other types on either side are left out. A
    concept is the corpus's if its identifier or a cross-reference is one of those the corpus gives
    (:func:`medkg.linking.evaluation_ids.answers`). Denied relations, and those with an end that is linked to
    no concept, are no triples. Memory stays flat in the number of documents.
    """
    started = perf_counter()
    documents, tokens, failures = 0, 0, 0
    counts: Counter[tuple[str, str]] = Counter()
    for batch in _batches(gold):
        results = extractor.extract([annotated.document for annotated in batch])
        for annotated, result in zip(batch, results, strict=True):
            documents, tokens = documents + 1, tokens + count_tokens(annotated.document.text)
            failures += isinstance(result, Failure)
            found = [] if isinstance(result, Failure) else list(_found(result, linker, types))
            counts.update(_compared(list(_gold(annotated, types)), found))
    by_type = {name: _counts(counts, name) for name in types}
    throughput = Throughput(documents, tokens, perf_counter() - started, peak_memory_mb())
    return TripleScores(sum(by_type.values(), Counts()), by_type, failures, throughput)


def _batches(gold: Iterable[AnnotatedDocument]) -> Iterator[list[AnnotatedDocument]]:
    left = iter(gold)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _gold(annotated: AnnotatedDocument, types: Collection[str]) -> Iterator[GoldTriple]:
    for concepts in annotated.concept_relations:
        yield from _named(concepts.type, [concepts.head], [concepts.tail], types)
    for relation in annotated.relations:
        if relation.polarity is not Polarity.NEGATED:
            yield from _named(relation.type, relation.head.identifiers, relation.tail.identifiers, types)


def _named(
    type: str, head: Sequence[str], tail: Sequence[str], types: Collection[str]
) -> Iterator[GoldTriple]:
    subject, object = gold_curies(head), gold_curies(tail)
    if type in types and subject and object:
        yield subject, type, object


def _found(
    result: AnnotatedDocument, linker: LinkerPart, types: Mapping[str, Collection[str]]
) -> Iterator[tuple[Concept, str, Concept]]:
    document = result.document
    defined = find_abbreviations(document, result.sentences) if "(" in document.text else {}
    links = linker.link(result.mentions, abbreviations=defined)
    concepts: dict[Mention, Concept | None] = {link.mention: link.concept for link in links}
    for relation in result.relations:
        subject, object = concepts[relation.head], concepts[relation.tail]
        if subject is None or object is None or relation.polarity is Polarity.NEGATED:
            continue
        for name, ours in types.items():
            if relation.type in ours:
                yield subject, name, object


def _compared(
    gold: Sequence[GoldTriple], found: Iterable[tuple[Concept, str, Concept]]
) -> Iterator[tuple[str, str]]:
    names = sorted({name for subject, _, object in gold for name in (subject, object)}, key=sorted)
    wanted: set[Key] = {(min(subject), type, min(object)) for subject, type, object in gold}
    answered: set[Key] = {
        (_name(subject, names), type, _name(object, names)) for subject, type, object in found
    }
    for outcome, keys in (("tp", wanted & answered), ("fp", answered - wanted), ("fn", wanted - answered)):
        yield from ((type, outcome) for _, type, _ in sorted(keys))


def _name(concept: Concept, names: Iterable[Names]) -> str:
    return next((min(name) for name in names if answers(concept, name)), str(concept.curie))


def _counts(counts: Mapping[tuple[str, str], int], type: str) -> Counts:
    return Counts(
        tp=counts.get((type, "tp"), 0), fp=counts.get((type, "fp"), 0), fn=counts.get((type, "fn"), 0)
    )
