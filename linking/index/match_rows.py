"""What was joined and what was refused when an index was compiled, as compressed JSON lines."""

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from medkg.linking.curie import Curie
from medkg.linking.merging.match import Conflict, Ground, Match, Refusal

_JOINS, _CONFLICTS = "joins.jsonl.gz", "conflicts.jsonl.gz"


def write_matches(joins: Iterable[Match], conflicts: Iterable[Conflict], directory: Path) -> None:
    """Writes both lists into ``directory``."""
    _write(directory / _JOINS, map(_match_fields, joins))
    _write(directory / _CONFLICTS, map(_conflict_fields, conflicts))


def read_joins(directory: Path) -> Iterator[Match]:
    """The matches whose ends came together, the surest first."""
    return map(_match, _read(directory / _JOINS))


def read_conflicts(directory: Path) -> Iterator[Conflict]:
    """The matches that were refused, the surest first."""
    for fields in _read(directory / _CONFLICTS):
        left, right = map(Curie.parse, fields["between"])
        yield Conflict(_match(fields), Refusal(fields["refused"]), left, right)


def _match_fields(match: Match) -> dict[str, Any]:
    pair = [str(match.first), str(match.second)]
    return {"pair": pair, "ground": match.ground.value, "row": match.row}


def _conflict_fields(conflict: Conflict) -> dict[str, Any]:
    between = [str(conflict.left), str(conflict.right)]
    return {**_match_fields(conflict.match), "refused": conflict.refusal.value, "between": between}


def _match(fields: dict[str, Any]) -> Match:
    first, second = map(Curie.parse, fields["pair"])
    return Match(first, second, Ground(fields["ground"]), fields["row"])


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
