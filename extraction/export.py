"""The int8 graph of a finished model, made again from its weights."""

from pathlib import Path

from medkg.extraction.model_folder import SOURCES, WEIGHTS, is_relation_model


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
    path = directory / WEIGHTS
    if is_relation_model(directory):
        from medkg.extraction.relations import export as relations

        relations.export_onnx(relations.load_model(directory), path)
    else:
        from medkg.extraction.ner import weights as ner

        ner.export_onnx(ner.load_model(directory), path)
    return path
