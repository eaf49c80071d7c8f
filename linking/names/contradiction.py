"""Words by which two names that share all others say different things."""

from medkg.linking.names.forms import forms
from medkg.linking.names.spelling import spell
from medkg.linking.names.stemming import stem
from medkg.linking.names.word_classes import word_class


def _classes(words: str) -> frozenset[str]:
    return frozenset(word_class(stem(spell(word))) for word in words.split())


_MORE = _classes("increased gain")
_LESS = _classes("decreased loss")
_ACTIONS = _classes("agonist antagonist blocker inhibitor activator antibody vaccine")


def opposed(said: str, name: str) -> bool:
    """Whether one of both speaks of more and the other of less, or ``said`` of what acts on a substance and
    ``name`` of nothing of the kind.

    >>> opposed("increases in weight", "Weight loss"), opposed("calmodulin antagonist", "Calmodulin")
    (True, True)
    >>> opposed("increased hair loss", "Hair loss"), opposed("ACE inhibitors", "Enzyme Inhibitors")
    (False, False)
    """
    first, second = _words(said), _words(name)
    if bool(first & _ACTIONS) and not second & _ACTIONS:
        return True
    return _direction(first) * _direction(second) < 0


def _words(name: str) -> frozenset[str]:
    return frozenset(forms(name).classes.split())


def _direction(words: frozenset[str]) -> int:
    """1 where ``words`` speak of more, -1 where of less, 0 where of neither or both."""
    return bool(words & _MORE) - bool(words & _LESS)
