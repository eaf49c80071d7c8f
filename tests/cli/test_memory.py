"""Training starts itself anew with glibc's settings, once."""

import os
import subprocess
import sys

import pytest

from medkg.kg.cli.memory import KEEP, keep_memory


def test_training_keeps_its_arguments() -> None:
    bare = {name: value for name, value in os.environ.items() if name not in KEEP}
    program = "from medkg.kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "train", "ner", "--config", "no such file.toml"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "no such file.toml" in done.stderr


def test_other_commands_and_chosen_settings_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_memory(["build", "notes", "train"])
    monkeypatch.setenv("MALLOC_TOP_PAD_", "0")
    keep_memory(["train", "ner"])
    assert os.environ["MALLOC_TOP_PAD_"] == "0"
