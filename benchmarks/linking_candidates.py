"""Candidates for mentions: this linker beside scispaCy's CandidateGenerator, rapidfuzz, BM25 and gilda.

Run: python -m benchmarks.linking_candidates --gold GOLD... [--concepts 20000] [--mentions 1000]
     [--tool scispacy=PYTHON ...]

The vocabulary is a random part of the compiled one (--vocabulary FOLDER), with all concepts that the
mentions mean; every tool gets the same names. Mentions are distinct ones of the gold files whose concept is
known. Each other tool runs by itself, by the Python that has it (linking_peers.py): scispaCy's builder needs
a SciPy below 1.11. Speed is mentions a second of processor time in one process. This linker also knows the
mention's type, as it does in use, and is asked with its cache empty; ``again`` is with the cache full.
``ours, at once`` are the candidates of all mentions asked together (linking_batch.py), by a fresh process.
``--grown COUNT...`` measures this linker alone over vocabularies of so many names, real ones and, beyond
them, perturbed copies of them.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.readers import read_annotated
from medkg.extraction.span import Span
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import gold_curies
from medkg.linking.index.compile import compile_index
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.vocabularies.source import Source

TOP = 10
PEERS = Path(__file__).with_name("linking_peers.py")
BATCH = Path(__file__).with_name("linking_batch.py")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asked:
    """A mention's words and type, and the CURIEs any of which is right."""

    text: str
    kind: str
    right: frozenset[str]


def asked_mentions(paths: Sequence[Path], index: Index, most: int) -> list[Asked]:
    """At most ``most`` distinct mentions of ``paths`` whose concepts ``index`` has."""
    types, found = TypeMap(), dict[tuple[str, str], Asked]()
    for read in (one for path in paths for one in read_annotated(path, format="pubtator")):
        for mention in read.mentions if isinstance(read, AnnotatedDocument) else ():
            kinds = types.mention_types(mention.type)
            gold = gold_curies(mention.identifiers)
            right = {index.concept(n).curie for one in gold for n in index.numbers(Curie.parse(one))}
            if kinds and right:
                one = Asked(mention.text, kinds[0], frozenset(map(str, right)))
                found.setdefault((mention.text.lower(), kinds[0]), one)
    return random.Random(0).sample(list(found.values()), min(most, len(found)))


def some_concepts(index: Index, asked: Iterable[Asked], count: int) -> list[Concept]:
    """The concepts that ``asked`` mean and others by chance, ``count`` together; without the names that
    people annotated, which other tools are not given.
    """
    needed = {n for one in asked for curie in one.right for n in index.numbers(Curie.parse(curie))}
    others = [n for n in range(index.manifest.concepts) if n not in needed]
    count = min(max(0, count - len(needed)), len(others))
    chosen = sorted(needed) + random.Random(0).sample(others, count)
    return [replace(index.concept(number), usage=()) for number in chosen]


def named(concepts: Sequence[Concept]) -> list[tuple[str, str]]:
    """Every name with the CURIE of its concept."""
    return [
        (name, str(one.curie))
        for one in concepts
        for name in dict.fromkeys((one.name, *one.synonyms, *one.related))
    ]


def others(tool: str, python: str, task: Path) -> dict[str, object]:
    """The answers and costs of another tool."""
    return apart([python, str(PEERS), tool, str(task)])


