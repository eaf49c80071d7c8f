"""From mentions to concepts of the compiled vocabularies."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from medkg.extraction.mention import Mention
from medkg.linking.candidates.rank import rank
from medkg.linking.candidates.retrieve import retrieve
from medkg.linking.candidates.weights import NIL_BELOW, VERSION
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import Progress
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.link import Candidate, Link
from medkg.linking.names.forms import forms
from medkg.linking.names.short_forms import known_short_forms
from medkg.linking.prefixes import preference

_NO_ABBREVIATIONS: Mapping[str, str] = MappingProxyType({})
_KEPT_ANSWERS = 100_000


class Linker:
    """Links mentions by exact, normalised and near names; answers are remembered by type and text.

    >>> linker = Linker.load()  # doctest: +SKIP
    >>> str(linker.find("heart attack", types=("Disease",))[0].concept.curie)  # doctest: +SKIP
    'MESH:D009203'
    """

    def __init__(self, index: Index, *, nil_below: float = NIL_BELOW) -> None:
        self._index = index
        self._nil_below = nil_below
        self._answer = lru_cache(maxsize=_KEPT_ANSWERS)(self._candidates)

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
    def version(self) -> str:
        """Changes whenever the vocabularies or the way of linking change."""
        return f"{VERSION}-{self._index.manifest.version}"

    def link(
        self, mentions: Sequence[Mention], *, abbreviations: Mapping[str, str] = _NO_ABBREVIATIONS
    ) -> list[Link]:
        """A link for each of ``mentions``, those of one document, in their order.

        ``abbreviations`` gives the long form of each short form that the document defines. Short forms
        that it uses undefined are read as the one long mention beside them that they abbreviate, if there
        is one.
        """
        known = known_short_forms(mentions, abbreviations)
        return [self._link(mention, known) for mention in mentions]

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

    def _identified(self, name: str) -> Concept | None:
        if ":" not in name or any(character.isspace() for character in name):
            return None
        prefix, _, local = name.partition(":")
        return self.concept(Curie(prefix.upper(), local)) if prefix and local else None

    def _link(self, mention: Mention, abbreviations: Mapping[str, str]) -> Link:
        used = tuple(sorted((short, long) for short, long in abbreviations.items() if short in mention.text))
        candidates = self._answer(" ".join(mention.text.split()), mention.type, used)
        if not candidates or candidates[0].score < self._nil_below:
            nil = 1.0 - sum(candidate.score for candidate in candidates)
            return Link(mention, None, max(0.0, nil), candidates)
        return Link(mention, candidates[0].concept, candidates[0].score, candidates)

    def _candidates(
        self, text: str, kind: str, abbreviations: tuple[tuple[str, str], ...]
    ) -> tuple[Candidate, ...]:
        known = dict(abbreviations)
        if not forms(text).plain:
            return ()
        return tuple(rank(self._index, retrieve(self._index, text, kind, known), text, kind, known))
