"""What the vocabularies lack: mentions that were linked to no concept, clustered."""

from dataclasses import dataclass
from pathlib import Path

from medkg.kg.build.reading import build_rows

_GAPS = """
SELECT id, name, type, mentions, documents, synonyms AS spellings FROM concepts WHERE nil
ORDER BY documents DESC, mentions DESC, id
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Mentions with the same words in all documents that no vocabulary has: the ``id`` of their node, the
    spelling met most often as ``name``, the type most of them have, how many ``mentions`` there are in how
    many ``documents``, and further ``spellings``.
    """

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    spellings: tuple[str, ...]


def gaps(directory: Path) -> list[Gap]:
    """The clusters of unlinked mentions of the build in ``directory``, those of most documents first.

    Raises:
        NotABuildError: if ``directory`` holds no finished build.
    """
    return [Gap(**{**row, "spellings": tuple(row["spellings"])}) for row in build_rows(directory, _GAPS)]
