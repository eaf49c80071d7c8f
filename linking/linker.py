"""From mentions to concepts of the compiled vocabularies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.training.guard import digests
from medkg.linking.candidates.batch import candidates
from medkg.linking.candidates.certainty import certainty
from medkg.linking.candidates.features import is_name, is_wording
from medkg.linking.candidates.rank import rank
from medkg.linking.candidates.retrieve import is_named, retrieve
from medkg.linking.candidates.surroundings import SURE, UNSURE, Surroundings, reconsidered
from medkg.linking.candidates.usual import usual_meaning
from medkg.linking.candidates.variants import conjuncts
from medkg.linking.candidates.weights import CONTEXT, NIL_BELOW, VERSION
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import Progress
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.link import Candidate, Link
from medkg.linking.names.characters import encodable
from medkg.linking.names.forms import forms
from medkg.linking.names.qualifiers import qualifiers, unqualified
from medkg.linking.names.short_forms import known_short_forms
from medkg.linking.prefixes import canonical, preference

_NO_ABBREVIATIONS: Mapping[str, str] = MappingProxyType({})
_KEPT_ANSWERS = 100_000

ShortForms = tuple[tuple[str, str], ...]
"""Short forms with their long forms."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The candidates of a mention and how sure it is that it means the first of them."""

    candidates: tuple[Candidate, ...]
    sure: float

    @classmethod
    def of(cls, candidates: tuple[Candidate, ...]) -> "_Reading":
        return cls(candidates, certainty(candidates))


