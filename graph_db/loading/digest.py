"""The digest of a row: 64 bits over a canonical text of all that it holds.

The text is the row's head (label or type, ids, labels) and its properties sorted by name, each part written
so that it tells where it ends: a text as ``length:text`` (in characters), a number of 64 bits as ``i12;``, a
floating-point number as ``d`` and its bits as such a number, a boolean as ``t`` or ``f``, a list as ``l``,
its length, ``:`` and its items. So 1, 1.0, "1" and [1] differ, and the order of properties does not count.
:mod:`medkg.graph_db.bulk.canonical` writes the same text for many rows at once.
"""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from medkg.graph_db.errors import InvalidRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BYTES = 8
_DOUBLE, _LONG = struct.Struct(">d"), struct.Struct(">q")


def row_digest(head: Sequence[str], properties: Mapping[str, Any], *, place: str) -> int:
    """The digest of a row at ``place``, a signed number of 64 bits.

    Raises:
        InvalidRow: for a text that is not valid Unicode.
    """
    parts = [text_token(text) for text in head]
    parts += [name_token(name) + value_token(properties[name]) for name in sorted(properties)]
    return canonical_digest("".join(parts), place=lambda: place)


def canonical_digest(canonical: str, *, place: Callable[[], str]) -> int:
    """The digest of the canonical text of a row at ``place``.

    Raises:
        InvalidRow: for a text that is not valid Unicode.
    """
    try:
        return text_digest(canonical.encode())
    except UnicodeEncodeError as error:
        raise InvalidRow(f"{place()}: a text is not valid Unicode ({error.reason})") from None


def text_digest(canonical: bytes) -> int:
    """The digest of a canonical text in UTF-8."""
    return int.from_bytes(blake2b(canonical, digest_size=_BYTES).digest(), "big", signed=True)


def text_digests(canonical: Iterable[bytes]) -> "NDArray[np.int64]":
    """The digests of many canonical texts, as :func:`text_digest` gives them."""
    import numpy as np

    digests = b"".join([blake2b(one, digest_size=_BYTES).digest() for one in canonical])
    return np.frombuffer(digests, ">i8").astype(np.int64)


def text_token(text: str) -> str:
    """A text as a part of a canonical one."""
    return f"{len(text)}:{text}"


@lru_cache(maxsize=1000)
def name_token(name: str) -> str:
    """A property's name as a part of a canonical text."""
    return text_token(name)


def value_token(value: Any) -> str:
    """A value as a part of a canonical text."""
    return token_writer(type(value))(value)


def token_writer(kind: type) -> Callable[[Any], str]:
    """What writes values of the type ``kind`` as parts of a canonical text."""
    return _WRITERS.get(kind, _list_token)


def _list_token(items: Sequence[Any]) -> str:
    return f"l{len(items)}:{''.join([value_token(item) for item in items])}"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: lambda text: f"s{len(text)}:{text}",
    bool: lambda flag: "t" if flag else "f",
    int: lambda number: f"i{number};",
    float: lambda number: f"d{_LONG.unpack(_DOUBLE.pack(number))[0]};",
}
