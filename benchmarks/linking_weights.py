"""Fits the weights of the linker's features and the threshold of NIL; prints linking/candidates/weights.py.

Run: python -m benchmarks.linking_weights --train GOLD... --development GOLD... --test GOLD...

GOLD are PubTator files with concept identifiers. Documents of the test files are only kept out of the
others. Learned from are

- the training documents, asked of the vocabularies alone, and one half of them, counted twice, of the
  vocabularies with the names that the other half annotates, so that the weights suit users with and without
  an annotated corpus;
- the same documents, asked as if no vocabulary had the concept that is meant, each counted a ninth, since
  a tenth of all concepts is supposed to be missing: then NIL is right;
- a half of the synonyms that were taken out of HPO before (a twentieth, which the encoder of names never
  saw), and some of its names.

The development documents, asked of the same two indices, and the other half of the synonyms judge. The
model is conditional logit over a mention's candidates and NIL, the log-likelihood of the right answers
(square root of a mention's worth as weight) less the squared weights. Concepts that the corpora cannot name
(those without a MeSH or OMIM identifier) are left out of the wrong answers to diseases and drugs, and
mentions whose gold concept no vocabulary has are left out where a name matches strictly, because the
vocabulary then knows the concept by a newer identifier.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.conditional_logit import conditional_logit
from benchmarks.linking_questions import (
    Answer,
    Query,
    Question,
    documents,
    drawn,
    halves,
    indexed,
    phenotype_queries,
    queries,
    questions,
    questions_of_unknown,
    without_some_names,
)
from medkg.extraction.annotated import AnnotatedDocument
from medkg.linking.candidates.certainty import traits
from medkg.linking.candidates.features import Features, is_own
from medkg.linking.candidates.match import STRICT, Level
from medkg.linking.candidates.score import probabilities, weigh
from medkg.linking.index.ensure import all_sources

ROUNDS = 4
MOST_RIVALS = 12
UNKNOWN = 1 / 9
PREFERENCE_WEIGHT = 2.5
"""The weight of a concept's being of the first vocabulary: given and not fitted, since corpora annotate no
other.
"""
START = {f"level {level.name.lower()}": -float(level) for level in Level} | {"variant reduced": -2.0}
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
STRICT_LEVELS = tuple(f"level {level.name.lower()}" for level in Level if level <= STRICT)


def best_answers(asked: Question, weights: Features) -> list[tuple[float, Answer]]:
    """Each concept by its best name, one that is the mention itself before all others; best first."""
    best: dict[int, tuple[bool, float, Answer]] = {}
    for answer in asked.answers:
        worth = is_own(answer.features), weigh(answer.features, weights)
        if answer.concept not in best or best[answer.concept][:2] < worth:
            best[answer.concept] = (*worth, answer)
    return sorted(((total, answer) for _, total, answer in best.values()), key=lambda pair: -pair[0])


def usable(asked: Question, weights: Features) -> list[Answer]:
    """The answers to learn from."""
    found = [answer for _, answer in best_answers(asked, weights)[:MOST_RIVALS]]
    strict = any(level in answer.features for answer in found for level in STRICT_LEVELS)
    if not asked.known and not asked.left_out and strict:
        return []
    return [answer for answer in found if answer.right or answer.nameable]


def fit(asked: Sequence[Question], weights: Features) -> Features:
    """New weights, with each concept's best name chosen by the old ones."""
    kept = [(one.worth, found) for one in asked if (found := usable(one, weights))]
    fixed = {"bias", "first vocabulary"}
    names = sorted({name for _, found in kept for answer in found for name in answer.features} - fixed)
    rows = [
        [*(answer.features.get(name, 0.0) for name in names), 1.0] for _, found in kept for answer in found
    ]
    right = np.asarray([float(answer.right) for _, found in kept for answer in found])
    sizes = np.asarray([len(found) for _, found in kept])
    worth = np.asarray([sqrt(one) for one, _ in kept])
    penalty = np.asarray([*(1.0 for _ in names), 0.0])
    solved = conditional_logit(np.asarray(rows), right, sizes, worth=worth, penalty=penalty)
    fitted = dict(zip(names, map(float, solved), strict=False))
    return {**fitted, "bias": float(solved[-1]) - PREFERENCE_WEIGHT, "first vocabulary": PREFERENCE_WEIGHT}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights of candidates and those of certainty."""

    weights: Features
    certainty: Features

    def best(self, asked: Question) -> tuple[float, Answer] | None:
        """The best candidate with how sure it is."""
        ranked = best_answers(asked, self.weights)
        if not ranked:
            return None
        judged = traits(ranked[0][1].features, probabilities([total for total, _ in ranked]))
        return 1.0 / (1.0 + exp(-weigh(judged, self.certainty))), ranked[0][1]

    def answer(self, asked: Question, threshold: float) -> Answer | None:
        """The answer that is given; None for NIL."""
        found = self.best(asked)
        return found[1] if found and found[0] >= threshold else None


def fit_certainty(asked: Sequence[Question], weights: Features) -> Features:
    """The weights of the traits of the best candidate: logistic regression on its being right.

    What is given for being of the first vocabulary is taken back, since it says nothing of being right.
    """
    rows, right, worth = [], [], []
    for one in asked:
        ranked = best_answers(one, weights)
        if ranked and (usable(one, weights) or one.known) and (ranked[0][1].right or ranked[0][1].nameable):
            judged = traits(ranked[0][1].features, probabilities([total for total, _ in ranked]))
            rows.append({name: value for name, value in judged.items() if name != "first vocabulary"})
            right.append(ranked[0][1].right)
            worth.append(sqrt(one.worth / UNKNOWN) * UNKNOWN if one.left_out else sqrt(one.worth))
    table = DictVectorizer()
    model = LogisticRegression(C=0.3, max_iter=1_000, fit_intercept=False)
    model.fit(table.fit_transform(rows), right, sample_weight=worth)
    found = dict(zip(table.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    back = PREFERENCE_WEIGHT * found["odds"]
    return {**found, "bias": found["bias"] + back, "first vocabulary": -back}


def accuracy(asked: Sequence[Question], fitted: Fitted, threshold: float) -> float:
    """The part of mentions answered right, NIL being right where no vocabulary has the gold concept."""
    right = 0.0
    for one in asked:
        answer = fitted.answer(one, threshold)
        right += one.worth * (answer.right if answer else not one.known)
    return right / sum(one.worth for one in asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions to learn from, and by name those to judge by; ``learned_unknown`` and ``unknown`` are
    asked without the concept that is meant.
    """

    learned: list[Question]
    learned_unknown: list[Question]
    judged: dict[str, list[Question]]
    unknown: list[Question]


