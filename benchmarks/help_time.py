"""How long ``medkg --help`` takes: the median of ten runs, in a process of its own each.

Run: ``python benchmarks/help_time.py``. Exit code 1 if the median is above half a second.
"""

import statistics
import subprocess
import sys
import time

RUNS = 10
ALLOWED_SECONDS = 0.5


def seconds() -> float:
    """One run, in seconds."""
    begin = time.perf_counter()
    program = "from medkg.kg.cli import main; main(['--help'])"
    subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def main() -> int:
    """Measure and print."""
    seconds()
    median = statistics.median(seconds() for _ in range(RUNS))
    print(f"medkg --help: median of {RUNS} runs {median:.3f} s, at most {ALLOWED_SECONDS} s allowed")
    return int(median > ALLOWED_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
