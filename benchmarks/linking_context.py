"""Fits the weights of what the other mentions of a document say of an unsure one.

Run: python -m benchmarks.linking_context --train GOLD... --development GOLD... [--vocabulary FOLDER]

GOLD are PubTator files with concept identifiers. Conditional logit over the candidates of each mention that
its words leave unsure and of which others say something, and NIL, which is right where the vocabularies lack
the concept; the scores by words alone are given. Prints CONTEXT of linking/candidates/weights.py, and how
many development mentions are answered right by words alone and with it.
"""

import argparse
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np

from benchmarks.conditional_logit import conditional_logit
from benchmarks.linking_accuracy import documents, linked
from medkg.linking.candidates.weights import CONTEXT
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.link import Link
from medkg.linking.linker import Linker

NAMES = tuple(sorted(CONTEXT))
LEAST = 1e-6


def told(index: Index, paths: Sequence[Path], context: dict[str, float]) -> list[Link]:
    """The links of the gold mentions of ``paths`` that have an identifier, by the weights ``context``."""
    linker = Linker(index, context=context)
    links = (link for read in documents(paths) for link in linked(linker, read))
    return [link for link in links if gold_curies(link.mention.identifiers)]


def right(link: Link) -> bool:
    """Whether a link's concept is one of the gold ones."""
    return link.concept is not None and answers(link.concept, gold_curies(link.mention.identifiers))


def fit(links: Sequence[Link]) -> dict[str, float]:
    """The weights, from links by words alone."""
    learned = [link for link in links if any(set(NAMES) & set(dict(one.features)) for one in link.candidates)]
    rows = np.array([row(dict(one.features)) for link in learned for one in link.candidates])
    good = np.array([meant(link, place) for link in learned for place in range(len(link.candidates))])
    given = np.array([given_odds for link in learned for given_odds in odds(link)])
    sizes = np.array([len(link.candidates) for link in learned])
    solved = conditional_logit(rows, good, sizes, given=given)
    return dict(zip(NAMES, map(float, solved), strict=True))


def row(features: dict[str, float]) -> list[float]:
    """The values of the features to weigh."""
    return [features.get(name, 0.0) for name in NAMES]


def meant(link: Link, place: int) -> float:
    """1 where the candidate at ``place`` is one of the gold concepts, else 0."""
    return float(answers(link.candidates[place].concept, gold_curies(link.mention.identifiers)))


def odds(link: Link) -> list[float]:
    """The logarithms of the candidates' odds against NIL."""
    nil = max(LEAST, 1.0 - sum(one.score for one in link.candidates))
    return [log(max(LEAST, one.score) / nil) for one in link.candidates]


def main() -> None:
    """Fit, print the weights, count the right answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--development", type=Path, nargs="+", required=True)
    parser.add_argument("--vocabulary", type=Path)
    options = parser.parse_args()
    index = Index.open(options.vocabulary or ensure_index())
    fitted = fit(told(index, options.train, {}))
    print("CONTEXT:", {name: round(weight, 2) for name, weight in fitted.items()})
    for name, context in (("words alone", {}), ("with the document", fitted)):
        links = told(index, options.development, context)
        print(f"# {name}: {sum(map(right, links))} of {len(links)} right")


if __name__ == "__main__":
    main()
