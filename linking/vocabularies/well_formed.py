"""XML that ends early or is none, told as an error of its file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from medkg.linking.vocabularies.source import VocabularyError


@contextmanager
def well_formed(path: Path) -> Iterator[None]:
    """Reads XML of ``path`` within.

    Raises:
        VocabularyError: where it is not well-formed, naming file and line.
    """
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise VocabularyError(
            f"{path.name}: line {error.lineno} is not well-formed XML: {error.msg}"
        ) from None
