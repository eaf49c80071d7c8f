"""What a teacher says of each word of a text."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file

from medkg.extraction.distillation.config import Distillation
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.readers import read_documents
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from medkg.extraction.training.progress import Progress

_AT_ONCE = 16
_SHARD = 512


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A text with the teacher's log-probabilities (words, labels) of the words that begin at ``starts``,
    characters of the text, shape (words,).
    """

    document: Document
    starts: npt.NDArray[np.int32]
    log_probabilities: npt.NDArray[np.float16]


def chosen(teaching: Distillation, guard: Guard) -> list[Document]:
    """The documents to teach with, by a hash of their ids, less those that have no text or share a sentence
    with one that is guarded.
    """
    readable = [
        passage(item, teaching.longest)
        for item in read_documents(teaching.texts)
        if not isinstance(item, Failure) and item.text.strip()
    ]
    allowed = (
        item for item in sorted(readable, key=_place) if not guard.overlaps(item, split_sentences(item.text))
    )
    return list(islice(allowed, teaching.documents or None))


def passage(document: Document, longest: int) -> Document:
    """The document, or of a longer one whole sentences of at most ``longest`` characters (0: any length),
    from a place that its hash chooses; a sentence that is longer by itself is kept whole.
    """
    if not longest or len(document.text) <= longest:
        return document
    sentences = split_sentences(document.text)
    last = sentences[-1].end
    starts = [sentence.start for sentence in sentences if last - sentence.start >= longest] or [0]
    start = starts[int(_place(document), 16) % len(starts)]
    inside = [item for item in sentences if item.start >= start]
    end = max([inside[0].end, *(item.end for item in inside if item.end - start <= longest)])
    return Document(f"{document.id}#{start}", document.text[start:end], source=document.source)


def teach(teacher: Tagger, documents: Sequence[Document], folder: Path, progress: Progress) -> list[Taught]:
    """What ``teacher`` says of each document, kept in shards under ``folder``: a killed run goes on.

    Shards of another teacher or other documents are thrown away.
    """
    name = _digest(teacher.version, documents)
    if (folder / "of").is_file() and (folder / "of").read_text(encoding="utf-8") != name:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "of").write_text(name, encoding="utf-8")
    found: list[Taught] = []
    for start in range(0, len(documents), _SHARD):
        shard = documents[start : start + _SHARD]
        path = folder / f"{start:08d}.safetensors"
        if not path.is_file():
            _write(path, list(_answers(teacher, shard, progress, start, len(documents))))
        kept = load_file(path)
        found += [
            Taught(document, kept[f"{number}.starts"], kept[f"{number}.log"])
            for number, document in enumerate(shard)
        ]
    return found


def _answers(
    teacher: Tagger, shard: Sequence[Document], progress: Progress, before: int, total: int
) -> Iterator[tuple[npt.NDArray[np.int32], npt.NDArray[np.float16]]]:
    for start in range(0, len(shard), _AT_ONCE):
        batch = shard[start : start + _AT_ONCE]
        pairs = [(document, split_sentences(document.text)) for document in batch]
        for words, log_probabilities in teacher.word_log_probabilities(pairs):
            starts = np.array([word.start for word in words], dtype=np.int32)
            yield starts, log_probabilities.astype(np.float16)
        progress("teacher", before + start + len(batch), total)


def _write(path: Path, answers: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.float16]]]) -> None:
    tensors: dict[str, npt.NDArray[np.int32] | npt.NDArray[np.float16]] = {}
    for number, (starts, log_probabilities) in enumerate(answers):
        tensors[f"{number}.starts"], tensors[f"{number}.log"] = starts, log_probabilities
    aside = path.with_suffix(".aside")
    save_file(tensors, aside)
    aside.replace(path)


def _digest(version: str, documents: Sequence[Document]) -> str:
    ids = json.dumps([version, [document.id for document in documents]])
    return hashlib.sha256(ids.encode()).hexdigest()


def _place(document: Document) -> str:
    return hashlib.sha256(document.id.encode()).hexdigest()
