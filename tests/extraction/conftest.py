"""A small encoder to train."""

from pathlib import Path

import pytest

from tests.extraction.small import write_encoder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small BERT of random weights."""
    return write_encoder(tmp_path_factory.mktemp("encoder"))
