"""PHEE pharmacovigilance events (Sun et al., 2022): one JSON object a line, a sentence and its events."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

Place = tuple[int, int, str]


def read_phee(path: Path) -> Iterator[AnnotatedDocument]:
    """The sentences as documents ``PMID:NUMBER#SENTENCE``.

    A drug CAUSES the effects of an adverse event and TREATS the disorder that it was given for.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["context"].strip():
                yield _annotated(record, path.name)


def _annotated(record: dict[str, Any], source: str) -> AnnotatedDocument:
    pmid, _, number = str(record["id"]).partition("_")
    document = Document(id=f"PMID:{pmid}#{number}", text=record["context"], source=source)
    related: set[tuple[str, Place, Place]] = set()
    places: set[Place] = set()
    for event in (event for annotation in record["annotations"] for event in annotation["events"]):
        drugs, disorders, effects = _event(event, document.text)
        places.update(drugs, disorders, effects)
        related |= {("TREATS", drug, disorder) for drug in drugs for disorder in disorders}
        related |= {("CAUSES", drug, effect) for drug in drugs for effect in effects}
    mentions = {place: document.mention(Span(*place[:2]), place[2]) for place in sorted(places)}
    relations = tuple(_relation(document, mentions, *item) for item in sorted(related))
    return AnnotatedDocument(document, tuple(mentions.values()), relations)


def _event(event: dict[str, Any], text: str) -> tuple[list[Place], list[Place], list[Place]]:
    """Its drugs, the disorders they treat, and its adverse effects."""
    treatment = event.get("Treatment", {})
    drugs = _places(treatment.get("Drug"), "Drug", text)
    disorders = _places(treatment.get("Disorder"), "Disease", text)
    adverse = event["event_type"].startswith("Adverse")
    return drugs, disorders, _places(event.get("Effect"), "Disease", text) if adverse else []


def _places(argument: dict[str, Any] | None, type: str, text: str) -> list[Place]:
    if argument is None:
        return []
    texts = [part for parts in argument["text"] for part in parts]
    starts = [start for group in argument["start"] for start in group]
    whole = zip(starts, texts, strict=True)
    return [
        (start, start + len(words), type) for start, words in whole if words and text.startswith(words, start)
    ]


def _relation(
    document: Document, mentions: dict[Place, Mention], type: str, head: Place, tail: Place
) -> Relation:
    return Relation(mentions[head], mentions[tail], type, 1.0, (Span(0, len(document.text)),))
