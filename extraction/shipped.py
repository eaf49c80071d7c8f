"""Where the trained models that ship with the package are."""

from pathlib import Path

MODELS = Path(__file__).parent / "models"
"""The shipped weights: ``ner`` and ``relations``."""
