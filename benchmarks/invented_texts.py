"""Invented documents as the rows of a build's tables, with the distributions of a real one.

The numbers were fitted to a build of 818 abstracts, full texts and notes: the parts of predicates, types of
ends and polarities; the evidence of a document (negative binomial); the part of evidence that says again what
the document said before; how often a concept is an end (Zipf and Mandelbrot); the length of sentences in
characters (lognormal) and scores of relations, mentions and links (beta).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.invented import Concept, kinds, word, zipf
from medkg.kg.build.tables import EXTRACT, LINK, READ

if TYPE_CHECKING:
    import numpy as np

Row = dict[str, Any]

EXTRACTOR = "invented-1"
EVIDENCE_MEAN, EVIDENCE_SHAPE, REPEATED = 2.43, 0.25, 0.1
PLAIN_SENTENCES = 3
TEXT_S, TEXT_Q, TEXT_CONCEPTS = 1.3, 6.0, 40_000
DATED = 0.6
_SCORES = ((5.0, 5.2), (8.0, 3.6), (8.0, 3.6), (3.0, 0.6), (3.0, 0.6))
_LENGTH = (5.26, 0.527)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What part of the evidence has this predicate and these types, and its parts of the polarities."""

    part: float
    predicate: str
    verb: str
    subject: str
    object: str
    polarities: tuple[float, float, float]


_TREATS, _CAUSES, _SYMPTOM = (0.858, 0.090, 0.052), (0.690, 0.231, 0.079), (0.854, 0.119, 0.027)
PATTERNS = (
    Pattern(0.305, "TREATS", "was given for", "Treatment", "Disease", _TREATS),
    Pattern(0.062, "TREATS", "relieved", "Treatment", "Symptom", _TREATS),
    Pattern(0.164, "TREATS", "was effective in", "Drug", "Disease", _TREATS),
    Pattern(0.034, "TREATS", "relieved", "Drug", "Symptom", _TREATS),
    Pattern(0.168, "CAUSES", "was followed by", "Drug", "Disease", _CAUSES),
    Pattern(0.137, "CAUSES", "led to", "Drug", "Symptom", _CAUSES),
    Pattern(0.091, "HAS_SYMPTOM", "presented with", "Disease", "Symptom", _SYMPTOM),
    Pattern(0.039, "HAS_SYMPTOM", "came with", "Disease", "Disease", _SYMPTOM),
)


class Drawn(NamedTuple):
    """A piece of evidence.

    ``scores`` are of the relation, both mentions, both links; ``filler`` is where in the filling text the
    rest of its sentence begins, ``repeats`` whether it says again what the one before it said.
    """

    pattern: Pattern
    subject: Concept
    object: Concept
    scores: list[float]
    polarity: str
    length: int
    filler: int
    repeats: bool


