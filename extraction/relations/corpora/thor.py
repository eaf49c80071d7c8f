"""Disease A-Z pages of the THOR evaluation: a zip of JSON lines, each a section of a page.

The text's first line is ``#SECTION - DISEASE - CODE``; here it is cut down to the disease, as the title.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

_HEADER = re.compile(r"#[^\n]*? - (?P<disease>[^\n]+?) - [^\n ]+\n")
_SPLIT = re.compile(r"(?:^|/)(train|valid)/[^/]+\.jsonl$")
_TYPES = {
    "Disease_E": "Disease",
    "Complication_E": "Disease",
    "Symptom_E": "Symptom",
    "Medicine_E": "Drug",
    "Surgery_E": "Treatment",
    "Diagnosis_E": "Test",
}
_RELATIONS = {
    "has_symptom_R": "HAS_SYMPTOM",
    "prescribed_for_R": "TREATS",
    "surgery_for_R": "TREATS",
    "has_diagnosis_R": "DIAGNOSES",
    "has_complication_R": "COMPLICATION_OF",
    "has_side_effect_R": "CAUSES",
}

_FROM_THE_DISEASE = frozenset({"has_diagnosis_R", "has_complication_R"})


def read_thor(path: Path) -> Iterator[AnnotatedDocument]:
    """The sections of the train and valid folders as documents ``thor#ID``.

    Relations of other kinds keep their names. ``has_diagnosis`` and ``has_complication`` read from the
    disease, so their ends are exchanged.
    """
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if _SPLIT.search(name) and "__MACOSX" not in name)
        for name in names:
            for line in archive.read(name).decode("utf-8").splitlines():
                if (record := json.loads(line))["text"].strip():
                    yield _annotated(record, path.name)


def _annotated(record: dict[str, Any], source: str) -> AnnotatedDocument:
    text, title, kept = _cut_header(record["text"])
    document = Document(id=f"thor#{record['id']}", text=text, title=title, source=source)
    mentions = {
        entity["id"]: mention
        for entity in record["entities"]
        if (mention := _mention(document, entity, kept))
    }
    evidence = (Span(0, len(text)),)
    relations = tuple(
        Relation(mentions[head], mentions[tail], type, 1.0, evidence)
        for type, head, tail in map(_ends, record["relations"])
        if head in mentions and tail in mentions
    )
    return AnnotatedDocument(document, tuple(dict.fromkeys(mentions.values())), relations)


def _ends(row: dict[str, Any]) -> tuple[str, int, int]:
    """A relation's type in our words, its head and its tail."""
    type, head, tail = row["type"], row["from_id"], row["to_id"]
    return (_RELATIONS.get(type, type), *((tail, head) if type in _FROM_THE_DISEASE else (head, tail)))


def _cut_header(text: str) -> tuple[str, str, tuple[tuple[int, int, int], ...]]:
    """The text with its header cut down, the title, and what was kept as (start, end, new start)."""
    match = _HEADER.match(text)
    if match is None:
        return text, "", ((0, len(text), 0),)
    disease = match["disease"]
    rest = text[match.end() :]
    kept = (*match.span("disease"), 0), (match.end(), len(text), len(disease) + 1)
    return f"{disease}\n{rest}", disease, kept


def _mention(
    document: Document, entity: dict[str, Any], kept: tuple[tuple[int, int, int], ...]
) -> Mention | None:
    type = _TYPES.get(entity["label"])
    start, end = entity["start_offset"], entity["end_offset"]
    for first, last, new in kept:
        if type is not None and first <= start < end <= last:
            return document.mention(Span(start - first + new, end - first + new), type)
    return None
