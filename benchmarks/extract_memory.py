"""The memory that ``medkg extract`` takes over many documents, its children's too.

    python -m benchmarks.extract_memory TEXTS.jsonl [--every 1000] [-- --ner FOLDER ...]

Runs the command on the file in a process of its own and looks at the resident memory of that process and of
all below it five times a second. Prints one JSON object a line: how many documents are done, the megabytes
then and the most so far; at the end the exit status and the processor time. What follows ``--`` goes to the
command.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

_MEGABYTE = 2**20


def resident(process: psutil.Process) -> int:
    """Bytes of memory of a process and of all below it."""
    total = 0
    for one in _family(process):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Lines:
    """Counts the lines of files that grow in a folder, the one written aside too."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._read, self.count = folder, 0, 0

    def update(self) -> int:
        """The lines that are there now."""
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError), path.open("rb") as opened:
                opened.seek(self._read)
                while block := opened.read(_MEGABYTE):
                    self._read += len(block)
                    self.count += block.count(b"\n")
        return self.count


def watched(child: psutil.Popen, lines: Lines, every: int) -> Iterator[dict[str, float]]:
    """A line for each ``every`` documents written, until ``child`` ends."""
    most, told = 0, 0
    while child.poll() is None:
        now = resident(child)
        most = max(most, now)
        if lines.update() >= told + every:
            told = lines.count // every * every
            yield {"documents": told, "megabytes": now // _MEGABYTE, "most": most // _MEGABYTE}
        time.sleep(0.2)
    yield {"documents": lines.update(), "megabytes": 0, "most": most // _MEGABYTE}


def parted(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The arguments before ``--`` and those after it."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:at], arguments[at + 1 :]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--every", type=int, default=1000)
    own, more = parted(sys.argv[1:])
    options = parser.parse_args(own)
    with tempfile.TemporaryDirectory() as folder:
        code = "from medkg.kg.cli import main; main()"
        out = ["-o", str(Path(folder) / "out.jsonl"), *more]
        command = [sys.executable, "-c", code, "extract", str(options.texts), *out]
        child = psutil.Popen(command, stdout=subprocess.DEVNULL)
        for line in watched(child, Lines(Path(folder)), options.every):
            print(json.dumps(line), flush=True)
    used = psutil.Process().cpu_times()
    seconds = round(used.children_user + used.children_system)
    print(json.dumps({"status": child.returncode, "processor_seconds": seconds}))


if __name__ == "__main__":
    main()
