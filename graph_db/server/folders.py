"""Where the local server keeps its archives and its data."""

import os
from pathlib import Path


def data_folder() -> Path:
    """The user's data folder: ``MEDKG_DATA`` where it is set, else the platform's own place."""
    chosen = os.environ.get("MEDKG_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("medkg", appauthor=False)


def default_archives() -> Path:
    """The folder of downloaded Java archives, shared by all instances."""
    return data_folder() / "neo4j" / "jars"


def default_instance() -> Path:
    """The folder of the server that commands use where none is named."""
    return data_folder() / "neo4j" / "default"
