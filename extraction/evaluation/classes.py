"""Classes that are scored: types of a corpus and types of ours that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Classes:
    """``corpus`` and ``ours`` give the class of each type that is scored; other corpus types are ``ignored``.

    Corpus types that share one of our types are one class, since our answers cannot tell them apart.
    """

    corpus: Mapping[str, str]
    ours: Mapping[str, str]
    ignored: tuple[str, ...]

    @classmethod
    def merged(cls, mapped: Mapping[str, tuple[str, ...]]) -> "Classes":
        """The classes of corpus types, each given with ours that stand for it (none: it is ignored).

        A class of one corpus type bears its name, a class of several our types' names joined by ``+``, or
        theirs where that is taken.

        >>> Classes.merged({"DiseaseClass": ("Disease",), "Modifier": ("Disease",)}).corpus
        {'DiseaseClass': 'Disease', 'Modifier': 'Disease'}
        """
        groups: list[tuple[set[str], set[str]]] = []
        for name, ours in mapped.items():
            if ours:
                groups = _joined(groups, name, set(ours))
        corpus: dict[str, str] = {}
        our: dict[str, str] = {}
        for theirs, ours_of_class in sorted(groups, key=lambda group: (len(group[0]), sorted(group[0]))):
            name = _class_name(theirs, ours_of_class, set(corpus.values()))
            corpus.update(dict.fromkeys(sorted(theirs), name))
            our.update(dict.fromkeys(sorted(ours_of_class), name))
        return cls(corpus, our, tuple(sorted(name for name, ours in mapped.items() if not ours)))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the classes, in alphabetical order."""
        return tuple(sorted(set(self.corpus.values())))


def _joined(
    groups: list[tuple[set[str], set[str]]], name: str, ours: set[str]
) -> list[tuple[set[str], set[str]]]:
    theirs = {name}
    rest = []
    for group in groups:
        if group[1] & ours:
            theirs |= group[0]
            ours |= group[1]
        else:
            rest.append(group)
    return [*rest, (theirs, ours)]


def _class_name(theirs: set[str], ours: set[str], taken: set[str]) -> str:
    if len(theirs) == 1:
        return next(iter(theirs))
    name = "+".join(sorted(ours))
    return "+".join(sorted(theirs)) if name in taken else name
