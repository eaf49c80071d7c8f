"""Candidates of other tools; run by linking_candidates.py, by a Python that has them.

Run: python linking_peers.py TOOL TASK.json

TASK.json holds ``names`` (pairs of a name and the identifier of its concept, the preferred name first) and
``mentions``. Prints one JSON object: the first ten identifiers for each mention, seconds of processor time
to build, to load and to answer, and megabytes of memory that loading added.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import psutil

TOP = 10
Names = list[tuple[str, str]]
Answers = list[list[str]]
Tool = tuple[Callable[[], object], Callable[[Any, list[str]], Answers]]


def best(identifiers: Iterable[str]) -> list[str]:
    """The first ten, each once."""
    return list(dict.fromkeys(identifiers))[:TOP]


def scispacy(names: Names, folder: Path) -> Tool:
    """scispaCy's CandidateGenerator: TF-IDF of character trigrams, approximate neighbours by nmslib."""
    import joblib
    from scispacy import candidate_generation as generation
    from scispacy.linking_utils import Entity, KnowledgeBase

    aliases: dict[str, list[str]] = {}
    for name, identifier in names:
        aliases.setdefault(identifier, []).append(name)

    class Given(KnowledgeBase):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(Entity(one, given[0], given[1:]) for one, given in aliases.items())

    with redirect_stdout(StringIO()):
        generation.create_tfidf_ann_index(str(folder), Given())
    paths = generation.LinkerPaths(
        ann_index=str(folder / "nmslib_index.bin"),
        tfidf_vectorizer=str(folder / "tfidf_vectorizer.joblib"),
        tfidf_vectors=str(folder / "tfidf_vectors_sparse.npz"),
        concept_aliases_list=str(folder / "concept_aliases.json"),
    )

    def load() -> object:
        index = generation.load_approximate_nearest_neighbours_index(paths, ef_search=200)
        vectorizer = joblib.load(paths.tfidf_vectorizer)
        listed = json.loads(Path(paths.concept_aliases_list).read_text(encoding="utf-8"))
        return generation.CandidateGenerator(index, vectorizer, listed, Given())

    def answer(generator: Any, mentions: list[str]) -> Answers:
        answers: Answers = []
        for start in range(0, len(mentions), 100):
            for found in generator(mentions[start : start + 100], 30):
                ranked = sorted(found, key=lambda one: max(one.similarities), reverse=True)
                answers.append(best(one.concept_id for one in ranked))
        return answers

    return load, answer


def rapidfuzz(names: Names, folder: Path) -> Tool:
    """rapidfuzz: every name compared by the ratio of its sorted words."""
    from rapidfuzz import fuzz, process

    texts = [name.lower() for name, _ in names]

    def answer(_: object, mentions: list[str]) -> Answers:
        found = (
            process.extract(one.lower(), texts, scorer=fuzz.token_sort_ratio, limit=3 * TOP)
            for one in mentions
        )
        return [best(names[place][1] for _, _, place in row) for row in found]

    return lambda: texts, answer


def bm25s(names: Names, folder: Path) -> Tool:
    """bm25s over words, its defaults."""
    import bm25s as library

    retriever = library.BM25()
    words = library.tokenize([name.lower() for name, _ in names], show_progress=False)
    retriever.index(words, show_progress=False)
    retriever.save(str(folder))

    def answer(loaded: Any, mentions: list[str]) -> Answers:
        asked = library.tokenize([one.lower() for one in mentions], show_progress=False)
        places, _ = loaded.retrieve(asked, k=3 * TOP, show_progress=False)
        return [best(names[int(place)][1] for place in row) for row in places]

    return lambda: library.BM25.load(str(folder)), answer


def gilda(names: Names, folder: Path) -> Tool:
    """gilda's Grounder over a table of the names: exact and normalised matches, scored."""
    from gilda.grounder import Grounder
    from gilda.process import normalize
    from gilda.term import Term, dump_terms

    seen: set[str] = set()
    terms = []
    for name, identifier in names:
        status = "synonym" if identifier in seen else "name"
        seen.add(identifier)
        if normal := normalize(name):
            terms.append(Term(normal, name, "ours", identifier, name, status, "ours"))
    path = folder / "terms.tsv.gz"
    dump_terms(terms, path)

    def answer(grounder: Any, mentions: list[str]) -> Answers:
        return [best(match.term.id for match in grounder.ground(one)) for one in mentions]

    return lambda: Grounder(str(path)), answer


TOOLS: dict[str, Callable[[Names, Path], Tool]] = {
    "scispacy": scispacy,
    "rapidfuzz": rapidfuzz,
    "bm25s": bm25s,
    "gilda": gilda,
}


def measured(tool: str, names: Names, mentions: list[str]) -> dict[str, object]:
    """The answers and costs of one tool."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.process_time()
        load, answer = TOOLS[tool](names, Path(folder))
        built, before = time.process_time(), psutil.Process(os.getpid()).memory_info().rss
        loaded = load()
        opened = time.process_time()
        answers = answer(loaded, mentions)
        answered, after = time.process_time(), psutil.Process(os.getpid()).memory_info().rss
    return {
        "answers": answers,
        "build_seconds": built - begin,
        "load_seconds": opened - built,
        "answer_seconds": answered - opened,
        "memory_mb": (after - before) / 1e6,
    }


def main() -> None:
    """Read the task, print the figures."""
    task = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    named = [(re.sub(r"\s+", " ", name), identifier) for name, identifier in task["names"]]
    print(json.dumps(measured(sys.argv[1], named, task["mentions"])))


if __name__ == "__main__":
    main()
