"""How far a cue speaks of what comes before it."""

from collections.abc import Iterator, Sequence

from medkg.extraction.context.clauses import begins_clause, grammar
from medkg.extraction.context.lexicon import Cue
from medkg.extraction.context.sentence import LISTS, Sentence


def scope_before(sentence: Sentence, cue: Cue) -> Iterator[int]:
    """The tokens before a cue that it speaks of: its subject, and the list that ends with it."""
    words, rules = sentence.tokens.words, grammar()
    last = cue.start - 1
    if last >= 0 and cue.end - cue.start == 1 and words[last] in rules.attributive:
        return iter(())
    if _answers(words, cue):
        last -= 1
    while last >= 0 and (words[last] in rules.helpers or words[last] in rules.verbs):
        last -= 1
    found: list[int] = []
    comma, after, joined = None, None, False
    for place in range(last, -1, -1):
        if sentence.ends_at(cue.kind, place) or words[place] in {";", ":"} or place in sentence.barriers:
            break
        if words[place] in rules.verbs:
            return iter(found[: comma if after is None else after])
        after = len(found) if words[place] == "after" and after is None else after
        if words[place] in LISTS and begins_clause(words, place, sentence.barriers):
            break
        joined = joined or words[place] in {"and", "or", "nor", "/"}
        if words[place] == "," and not joined and comma is None:
            comma = len(found)
        found.append(place)
    opens = words[found[-1]] if found else ""
    return iter(found[:comma] if opens in rules.prepositions else found)


def _answers(words: Sequence[str], cue: Cue) -> bool:
    """Whether the cue is all that follows a colon or a dash: "Chest pain: not present."."""
    asked = cue.start > 1 and words[cue.start - 1] in {":", "-"}
    return asked and (cue.end == len(words) or words[cue.end] in {".", ",", ";"})
