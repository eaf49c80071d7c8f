"""How long each question to the graph takes, at several sizes of it.

    python -m benchmarks.questions WORK --evidence 100000 1000000 [--times 200] [--plot FILE.png]

Makes the invented builds of these sizes (benchmarks/generate.py) and their servers below WORK, where they are
not there yet, and asks in one process, one question after another, after a warming up of as many others as a
fifth. What is asked about is drawn as often as it stands in evidence, so that the best known diseases and
drugs are asked about most. On a shared machine each question may be asked several times (``--repeats``), and
its least time counts. Prints a line of JSON for each size and question: p50, p95 and the longest in
milliseconds, p50 and p95 of the processor time that server and client took together (Linux), which is what a
machine without other work would need, and how many rows the answers had on average.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence, Sized
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any, NamedTuple

from benchmarks.generate import generate
from medkg.graph_db.bulk.load import bulk_load
from medkg.graph_db.connection import Connection
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store
from medkg.kg.diagnosis import Case, diagnose
from medkg.kg.diagnosis.graph import Graph
from medkg.kg.diagnosis.hierarchy import read_hierarchy
from medkg.kg.graph import build_name
from medkg.kg.graph_tables import graph_tables
from medkg.kg.questions import (
    compare,
    evidence_table,
    paths,
    safety,
    search,
    show,
    similar,
    symptoms,
    treatments,
    why,
)
from medkg.kg.rules import inferred

Ask = Callable[[], Sized]

FINDINGS = 6
_EVIDENCE = """
MATCH (e:Evidence) WHERE e.id >= $from WITH e ORDER BY e.id LIMIT 1
MATCH (e)-[:SUBJECT]->(s:Concept), (e)-[:OBJECT]->(o:Concept)
RETURN s.id AS subject, s.name AS subject_name, e.predicate AS predicate, o.id AS object
"""
_PATIENTS = """
UNWIND $diseases AS disease
MATCH (:Concept {id: disease})-[r:HAS_SYMPTOM]->(s:Concept) WHERE s.hpo IS NOT NULL
WITH disease, collect(s.hpo) AS findings WHERE size(findings) >= $most
RETURN findings
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """How long one question took; times in milliseconds."""

    evidence: int
    question: str
    times: int
    p50: float
    p95: float
    longest: float
    processor_p50: float
    processor_p95: float
    rows: float


@contextmanager
def served(work: Path, evidence: int) -> Iterator[tuple[Store, int]]:
    """The graph of an invented build, loaded, and the number of its server's process."""
    build = work / f"build-{evidence}"
    if not (build / "manifest.json").exists():
        generate(build, evidence=evidence)
    server = Server(work / f"server-{evidence}", port=0, heap="2g", page_cache="1500m")
    server.start()
    try:
        schema, nodes, edges = graph_tables(build)
        bulk_load(nodes, edges, schema=schema, server=server, graph="medkg", build=build_name(build))
        info = server.status()
        assert info is not None
        with Store.open(Connection(info.uri, info.user, server.password())) as store:
            yield store, info.pid
    finally:
        server.stop()


def drawn(store: Store, count: int, chance: random.Random) -> list[dict[str, Any]]:
    """The facts of pieces of evidence at random places: their ids are hashes."""
    rows: list[dict[str, Any]] = []
    while len(rows) < count:
        rows += store.read(_EVIDENCE, {"from": f"{chance.getrandbits(128):032x}"})
    return rows


def asks(store: Store, count: int, chance: random.Random) -> dict[str, list[Ask]]:
    """``count`` questions of each kind."""
    facts = drawn(store, count, chance)
    symptomatic = [one["subject"] for one in facts if one["predicate"] == "HAS_SYMPTOM"]
    diseases = [one["object"] for one in facts if one["predicate"] == "TREATS"]
    drugs = [one["subject"] for one in facts if one["predicate"] != "HAS_SYMPTOM"]
    few = min(map(len, (symptomatic, diseases, drugs)))
    pairs = list(zip(drugs[: few - 1], drugs[1:few], diseases, strict=False))
    kinds: dict[str, list[Ask]] = {
        "show": [partial(_known, show, store, one["subject"]) for one in facts],
        "treatments": [partial(_known, treatments, store, one) for one in diseases],
        "symptoms": [partial(_known, symptoms, store, one) for one in symptomatic],
        "why": [partial(_why, store, one) for one in facts],
        "safety": [partial(_safety, store, *one) for one in pairs],
        "compare": [partial(_compare, store, *one) for one in pairs],
        "evidence-table": [
            partial(evidence_table, store, one["subject"], one["predicate"], one["object"]) for one in facts
        ],
        "similar": [partial(similar, store, one) for one in symptomatic],
        "paths of 2": [partial(paths, store, a, c, hops=2) for a, _, c in pairs],
        "paths of 3": [partial(paths, store, a, c, hops=3) for a, _, c in pairs],
        "infer": [partial(inferred, store, one) for one in drugs],
        "search": [partial(search, store, _mistyped(one["subject_name"], chance)) for one in facts],
        "diagnose": list(_diagnoses(store, symptomatic, chance)),
    }
    return {kind: (made * count)[:count] for kind, made in kinds.items() if made}


