"""How common diseases are: what a user gives or keeps, since nothing that is shipped says it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from medkg.kg.curated.errors import PrevalenceError
from medkg.kg.curated.orphadata import read_orphadata
from medkg.linking.index.location import data_directory
from medkg.linking.prefixes import canonical

MOST = 100_000.0
_HEAD = ("disease", "prevalence")


@dataclass(frozen=True, slots=True)
class Prevalences:
    """Patients among 100,000, above 0, by the CURIE of their disease; ``name`` says where from."""

    name: str
    values: Mapping[str, float]


def prevalence_file() -> Path:
    """Where the user's prevalences are kept."""
    return data_directory() / "prevalence.tsv"


def read_prevalences(path: Path) -> Prevalences:
    """The prevalences of ``path``: Orphadata's XML, or a table of a disease's CURIE, a tab and its prevalence
    per 100,000 on each line; lines that begin with ``#`` and a first line of ``disease``, ``prevalence`` are
    passed over.

    Raises:
        PrevalenceError: for a file that is neither, or holds none.
    """
    with path.open("rb") as file:
        is_xml = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    values = dict(read_orphadata(path) if is_xml else _table(path))
    if not values:
        raise PrevalenceError(
            f"{path.name} has no prevalence; Orphadata's XML or a table of two columns does"
        )
    return Prevalences(path.name, values)


def keep_prevalences(paths: Iterable[Path]) -> Prevalences:
    """Keep the prevalences of files for all later diagnoses, in place of those kept before; of two files that
    speak of one disease the later counts.

    Raises:
        PrevalenceError: for a file that cannot be read; what was kept before stays.
    """
    from medkg.kg.build.atomic import write_whole

    read = [read_prevalences(path) for path in paths]
    values = {disease: value for one in read for disease, value in one.values.items()}
    name = ", ".join(one.name for one in read)
    file = prevalence_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = (f"{disease}\t{value!r}\n" for disease, value in sorted(values.items()))
    write_whole(file, f"# {name}\n" + "".join(rows))
    return Prevalences(name, values)


def kept_prevalences() -> Prevalences | None:
    """The prevalences that are kept; None where none are.

    Raises:
        PrevalenceError: if the file that is kept was changed to something that is no table of prevalences.
    """
    file = prevalence_file()
    if not file.is_file():
        return None
    with file.open(encoding="utf-8", errors="replace") as lines:
        name = next(lines, "").removeprefix("#").strip()
    return Prevalences(name, read_prevalences(file).values)


def _table(path: Path) -> Iterator[tuple[str, float]]:
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            if line.startswith("#") or cells == [""] or (not seen and tuple(cells[:2]) == _HEAD):
                continue
            disease, value = _row(cells, f"{path.name}, line {number}")
            if disease in seen:
                raise PrevalenceError(
                    f"{path.name}, line {number}: {disease} stands there for the second time"
                )
            seen.add(disease)
            yield disease, value


def _row(cells: list[str], place: str) -> tuple[str, float]:
    curie = canonical(cells[0])
    if len(cells) < 2 or curie is None:
        raise PrevalenceError(f"{place}: a CURIE such as ORPHA:558, a tab and a number are required")
    try:
        value = float(cells[1])
    except ValueError:
        value = 0.0
    if not 0.0 < value <= MOST:
        raise PrevalenceError(
            f"{place}: a prevalence of {cells[1][:40]!r} is not allowed; above 0 to 100000 is"
        )
    return str(curie), value
