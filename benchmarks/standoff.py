"""Annotations kept apart from texts that may not be passed on, joined with the texts where those lie.

Run: python -m benchmarks.standoff ANNOTATIONS... TEXTS OUT

A line of ANNOTATIONS is a passage: the file under TEXTS, the id of its document there, where in that the
passage begins and ends and the SHA-256 of its words; its mentions, ``[start, end, type, name]`` with offsets
into the passage and the same number for what names the same; and its relations, ``[type, polarity, head,
tail]`` with positions among the mentions. What is written are annotated documents in medkg's own JSON Lines.
A passage whose file or document is not there, or says something else today, is named and left out.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_documents
from medkg.extraction.relation import Relation, sentences_of
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.extraction.writers.atomic import replacing
from medkg.extraction.writers.jsonl import write_jsonl


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document of a file, and what is annotated in it."""

    id: str
    file: str
    document: str
    start: int
    end: int
    sha256: str
    mentions: tuple[tuple[int, int, str, int], ...]
    relations: tuple[tuple[str, str, int, int], ...]

    @classmethod
    def of(cls, value: dict[str, Any]) -> "Passage":
        """The passage of one line."""
        rows: dict[str, Any] = {name: tuple(map(tuple, value[name])) for name in ("mentions", "relations")}
        return cls(**(value | rows))

    def joined(self, text: str) -> AnnotatedDocument | Failure:
        """The annotated document of this passage of ``text``."""
        words = text[self.start : self.end]
        if hashlib.sha256(words.encode()).hexdigest() != self.sha256:
            return Failure(self.id, "read", f"{self.file} has other words for it than were annotated")
        document = Document(self.id, words, source=self.file)
        sentences = tuple(split_sentences(words))
        mentions = tuple(
            document.mention(Span(start, end), type, identifiers=(str(name),))
            for start, end, type, name in self.mentions
        )
        relations = tuple(
            Relation(
                mentions[head],
                mentions[tail],
                type,
                1.0,
                sentences_of(mentions[head], mentions[tail], sentences),
                polarity=Polarity(polarity),
            )
            for type, polarity, head, tail in self.relations
        )
        return AnnotatedDocument(document, mentions, relations, sentences=sentences)


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file of annotations."""
    return [Passage.of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def join(passages: Sequence[Passage], texts: Path) -> Iterator[AnnotatedDocument | Failure]:
    """Each passage with its words, file by file, or why it has none."""
    for file, group in groupby(sorted(passages, key=lambda passage: passage.file), lambda one: one.file):
        waiting = list(group)
        wanted = {passage.document for passage in waiting}
        found = {
            item.id: item.text
            for item in read_documents([texts / file])
            if isinstance(item, Document) and item.id in wanted
        }
        for passage in waiting:
            if passage.document in found:
                yield passage.joined(found[passage.document])
            else:
                yield Failure(passage.id, "read", f"{file} has no document {passage.document}")


def main() -> None:
    """Writes the annotated passages, and says which are left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("annotations", type=Path, nargs="+")
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    passages = [passage for path in options.annotations for passage in read_passages(path)]
    items = list(join(passages, options.texts))
    for item in items:
        if isinstance(item, Failure):
            print(f"{item.document}: {item.error}", file=sys.stderr)
    with replacing(options.out) as file:
        count = write_jsonl((item for item in items if isinstance(item, AnnotatedDocument)), file)
    print(f"{count} of {len(items)} passages")


if __name__ == "__main__":
    main()
