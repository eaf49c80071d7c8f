"""What each lever of mention training gives: trained alone and all together, in one table.

    python -m benchmarks.ner_levers --config examples/train/ner.toml --root CORPORA --work DIR
        [--share 0.4] [--epochs 2] [--documents 100] [--seeds 3] [--encoder FOLDER] [--pretrained FOLDER]
        [--only base R-Drop ...]

Corpora whose names begin alike up to the first hyphen are one; of each, ``--documents`` documents, a quarter
of them at most, are set aside, and ``--share`` of the configuration's share is seen in each of ``--epochs``
epochs. Training starts from the plain encoder in FOLDER (the installed MiniLM). ``--pretrained`` is an
encoder that ``medkg pretrain`` made, a lever of its own.

``table.md`` in a folder of DIR for each budget holds strict F1 on the documents set aside of each corpus and
the mean, of the last epoch's weights; it is rewritten after each row. Rows of decoding need no training of
their own, that of seeds several. Killed and run again it goes on. No document of a held-out file is read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import fmean

import torch

from benchmarks.cross_corpus import (
    Splits,
    arguments,
    at_most_a_quarter,
    budget,
    measured,
    plain,
    scored,
    trained,
    with_tests,
)
from benchmarks.rows import Row, Rows, markdown
from medkg.extraction.document import Document
from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.mention import Mention
from medkg.extraction.ner.confidence import UNTRAINED
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.decode import grouped, spans
from medkg.extraction.ner.scorers import TorchScorer
from medkg.extraction.ner.split import split_corpora
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.span import Span

Change = Callable[[NerTrainingConfig], NerTrainingConfig]


def adversarial(config: NerTrainingConfig) -> NerTrainingConfig:
    """A step of the word embeddings against the loss."""
    return replace(config, loop=replace(config.loop, adversarial=1.0))


def averaged(config: NerTrainingConfig) -> NerTrainingConfig:
    """The moving average of the weights."""
    return replace(config, loop=replace(config.loop, averaging=0.98))


LEVERS: Mapping[str, Change] = {
    "R-Drop": lambda config: replace(config, r_drop=0.5),
    "adversarial step": adversarial,
    "annotated words count twice": lambda config: replace(config, mention_weight=2.0),
    "focal loss": lambda config: replace(config, focus=1.0),
    "whole documents, up to 512 pieces": lambda config: replace(config, window=512, batch_pieces=2048),
    "moving average of the weights": averaged,
    "invented notes": lambda config: replace(config, notes=config.notes or 200),
}
"""What is changed in the base, which has none of them."""
TOGETHER = ("R-Drop", "annotated words count twice", "moving average of the weights", "invented notes")
"""What does not exclude another: R-Drop and the adversarial step both double the time, and focal loss and
weights of classes answer one question.
"""


def bare(config: NerTrainingConfig) -> NerTrainingConfig:
    """``config`` without any lever."""
    loop = replace(config.loop, adversarial=0.0, averaging=0.0)
    return replace(config, r_drop=0.0, mention_weight=1.0, focus=0.0, notes=0, loop=loop)


@dataclass(frozen=True, slots=True)
class Bench:
    """The corpora, the base configuration and where work lies."""

    splits: Splits
    base: NerTrainingConfig
    work: Path

    def task(self, name: str, config: NerTrainingConfig) -> MentionTask:
        """The task of the model trained by ``config``; from its checkpoint where that is done."""
        return trained(self.splits, config, self.work / name.replace(" ", "-").replace(",", ""))

    def run(self, name: str, change: Change) -> Row:
        """The scores of the base with a change."""
        return measured(self.task(name, change(self.base)), self.splits)

    def greedy(self) -> Row:
        """The base, each word taking its likeliest label, whatever its neighbours take."""
        task = self.task("base", self.base)
        return scored(self.splits, partial(greedy, task.tagger(task.model)))

    def untagged(self) -> Row:
        """The base, read without dictionary tags."""
        scorer = TorchScorer(self.task("base", self.base).model)
        tokenizer = load_tokenizer(base_encoder(self.base.encoder))
        tagger = Tagger(scorer, tokenizer, Lexicon.of([]), longest=self.base.window)
        return scored(self.splits, tagger.tag)

    def seeds(self, name: str, change: Change, count: int) -> Row:
        """The mean of the weights of trainings that differ in their seed."""
        config = change(self.base)
        seeds = range(config.loop.seed, config.loop.seed + count)
        tasks = [
            self.task(
                name if seed == config.loop.seed else f"{name} seed {seed}",
                replace(config, loop=replace(config.loop, seed=seed)),
            )
            for seed in seeds
        ]
        states = [task.model.state_dict() for task in tasks]
        mean = {key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]}
        tasks[0].model.load_state_dict(mean)
        return measured(tasks[0], self.splits)


def greedy(tagger: Tagger, batch: Sequence[tuple[Document, Sequence[Span]]]) -> list[list[Mention]]:
    """The mentions spelt by the likeliest label of each word; "inside" without a beginning begins."""
    return [
        [
            document.mention(one.span, one.type, score=UNTRAINED.probability(one.signs))
            for one in spans(words, grouped(scores).argmax(-1), scores)
        ]
        for (document, _), (words, scores) in zip(batch, tagger.word_log_probabilities(batch), strict=True)
    ]


def everything(config: NerTrainingConfig) -> NerTrainingConfig:
    """All levers that do not exclude each other."""
    for name in TOGETHER:
        config = LEVERS[name](config)
    return config


def plan(bench: Bench, *, seeds: int, pretrained: Path | None) -> dict[str, Callable[[], Row]]:
    """The rows by their names, in the order of the table."""
    rows: dict[str, Callable[[], Row]] = {
        "base": lambda: bench.run("base", lambda config: config),
        "base, likeliest label of each word": bench.greedy,
        "base, without dictionary tags": bench.untagged,
    }
    for name, change in LEVERS.items():
        rows[name] = lambda name=name, change=change: bench.run(name, change)  # type: ignore[misc]
    if pretrained:
        rows["pretrained further"] = lambda: bench.run(
            "pretrained further", lambda config: plain(config, pretrained)
        )
    if seeds > 1:
        rows[f"mean of {seeds} seeds"] = lambda: bench.seeds("base", lambda config: config, seeds)
    rows["together"] = lambda: bench.run("together", everything)
    return rows


def with_mean(row: Row) -> Row:
    """The row with the mean of its corpora."""
    return {**row, "mean": fmean(row.values())}


def main() -> None:
    """Trains, measures and writes the table."""
    parser = arguments(__doc__, epochs=2)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--pretrained", type=Path)
    parser.add_argument("--only", nargs="+")
    options = parser.parse_args()
    read = plain(NerTrainingConfig.read(options.config, root=options.root), options.encoder)
    config = bare(with_tests(read, documents=options.documents, share=options.share))
    config = replace(config, loop=replace(config.loop, epochs=options.epochs))
    splits = [at_most_a_quarter(split) for split in split_corpora(config)]
    work = options.work / budget(options)
    wanted = plan(Bench(splits, config, work), seeds=options.seeds, pretrained=options.pretrained)
    rows = Rows(work / "rows.json")
    table: dict[str, Row] = {}
    for name, measure in wanted.items():
        if options.only and name not in options.only:
            continue
        table[name] = with_mean(rows.measured(name, measure))
        text = markdown("lever", table, list(table[name]))
        (work / "table.md").write_text(text, encoding="utf-8")
        print(text.splitlines()[-1], flush=True)


if __name__ == "__main__":
    main()
