"""The configuration of a relation model's training, read from TOML."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medkg.extraction.relations.augment import Augmentation
from medkg.extraction.relations.corpora.corpus import RelationCorpus
from medkg.extraction.relations.signature import PREDICATES
from medkg.extraction.relations.windows import LONGEST
from medkg.extraction.training.configuration import corpus_path, encoder_folder, without_loop
from medkg.extraction.training.held_out import HELD_OUT, HeldOutFile, held_out_files
from medkg.extraction.training.ranges import NOT_NEGATIVE, ONE_OR_MORE, Range, check_ranges
from medkg.extraction.training.settings import LoopSettings
from medkg.extraction.training.tables import check_table, kinds_of, naming, required_of

LOOP = LoopSettings(epochs=8, warmup=0.06, averaging=0.99)
"""The loop's settings where the configuration does not say otherwise."""


@dataclass(frozen=True, slots=True)
class RelationTrainingConfig:
    """How to train a relation model.

    ``output`` is the folder of the finished model, ``work`` that of checkpoints and record. ``encoder`` is a
    Hugging Face BERT folder or that of a mention model, whose encoder is taken (None: the installed MiniLM;
    in TOML ``"mentions"`` is the shipped mention model). A batch holds about ``batch_pieces`` word pieces.
    ``rate`` is the encoder's learning rate, ``head_rate`` that of everything above it. ``selection`` weights
    the predicates' development F1 when the best epoch is chosen. ``withheld`` predicates are learnt but
    never given out: what only one kind of text teaches is invented in others. ``freeze_words`` leaves the
    word embeddings as they were pretrained.

    Raises:
        ValueError: for a number that is out of its range, or a predicate that is not known.
    """

    corpora: tuple[RelationCorpus, ...]
    output: Path
    work: Path
    encoder: Path | None = None
    held_out: tuple[HeldOutFile, ...] = ()
    batch_pieces: int = 1280
    window: int = LONGEST
    rate: float = 1.5e-4
    head_rate: float = 4e-4
    augmentation: Augmentation = field(default_factory=Augmentation)
    selection: dict[str, float] = field(default_factory=lambda: {"CAUSES": 1.0})
    withheld: tuple[str, ...] = ()
    freeze_words: bool = True
    loop: LoopSettings = LOOP

    def __post_init__(self) -> None:
        check_ranges(
            self,
            dict.fromkeys(("rate", "head_rate"), NOT_NEGATIVE)
            | {"batch_pieces": ONE_OR_MORE, "window": Range(least=16, most=LONGEST)},
        )
        for name in ("selection", "withheld"):
            if unknown := set(getattr(self, name)) - set(PREDICATES):
                raise ValueError(f"{name} {min(unknown)!r} is not known; allowed: {', '.join(PREDICATES)}")
        for predicate, weight in self.selection.items():
            if weight not in NOT_NEGATIVE:
                raise ValueError(f"selection {predicate} {weight} is not allowed; {NOT_NEGATIVE} is required")

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "RelationTrainingConfig":
        """The configuration in a TOML file; its paths count from ``root`` (None: the file's folder), those
        that begin with ``./`` from the file's folder.

        ``output`` and ``work`` count from the working folder. The loop's settings stand among the others.

        Raises:
            ValueError: for a key that is not known or missing, a value of another kind or out of its range,
                or no corpora, naming the file and the table, the key and what is allowed.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        base, place = root or path.parent, f"{path}"
        check_table(content, place, kinds_of(cls) | {"held_out": HELD_OUT}, ["output"])
        tables = enumerate(content.pop("corpora", ()), 1)
        corpora = tuple(_corpus(table, number, base, path) for number, table in tables)
        if not corpora:
            raise ValueError(f"{place}: at least one [[corpora]] table is required")
        held = held_out_files(content.pop("held_out", ()), base, path)
        augmentation = _augmentation(content.pop("augmentation", {}), f"{path} [augmentation]")
        output = Path(content.pop("output"))
        with naming(place):
            content, loop = without_loop(content, LOOP)
            return cls(
                corpora=corpora,
                output=output,
                work=Path(content.pop("work", output.with_name(output.name + ".work"))),
                encoder=encoder_folder(content.pop("encoder", None), base, path),
                held_out=held,
                augmentation=augmentation,
                withheld=tuple(content.pop("withheld", ())),
                loop=loop,
                **content,
            )


def _augmentation(table: dict[str, Any], place: str) -> Augmentation:
    check_table(table, place, kinds_of(Augmentation))
    with naming(place):
        return Augmentation(**table)


def _corpus(table: dict[str, Any], number: int, base: Path, path: Path) -> RelationCorpus:
    place = f"{path} [[corpora]] {table.get('name', number)}"
    check_table(table, place, kinds_of(RelationCorpus), required_of(RelationCorpus))
    given: dict[str, Any] = {**table, "path": corpus_path(table["path"], base, path)}
    lists: dict[str, Any] = {
        name: tuple(given[name]) for name in ("predicates", "unrelated") if name in given
    }
    with naming(place):
        return RelationCorpus(**(given | lists))
