"""Where the time of a build's extraction and linking goes: processor time of each stage on one thread.

    python benchmarks/extract_stages.py TEXTS.jsonl [--documents 60] [--ner FOLDER] [--relation-model FOLDER]

The stages are run one after the other, as the extractor and the build run them. Prints one JSON object:
milliseconds a document, the share of each stage, and documents a second of one core.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.document import Document
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.model_folder import WEIGHTS
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.windows import windows
from medkg.extraction.readers import read_documents
from medkg.extraction.relations.batch import Batch
from medkg.extraction.relations.classifier import RelationClassifier
from medkg.extraction.relations.scorers import Logits, OnnxScorer
from medkg.extraction.sentences import split_sentences
from medkg.extraction.shipped import MODELS
from medkg.extraction.writers import write_annotations
from medkg.linking.linker import Linker

R = TypeVar("R")


class Clock:
    """Seconds of processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, work: Callable[[], R]) -> R:
        begin = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - begin
        return result


class Timed:
    """A relation scorer whose time is told apart."""

    def __init__(self, scorer: OnnxScorer, clock: Clock) -> None:
        self._scorer, self._clock, self.pieces = scorer, clock, scorer.pieces

    def logits(self, batch: Batch) -> Logits:
        """The logits."""
        return self._clock("relation model", lambda: self._scorer.logits(batch))


def extract(
    documents: Sequence[Document], clock: Clock, *, ner: Path, relation_model: Path
) -> list[AnnotatedDocument]:
    """The documents with mentions and relations."""
    tagger, lexicon = Tagger.load(ner, threads=1), Lexicon.load()
    relations = RelationClassifier.load(relation_model, threads=1)
    relations._scorer = Timed(OnnxScorer.load(relation_model / WEIGHTS, threads=1), clock)
    split = clock("sentences", lambda: [(item, split_sentences(item.text)) for item in documents])
    clock("lexicon tags", lambda: [lexicon.matches(item.text) for item in documents])
    clock(
        "windows with tags",
        lambda: list(windows(split, tagger._tokenizer, lexicon, longest=tagger._longest)),
    )
    found = clock("tagger", lambda: tagger.tag(split))
    asserted = clock(
        "assertions",
        lambda: [assert_mentions(*text, mentions) for text, mentions in zip(split, found, strict=True)],
    )
    items = [
        AnnotatedDocument(document, mentions=mentions, sentences=sentences)
        for (document, sentences), mentions in zip(split, asserted, strict=True)
    ]
    related = clock("relations", lambda: relations.classify(items))
    return [replace(item, relations=pairs) for item, pairs in zip(items, related, strict=True)]


def apart(seconds: dict[str, float]) -> dict[str, float]:
    """The stages, none within another."""
    return {
        "reading": seconds["reading"],
        "sentences": seconds["sentences"],
        "lexicon tags": seconds["lexicon tags"],
        "word pieces and windows": seconds["windows with tags"] - seconds["lexicon tags"],
        "mention model and decoding": seconds["tagger"] - seconds["windows with tags"],
        "assertions": seconds["assertions"],
        "relation candidates and features": seconds["relations"] - seconds["relation model"],
        "relation model": seconds["relation model"],
        "writing": seconds["writing"],
        "abbreviations": seconds["abbreviations"],
        "linking": seconds["linking"],
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--ner", type=Path, default=MODELS / "ner")
    parser.add_argument("--relation-model", type=Path, default=MODELS / "relations")
    options = parser.parse_args()
    folders = {"ner": options.ner, "relation_model": options.relation_model}
    clock, linker = Clock(), Linker.load()
    read = clock("reading", lambda: list(read_documents([options.texts])))
    documents = [item for item in read if isinstance(item, Document)]
    clock.seconds["reading"] *= min(1.0, options.documents / len(read))
    documents = documents[: options.documents]
    extract(documents[:2], Clock(), **folders)
    items = extract(documents, clock, **folders)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        clock("writing", lambda: write_annotations(items, out, format="jsonl"))
    find_abbreviations(items[0].document, items[0].sentences)
    short = clock("abbreviations", lambda: [find_abbreviations(x.document, x.sentences) for x in items])
    clock(
        "linking",
        lambda: [linker.link(x.mentions, abbreviations=a) for x, a in zip(items, short, strict=True)],
    )
    stages = apart(clock.seconds)
    whole = sum(stages.values())
    print(
        json.dumps(
            {
                "documents": len(items),
                "characters": sum(len(item.document.text) for item in items),
                "mentions": sum(len(item.mentions) for item in items),
                "milliseconds_a_document": {n: round(1000 * s / len(items), 2) for n, s in stages.items()},
                "share": {name: round(seconds / whole, 3) for name, seconds in stages.items()},
                "documents_per_second_of_one_core": round(len(items) / whole, 2),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
