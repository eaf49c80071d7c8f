"""A sentence with its cues."""

from collections.abc import Mapping
from dataclasses import dataclass

from medkg.extraction.context.lexicon import DENIALS, Cue, Reach, find_cues
from medkg.extraction.context.tokens import Tokens, tokenize

STATED = frozenset(
    {
        "negated",
        "absent",
        "not_done",
        "ended",
        "possible",
        "alternatives",
        "historical",
        "planned",
        "prevented",
    }
)
"""Kinds that speak of a list and end at the verb after it; the others go on until a phrase ends them."""
LISTS = frozenset({",", "and"})
"""What joins the items of a list, or clauses."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens with its cues, and the tokens at which something else begins.

    ``ends`` are the tokens of phrases that end scopes, with their kind; ``begun`` the kinds of the cues that
    speak of what follows, by their first token; ``barriers`` where a look for a verb ends.
    """

    tokens: Tokens
    cues: tuple[Cue, ...]
    ends: frozenset[tuple[str, int]]
    begun: Mapping[int, frozenset[str]]
    barriers: frozenset[int]

    def ends_at(self, kind: str, position: int) -> bool:
        """Whether a phrase that ends the scope of ``kind`` begins or goes on at the token ``position``."""
        ends = self.ends
        return (
            ("clauses", position) in ends
            or (kind, position) in ends
            or (DENIALS.get(kind, ""), position) in ends
        )


def read_sentence(text: str, *, named: int | None = None) -> Sentence:
    """The tokens and cues of one sentence, for :func:`find_cues` with the same ``named``."""
    tokens = tokenize(text)
    cues = tuple(find_cues(tokens.words, named=named))
    ends = frozenset(
        (cue.kind, position)
        for cue in cues
        if cue.reach is Reach.END
        for position in range(cue.start, cue.end)
    )
    begun: dict[int, frozenset[str]] = {}
    for cue in cues:
        if cue.reach is Reach.PRECEDING and cue.kind in STATED:
            begun[cue.start] = begun.get(cue.start, frozenset()) | {cue.kind}
    barriers = frozenset(begun) | {place for kind, place in ends if kind == "clauses"}
    return Sentence(tokens, cues, ends, begun, barriers)
