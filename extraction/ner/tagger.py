"""The mention model in use: sentences in, mentions out."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medkg.extraction.document import Document
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.mention import Mention
from medkg.extraction.model_folder import WEIGHTS, check_model_folder, model_version
from medkg.extraction.ner.batches import by_length, pad
from medkg.extraction.ner.confidence import UNTRAINED, Confidence, Signs
from medkg.extraction.ner.decode import Found, best_paths, grouped, spans, trimmed, within_sentences
from medkg.extraction.ner.labels import LABELS
from medkg.extraction.ner.scorers import OnnxScorer, Scorer, TorchScorer
from medkg.extraction.ner.windows import Window, windows
from medkg.extraction.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FAINT = 0.3
"""The least score of a mention that a relation may join; end to end, development passages have more right
facts and hardly more wrong ones with it than with the threshold at which mentions alone are given out.
"""


class Tagger:
    """Finds mentions with a token classifier.

    ``confidence``, fitted to held-out documents, makes a mention's score; mentions whose score is below both
    ``threshold`` and ``faint`` are left out. ``extractor`` is the name and version that mentions carry.
    """

    def __init__(
        self,
        scorer: Scorer,
        tokenizer: "Tokenizer",
        lexicon: Lexicon,
        *,
        longest: int = 256,
        confidence: Confidence = UNTRAINED,
        threshold: float = 0.0,
        faint: float = FAINT,
        extractor: str = "ner",
    ) -> None:
        self._scorer = scorer
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._longest = longest
        self._confidence = confidence
        self.threshold = threshold
        self._least = min(threshold, faint)
        self.version = extractor

    @classmethod
    def load(
        cls,
        directory: Path,
        device: str | None = None,
        *,
        threads: int = 0,
        threshold: float | None = None,
    ) -> "Tagger":
        """The model in ``directory``: int8 ONNX on CPU, or torch on ``device``, in bf16 where it knows it.

        ``threshold`` takes the place of the model's own, and nothing fainter is found.

        Raises:
            FileNotFoundError: if the folder lacks a file of the model, naming it.
        """
        check_model_folder(directory, kind="ner")
        settings = json.loads((directory / "config.json").read_text(encoding="utf-8"))["medkg"]
        least = settings.get("threshold", 0.0) if threshold is None else threshold
        scorer = (
            _torch_scorer(directory, device)
            if device
            else OnnxScorer.load(directory / WEIGHTS, threads=threads)
        )
        return cls(
            scorer,
            load_tokenizer(directory),
            Lexicon.load(),
            longest=settings["window"],
            confidence=Confidence.read(settings),
            threshold=least,
            faint=FAINT if threshold is None else least,
            extractor=model_version(directory, kind="ner", threshold=threshold),
        )

    def tag(self, batch: Sequence[tuple[Document, Sequence[Span]]]) -> list[tuple[Mention, ...]]:
        """The mentions of each document, by offset, faint ones too; each comes with its sentences.

        Mentions never overlap, and none goes over the end of a sentence.
        """
        return [
            tuple(mention for mention, _ in found if mention.score >= self._least)
            for found in self.tag_with_signs(batch)
        ]

    def tag_with_signs(
        self, batch: Sequence[tuple[Document, Sequence[Span]]]
    ) -> list[tuple[tuple[Mention, Signs], ...]]:
        """As :meth:`tag`, whatever the scores, each mention with the signs that its score is made of."""
        cut, whole = self._scored(batch)
        scored = [
            within_sentences(scores, window.words, batch[window.document][1])
            for window, scores in zip(cut, whole, strict=True)
        ]
        found: list[list[Found]] = [[] for _ in batch]
        for window, path, words in zip(cut, best_paths(list(map(grouped, scored))), scored, strict=True):
            found[window.document] += spans(window.words, path, words)
        return [
            tuple(self._mentions(document, items)) for (document, _), items in zip(batch, found, strict=True)
        ]

    def word_log_probabilities(
        self, batch: Sequence[tuple[Document, Sequence[Span]]]
    ) -> list[tuple[tuple[Span, ...], npt.NDArray[np.float32]]]:
        """Of each document, its words and the log-probabilities of their labels, (words, labels)."""
        cut, scored = self._scored(batch)
        words: list[list[Span]] = [[] for _ in batch]
        rows: list[list[npt.NDArray[np.float32]]] = [[np.zeros((0, len(LABELS)), np.float32)] for _ in batch]
        for window, log_probabilities in zip(cut, scored, strict=True):
            words[window.document] += window.words
            rows[window.document].append(log_probabilities)
        return [(tuple(spans), np.concatenate(parts)) for spans, parts in zip(words, rows, strict=True)]

    def _scored(
        self, batch: Sequence[tuple[Document, Sequence[Span]]]
    ) -> tuple[list[Window], list[npt.NDArray[np.float32]]]:
        """The windows of all documents, and of each window log-probabilities (words, labels)."""
        cut = list(windows(batch, self._tokenizer, self._lexicon, longest=self._longest))
        found = [np.zeros((0, 0), dtype=np.float32)] * len(cut)
        for indices in by_length([len(window.ids) for window in cut], self._scorer.pieces):
            logits = self._scorer(pad([cut[index] for index in indices]))
            for index, row in zip(indices, logits - _logsumexp(logits), strict=True):
                found[index] = row[cut[index].firsts]
        return cut, found

    def _mentions(self, document: Document, found: Sequence[Found]) -> Iterator[tuple[Mention, Signs]]:
        ordered = sorted(found, key=lambda item: item.span)
        starts = [*(item.span.start for item in ordered), len(document.text)]
        for item, limit in zip(ordered, starts[1:], strict=True):
            if any(character.isalnum() for character in item.span.slice(document.text)):
                span = trimmed(item.span, document.text, limit=limit)
                score = self._confidence.probability(item.signs)
                yield document.mention(span, item.type, score=score, extractor=self.version), item.signs


def _logsumexp(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    peak = logits.max(-1, keepdims=True)
    total: npt.NDArray[np.float32] = peak + np.log(np.exp(logits - peak).sum(-1, keepdims=True))
    return total


def _torch_scorer(directory: Path, device: str) -> Scorer:
    from medkg.extraction.ner.weights import load_model
    from medkg.extraction.training.processor import knows_bf16

    return TorchScorer(load_model(directory).to(device).eval(), bf16=knows_bf16(device))
