"""Speed of the linker: opening the index, mentions a second never seen before and seen before, memory.

Run: python benchmarks/linking.py [--index FOLDER] [--mentions 5000]

Mentions are names of the index itself, one in three written as it stands, one with a letter missing, one
with a word put before it, so that exact, near and reduced matches are all needed.
"""

import argparse
import json
import random
import time
from pathlib import Path

from medkg.extraction.document import Document
from medkg.extraction.evaluation.throughput import peak_memory_mb
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.index.type_bits import type_bits
from medkg.linking.linker import Linker


def made_mentions(index: Index, count: int) -> list[Mention]:
    """``count`` mentions of names drawn from ``index``, always the same for one index."""
    chosen = random.Random(0).choices(range(index.manifest.names), k=count)
    return [made_mention(index, name, place) for place, name in enumerate(chosen)]


def made_mention(index: Index, name: int, place: int) -> Mention:
    """A mention of name number ``name``, altered by ``place``."""
    written, _, concept = index.name(name)
    text = (written, written[:3] + written[4:], f"severe {written}")[place % 3]
    kind = "Drug" if index.types(concept) & type_bits(("Drug",)) else "Disease"
    return Document(f"D{place}", text).mention(Span(0, len(text)), kind)


def speed(linker: Linker, mentions: list[Mention]) -> float:
    """Mentions a second of processor time, each in a document of its own."""
    begin = time.process_time()
    for mention in mentions:
        linker.link([mention])
    return len(mentions) / (time.process_time() - begin)


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--mentions", type=int, default=5_000)
    options = parser.parse_args()
    folder = options.index or ensure_index()
    before = peak_memory_mb()
    begin = time.process_time()
    linker = Linker.load(folder)
    opening = time.process_time() - begin
    mentions = made_mentions(Index.open(folder), options.mentions)
    new = speed(linker, mentions)
    print(
        json.dumps(
            {
                "opening_seconds": round(opening, 4),
                "new_mentions_per_second": round(new),
                "repeated_mentions_per_second": round(speed(linker, mentions)),
                "peak_memory_mb": round(peak_memory_mb()),
                "peak_memory_before_mb": round(before),
                "index_mb": round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
