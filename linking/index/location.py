"""Where compiled vocabularies live."""

import os
from pathlib import Path


def data_directory() -> Path:
    """The folder named by the environment variable MEDKG_DATA, else the user's data folder for medkg."""
    import platformdirs

    return Path(os.environ.get("MEDKG_DATA") or platformdirs.user_data_dir("medkg"))


def index_directory() -> Path:
    """Where the index is that is used when none is named."""
    return data_directory() / "index"


def vocabulary_directory() -> Path:
    """Where the vocabularies are that the user built from official files or from their own."""
    return data_directory() / "vocabularies"
