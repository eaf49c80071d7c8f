"""What else a document names, as evidence for what an unsure mention of it means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import log

from medkg.linking.candidates.features import Features
from medkg.linking.candidates.score import probabilities, weigh
from medkg.linking.candidates.weights import CONTEXT
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Candidate
from medkg.linking.names.forms import forms

SURE = 0.8
"""How certain the answer to a mention must be to say something of others."""
UNSURE = 0.6
"""How certain the answer to a mention may be at most for others to say something of it."""
_LEAST = 1e-4
_RARELY = 1e-6

Ancestors = Callable[[Concept], frozenset[Curie]]
Wordings = Mapping[Curie, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The concepts that a document surely names, and those that lie above them in a hierarchy, each with the
    wordings (plain forms of :mod:`medkg.linking.names.forms`) by which it or something below it is named.
    """

    named: Wordings
    below: Wordings

    @classmethod
    def of(cls, sure: Iterable[tuple[str, Concept]], above: Ancestors) -> "Surroundings":
        """Those of a document whose ``sure`` mentions, by their texts, mean these concepts; ``above`` gives
        the concepts that lie above one.
        """
        named: dict[Curie, set[str]] = {}
        below: dict[Curie, set[str]] = {}
        for text, concept in dict.fromkeys(sure):
            wording = forms(text).plain
            named.setdefault(concept.curie, set()).add(wording)
            for ancestor in above(concept):
                below.setdefault(ancestor, set()).add(wording)
        return cls(_frozen(named), _frozen(below))

    def features(self, text: str, concept: Concept) -> Features:
        """What speaks for ``concept`` as the meaning of a mention ``text``: that other words of the document
        surely mean it (``said elsewhere``) or something below it (``narrower elsewhere``).
        """
        own = frozenset((forms(text).plain,))
        found = {
            "said elsewhere": self.named.get(concept.curie, own) - own,
            "narrower elsewhere": self.below.get(concept.curie, own) - own,
        }
        return {name: 1.0 for name, wordings in found.items() if wordings}


def reconsidered(
    candidates: tuple[Candidate, ...],
    text: str,
    surroundings: Surroundings,
    weights: Mapping[str, float] = CONTEXT,
) -> tuple[Candidate, ...]:
    """``candidates`` for the mention ``text`` with what their ``surroundings`` say of them, best first.

    The odds of each against NIL are multiplied by exp of the weighted sum of its new features; without any
    all stay as they are.
    """
    found = [surroundings.features(text, candidate.concept) for candidate in candidates]
    if not any(found):
        return candidates
    nil = max(_LEAST, 1.0 - sum(candidate.score for candidate in candidates))
    odds = [log(max(_RARELY, candidate.score) / nil) for candidate in candidates]
    scores = probabilities([one + weigh(new, weights) for one, new in zip(odds, found, strict=True)])
    again = [
        replace(candidate, score=score, features=tuple(sorted((*candidate.features, *new.items()))))
        for candidate, new, score in zip(candidates, found, scores, strict=True)
    ]
    return tuple(sorted(again, key=lambda candidate: -candidate.score))


def _frozen(wordings: Mapping[Curie, set[str]]) -> Wordings:
    return {curie: frozenset(found) for curie, found in wordings.items()}
