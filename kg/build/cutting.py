"""Where a stream of documents is cut into shards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.kg.build.hashing import digest


@dataclass(slots=True)
class Batch:
    """Documents and failures of one shard, in the order read."""

    documents: list[Document] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    characters: int = 0

    def add(self, item: Document | Failure) -> None:
        """Take ``item`` in."""
        if isinstance(item, Failure):
            self.failures.append(item)
        else:
            self.documents.append(item)
            self.characters += len(item.text)

    @property
    def size(self) -> int:
        """How many records it holds."""
        return len(self.documents) + len(self.failures)


def cut(items: Iterable[Document | Failure], *, documents: int, characters: int) -> Iterator[Batch]:
    """The batches of ``items``: at most ``documents`` records and, but for one long document, ``characters``.

    From half of ``documents`` on a batch also ends after an item whose name's hash says so (content-defined
    chunking, as in LBFS, Muthitacharoen et al. 2001). So a new input changes the shards about it and not
    all later ones. There is always at least one batch, if an empty one.
    """
    batch, first = Batch(), True
    for item in items:
        length = 0 if isinstance(item, Failure) else len(item.text)
        if batch.documents and batch.characters + length > characters:
            yield batch
            batch, first = Batch(), False
        batch.add(item)
        if batch.size >= documents or (2 * batch.size >= documents and _ends_here(item, documents)):
            yield batch
            batch, first = Batch(), False
    if batch.size or first:
        yield batch


def _ends_here(item: Document | Failure, documents: int) -> bool:
    name = item.document if isinstance(item, Failure) else item.id
    return int(digest(name)[:8], 16) % max(2, documents // 4) == 0
