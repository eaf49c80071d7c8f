"""Mention models that never saw a corpus, measured on it: what to expect on one's own text.

Run: python -m benchmarks.cross_corpus --config examples/train/ner.toml --root CORPORA --work DIR
         [--share 0.4] [--epochs 1] [--documents 100] [--encoder FOLDER]

Training starts from the plain encoder in FOLDER (the installed MiniLM), also where the configuration names a
mention model, since that has seen the corpora. Corpora whose names begin alike up to the first hyphen are one
(bc5cdr-training, bc5cdr-development). Of each, ``--documents`` documents, a quarter of them at most, are set
aside. One model is trained on all corpora, and for each corpus one on all others, less the documents that
they share with it; all see ``--share`` of the configuration's share of each corpus in each of ``--epochs``
epochs, so the figures are to be compared with each other and not with those of the shipped model. Killed and
run again it goes on. No document of a held-out file is read. The table is ``table.md`` in a folder of DIR for
each budget, rewritten after each corpus.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from benchmarks.rows import Row, Rows, markdown
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.mention import Mention
from medkg.extraction.ner.config import Corpus, NerTrainingConfig
from medkg.extraction.ner.corpora import without_documents
from medkg.extraction.ner.development import score
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.split import split_corpora
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.ner.weights import initial_model
from medkg.extraction.span import Span
from medkg.extraction.training.basis import basis
from medkg.extraction.training.loop import Loop

RATE = 2e-4
"""The learning rate from a plain encoder; recipes that go on from a trained model have lower ones."""
COLUMNS = ("trained on it too", "without it")

Splits = Sequence[SplitCorpus]
Tag = Callable[[Sequence[tuple[Document, Sequence[Span]]]], Sequence[Sequence[Mention]]]


def group(part: Corpus) -> str:
    """The corpus that a part belongs to."""
    return part.name.split("-")[0]


def with_tests(config: NerTrainingConfig, *, documents: int, share: float) -> NerTrainingConfig:
    """``config`` with ``documents`` set aside of the first part of each corpus, and less of each seen."""
    corpora, met = [], set[str]()
    for corpus in config.corpora:
        name = group(corpus)
        aside = 0 if name in met else documents
        corpora.append(replace(corpus, development=aside, share=corpus.share * share))
        met.add(name)
    return replace(config, corpora=tuple(corpora))


def arguments(description: str | None, *, epochs: int) -> argparse.ArgumentParser:
    """What a benchmark that trains on a recipe is told: that, its budget, the encoder to begin with."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.4)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--encoder", type=Path)
    return parser


def budget(options: argparse.Namespace) -> str:
    """The name of the folder for a share, a number of epochs and one of documents."""
    return f"share-{options.share:g}-epochs-{options.epochs}-documents-{options.documents}"


def plain(config: NerTrainingConfig, encoder: Path | None) -> NerTrainingConfig:
    """``config`` from an encoder that has seen no corpus.

    Raises:
        ValueError: if the folder ``encoder`` holds a mention model.
    """
    folder = base_encoder(encoder)
    if "medkg" in json.loads((folder / "config.json").read_text(encoding="utf-8")):
        raise ValueError(
            f"{folder} holds a mention model, which has seen corpora; a plain encoder is required"
        )
    return replace(config, encoder=folder, blend=1.0, rate=RATE)


def at_most_a_quarter(split: SplitCorpus) -> SplitCorpus:
    """``split`` with no more set aside than a quarter of its documents."""
    aside = min(len(split.development), len(_all(split)) // 4)
    training = split.training + split.development[aside:]
    return replace(split, training=training, development=split.development[:aside])


def without(splits: Splits, left: str) -> list[SplitCorpus]:
    """The parts of other corpora than ``left``, less the documents that stand in it too."""
    unseen = [item for split in splits if group(split.corpus) == left for item in _all(split)]
    return [
        replace(split, training=tuple(without_documents(split.training, unseen)[0]))
        for split in splits
        if group(split.corpus) != left
    ]


def _all(split: SplitCorpus) -> tuple[AnnotatedDocument, ...]:
    return split.training + split.development


def trained(splits: Splits, config: NerTrainingConfig, work: Path) -> MentionTask:
    """The task of a model trained on ``splits``, without choosing an epoch."""
    encoder = base_encoder(config.encoder)
    torch.manual_seed(config.loop.seed)
    seen = [replace(split, development=()) for split in splits]
    task = MentionTask(
        initial_model(encoder), seen, config, tokenizer=load_tokenizer(encoder), lexicon=Lexicon.load()
    )
    Loop(task, config.loop, work, basis=basis(config, task.documents)).run()
    return task


def measured(task: MentionTask, splits: Splits) -> dict[str, float]:
    """Strict F1 on the documents set aside of each corpus, by its own guideline."""
    return scored(splits, task.tagger(task.model).tag)


def scored(splits: Splits, tag: Tag) -> dict[str, float]:
    """As :func:`measured`, of what ``tag`` finds."""
    return {
        group(split.corpus): score(
            split.development,
            tag([(item.document, item.sentences) for item in split.development]),
            split.corpus.guideline,
        ).f1
        for split in splits
        if split.development
    }


def main() -> None:
    """Trains and measures; a corpus at a time is printed."""
    parser = arguments(__doc__, epochs=1)
    options = parser.parse_args()
    read = plain(NerTrainingConfig.read(options.config, root=options.root), options.encoder)
    config = with_tests(read, documents=options.documents, share=options.share)
    config = replace(config, loop=replace(config.loop, epochs=options.epochs, averaging=0.98))
    splits = [at_most_a_quarter(split) for split in split_corpora(config)]
    work = options.work / budget(options)
    rows = Rows(work / "rows.json")
    seen = rows.measured("all", lambda: measured(trained(splits, config, work / "all"), splits))
    table: dict[str, Row] = {}
    for name, with_it in seen.items():
        unseen = rows.measured(name, lambda name=name: _unseen(splits, name, config, work))  # type: ignore[misc]
        table[name] = {"trained on it too": with_it, "without it": unseen[name]}
        (work / "table.md").write_text(markdown("corpus", table, COLUMNS), encoding="utf-8")
        print(json.dumps({"corpus": name, **table[name]}), flush=True)


def _unseen(splits: Splits, name: str, config: NerTrainingConfig, work: Path) -> dict[str, float]:
    task = trained(without(splits, name), config, work / f"without-{name}")
    return measured(task, [split for split in splits if group(split.corpus) == name])


if __name__ == "__main__":
    main()
