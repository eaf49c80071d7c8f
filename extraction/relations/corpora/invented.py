"""Invented drug labels: what a drug treats, prevents and causes, and who must not take it.

Contraindications that people at large annotated are mostly wrong, so there is nothing else at hand to learn
them from. Half of the documents are of a label, whose sentences do not name their drug and whose title stands
for it; half name the drug.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.ner.notes.invent import filling
from medkg.extraction.ner.notes.slots import filled
from medkg.extraction.relation import Relation
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span

_DOCUMENTS = 1500
_SEED = 20
_LABEL = "Medication"
_SAID = {
    "contraindicated": ("Disease", "CONTRAINDICATED_IN"),
    "treated": ("Disease", "TREATS"),
    "prevented": ("Disease", "PREVENTS"),
    "caused": ("Symptom", "CAUSES"),
    "other": ("Disease", None),
}


def read_invented(path: Path) -> Iterator[AnnotatedDocument]:
    """Always the same documents, of one to three sentences; ``path`` is not looked at."""
    generator = random.Random(_SEED)
    for number in range(_DOCUMENTS):
        yield _document(f"invented-label:{number}", generator)


@cache
def _file() -> dict[str, list[str]]:
    text = (files("medkg.extraction.relations.corpora") / "labels.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


def _document(id: str, generator: random.Random) -> AnnotatedDocument:
    drug = _LABEL if generator.random() < 0.5 else filling("Drug", generator)
    text = f"{_LABEL}\n" if drug == _LABEL else ""
    drugs, said = ([Span(0, len(_LABEL))] if text else []), list[tuple[Span, str]]()
    for line in generator.sample(_file()["lines"], generator.randint(1, 3)):
        text, spans = filled(text, line, lambda slot: _word(slot, drug, generator))
        said += [(span, slot) for span, slot in spans if slot != "drug"]
        drugs += [span for span, slot in spans if slot == "drug" and drug != _LABEL]
        text += " "
    return _annotated(Document(id, text.rstrip(), title=_LABEL if drug == _LABEL else ""), drugs, said)


def _word(slot: str, drug: str, generator: random.Random) -> str:
    if slot != "drug":
        return filling(_SAID[slot][0], generator)
    return generator.choice(_file()["subjects"]) if drug == _LABEL else drug


def _annotated(
    document: Document, drugs: Sequence[Span], said: Sequence[tuple[Span, str]]
) -> AnnotatedDocument:
    sentences = tuple(split_sentences(document.text))
    heads = [document.mention(span, "Drug") for span in drugs]
    tails = [(document.mention(span, _SAID[name][0]), _SAID[name][1]) for span, name in said]
    relations = tuple(
        Relation(_nearest(heads, tail), tail, predicate, 1.0, _evidence(sentences, tail))
        for tail, predicate in tails
        if predicate
    )
    mentions = sorted((*heads, *(tail for tail, _ in tails)), key=lambda mention: mention.span)
    return AnnotatedDocument(document, tuple(mentions), relations, sentences=sentences)


def _nearest(heads: Sequence[Mention], tail: Mention) -> Mention:
    return min(heads, key=lambda head: abs(head.span.start - tail.span.start))


def _evidence(sentences: Sequence[Span], tail: Mention) -> tuple[Span, ...]:
    return tuple(sentence for sentence in sentences if sentence.covers(tail.span))[:1]
