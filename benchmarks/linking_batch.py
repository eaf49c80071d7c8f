"""Candidates of many mentions at once (medkg.linking.candidates.batch), beside those of other tools.

Run: python linking_batch.py INDEX TASK.json

TASK.json holds ``mentions`` and their ``types``. Prints one JSON object: the first ten identifiers for each
mention, seconds of processor time to load and to answer with nothing remembered, and megabytes of memory
that loading and answering added. The sparse product's library is imported beforehand.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

import psutil

from medkg.linking.candidates.batch import candidates
from medkg.linking.index.index import Index


def main() -> None:
    """Read the task, print the figures."""
    task = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    mentions = list(zip(task["mentions"], task["types"], strict=True))
    import_module("scipy.sparse")
    begin, before = time.process_time(), psutil.Process().memory_info().rss
    index = Index.open(Path(sys.argv[1]))
    opened = time.process_time()
    answers = [[index.curie(number) for number, _ in row] for row in candidates(index, mentions)]
    answered, after = time.process_time(), psutil.Process().memory_info().rss
    print(
        json.dumps(
            {
                "answers": answers,
                "load_seconds": opened - begin,
                "answer_seconds": answered - opened,
                "memory_mb": (after - before) / 1e6,
            }
        )
    )


if __name__ == "__main__":
    main()