def nil_f1(asked: Sequence[Question], unknown: Sequence[Question], fitted: Fitted, threshold: float) -> float:
    """F1 of NIL where a tenth of the concepts are missing: ``unknown`` are ``asked`` again without the
    concept that is meant, and count a ninth.
    """

    def said(ones: Sequence[Question]) -> float:
        return sum(one.worth for one in ones if not fitted.answer(one, threshold))

    right, wrong = said(unknown), said([one for one in asked if one.known])
    return 2 * right / (right + wrong + sum(one.worth for one in unknown))


def all_questions(
    training: Sequence[AnnotatedDocument], development: Sequence[AnnotatedDocument], folder: Path
) -> Asked:
    """What is asked of two indices that are compiled in ``folder``."""
    sources, dropped = without_some_names(all_sources())
    bare = indexed(sources, [], folder / "bare")
    learned = questions(bare, queries(training))
    first, second = halves(training)
    named = indexed(sources, first, folder / "named")
    learned += questions(named, queries(second), 2.0)
    phenotypes = phenotype_queries(bare, dropped)
    learned += questions(bare, part(phenotypes, True))
    asked_for = queries(development)
    judged = {
        "vocabularies": questions(bare, asked_for),
        "and names": questions(named, asked_for),
        "phenotypes": questions(bare, part(phenotypes, False)),
    }
    return Asked(
        learned,
        questions_of_unknown(bare, queries(training), UNKNOWN),
        judged,
        questions_of_unknown(bare, asked_for, UNKNOWN),
    )


def part(asked: Counter[Query], first: bool) -> Counter[Query]:
    """One half of ``asked``, by what is meant."""
    return Counter({query: n for query, n in asked.items() if drawn(min(query[3]), 2) == first})


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
        asked = all_questions(training, development, Path(folder))
    weights = dict(START)
    for _ in range(ROUNDS):
        weights = fit(asked.learned, weights)
    fitted = Fitted(weights, fit_certainty([*asked.learned, *asked.learned_unknown], weights))
    for threshold in THRESHOLDS:
        found = {name: round(accuracy(ones, fitted, threshold), 4) for name, ones in asked.judged.items()}
        found["nil f1"] = round(nil_f1(asked.judged["vocabularies"], asked.unknown, fitted, threshold), 4)
        print(f"# NIL_BELOW = {threshold}: {found}")
    print_weights("WEIGHTS", fitted.weights)
    print_weights("CERTAINTY", fitted.certainty)


def print_weights(name: str, weights: Features) -> None:
    """Print ``weights`` as Python."""
    print(f"{name}: dict[str, float] = {{")
    for feature, weight in sorted(weights.items()):
        print(f'    "{feature}": {weight:.3f},')
    print("}")


if __name__ == "__main__":
    main()
