"""HPO terms of a text: what its mentions are linked to, and the names that it spells out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.candidates.match import Level, level_of
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.index import Index
from medkg.linking.index.name_rows import Status, query_keys
from medkg.linking.linker import Linker
from medkg.linking.names.short_forms import is_short_form
from medkg.linking.names.word_classes import ARTICLES, STOP_WORDS

HPO = "HP"
_WORD = re.compile(r"[^\W_]+(?:['\u2019]s)?")
_MOST_WORDS = 8
_LOOSEST = Level.STEMS
_TYPES = frozenset({"Disease", "Symptom"})


@dataclass(frozen=True, slots=True)
class Phenotype:
    """``curie``, an HPO identifier of ``concept``, is named at ``span``."""

    span: Span
    curie: Curie
    concept: Concept


def hpo_id(concept: Concept) -> Curie | None:
    """The HPO identifier of ``concept``, its own or that of a record merged into it."""
    return next((one for one in (concept.curie, *concept.xrefs) if one.prefix == HPO), None)


def phenotypes(
    text: str,
    sentences: Iterable[Span],
    mentions: Sequence[Mention],
    linker: Linker,
    *,
    abbreviations: Mapping[str, str],
) -> list[Phenotype]:
    """The phenotypes of ``text`` in its order: mentions of diseases and symptoms that are linked to a concept
    of HPO, and names of HPO that are spelled out, also where no mention was found.

    A name within a longer one, or within a mention that is linked, does not count by itself. What a text
    denies counts too; a mention's assertion tells it.
    """
    found = [*_linked(mentions, linker, abbreviations)]
    for sentence in sentences:
        spelled = spelled_out(linker.index, sentence.slice(text), sentence.start)
        found += [one for one in spelled if not any(kept.span.covers(one.span) for kept in found)]
    return sorted(found, key=lambda one: one.span)


def _linked(
    mentions: Sequence[Mention], linker: Linker, abbreviations: Mapping[str, str]
) -> Iterator[Phenotype]:
    asked = [mention for mention in mentions if mention.type in _TYPES]
    for link in linker.link(asked, abbreviations=abbreviations):
        if link.concept and (curie := hpo_id(link.concept)):
            yield Phenotype(link.mention.span, curie, link.concept)


def spelled_out(index: Index, sentence: str, start: int = 0) -> list[Phenotype]:
    """The HPO names in ``sentence``, whose first character is number ``start`` of its text: up to eight words
    that are a name or an exact synonym but for spelling, order and endings; the longest first. They begin and
    end with a word that says something.

    A single word must be more than a qualifier ("severe") and no short form.
    """
    words = [match.span() for match in _WORD.finditer(sentence)]
    ends = [sentence[begin:end].lower() not in STOP_WORDS | ARTICLES for begin, end in words]
    found: list[Phenotype] = []
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        for at in range(len(words) - count + 1):
            begin, end = words[at][0], words[at + count - 1][1]
            span = Span(start + begin, start + end)
            if not (ends[at] and ends[at + count - 1]) or any(kept.span.overlaps(span) for kept in found):
                continue
            if concept := named(index, sentence[begin:end], alone=count == 1):
                curie = hpo_id(concept)
                assert curie is not None
                found.append(Phenotype(span, curie, concept))
    return found


def named(index: Index, words: str, *, alone: bool) -> Concept | None:
    """The HPO concept that ``words`` name; ``alone`` says that they are one word."""
    if alone and (is_short_form(words) or len(words) <= 3):
        return None
    best: tuple[Level, Status, int] | None = None
    for key in query_keys(words):
        for number in index.named(key):
            name, status, concept = index.name(number)
            level = level_of(words, name)
            if status > Status.SYNONYM or level > (Level.PLAIN if alone else _LOOSEST):
                continue
            if hpo_id(index.concept(concept)) and not (alone and not index.types(concept)):
                found = level, status, concept
                best = min(best or found, found)
    return index.concept(best[2]) if best else None
