"""Supplementary substances of MeSH, from its table of pharmacological actions."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.tables import whole_rows

COLUMNS = ("DescriptorUI", "DescriptorName", "PharmActionUI", "PharmActionName")


def read_substances(paths: Iterable[Path], refused: list[Refused]) -> Iterator[Record]:
    """The substances with a supplementary identifier (C and digits), each once; its actions are no parents
    of it.

    The table has the columns :data:`COLUMNS`, separated by tabs; descriptors in it are passed over, since
    the table of terms has more names of them. Rows that cannot be read are added to ``refused``.
    """
    seen: set[str] = set()
    for path in paths:
        for line, row in whole_rows(path, COLUMNS, refused, delimiter="\t", quoted=False):
            identifier = row["DescriptorUI"]
            if identifier.startswith("C") and identifier not in seen:
                seen.add(identifier)
                yield from attempted(path.name, line, _substance, identifier, row["DescriptorName"])


def _substance(identifier: str, name: str) -> Concept:
    return Concept(Curie("MESH", identifier), name, ("Drug",))
