"""How often the linker finds the concept that people annotated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from types import MappingProxyType
from typing import Protocol

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.throughput import Throughput
from medkg.extraction.mention import Mention
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.link import Link

_TOP = 5
_NO_TYPES: Mapping[str, Sequence[str]] = MappingProxyType({})


class LinkerPart(Protocol):
    """What is measured."""

    def link(self, mentions: Sequence[Mention], *, abbreviations: Mapping[str, str]) -> list[Link]: ...
    def concept(self, curie: Curie) -> object | None: ...
    def learned_from(self, document: Document) -> bool: ...


@dataclass(frozen=True, slots=True)
class LinkingCounts:
    """Of ``mentions`` with a gold identifier: how many were answered right (``first``), had the right
    concept among the first five (``top5``), the sum of their reciprocal ranks, and how many gold concepts
    no vocabulary at hand has.

    Accuracy@1 is first / mentions: NIL is a wrong answer to a mention with a gold identifier, also where
    the concept is in no vocabulary. MRR counts 0 below the fifth place.
    """

    mentions: int = 0
    first: int = 0
    top5: int = 0
    reciprocal_ranks: float = 0.0
    unknown: int = 0

    def __add__(self, other: "LinkingCounts") -> "LinkingCounts":
        return LinkingCounts(
            self.mentions + other.mentions,
            self.first + other.first,
            self.top5 + other.top5,
            self.reciprocal_ranks + other.reciprocal_ranks,
            self.unknown + other.unknown,
        )

    def as_json(self) -> dict[str, float | int]:
        """Fractions of ``mentions`` (0 for none), and the counts they come from."""
        whole = self.mentions or 1
        return {
            "accuracy_at_1": self.first / whole,
            "accuracy_at_5": self.top5 / whole,
            "mrr": self.reciprocal_ranks / whole,
            "mentions": self.mentions,
            "gold_in_no_vocabulary": self.unknown,
        }


@dataclass(frozen=True, slots=True)
class LinkingScores:
    """Counts over all mentions and by the corpus's types; ``without_gold`` mentions carry no identifier.

    ``learned`` counts the documents whose annotated names the linker's vocabularies were given: figures with
    any say nothing about texts that are new to it.
    """

    micro: LinkingCounts
    types: Mapping[str, LinkingCounts]
    without_gold: int
    learned: int
    throughput: Throughput = field(repr=False)

    def as_json(self) -> dict[str, object]:
        """The object that ``medkg evaluate linking --json`` prints."""
        return {
            **self.micro.as_json(),
            "types": {kind: counts.as_json() for kind, counts in sorted(self.types.items())},
            "mentions_without_gold": self.without_gold,
            "documents_learned_from": self.learned,
            **self.throughput.as_json(),
        }


def evaluate_linking(
    gold: Iterable[AnnotatedDocument],
    linker: LinkerPart,
    *,
    types: Mapping[str, Sequence[str]] = _NO_TYPES,
    abbreviations: Callable[[Document], Mapping[str, str]] | None = None,
) -> LinkingScores:
    """Links the gold mentions of ``gold`` and compares with their identifiers.

    ``types`` maps the corpus's types to ours (the first is taken); a type that is neither is linked
    without regard to type. An answer is right if its CURIE or one of its cross-references is among the
    gold ones (:func:`medkg.linking.evaluation_ids.gold_curies`). ``abbreviations`` finds the short forms
    of a document; the default is scispacy's detector (:mod:`medkg.extraction.abbreviations`).
    """
    find = abbreviations or _defined_abbreviations
    by_type: dict[str, LinkingCounts] = {}
    texts: list[str] = []
    without = learned = 0
    started = perf_counter()
    for annotated in gold:
        texts.append(annotated.document.text)
        learned += linker.learned_from(annotated.document)
        asked = [_as_ours(mention, types) for mention in annotated.mentions]
        links = linker.link(asked, abbreviations=find(annotated.document))
        for mention, link in zip(annotated.mentions, links, strict=True):
            wanted = gold_curies(mention.identifiers)
            without += not wanted
            if wanted:
                counts = by_type.get(mention.type, LinkingCounts())
                by_type[mention.type] = counts + _judge(link, wanted, linker)
    micro = sum(by_type.values(), LinkingCounts())
    return LinkingScores(micro, by_type, without, learned, Throughput.since(started, texts))


def _as_ours(mention: Mention, types: Mapping[str, Sequence[str]]) -> Mention:
    ours = types.get(mention.type)
    return replace(mention, type=ours[0]) if ours else mention


def _judge(link: Link, wanted: frozenset[str], linker: LinkerPart) -> LinkingCounts:
    concepts = [candidate.concept for candidate in link.candidates[:_TOP]]
    rank = next((place for place, concept in enumerate(concepts, 1) if answers(concept, wanted)), 0)
    right = link.concept is not None and answers(link.concept, wanted)
    known = any(linker.concept(Curie.parse(curie)) is not None for curie in wanted)
    return LinkingCounts(1, int(right), int(rank > 0), 1 / rank if rank else 0.0, int(not known))


def _defined_abbreviations(document: Document) -> Mapping[str, str]:
    from medkg.extraction.abbreviations import find_abbreviations
    from medkg.extraction.sentences import split_sentences

    return find_abbreviations(document, split_sentences(document.text))
