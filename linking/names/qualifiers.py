"""Words that say which stage, grade, severity, course or side a finding has, and not what it is."""

import re
from collections.abc import Iterator
from itertools import combinations

from medkg.linking.names.forms import plain

_NUMBER = r"(?:[0-5]|i{1,3}|i?v)[a-d]?(?![\w])"
_RANK = (
    rf"(?:(?:nyha|who|clinical|functional)\s+)?(?:stage|grade|class)[\s-]+{_NUMBER}(?:\s*[-/]\s*{_NUMBER})?"
)
_COURSE = "mild|moderate|severe|profound|acute|subacute|chronic"
_SIDE = "(?:left|right)(?:[ -]sided)?|bilateral|unilateral"
_ONE = rf"(?:{_RANK}|{_COURSE}|{_SIDE})"
_JOIN = r"(?:\s*[,/]\s*|-to-|\s+(?:to|and|or|on)\s+)"
_QUALIFIER = re.compile(rf"(?<![\w-]){_ONE}(?:{_JOIN}{_ONE})*(?![\w-])", re.IGNORECASE)
_MOST = 3


def qualifiers(text: str, name: str) -> tuple[str, ...]:
    """What ``text`` says of stage, grade, severity, course and side that ``name`` does not, as written, in
    order.

    >>> qualifiers("stage III colon cancer", "Colonic Neoplasms")
    ('stage III',)
    >>> qualifiers("chronic kidney disease stage 4", "Renal Insufficiency, Chronic")
    ('stage 4',)
    """
    found = _QUALIFIER.findall(text)
    said = set(plain(name).split()) if found else set()
    return tuple(words for words in found if not said.issuperset(plain(words).split()))


def unqualified(text: str) -> Iterator[str]:
    """``text`` without some of its qualifiers, the fewest first; nothing where it has none or more than
    three.

    >>> list(unqualified("chronic kidney disease stage 4"))
    ['kidney disease stage 4', 'chronic kidney disease', 'kidney disease']
    """
    spans = [match.span() for match in _QUALIFIER.finditer(text)]
    if len(spans) > _MOST:
        return
    for count in range(1, len(spans) + 1):
        for dropped in combinations(spans, count):
            if reading := _without(text, dropped):
                yield reading


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;")
