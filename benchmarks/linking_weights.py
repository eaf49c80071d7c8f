"""Fits the weights of the linker's features and the threshold of NIL; prints linking/candidates/weights.py.

Run: python benchmarks/linking_weights.py --train GOLD... --development GOLD... --test GOLD...

GOLD are PubTator files with concept identifiers. Documents of the test files are only kept out of the
others. Each training document is asked twice: of the vocabularies alone, and of the vocabularies with the
names that the other half of the training documents annotates, so that the weights suit users with and
without an annotated corpus. The development documents are asked so too, with the names of all training
documents. The model is conditional logit over a mention's candidates and NIL, the
log-likelihood of the right answers (square root of a mention's repeats as weight) less the squared
weights. Concepts that the corpora cannot name (those without a MeSH or OMIM identifier) are left out of
the wrong answers, and mentions whose gold concept no vocabulary has are left out where a name matches
strictly, because the vocabulary then knows the concept by a newer identifier.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from medkg.linking.candidates.features import Features
from medkg.linking.candidates.match import STRICT, Level
from medkg.linking.candidates.rank import described
from medkg.linking.candidates.retrieve import retrieve
from medkg.linking.candidates.score import probabilities, weigh
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.index.compile import compile_index
from medkg.linking.index.ensure import all_sources
from medkg.linking.index.index import Index
from medkg.linking.names.short_forms import known_short_forms
from medkg.linking.vocabularies.corpus import corpus_concepts
from medkg.linking.vocabularies.source import Source

TYPES = TypeMap()
ROUNDS = 4
MOST_RIVALS = 12
PREFERENCE_WEIGHT = 2.5
"""The weight of a concept's being of the first vocabulary: given and not fitted, since corpora annotate no
other.
"""
START = {f"level {level.name.lower()}": -float(level) for level in Level} | {"variant reduced": -2.0}
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
STRICT_LEVELS = tuple(f"level {level.name.lower()}" for level in Level if level <= STRICT)
Query = tuple[str, str, tuple[tuple[str, str], ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate: its concept's number, its features, whether it is right, whether the corpora could name
    it.
    """

    concept: int
    features: Features
    right: bool
    nameable: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A mention with its candidates; ``known`` says that some vocabulary has the gold concept."""

    repeats: int
    answers: tuple[Answer, ...]
    known: bool


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


def indexed(read: Sequence[AnnotatedDocument], folder: Path) -> Index:
    """An index of all vocabularies and of the names that ``read`` annotates."""
    named = list(corpus_concepts(read))
    compile_index([*all_sources(), Source("corpus", "", lambda: iter(named))], folder)
    return Index.open(folder)


def halves(read: Sequence[AnnotatedDocument]) -> tuple[list[AnnotatedDocument], list[AnnotatedDocument]]:
    """``read`` in two, all copies of a document in one of them."""
    first = {one.document.id for one in read if int(sha256(one.document.id.encode()).hexdigest(), 16) % 2}
    return (
        [one for one in read if one.document.id in first],
        [one for one in read if one.document.id not in first],
    )


def questions(index: Index, asked: Counter[Query]) -> list[Question]:
    """Each query with all its candidates."""
    return [question(index, query, repeats) for query, repeats in asked.items()]


def question(index: Index, query: Query, repeats: int) -> Question:
    """``query`` with all its candidates, one for each name that met it."""
    text, kind, short_forms, gold = query
    matches = retrieve(index, text, kind, dict(short_forms))
    found = []
    for number, _, features in described(index, matches, text, kind, dict(short_forms)):
        concept = index.concept(number)
        nameable = concept.curie.prefix in {"MESH", "OMIM"}
        found.append(Answer(number, features, answers(concept, gold), nameable))
    known = any(index.numbers(Curie.parse(curie)) for curie in gold)
    return Question(repeats, tuple(found), known)


def best_answers(asked: Question, weights: Features) -> list[tuple[float, Answer]]:
    """Each concept by its best name, best first."""
    best: dict[int, tuple[float, Answer]] = {}
    for answer in asked.answers:
        total = weigh(answer.features, weights)
        if answer.concept not in best or best[answer.concept][0] < total:
            best[answer.concept] = (total, answer)
    return sorted(best.values(), key=lambda pair: -pair[0])


def usable(asked: Question, weights: Features) -> list[Answer]:
    """The answers to learn from."""
    found = [answer for _, answer in best_answers(asked, weights)[:MOST_RIVALS]]
    strict = any(level in answer.features for answer in found for level in STRICT_LEVELS)
    if not asked.known and strict:
        return []
    return [answer for answer in found if answer.right or answer.nameable]


def fit(asked: Sequence[Question], weights: Features) -> Features:
    """New weights, with each concept's best name chosen by the old ones."""
    kept = [(one.repeats, found) for one in asked if (found := usable(one, weights))]
    fixed = {"bias", "first vocabulary"}
    names = sorted({name for _, found in kept for answer in found for name in answer.features} - fixed)
    rows = [[answer.features.get(name, 0.0) for name in names] for _, found in kept for answer in found]
    right = np.asarray([float(answer.right) for _, found in kept for answer in found])
    sizes = np.asarray([len(found) for _, found in kept])
    worth = np.asarray([sqrt(repeats) for repeats, _ in kept])
    solved = solve(np.asarray(rows), right, sizes, worth)
    fitted = dict(zip(names, map(float, solved), strict=False))
    return {**fitted, "bias": float(solved[-1]) - PREFERENCE_WEIGHT, "first vocabulary": PREFERENCE_WEIGHT}