def _known(ask: Callable[..., Any], store: Store, id: str) -> Sized:
    facts: Sized = ask(store, id).facts
    return facts


def _why(store: Store, fact: dict[str, Any]) -> Sized:
    return why(store, fact["subject"], fact["predicate"], fact["object"]).evidence


def _safety(store: Store, first: str, second: str, disease: str) -> Sized:
    found = safety(store, drugs=[first, second], problems=[disease])
    return (*found.interactions, *found.contraindications, *found.harms)


def _compare(store: Store, first: str, second: str, disease: str) -> Sized:
    found = compare(store, first, second, disease=disease)
    return (*found.shared, *found.first.harms, *found.second.harms)


def _diagnoses(store: Store, diseases: Sequence[str], chance: random.Random) -> Iterator[Ask]:
    source, hierarchy = Graph(store), read_hierarchy()
    for row in store.read(_PATIENTS, {"diseases": list(diseases), "most": FINDINGS}):
        known = [one for one in row["findings"] if one in hierarchy.names]
        if len(known) >= FINDINGS:
            case = Case("", tuple(chance.sample(known, FINDINGS)))
            yield lambda case=case: diagnose(case, source=source, hierarchy=hierarchy).diagnoses  # type: ignore[misc] # bound at once


def _mistyped(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    return name[:place] + name[place + 1 :]


def measured(evidence: int, kind: str, questions: Sequence[Ask], *, repeats: int, server: int) -> Measured:
    """The times of all ``questions`` but the first sixth, which warm up."""
    asked = [_timed(ask, repeats, server) for ask in questions]
    kept = asked[len(asked) // 6 :]
    times, processor = [one.milliseconds for one in kept], [one.processor for one in kept]
    numbers = (*_middle(times), max(times), *_middle(processor), fmean(one.rows for one in asked))
    return Measured(evidence, kind, len(kept), *(round(number, 1) for number in numbers))


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 95th percentile."""
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]


class Timed(NamedTuple):
    """The least times of a question, in milliseconds, and the number of rows."""

    milliseconds: float
    processor: float
    rows: int


def _timed(ask: Ask, repeats: int, server: int) -> Timed:
    rounds = []
    for _ in range(repeats):
        used, begun = _processor(server), time.perf_counter()
        rows = len(ask())
        rounds.append((1000.0 * (time.perf_counter() - begun), _processor(server) - used))
    return Timed(min(wall for wall, _ in rounds), min(used for _, used in rounds), rows)


def _processor(server: int) -> float:
    """The processor time of this process and of all threads of the server so far, in milliseconds."""
    used = 0.0
    for thread in Path(f"/proc/{server}/task").iterdir():
        with suppress(OSError):
            used += int((thread / "schedstat").read_text().split()[0]) / 1e6
    return used + 1000.0 * time.process_time()


def plot(results: Sequence[Measured], file: Path) -> None:
    """Draws the p50 (dashed) and p95 of each question over the sizes."""
    from matplotlib import colormaps
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 5.5), layout="constrained")
    axes = figure.subplots()
    axes.set_prop_cycle(color=[colormaps["tab20"](place) for place in range(20)])
    for kind in dict.fromkeys(one.question for one in results):
        ours = [one for one in results if one.question == kind]
        sizes = [one.evidence for one in ours]
        (line,) = axes.plot(sizes, [one.p95 for one in ours], marker="o", label=kind)
        axes.plot(sizes, [one.p50 for one in ours], color=line.get_color(), linestyle="--", linewidth=0.8)
    axes.axhline(100, color="grey", linewidth=0.8)
    axes.set(xscale="log", yscale="log", xlabel="pieces of evidence", ylabel="ms; p95, dashed p50")
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize="small")
    figure.savefig(file, dpi=110)


def main() -> None:
    """Measures, prints, draws."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("work", type=Path)
    options.add_argument("--evidence", type=int, nargs="+", default=[100_000])
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--repeats", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", nargs="*", default=[], help="questions to ask; all otherwise")
    options.add_argument("--plot", type=Path)
    chosen = options.parse_args()
    results = []
    for evidence in chosen.evidence:
        with served(chosen.work, evidence) as (store, server):
            questions = asks(store, chosen.times * 6 // 5, random.Random(chosen.seed))
            for kind in chosen.only or questions:
                asked = questions[kind]
                results.append(measured(evidence, kind, asked, repeats=chosen.repeats, server=server))
                print(json.dumps(asdict(results[-1])), flush=True)
    if chosen.plot:
        plot(results, chosen.plot)


if __name__ == "__main__":
    main()
