"""Fits the parameters of belief on documents that no model was trained on, and measures its calibration.

    python benchmarks/belief.py --root FOLDER_OF_CORPORA --work FOLDER [--plot FILE.png] [--test]

Builds the held-out documents of BC5CDR's and BioRED's development parts (those that
examples/train/relations.toml holds out) with the shipped models, and asks of each pair in each document
whether the document's gold has it. Prints the parameters for ``kg/belief_model.py`` and the expected
calibration error (ten bins of equal width) of beliefs from parameters fitted on the other four fifths of
the documents, beside that of the scores taken as they are. The corpora carry no publication types, so the
kind of a document is told by the words of its title, here alone; kinds keep to their priors as far as pairs
do not say otherwise. ``--test`` measures on BC5CDR's test part as well, once all has been chosen. After a
training of mention or relation model run it again.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.evaluation.calibration import expected_calibration_error, reliability
from medkg.extraction.extractor import Extractor
from medkg.extraction.readers import read_annotated
from medkg.extraction.relations.split import held_out
from medkg.extraction.training.guard import Guard
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.belief_model import KINDS, MODEL, BeliefModel
from medkg.kg.build import build
from medkg.kg.build.reading import build_rows
from medkg.kg.document_kind import DocumentKind
from medkg.linking.evaluation_ids import gold_curies
from medkg.linking.linker import Linker

FOLDS = 5
_EVIDENCE = (
    "SELECT key, document, subject, predicate, object, polarity, score FROM evidence WHERE kind = 'text'"
)
_CONCEPTS = "SELECT id, xrefs FROM concepts"
TITLES = (
    (DocumentKind.TRIAL, re.compile(r"\b(randomi[sz]ed|double-blind|placebo|clinical trial)\b", re.I)),
    (DocumentKind.REVIEW, re.compile(r"\b(review|meta-analysis)\b", re.I)),
    (
        DocumentKind.CASE_REPORT,
        re.compile(r"\b(case reports?|(?:a|two|three) cases?|report of|cases? of)\b", re.I),
    ),
)
TOLD = ("trial", "review", "case_report")
PRIOR = np.array([KINDS[name] for name in TOLD])
SPREAD = 0.4
"""The standard deviation of the priors of kinds."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A PubTator file, what its relations are in our words, and how many documents are held out (0: all)."""

    file: str
    relations: dict[str, str]
    held_out: int = 0


DEVELOPMENT = (
    Corpus("bc5cdr/CDR_DevelopmentSet.PubTator.txt.gz", {"CID": "CAUSES"}, 80),
    Corpus("biored/Dev.PubTator", {"Positive_Correlation": "CAUSES", "Negative_Correlation": "TREATS"}, 40),
)
TEST = (Corpus("bc5cdr/CDR_TestSet.PubTator.txt.gz", {"CID": "CAUSES"}),)


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact in a document: its evidence, and whether the gold of the document has it."""

    document: str
    pieces: tuple[Piece, ...]
    right: bool


def pairs(corpora: Iterable[Corpus], root: Path, work: Path) -> Iterator[Pair]:
    """The judged pairs of all ``corpora`` below ``root``, built in ``work``."""
    extractor, linker = Extractor.load(), Linker.load()
    for corpus in corpora:
        items = documents(root / corpus.file)
        chosen = items
        if corpus.held_out:
            tests = Guard.of(item.document for test in TEST for item in documents(root / test.file))
            chosen = held_out([item for item in items if not tests.forbids(item.document)], corpus.held_out)
        out = work / corpus.file.split("/")[0] / ("held-out" if corpus.held_out else "all")
        out.mkdir(parents=True, exist_ok=True)
        texts = out / "texts.jsonl"
        lines = [json.dumps({"id": item.document.id, "text": item.document.text}) + "\n" for item in chosen]
        texts.write_text("".join(lines), encoding="utf-8")
        build([texts], out / "build", extractor=extractor, linker=linker, curated="none")
        yield from judged(out / "build", chosen, corpus.relations)


def documents(file: Path) -> list[AnnotatedDocument]:
    """The readable documents of a PubTator file."""
    return [item for item in read_annotated(file, format="pubtator") if isinstance(item, AnnotatedDocument)]


def judged(directory: Path, items: Sequence[AnnotatedDocument], relations: dict[str, str]) -> Iterator[Pair]:
    """The pairs of a build, judged by the relations of ``items``."""
    names = {row["id"]: frozenset((row["id"], *row["xrefs"])) for row in build_rows(directory, _CONCEPTS)}
    gold = {
        item.document.id: [
            (relations[one.type], gold_curies([one.head]), gold_curies([one.tail]))
            for one in item.concept_relations
            if one.type in relations
        ]
        for item in items
    }
    kinds = {item.document.id: titled(item.document.title or item.document.text[:200]) for item in items}
    found: defaultdict[tuple[str, str, str, str], list[Piece]] = defaultdict(list)
    for row in build_rows(directory, _EVIDENCE):
        if row["predicate"] in relations.values():
            piece = Piece(
                row["document"], Polarity(row["polarity"]), row["score"], kind=kinds[row["document"]]
            )
            found[row["document"], row["subject"], row["predicate"], row["object"]].append(piece)
    for (document, subject, predicate, object), pieces in sorted(found.items()):
        ends = names[subject], names[object]
        right = any(
            predicate == type and ((ends[0] & head and ends[1] & tail) or (ends[0] & tail and ends[1] & head))
            for type, head, tail in gold[document]
        )
        yield Pair(document, tuple(pieces), right)


def titled(title: str) -> DocumentKind:
    """The kind of a document that its ``title`` tells."""
    return next((kind for kind, words in TITLES if words.search(title)), DocumentKind.ARTICLE)


def model_of(values: Sequence[float]) -> BeliefModel:
    """The model of unbounded parameters."""
    possible, repeat = (1 / (1 + np.exp(-np.asarray(values[2:4])))).tolist()
    kinds = KINDS | dict(zip(TOLD, values[4:], strict=True))
    return BeliefModel(values[0], float(np.exp(values[1])), possible, repeat, **kinds)


def beliefs(model: BeliefModel, found: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """The belief in each pair."""
    return np.array([belief_of_pieces(pair.pieces, model=model) for pair in found])


def right(found: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """1 for each pair that the gold has, else 0."""
    return np.array([float(pair.right) for pair in found])


def fitted(found: Sequence[Pair]) -> BeliefModel:
    """The parameters of the highest likelihood, held a little to 0, 1, 1/2, 1/2 and the kinds' priors."""
    gold = right(found)

    def loss(values: npt.NDArray[np.float64]) -> float:
        believed = np.clip(beliefs(model_of(values.tolist()), found), 1e-3, 1 - 1e-3)
        logs = gold * np.log(believed) + (1 - gold) * np.log(1 - believed)
        held = 0.001 * (values[:4] ** 2).sum()
        held += (((values[4:] - PRIOR) / SPREAD) ** 2).sum() / (2 * len(found))
        return float(-logs.mean() + held)

    best = minimize(
        loss, np.concatenate([np.zeros(4), PRIOR]), method="Nelder-Mead", options={"maxiter": 800}
    )
    return model_of([float(value) for value in best.x])


