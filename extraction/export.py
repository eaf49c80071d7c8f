"""The int8 graph of a finished model, made again from its weights."""

import json
from pathlib import Path

from medkg.extraction.model_folder import SOURCES, WEIGHTS


def export_model(directory: Path) -> Path:
    """Writes the graph that processors run, from the weights in the folder of a mention or relation model,
    and gives its path.

    Raises:
        FileNotFoundError: if the folder lacks its configuration or weights, naming the file.
        ValueError: if the configuration is not that of a model of ours.
    """
    for name in SOURCES:
        if not (directory / name).is_file():
            raise FileNotFoundError(
                f"{directory} holds no {name}; the folder of a finished model is required"
            )
    settings = json.loads((directory / "config.json").read_text(encoding="utf-8")).get("medkg")
    if settings is None:
        raise ValueError(f"{directory} is no model of medkg train: its config.json has no part 'medkg'")
    path = directory / WEIGHTS
    if "predicates" in settings:
        from medkg.extraction.relations import export as relations

        relations.export_onnx(relations.load_model(directory), path)
    else:
        from medkg.extraction.ner import weights as ner

        ner.export_onnx(ner.load_model(directory), path)
    return path
