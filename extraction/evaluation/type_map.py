"""Which of our types stand for a corpus's types: ``CORPUS_TYPE=OUR_TYPE[+OUR_TYPE]``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from medkg.extraction.evaluation.classes import Classes
from medkg.extraction.mention import MentionType
from medkg.extraction.relations.signature import PREDICATES

MENTION_TYPES: tuple[str, ...] = tuple(str(name) for name in MentionType)

WELL_KNOWN: dict[str, tuple[str, ...]] = {
    "Chemical": ("Drug",),
    "SpecificDisease": ("Disease",),
    "DiseaseClass": ("Disease",),
    "CompositeMention": ("Disease",),
    "Modifier": ("Disease",),
    "DiseaseOrPhenotypicFeature": ("Disease", "Symptom"),
    "ChemicalEntity": ("Drug",),
    "Disease_disorder": ("Disease",),
    "Sign_symptom": ("Symptom",),
    "Medication": ("Drug",),
    "Therapeutic_procedure": ("Treatment",),
    "Diagnostic_procedure": ("Test",),
    "RAREDISEASE": ("Disease",),
    "DISEASE": ("Disease",),
    "SIGN": ("Symptom",),
    "SYMPTOM": ("Symptom",),
    "CID": ("CAUSES",),
    "Produces": ("HAS_SYMPTOM",),
}
"""What holds for a corpus type that no rule names: BC5CDR, NCBI Disease, BioRED, MACCROBAT and RareDis."""


@dataclass(frozen=True, slots=True)
class TypeMap:
    """``rules`` gives for types of a corpus (of mentions or of relations) ours that stand for them.

    A corpus type without a rule follows :data:`WELL_KNOWN`; otherwise a type named as one of ours stands for
    itself; all others are ignored, and so are our types that stand for no type of the corpus.
    """

    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def parse(cls, rules: Iterable[str]) -> "TypeMap":
        """The map of rules written as ``CORPUS_TYPE=OUR_TYPE[+OUR_TYPE]``; rules of one corpus type add up.

        >>> TypeMap.parse(["Disease=Disease+Symptom"]).rules
        {'Disease': ('Disease', 'Symptom')}

        Raises:
            ValueError: for a rule without ``=``, and for a type that is none of ours.
        """
        parsed: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            corpus, equals, ours = (part.strip() for part in rule.rpartition("="))
            if not corpus or not equals or not ours:
                raise ValueError(f"{rule!r} is no rule; CORPUS_TYPE=OUR_TYPE[+OUR_TYPE] is required")
            names = tuple(name for written in ours.split("+") for name in _meant(written.strip(), rule))
            parsed[corpus] = tuple(dict.fromkeys((*parsed.get(corpus, ()), *names)))
        return cls(parsed)

    def mention_types(self, corpus_type: str) -> tuple[str, ...]:
        """Our mention types that stand for ``corpus_type``, none if it is ignored."""
        return tuple(name for name in self._ours(corpus_type) if name in MENTION_TYPES)

    def predicates(self, corpus_type: str) -> tuple[str, ...]:
        """Our predicates that stand for the relation type ``corpus_type``, none if it is ignored."""
        return tuple(name for name in self._ours(corpus_type) if name in PREDICATES)

    def mention_classes(self, corpus_types: Iterable[str]) -> Classes:
        """What is scored in a corpus with mentions of these types (and of those that rules name)."""
        ruled = [name for name in self.rules if self.mention_types(name)]
        return Classes.merged({name: self.mention_types(name) for name in (*ruled, *corpus_types)})

    def relation_classes(self, corpus_types: Iterable[str]) -> Classes:
        """What is scored in a corpus with relations of these types (and of those that rules name)."""
        ruled = [name for name in self.rules if self.predicates(name)]
        return Classes.merged({name: self.predicates(name) for name in (*ruled, *corpus_types)})

    def _ours(self, corpus_type: str) -> tuple[str, ...]:
        if corpus_type in self.rules:
            return self.rules[corpus_type]
        if corpus_type in WELL_KNOWN:
            return WELL_KNOWN[corpus_type]
        return (corpus_type,) if corpus_type in (*MENTION_TYPES, *PREDICATES) else ()


def _meant(name: str, rule: str) -> tuple[str, ...]:
    """A mention type, a predicate, or all kinds of one."""
    kinds = tuple(known for known in PREDICATES if known.partition(":")[0] == name)
    meant = (name,) if name in (*MENTION_TYPES, *PREDICATES) else kinds
    if not meant:
        allowed = ", ".join((*MENTION_TYPES, *PREDICATES))
        raise ValueError(f"{name!r} in {rule!r} is not allowed; {allowed} are")
    return meant
