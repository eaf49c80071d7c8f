"""A training spread over two processes, as over two GPUs."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.extraction.small import write_recipe


def test_two_processes_train_one_model(tmp_path: Path, encoder: Path) -> None:
    recipe = write_recipe(tmp_path, encoder, epochs=3, documents=60)
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    medkg = str(Path(sys.executable).with_name("medkg"))
    command = [
        *launcher,
        "--no-python",
        medkg,
        "train",
        "ner",
        "--config",
        str(recipe),
        "--json",
    ]
    environment = os.environ | {"ACCELERATE_USE_CPU": "true", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    printed = json.loads(done.stdout)
    written = json.loads((tmp_path / "model" / "training.json").read_text(encoding="utf-8"))
    assert printed == written
    assert written["epochs"][-1]["selection"] > 0.9
