"""A build that is killed, again and again, ends as if it never was."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.kg.corpora import file_hashes, write_corpus

SCRIPT = Path(__file__).with_name("dictionary_parts.py")
SENTENCES = (
    "Lumexadol treats zalvoria.",
    "Zalvoria has tremblance.",
    "Brintazole causes tremblance.",
)
KILLS = 5


def start(corpus: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(SCRIPT), str(out), str(corpus)])


def seconds_of_a_whole_build(corpus: Path, out: Path) -> float:
    """From the first shard to the end."""
    with start(corpus, out) as process:
        began = wait_for_shards(out, process)
        assert process.wait(300) == 0
    return time.monotonic() - began


def wait_for_shards(out: Path, process: subprocess.Popen[bytes]) -> float:
    while not (out / "shards").is_dir() and process.poll() is None:
        time.sleep(0.005)
    return time.monotonic()


def test_killed_builds_end_the_same(tmp_path: Path) -> None:
    documents = [
        {"id": f"n-{number}", "text": SENTENCES[number % 3] + f" Number {number}."} for number in range(40)
    ]
    corpus = write_corpus(tmp_path / "corpus.jsonl", documents)
    seconds = seconds_of_a_whole_build(corpus, tmp_path / "undisturbed")
    chance = random.Random(7)
    killed = 0
    for _ in range(KILLS):
        with start(corpus, tmp_path / "disturbed") as process:
            wait_for_shards(tmp_path / "disturbed", process)
            time.sleep(chance.uniform(0, seconds / 2))
            process.send_signal(signal.SIGKILL)
            killed += process.wait(300) == -signal.SIGKILL
    assert killed >= KILLS // 2
    with start(corpus, tmp_path / "disturbed") as process:
        assert process.wait(300) == 0
    assert file_hashes(tmp_path / "disturbed") == file_hashes(tmp_path / "undisturbed")