def apart(command: Sequence[str]) -> dict[str, object]:
    """What ``command`` measures in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TQDM_DISABLE": "1"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if ran.returncode:
        return {"error": ran.stderr.strip().splitlines()[-1:]}
    found: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return found


def ours(concepts: Iterable[Concept], asked: Sequence[Asked], folder: Path) -> dict[str, object]:
    """The answers and costs of this linker over an index of ``concepts`` compiled into ``folder``."""
    begin = time.process_time()
    compile_index([Source("part", "", lambda: iter(concepts))], folder)
    built, before = time.process_time(), psutil.Process().memory_info().rss
    linker = Linker.load(folder)
    opened = time.process_time()
    mentions = [
        Document(f"D{place}", one.text).mention(Span(0, len(one.text)), one.kind)
        for place, one in enumerate(asked)
    ]
    start = time.process_time()
    links = [linker.link([mention])[0] for mention in mentions]
    answered, after = time.process_time(), psutil.Process().memory_info().rss
    for mention in mentions:
        linker.link([mention])
    again = time.process_time() - answered
    return {
        "answers": [[str(one.concept.curie) for one in link.candidates[:TOP]] for link in links],
        "build_seconds": built - begin,
        "load_seconds": opened - built,
        "answer_seconds": answered - start,
        "memory_mb": (after - before) / 1e6,
        "again_per_second": round(len(mentions) / again),
    }


def figures(tool: str, found: dict[str, object], asked: Sequence[Asked]) -> dict[str, object]:
    """What is told of a tool."""
    answers, seconds = found.pop("answers", None), found.pop("answer_seconds", None)
    if not isinstance(answers, list) or not isinstance(seconds, float):
        return {"tool": tool, **found}
    pairs = list(zip(asked, answers, strict=True))
    rounded = {name: round(one, 3) if isinstance(one, float) else one for name, one in found.items()}
    return {
        "tool": tool,
        "accuracy_at_1": round(sum(bool(one.right & set(row[:1])) for one, row in pairs) / len(pairs), 4),
        "recall_at_10": round(sum(bool(one.right & set(row)) for one, row in pairs) / len(pairs), 4),
        "mentions_per_second": round(len(pairs) / seconds, 1),
        **rounded,
    }


def grown(concepts: Sequence[Concept], count: int) -> Iterator[Concept]:
    """``concepts`` and copies with other identifiers and perturbed names, until there are ``count`` names."""
    names, turn = 0, 0
    while names < count:
        chance = random.Random(turn)
        for one in concepts:
            made = perturbed(one, turn, chance) if turn else one
            names += 1 + len(made.synonyms) + len(made.related)
            yield made
            if names >= count:
                return
        turn += 1


def perturbed(concept: Concept, turn: int, chance: random.Random) -> Concept:
    """A copy of ``concept`` number ``turn``: in each name one word in three has another letter."""
    return replace(
        concept,
        curie=Curie(f"COPY{turn}", concept.curie.id),
        name=misspelt(concept.name, chance),
        synonyms=tuple(misspelt(name, chance) for name in concept.synonyms),
        related=tuple(misspelt(name, chance) for name in concept.related),
        parents=(),
        xrefs=(),
    )


def misspelt(name: str, chance: random.Random) -> str:
    """``name`` with another letter in one of its words, and in each further one with a chance of a third."""
    words = name.split()
    chosen = chance.randrange(len(words))
    for at, word in enumerate(words):
        if at == chosen or chance.random() < 1 / 3:
            place = chance.randrange(len(word))
            words[at] = word[:place] + chance.choice(LETTERS) + word[place + 1 :]
    return " ".join(words)


def main() -> None:
    """Measure and print one JSON object a tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("--concepts", type=int, default=20_000)
    parser.add_argument("--mentions", type=int, default=1_000)
    parser.add_argument("--tool", action="append", default=[], metavar="NAME=PYTHON")
    parser.add_argument("--grown", type=int, nargs="+", metavar="COUNT")
    options = parser.parse_args()
    index = Index.open(options.vocabulary or ensure_index())
    asked = asked_mentions(options.gold, index, options.mentions)
    with TemporaryDirectory() as folder:
        if options.grown:
            concepts = [index.concept(number) for number in range(index.manifest.concepts)]
            for count in options.grown:
                print(
                    json.dumps(
                        figures(f"ours, {count} names", grown_index(concepts, count, asked, folder), asked)
                    )
                )
            return
        concepts = some_concepts(index, asked, options.concepts)
        task = Path(folder) / "task.json"
        task.write_text(
            json.dumps(
                {
                    "names": named(concepts),
                    "mentions": [one.text for one in asked],
                    "types": [one.kind for one in asked],
                }
            )
        )
        size = {"concepts": len(concepts), "names": len(named(concepts)), "mentions": len(asked)}
        print(json.dumps(size), flush=True)
        print(json.dumps(figures("ours", ours(concepts, asked, Path(folder) / "ours"), asked)), flush=True)
        batch = apart([sys.executable, str(BATCH), str(Path(folder) / "ours"), str(task)])
        print(json.dumps(figures("ours, at once", batch, asked)), flush=True)
        for tool, _, python in (one.partition("=") for one in options.tool):
            found = others(tool, python or sys.executable, task)
            print(json.dumps(figures(tool, found, asked)), flush=True)


def grown_index(
    concepts: Sequence[Concept], count: int, asked: Sequence[Asked], folder: str
) -> dict[str, object]:
    """This linker over ``count`` names."""
    return ours(grown(concepts, count), asked, Path(folder) / f"grown{count}")


if __name__ == "__main__":
    main()