def solve(
    rows: NDArray[np.float64],
    right: NDArray[np.float64],
    sizes: NDArray[np.int64],
    worth: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The weights of the columns of ``rows`` and, last, the bias; rows of one mention follow each other."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    nil_right = (np.add.reduceat(right, starts) == 0).astype(np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        powers = np.exp(np.clip(rows @ weights[:-1] + weights[-1], -30, 30))
        everything = 1.0 + np.add.reduceat(powers, starts)
        good = nil_right + np.add.reduceat(powers * right, starts)
        slopes = (worth / everything)[owner] * powers - (worth / good)[owner] * powers * right
        value = -float((worth * np.log(good / everything)).sum() + -(weights[:-1] ** 2).sum())
        return value, np.append(rows.T @ slopes + 2 * weights[:-1], slopes.sum())

    begin = np.zeros(rows.shape[1] + 1)
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def accuracy(asked: Sequence[Question], weights: Features, threshold: float) -> float:
    """The part of mentions answered right, NIL being right where no vocabulary has the gold concept."""
    right = 0
    for one in asked:
        ranked = best_answers(one, weights)
        scores = probabilities([total for total, _ in ranked])
        linked = bool(ranked) and scores[0] >= threshold
        right += one.repeats * (ranked[0][1].right if linked else not one.known)
    return right / sum(one.repeats for one in asked)


def all_questions(
    training: Sequence[AnnotatedDocument], development: Sequence[AnnotatedDocument], folder: Path
) -> tuple[list[Question], dict[str, list[Question]]]:
    """The questions to learn from, and those to judge by, without and with annotated names."""
    first, second = halves(training)
    bare = indexed([], folder / "bare")
    learned = questions(bare, queries(training))
    learned += questions(indexed(second, folder / "second"), queries(first))
    learned += questions(indexed(first, folder / "first"), queries(second))
    full = indexed(training, folder / "full")
    asked = queries(development)
    return learned, {"vocabularies": questions(bare, asked), "and names": questions(full, asked)}


def main() -> None:
    """Fit on the training files, choose the threshold on the development files, print the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--development", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    test = documents(options.test)
    development = documents(options.development, test)
    training = documents(options.train, [*test, *development])
    with TemporaryDirectory() as folder:
        learned, asked = all_questions(training, development, Path(folder))
    weights = dict(START)
    for _ in range(ROUNDS):
        weights = fit(learned, weights)
    for name, ones in asked.items():
        print(f"# {name}: {accuracy(ones, weights, min(THRESHOLDS)):.4f}")
    every = [one for ones in asked.values() for one in ones]
    found = {threshold: round(accuracy(every, weights, threshold), 4) for threshold in THRESHOLDS}
    print(f"NIL_BELOW = {max(found, key=lambda threshold: found[threshold])}  # {found}")
    print("WEIGHTS = {")
    for name, weight in sorted(weights.items()):
        print(f'    "{name}": {weight:.3f},')
    print("}")


if __name__ == "__main__":
    main()
