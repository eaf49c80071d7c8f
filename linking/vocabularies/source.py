"""What a vocabulary is to the index: a name, a version and its concepts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medkg.linking.concept import Concept


class VocabularyError(ValueError):
    """A vocabulary file that is not in the expected form; the message names the file, the place and what is
    allowed.
    """


@dataclass(frozen=True, slots=True)
class Source:
    """A vocabulary to compile. ``concepts`` reads it anew at each call; ``version`` changes when its content
    does.
    """

    name: str
    version: str
    concepts: Callable[[], Iterator[Concept]]
