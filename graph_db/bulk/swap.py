"""Puts an imported database in the place of the server's empty one."""

import shutil
from collections.abc import Callable
from pathlib import Path

from medkg.graph_db.bulk.importer import DATABASE


def take_over(instance: Path, imported: Path, *, aside: Path) -> None:
    """Makes the data folder ``imported`` that of the stopped server in ``instance``.

    What else the server keeps there (users and passwords) is copied into it before. The folder changes place
    by two renames; between them there is none, which is an empty server. The old one is left in ``aside``.
    """
    data = instance / "data"
    if data.exists():
        shutil.copytree(data, imported, dirs_exist_ok=True, ignore=_ours(data))
        data.rename(aside)
    imported.rename(data)


def _ours(data: Path) -> Callable[[str, list[str]], list[str]]:
    """Leaves out the database itself."""
    replaced = {str(data / kind) for kind in ("databases", "transactions")}

    def ignore(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if folder in replaced and name == DATABASE]

    return ignore