class Documents:
    """The rows of invented documents, by table."""

    def __init__(self, chance: "np.random.Generator") -> None:
        self._chance = chance
        self._tables: dict[str, list[Row]] = {name: [] for name in {**READ, **EXTRACT, **LINK}}
        self._concepts: dict[str, Row] = {}
        self._filler = " ".join(word(rank) for rank in zipf(chance, 5000, size=2000, s=1.05, q=3.0).tolist())
        self._draws = self._drawn()

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of ``table``."""
        return list(self._concepts.values()) if table == "concepts" else self._tables[table]

    def add(self, id: str) -> None:
        """A document with its sentences."""
        shape = EVIDENCE_SHAPE
        count = int(self._chance.negative_binomial(shape, shape / (shape + EVIDENCE_MEAN)))
        text, before = "", None
        for number in range(count):
            drawn = next(self._draws)
            if before and drawn.repeats:
                drawn = before._replace(scores=drawn.scores, filler=drawn.filler)
            text += self._sentence(drawn, id, len(text), 2 * number) + " "
            before = drawn
        for number in range(PLAIN_SENTENCES):
            text += self._plain(id, len(text), 2 * (count + number)) + " "
        self._tables["documents"].append(self._document(id, text))

    def _sentence(self, drawn: Drawn, id: str, start: int, number: int) -> str:
        pattern, subject, object, scores = drawn[:4]
        said = f"{subject.name} {pattern.verb} {object.name}"
        rest = self._filler[drawn.filler : drawn.filler + max(10, drawn.length - len(said))]
        sentence = f"{said} {rest.strip()}."
        end = start + len(sentence)
        self._mention(id, number, start, subject, pattern.subject, scores[1], scores[3])
        at = start + len(said) - len(object.name)
        self._mention(id, number + 1, at, object, pattern.object, scores[2], scores[4])
        self._tables["sentences"].append({"document": id, "start": start, "end": end})
        given = {"head": number, "tail": number + 1, "type": pattern.predicate, "score": scores[0]}
        place = {"start": start, "end": end, "sentence": sentence, "polarity": drawn.polarity}
        self._tables["relations"].append({"document": id, **given, **place, "extractor": EXTRACTOR})
        return sentence

    def _plain(self, id: str, start: int, number: int) -> str:
        """A last sentence with two mentions that no relation joins."""
        ranks = zipf(self._chance, 2, size=200_000, s=1.1, q=3.0).tolist()
        types = ("Test", "Treatment")
        found = [kinds()[type].concept(rank) for type, rank in zip(types, ranks, strict=True)]
        sentence = f"{found[0].name} and {found[1].name} were done."
        for place, (concept, type) in enumerate(zip(found, types, strict=True)):
            at = start + sentence.index(concept.name, place * (len(found[0].name) + 5))
            self._mention(id, number + place, at, concept, type, 0.7, 0.9)
        self._tables["sentences"].append({"document": id, "start": start, "end": start + len(sentence)})
        return sentence

    def _mention(
        self, id: str, number: int, start: int, concept: Concept, type: str, sure: float, linked: float
    ) -> None:
        self._concepts[concept.id] = concept.row
        said = {"text": concept.name, "start": start, "end": start + len(concept.name)}
        asserted = {"polarity": "affirmed", "time": "current", "who": "patient"}
        mention = {"document": id, "number": number, "type": type, "score": sure, "extractor": EXTRACTOR}
        self._tables["mentions"].append({**mention, **said, **asserted})
        score = 1.0 if concept.nil else linked
        link = {
            "document": id,
            "mention": number,
            "concept": concept.id,
            "nil": concept.nil,
            "score": score,
            "qualifiers": [],
        }
        self._tables["links"].append(link)

    def _document(self, id: str, text: str) -> Row:
        dated = self._chance.random() < DATED
        topics = self._chance.integers(0, 3000, 7 if dated else 0).tolist()
        return {
            "id": id,
            "text": text,
            "title": f"On {text[: self._chance.integers(60, 160)].strip()}" if dated else "",
            "section_titles": [],
            "section_starts": [],
            "section_ends": [],
            "source": "invented.xml.gz",
            "year": 2025 - min(60, int(self._chance.exponential(8.0))) if dated else None,
            "publication_types": ["Journal Article"] if dated else [],
            "mesh_headings": [f"{word(topic)} care" for topic in topics],
            "notices": [],
            "retracted": bool(self._chance.random() < 0.0005),
            "revision": "",
        }

    def _drawn(self) -> Iterator[Drawn]:
        """Endless evidence, drawn in blocks."""
        import numpy as np

        chance, block = self._chance, 1000
        weights = np.asarray([pattern.part for pattern in PATTERNS])
        while True:
            patterns = [PATTERNS[one] for one in chance.choice(len(PATTERNS), block, p=weights).tolist()]
            subjects = _concepts(chance, [pattern.subject for pattern in patterns])
            objects = _concepts(chance, [pattern.object for pattern in patterns])
            scores = np.stack([chance.beta(*shape, block) for shape in _SCORES], axis=1).round(6).tolist()
            polarities = map(_polarity, patterns, chance.random(block).tolist())
            lengths = np.exp(chance.normal(*_LENGTH, block)).astype(int).clip(40, 1500).tolist()
            places = chance.integers(0, len(self._filler) - 1500, block).tolist()
            repeats = (chance.random(block) < REPEATED).tolist()
            columns = (patterns, subjects, objects, scores, polarities, lengths, places, repeats)
            yield from map(Drawn._make, zip(*columns, strict=True))


def _concepts(chance: "np.random.Generator", types: Sequence[str]) -> list[Concept]:
    """A concept of each of ``types``."""
    ranks = zipf(chance, len(types), size=TEXT_CONCEPTS, s=TEXT_S, q=TEXT_Q).tolist()
    return [kinds()[type].concept(rank) for type, rank in zip(types, ranks, strict=True)]


def _polarity(pattern: Pattern, uniform: float) -> str:
    affirmed, possible, _ = pattern.polarities
    if uniform < affirmed:
        return "affirmed"
    return "possible" if uniform < affirmed + possible else "negated"