def crossed(found: Sequence[Pair]) -> npt.NDArray[np.float64]:
    """The belief in each pair by parameters fitted on the documents of the other folds."""
    documents = {name: number for number, name in enumerate(sorted({pair.document for pair in found}))}
    folds = np.array([documents[pair.document] % FOLDS for pair in found])
    believed = np.zeros(len(found))
    for fold in range(FOLDS):
        model = fitted([pair for pair, held in zip(found, folds == fold, strict=True) if not held])
        believed[folds == fold] = beliefs(model, [found[index] for index in np.flatnonzero(folds == fold)])
    return believed


def plot(measured: dict[str, tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]], file: Path) -> None:
    """Draws how often pairs of each belief are right."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, label="perfect")
    for name, (believed, gold) in measured.items():
        points = reliability(believed, gold > 0)
        label = f"{name}: error {expected_calibration_error(believed, gold > 0):.3f} ({len(gold)} pairs)"
        means, shares = [point.mean_score for point in points], [point.share_right for point in points]
        (line,) = axes.plot(means, shares, label=label)
        axes.scatter(
            means,
            shares,
            s=[8 + 300 * point.count / len(gold) for point in points],
            color=line.get_color(),
        )
    axes.set(xlabel="belief", ylabel="share that stands in the gold", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", fontsize="small")
    figure.savefig(file, dpi=110)


def main() -> None:
    """Fits, measures, prints."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--root", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--plot", type=Path)
    options.add_argument("--test", action="store_true")
    chosen = options.parse_args()
    found = list(pairs(DEVELOPMENT, chosen.root, chosen.work))
    gold, plain = right(found), BeliefModel(0.0, 1.0, 0.5, 0.5)
    measured = {"scores as they are": (beliefs(plain, found), gold), "held-out folds": (crossed(found), gold)}
    if chosen.test:
        tested = list(pairs(TEST, chosen.root, chosen.work))
        measured["BC5CDR test, shipped"] = (beliefs(MODEL, tested), right(tested))
    if chosen.plot:
        plot(measured, chosen.plot)
    errors = {
        name: round(expected_calibration_error(believed, gold > 0), 4)
        for name, (believed, gold) in measured.items()
    }
    print(
        json.dumps(
            {
                "pairs": len(found),
                "right": gold.mean(),
                "kinds": Counter(pair.pieces[0].kind for pair in found),
                "model": asdict(fitted(found)),
                **errors,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
