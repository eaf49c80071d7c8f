"""Notes made of lines and phrases of our own, annotated as they are made."""

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.lexicon.terms import Kind, curated_terms
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.ner.labels import TYPES
from medkg.extraction.ner.notes.slots import filled
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span

GUIDELINE = Guideline({type: (type,) for type in TYPES}, ())
"""Everything that an invented note says is annotated."""

_FILES = ("phrases.toml", "lines.toml")
_LINES = (2, 8)
_FROM_VOCABULARY = 0.25
_NAME = re.compile(r"[A-Za-z][a-z-]{3,}(?: [a-z-]{2,}){0,2}")
_VOCABULARY = {Kind.DRUG: "Drug", Kind.DISEASE: "Disease", Kind.SIGN: "Symptom"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lines with slots, and what fills a slot: words of ours, and for some types names of vocabularies."""

    lines: Sequence[str]
    words: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]


@cache
def phrases() -> Phrases:
    """The lines and words in the TOML files beside this module, and plain names of the packages."""
    folder = files("medkg.extraction.ner.notes")
    read = [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in _FILES]
    words: dict[str, list[str]] = read[0] | read[1]
    names: dict[str, set[str]] = {type: set() for type in _VOCABULARY.values()}
    for term in curated_terms():
        if term.kind in _VOCABULARY and _NAME.fullmatch(term.text):
            names[_VOCABULARY[term.kind]].add(term.text)
    return Phrases(words.pop("lines"), words, {type: sorted(known) for type, known in names.items()})


def invented_notes(count: int, generator: random.Random) -> list[AnnotatedDocument]:
    """``count`` notes of two to eight lines, some in capitals, some in lower case throughout."""
    return [_note(f"invented:{number}", generator) for number in range(count)]


def _note(id: str, generator: random.Random) -> AnnotatedDocument:
    text, marked = "", list[tuple[Span, str]]()
    between = generator.choice(("\n", "\n", " "))
    for line in generator.choices(phrases().lines, k=generator.randint(*_LINES)):
        text = text + between if text else text
        text, spans = filled(text, line, lambda slot: filling(slot, generator))
        marked += [(span, slot) for span, slot in spans if slot in TYPES]
    document = Document(id, _recased(text, generator))
    mentions = tuple(document.mention(span, type) for span, type in marked)
    return AnnotatedDocument(document, mentions, sentences=tuple(split_sentences(document.text)))


def filling(slot: str, generator: random.Random) -> str:
    """What a slot is filled with: a number, a word of ours, or a name of the vocabularies for a type."""
    match slot:
        case "age":
            return str(generator.randint(1, 95))
        case "count":
            return str(generator.randint(1, 10))
        case "year":
            return str(generator.randint(1985, 2026))
        case "number":
            return f"{generator.choice((1, 10)) * generator.uniform(0, 20):.{generator.randint(0, 1)}f}"
    known = phrases()
    if slot in known.names and generator.random() < _FROM_VOCABULARY:
        return generator.choice(known.names[slot])
    return generator.choice(known.words[slot])


def _recased(text: str, generator: random.Random) -> str:
    """The text as it is, or in one case where that keeps its length."""
    other = generator.choices((text, text.lower(), text.upper()), weights=(75, 17, 8))[0]
    return other if len(other) == len(text) else text
