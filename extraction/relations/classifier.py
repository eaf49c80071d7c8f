"""The relation model in use: documents with mentions in, relations with evidence out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.model_folder import WEIGHTS, check_model_folder, model_version
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.relations.entities import Entity, by_identifier, by_text
from medkg.extraction.relations.evidence import relation, sentence_number
from medkg.extraction.relations.example import Example, example
from medkg.extraction.relations.scorers import OnnxScorer, Scorer, TorchScorer, score_examples
from medkg.extraction.relations.signature import PREDICATES, candidates
from medkg.extraction.relations.together import merely_together
from medkg.extraction.relations.windows import windows
from medkg.extraction.relations.wording import caused_by_another, given_for, related
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Decision:
    """A predicate's probability is sigmoid((logit - ``offset``) / ``temperature``); it is taken from
    ``threshold`` on.

    ``across`` decides about pairs that no sentence holds; without it none is taken.
    """

    temperature: float
    offset: float
    threshold: float
    across: "Decision | None" = None

    @classmethod
    def of(cls, calibration: Mapping[str, Any]) -> "Decision":
        """The decision by a calibration in a model's config.json."""
        across = calibration.get("across")
        temperature, offset, threshold = (
            calibration[name] for name in ("temperature", "offset", "threshold")
        )
        return cls(temperature, offset, threshold, cls.of(across) if across else None)

    def at(self, threshold: float) -> "Decision":
        """The decision with another threshold, across sentences too."""
        return replace(self, threshold=threshold, across=self.across.at(threshold) if self.across else None)

    def probability(self, logit: float) -> float:
        """The calibrated probability of a logit."""
        return float(1 / (1 + np.exp((self.offset - logit) / self.temperature)))


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A predicate that holds between two entities of a document, with its probability."""

    head: Entity
    tail: Entity
    predicate: str
    score: float


class RelationClassifier:
    """Finds relations between the mentions of a document.

    ``decisions`` gives each predicate's calibration; predicates without one are never found. ``version`` is
    the name and version that relations carry.
    """

    def __init__(
        self,
        scorer: Scorer,
        tokenizer: "Tokenizer",
        decisions: Mapping[str, Decision],
        *,
        version: str = "relations",
    ) -> None:
        self._scorer = scorer
        self._tokenizer = tokenizer
        self._decisions = dict(decisions)
        self._given_out = [PREDICATES.index(name) for name in decisions]
        self._near = np.array([name in decisions for name in PREDICATES])
        self._far = np.array([_across(decisions.get(name)) is not None for name in PREDICATES])
        self.version = version

    @classmethod
    def load(
        cls,
        directory: Path,
        device: str | None = None,
        *,
        threads: int = 0,
        threshold: float | None = None,
    ) -> "RelationClassifier":
        """The model in ``directory``: int8 ONNX on CPU, fp16 weights where ``device`` names a CUDA device.

        ``threshold`` takes the place of the model's own, of every predicate that it gives out.

        Raises:
            FileNotFoundError: if the folder lacks a file of the model, naming it.
            ValueError: if the model's predicates are others than this version knows.
        """
        check_model_folder(directory, kind="relations")
        settings = json.loads((directory / "config.json").read_text(encoding="utf-8"))["medkg"]
        if tuple(settings["predicates"]) != PREDICATES:
            raise ValueError(
                f"{directory}: predicates {settings['predicates']} are not those known: {list(PREDICATES)}"
            )
        decisions = {name: Decision.of(item) for name, item in settings["calibration"].items()}
        if threshold is not None:
            decisions = {name: decision.at(threshold) for name, decision in decisions.items()}
        scorer = (
            _torch_scorer(directory, device)
            if device
            else OnnxScorer.load(directory / WEIGHTS, threads=threads)
        )
        version = model_version(directory, kind="relations", threshold=threshold)
        return cls(scorer, load_tokenizer(directory), decisions, version=version)

    def classify(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[Relation, ...]]:
        """The relations of each document, between entities grouped by their words.

        A pair of entities yields one relation for a predicate. Sentences that are not given are split here.
        What words rule out is left out (:mod:`medkg.extraction.relations.wording`,
        :mod:`medkg.extraction.relations.together`).
        """
        items = [_with_sentences(item) for item in batch]
        scored = self._scored(items, lambda item: related(by_text(item.mentions), item))
        return [
            tuple(
                found
                for found in self._relations(item, pairs)
                if not caused_by_another(found, item)
                and not given_for(found, item)
                and not merely_together(found, item)
            )
            for item, pairs in zip(items, scored, strict=True)
        ]

    def _relations(self, item: AnnotatedDocument, pairs: Sequence[ScoredPair]) -> Iterator[Relation]:
        for pair in pairs:
            yield relation(
                item, pair.head, pair.tail, pair.predicate, score=pair.score, extractor=self.version
            )

    def classify_concepts(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[ConceptRelation, ...]]:
        """The relations of each document between the identifiers of its mentions."""
        items = [_with_sentences(item) for item in batch]
        return [
            tuple(
                ConceptRelation(pair.predicate, pair.head.identifier, pair.tail.identifier, pair.score)
                for pair in pairs
                if pair.head.identifier is not None and pair.tail.identifier is not None
            )
            for pairs in self._scored(items, lambda item: by_identifier(item.mentions))
        ]

    def _scored(
        self,
        items: Sequence[AnnotatedDocument],
        group: Callable[[AnnotatedDocument], tuple[Entity, ...]],
    ) -> list[list[ScoredPair]]:
        """The pairs of each document that reach their predicate's threshold, in order of entities."""
        entities = [group(item) for item in items]
        made = [
            (number, window)
            for number, item in enumerate(items)
            for window in self._examples(item, entities[number])
        ]
        logits = score_examples(self._scorer, [window for _, window in made])
        best: list[dict[tuple[int, int, int], tuple[float, bool]]] = [{} for _ in items]
        for (number, window), scores in zip(made, logits, strict=True):
            pairs, together = window.document_pairs, window.together
            for row, column in np.argwhere(window.allowed):
                key = (*pairs[row], int(column))
                logit, near = best[number].get(key, (-np.inf, False))
                best[number][key] = max(float(scores[row, column]), logit), near or bool(together[row])
        return [list(self._taken(scores, found)) for scores, found in zip(best, entities, strict=True)]

    def _examples(self, item: AnnotatedDocument, entities: Sequence[Entity]) -> Iterator[Example]:
        held = _holding(item, self._relatable(entities))
        for window in windows(item.document, held, self._tokenizer):
            made = example(item, window, entities)
            if made and (taken := self._takeable(made)).any():
                yield made.only(taken)

    def _takeable(self, made: Example) -> npt.NDArray[np.bool_]:
        """Which pairs, shape (pairs,), a predicate may be found for."""
        given_out = np.where(made.together[:, None], self._near, self._far)
        taken: npt.NDArray[np.bool_] = (made.allowed & given_out).any(1)
        return taken

    def _relatable(self, entities: Sequence[Entity]) -> list[Entity]:
        """Those that a predicate which is given out may relate to another, by their types."""
        types = {entity.type for entity in entities}
        pairs = [
            (head, tail)
            for head, tail in product(types, types)
            if any(candidates(head, tail)[number] for number in self._given_out)
        ]
        kept = {type for pair in pairs for type in pair}
        return [entity for entity in entities if entity.type in kept]

    def _taken(
        self, best: Mapping[tuple[int, int, int], tuple[float, bool]], entities: Sequence[Entity]
    ) -> Iterator[ScoredPair]:
        """Those that are taken; of the kinds of one predicate, and of its two directions, only the surest."""
        surest: dict[tuple[int, int, str], ScoredPair] = {}
        for (head, tail, number), (logit, together) in sorted(best.items()):
            decision = self._decisions.get(PREDICATES[number])
            if not together:
                decision = _across(decision)
            if decision is not None and (score := decision.probability(logit)) >= decision.threshold:
                key = head, tail, PREDICATES[number].partition(":")[0]
                if key not in surest or surest[key].score < score:
                    surest[key] = ScoredPair(entities[head], entities[tail], PREDICATES[number], score)
        for (head, tail, predicate), pair in surest.items():
            turned = surest.get((tail, head, predicate))
            if turned is None or turned.score <= pair.score:
                yield pair


def _across(decision: Decision | None) -> Decision | None:
    return None if decision is None else decision.across


def _holding(item: AnnotatedDocument, entities: Sequence[Entity]) -> list[Span]:
    """The sentences in which a mention of ``entities`` begins."""
    numbers = {
        sentence_number(item.sentences, item.mentions[index])
        for entity in entities
        for index in entity.mentions
    }
    return [item.sentences[number] for number in sorted(numbers)]


def _with_sentences(item: AnnotatedDocument) -> AnnotatedDocument:
    return item if item.sentences else replace(item, sentences=split_sentences(item.document.text))


def _torch_scorer(directory: Path, device: str) -> TorchScorer:
    from medkg.extraction.relations.export import load_model

    return TorchScorer(load_model(directory), device)