class Linker:
    """Links mentions by exact, normalised and near names; answers are remembered by type and text.

    >>> linker = Linker.load()  # doctest: +SKIP
    >>> str(linker.find("heart attack", types=("Disease",))[0].concept.curie)  # doctest: +SKIP
    'MESH:D009203'
    """

    def __init__(
        self, index: Index, *, nil_below: float = NIL_BELOW, context: Mapping[str, float] = CONTEXT
    ) -> None:
        self._index, self._context = index, context
        self._nil_below = nil_below
        self._above = lru_cache(maxsize=_KEPT_ANSWERS)(index.above)
        self._answer = lru_cache(maxsize=_KEPT_ANSWERS)(self._candidates)
        self._read = lru_cache(maxsize=_KEPT_ANSWERS)(self._as_read)

    @classmethod
    def load(cls, index: Path | None = None, *, progress: Progress | None = None) -> "Linker":
        """A linker over the index in folder ``index``.

        Without one, over the index in the user's data folder (MEDKG_DATA overrides it), which is compiled
        from the installed vocabulary packages and the user's vocabularies where it is missing or out of
        date.

        Raises:
            IndexMissingError: if ``index`` holds none.
        """
        return cls(Index.open(index or ensure_index(progress)))

    @property
    def index(self) -> Index:
        """The index that is linked to."""
        return self._index

    @property
    def version(self) -> str:
        """Changes whenever the vocabularies or the way of linking change."""
        return f"{VERSION}-{self._index.manifest.version}"

    def link(
        self, mentions: Sequence[Mention], *, abbreviations: Mapping[str, str] = _NO_ABBREVIATIONS
    ) -> list[Link]:
        """A link for each of ``mentions``, those of one document, in their order.

        ``abbreviations`` gives the long form of each short form that the document defines. Short forms
        that it uses undefined are read as the one long mention beside them that they abbreviate, if there
        is one; a clipped drug ("dex") only where it is not a name itself. What a mention means of which its
        words leave too much open is decided with the concepts that the document surely names
        (:mod:`medkg.linking.candidates.surroundings`).
        """
        known = known_short_forms(mentions, abbreviations, self._is_name)
        used = [
            tuple(sorted((short, long) for short, long in known.items() if short in mention.text))
            for mention in mentions
        ]
        asked = list(zip(mentions, used, strict=True))
        read = [self._read(" ".join(one.text.split()), one.type, short) for one, short in asked]
        if any(one.sure < UNSURE for one in read):
            read = self._reconsidered(mentions, read)
        return [self._link(*one, reading) for one, reading in zip(asked, read, strict=True)]

    def learned_from(self, document: Document) -> bool:
        """Whether names that ``document`` annotates are in the vocabularies, so that links of its mentions
        say nothing about others.
        """
        return not self._index.learned_from.isdisjoint(digests(document))

    def concept(self, curie: Curie) -> Concept | None:
        """The concept that ``curie`` names, itself, as a retired identifier or as a cross-reference of only
        one.
        """
        numbers = self._index.numbers(curie)
        found = [self._index.concept(number) for number in numbers]
        own = [concept for concept in found if concept.curie == curie]
        return own[0] if own else found[0] if len(found) == 1 else None

    def find(self, name: str, types: Iterable[str] = ()) -> list[Candidate]:
        """The candidates for ``name``, a CURIE or words, best first; of ``types`` where some are given."""
        wanted = tuple(types)
        if concept := self._identified(name):
            return [Candidate(concept, name, 1.0)]
        kinds = wanted or ("",)
        found: dict[Curie, Candidate] = {}
        for candidate in (candidate for kind in kinds for candidate in self._answer(name, kind, ())):
            known = found.get(candidate.concept.curie)
            fits = not wanted or set(wanted) & set(candidate.concept.types)
            if fits and (known is None or known.score < candidate.score):
                found[candidate.concept.curie] = candidate
        return sorted(found.values(), key=lambda found: (-found.score, preference(found.concept.curie)))

    def candidates(
        self, names: Sequence[tuple[str, str]], *, limit: int = 10
    ) -> list[list[tuple[Concept, float]]]:
        """For each of ``names``, words with a mention type (empty: any), at most ``limit`` concepts that they
        may mean with how alike a name of theirs is, in [0, 1]; best first.

        All are looked up at once, some thirty times as fast as :meth:`find`, which also weighs how a
        concept's names are used (:mod:`medkg.linking.candidates.batch`).
        """
        asked = [(encodable(text), kind) for text, kind in names]
        found = candidates(self._index, asked, limit=limit)
        return [[(self._index.concept(number), score) for number, score in row] for row in found]

    def _is_name(self, text: str, kind: str) -> bool:
        """Whether ``text`` has a usual meaning as a ``kind`` or is in words the name of one."""
        return usual_meaning(text, kind) is not None or is_named(self._index, encodable(text), kind)

    def _identified(self, name: str) -> Concept | None:
        curie = canonical(name)
        return self.concept(curie) if curie else None

    def _link(self, mention: Mention, used: ShortForms, read: _Reading) -> Link:
        candidates, sure = read.candidates, read.sure
        if sure < self._nil_below:
            return Link(mention, None, 1.0 - sure, candidates)
        best, *further = self._together(mention, used, candidates[0])
        said = qualifiers(mention.text, best.concept.name)
        others = tuple(one.concept for one in further)
        return Link(mention, best.concept, best.score, candidates, others, said)

    def _reconsidered(self, mentions: Sequence[Mention], read: Sequence[_Reading]) -> list[_Reading]:
        """``read`` with those that are unsure decided by what the sure ones mean."""
        told = list(zip((mention.text for mention in mentions), read, strict=True))
        sure = ((text, one.candidates[0].concept) for text, one in told if one.sure >= SURE)
        around = Surroundings.of(sure, self._above)
        return [
            one
            if one.sure >= UNSURE
            else _Reading.of(reconsidered(one.candidates, text, around, self._context))
            for text, one in told
        ]

    def _as_read(self, text: str, kind: str, used: ShortForms) -> _Reading:
        """The candidates of ``text``; where its words name no concept and do without qualifiers, those of
        that name.
        """
        candidates = self._answer(text, kind, used)
        if candidates and is_wording(candidates[0]):
            return _Reading.of(candidates)
        readings = (self._answer(reading, kind, used) for reading in unqualified(text))
        return _Reading.of(next((found for found in readings if self._names(found)), candidates))

    def _together(self, mention: Mention, used: ShortForms, best: Candidate) -> list[Candidate]:
        """What ``mention`` means: its best candidate; or those of all things that it names together, the
        best first if it is one of them, where each of them is some concept's name and the mention as a
        whole is none.
        """
        things = conjuncts(mention.text) if not is_name(best) else []
        found = [self._named(readings, mention.type, used) for readings in things]
        together: dict[Curie, Candidate] = {}
        for one in found:
            if one:
                together.setdefault(one.concept.curie, one)
        if len(together) < 2 or None in found:
            return [best]
        first = [best] if together.pop(best.concept.curie, None) else []
        return [*first, *together.values()]

    def _named(self, readings: Iterable[str], kind: str, used: ShortForms) -> Candidate | None:
        """The candidate whose concept has one of ``readings`` as a name, the longest first."""
        for reading in sorted(readings, key=len, reverse=True):
            candidates = self._answer(reading, kind, used)
            if self._names(candidates):
                return candidates[0]
        return None

    def _names(self, candidates: Sequence[Candidate]) -> bool:
        """Whether the first of ``candidates`` has what was asked as a name and is surely enough meant."""
        known = bool(candidates) and is_name(candidates[0])
        return known and certainty(candidates) >= self._nil_below

    def _candidates(self, text: str, kind: str, abbreviations: ShortForms) -> tuple[Candidate, ...]:
        known = dict(abbreviations)
        text = encodable(text)
        if not forms(text).plain:
            return ()
        return tuple(rank(self._index, retrieve(self._index, text, kind, known), text, kind, known))
