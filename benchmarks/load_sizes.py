"""Online and bulk loads of generated builds: seconds, rows per second, memory, disk, and whether they agree.

    python -m benchmarks.load_sizes WORK [--evidence 100000 1000000] [--rounds 3] [--without-online 5000000]
    python -m benchmarks.load_sizes WORK --plot loads.png

Builds are generated in WORK once. Each round starts, for each way, a server of its own in an empty folder,
loads the build that way, loads it again online, and adds the graph up. Each load is a process of its own.
Memory is the highest resident set seen, of the loader (with the importer) and of the server; disk is that of
the database with its transaction logs; ``processor`` counts the processor seconds of loader, importer and
server, which tell more than seconds where others use the machine too. Every round appends one JSON object to
WORK/loads.jsonl; --plot draws them. What a load took is told on standard error as soon as it has ended.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from statistics import median
from threading import Event, Thread
from typing import Any, Literal

import psutil

from benchmarks.generate import generate
from medkg.graph_db.bulk.load import bulk_load
from medkg.graph_db.checksum import checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store
from medkg.kg.graph import build_name, graph_rows
from medkg.kg.graph_tables import graph_tables

Way = Literal["online", "bulk"]

RESULTS = "loads.jsonl"


def run(way: Way, build: Path, instance: Path) -> dict[str, Any]:
    """Loads ``build`` into the server in ``instance``; the work of a process of its own."""
    server = Server(instance, port=0)
    before = _seconds(server)
    if way == "bulk":
        schema, node_tables, edge_tables = graph_tables(build)
        report = bulk_load(
            node_tables, edge_tables, schema=schema, server=server, graph="medkg", build=build_name(build)
        )
    else:
        schema, nodes, edges = graph_rows(build)
        with opened(server) as store:
            report = load(nodes, edges, schema=schema, store=store, graph="medkg", build=build_name(build))
    return asdict(report) | {"processor": round(sum(os.times()[:4]) + _seconds(server) - before, 1)}


def _seconds(server: Server) -> float:
    """Processor seconds of the running server; what it took to stop one that was replaced is not seen."""
    info = server.status()
    return sum(psutil.Process(info.pid).cpu_times()[:2]) if info else 0.0


def opened(server: Server) -> Store:
    """The store of a server, which is started where it does not run."""
    info = server.start()
    return Store.open(Connection(info.uri, info.user, server.password()))


def watched(way: Way, build: Path, server: Server) -> dict[str, Any]:
    """What a load in a process of its own did, with its seconds and the highest memory in MB."""
    command = [sys.executable, "-m", "benchmarks.load_sizes", str(build), "--run", way, str(server.instance)]
    highest: defaultdict[str, int] = defaultdict(int)
    begun = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        ended = Event()
        watch = Thread(target=_watch, args=(process.pid, server, highest, ended))
        watch.start()
        told, _ = process.communicate()
        seconds = time.monotonic() - begun
        ended.set()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"the {way} load failed")
    report = json.loads(told.splitlines()[-1])
    found = {"seconds": round(seconds, 2), "memory": dict(highest), **{n: report[n] for n in _KEPT}}
    print(json.dumps({way: found}), file=sys.stderr, flush=True)
    return found


_KEPT = ("processor", "read", "created", "updated", "unchanged", "rows_per_second")


def _watch(pid: int, server: Server, highest: dict[str, int], ended: Event) -> None:
    while not ended.wait(0.3):
        for name, processes in _processes(pid, server).items():
            highest[name] = max(highest[name], sum(map(_megabytes, processes)))


def _processes(pid: int, server: Server) -> dict[str, list[psutil.Process]]:
    """The loader with its importer, and the server (which may be the loader's child for a while)."""
    found: dict[str, list[psutil.Process]] = {"loader": [], "server": []}
    with suppress(psutil.NoSuchProcess):
        info = server.status()
        loader = psutil.Process(pid)
        others = [child for child in loader.children(recursive=True) if info is None or child.pid != info.pid]
        found["loader"] = [loader, *others]
        found["server"] = [psutil.Process(info.pid)] if info else []
    return found


def _megabytes(process: psutil.Process) -> int:
    with suppress(psutil.NoSuchProcess):
        return int(process.memory_info().rss / 1e6)
    return 0


def size(server: Server) -> int:
    """Megabytes of the database of ``server`` and its logs."""
    folders = [server.instance / "data" / kind / "neo4j" for kind in ("databases", "transactions")]
    return int(sum(file.stat().st_size for folder in folders for file in folder.rglob("*")) / 1e6)


def measure(work: Path, evidence: int, *, online: bool, sums: bool) -> dict[str, Any]:
    """One round."""
    build = work / f"build-{evidence}"
    if not (build / "manifest.json").exists():
        generate(build, evidence=evidence)
    found: dict[str, Any] = {"evidence": evidence}
    ways: tuple[Way, ...] = ("online", "bulk") if online else ("bulk",)
    for way in ways:
        server = Server(work / "server", port=0)
        shutil.rmtree(server.instance, ignore_errors=True)
        server.start()
        try:
            found[way] = watched(way, build, server)
            found[f"{way} again"] = watched("online", build, server)
            found[way]["disk"] = size(server)
            if sums:
                with opened(server) as store:
                    found[way]["checksum"] = asdict(checksum(store))
        finally:
            server.stop()
            shutil.rmtree(server.instance, ignore_errors=True)
    if online:
        found["same"] = found["online"].get("checksum") == found["bulk"].get("checksum")
        found["bulk over online"] = round(found["online"]["seconds"] / found["bulk"]["seconds"], 2)
        found["again over first"] = round(found["online"]["seconds"] / found["online again"]["seconds"], 1)
    return found


def plot(rounds: Sequence[dict[str, Any]], file: Path) -> None:
    """Seconds, memory and disk by size, on one picture."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    panels: dict[str, Callable[[dict[str, Any]], Any]] = {
        "seconds": lambda one: one["seconds"],
        "processor seconds": lambda one: one.get("processor"),
        "memory of loader and server, MB": lambda one: sum(one.get("memory", {}).values()) or None,
        "disk, MB": lambda one: one.get("disk"),
    }
    figure, axes = pyplot.subplots(1, 4, figsize=(15, 3.6))
    for axis, (title, value) in zip(axes, panels.items(), strict=True):
        for way in ("online", "bulk", "online again"):
            points: defaultdict[int, list[float]] = defaultdict(list)
            for one in rounds:
                if way in one and value(one[way]) is not None:
                    points[one["evidence"]].append(value(one[way]))
            if points:
                sizes = sorted(points)
                axis.plot(sizes, [median(points[size]) for size in sizes], marker="o", label=way)
        axis.set(xscale="log", yscale="log", title=title, xlabel="rows of evidence")
        axis.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=80)


def main() -> None:
    """Reads the options; measures, or draws what was measured."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("work", type=Path)
    options.add_argument("--evidence", type=int, nargs="*", default=[100_000, 1_000_000])
    options.add_argument("--without-online", type=int, nargs="*", default=[])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--no-sums", action="store_true", help="do not add the graphs up")
    options.add_argument("--plot", type=Path)
    options.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.run:
        print(json.dumps(run(chosen.run[0], chosen.work, Path(chosen.run[1]))))
        return
    results = chosen.work / RESULTS
    if chosen.plot:
        plot([json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()], chosen.plot)
        return
    chosen.work.mkdir(parents=True, exist_ok=True)
    for evidence in (*chosen.evidence, *chosen.without_online):
        for _ in range(chosen.rounds):
            online = evidence not in chosen.without_online
            found = measure(chosen.work, evidence, online=online, sums=not chosen.no_sums)
            with results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(found) + "\n")
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
