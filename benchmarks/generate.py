"""Writes a build of invented texts, of any size, with the distributions of a real build.

    python -m benchmarks.generate OUT [--evidence 100000] [--seed 1]

OUT becomes a finished build directory that every command takes: documents, mentions, relations and links are
invented (benchmarks/invented_texts.py); evidence, facts and concepts are assembled from them as in any build.
Equal sizes and seeds give equal graphs. Memory is bounded by a shard of 20,000 documents and by that of
assembly (2 GB), whatever the size. Up to a twentieth of the rows asked for is lost to doubles.

Curated rows (of a disease as many as a lognormal distribution says) are 0.7 of all, as in the real build, but
never more than the 254,566 of phenotype.hpoa. Texts hold the sentences of evidence, and few mentions besides.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.invented import Concept, Kind, kinds, zipf
from benchmarks.invented_texts import EVIDENCE_MEAN, EXTRACTOR, Documents, Row
from medkg.kg.assembly.assemble import assemble
from medkg.kg.build.atomic import whole_folder
from medkg.kg.build.hashing import digest
from medkg.kg.build.manifest import Manifest, annotation_tables
from medkg.kg.build.settings import Settings
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import CONCEPTS, CURATED, EXTRACT, HIERARCHY, LINK, READ, Columns, arrow_schema
from medkg.kg.versions import code_version

if TYPE_CHECKING:
    import numpy as np

DOCUMENTS_IN_SHARD = 20_000
CURATED_PART, CURATED_MOST = 0.7, 254_566
CURATED_S, CURATED_Q, CURATED_SYMPTOMS = 1.1, 32.0, 11_000
_FREQUENCIES = ((0.33, 0.17), (0.61, 0.545), (0.77, 0.895), (0.83, 0.025), (0.86, 1.0), (1.0, None))


def generate(directory: Path, *, evidence: int, seed: int = 1) -> Manifest:
    """Makes ``directory`` a finished build with about ``evidence`` rows of evidence."""
    import numpy as np

    shards = Shards(directory)
    curated = min(round(CURATED_PART * evidence), CURATED_MOST)
    name = digest("invented", evidence, seed)
    source = f"curated-{name}"
    with whole_folder(shards.path(source)) as folder:
        write_curated(folder, curated, np.random.default_rng([seed, 0]))
    names = []
    for number, count in enumerate(_parts(round((evidence - curated) / EVIDENCE_MEAN))):
        names.append(f"{digest(name, number)}")
        write_shard(shards, names[-1], count, number, np.random.default_rng([seed, 1 + number]))
    manifest = _manifest(shards, name, names, source, evidence, seed)
    manifest.write(directory)
    return manifest


def write_shard(shards: Shards, name: str, count: int, number: int, chance: "np.random.Generator") -> None:
    """The shards of ``count`` documents: their texts, what stands in them, and its links."""
    invented = Documents(chance)
    for document in range(count):
        invented.add(f"PMID:{90_000_000 + number * DOCUMENTS_IN_SHARD + document}")
    for stage, columns in (("documents", READ), ("mentions", EXTRACT), ("links", LINK)):
        with whole_folder(shards.path(f"{stage}-{name}")) as folder:
            for table, kinds_of in columns.items():
                _write(folder / f"{table}.parquet", kinds_of, invented.rows(table))


def write_curated(folder: Path, count: int, chance: "np.random.Generator") -> None:
    """About ``count`` curated rows, and their concepts."""
    rows: list[Row] = []
    concepts: dict[str, Row] = {}
    disease = 0
    while len(rows) < count:
        subject = _known(kinds()["Disease"], disease)
        symptoms = max(1, int(chance.lognormal(2.83, 1.05)))
        drawn = zipf(chance, symptoms, size=CURATED_SYMPTOMS, s=CURATED_S, q=CURATED_Q)
        reference = f"ORPHA:{900_000 + disease}"
        for rank in sorted(set(drawn.tolist())):
            symptom = _known(kinds()["Symptom"], rank)
            concepts[symptom.id] = symptom.row
            rows.append(_curated_row(subject.id, symptom.id, reference, *chance.random(3).tolist()))
        concepts[subject.id] = subject.row
        disease += 1
    _write(folder / "curated.parquet", CURATED, rows[:count])
    _write(folder / "concepts.parquet", CONCEPTS, list(concepts.values()))


def _known(kind: Kind, rank: int) -> Concept:
    """The first concept of a vocabulary from ``rank`` on."""
    while kind.concept(rank).nil:
        rank += 1
    return kind.concept(rank)


def _curated_row(disease: str, symptom: str, reference: str, denied: float, sure: float, often: float) -> Row:
    """A row; the last three, uniform in [0, 1), decide about polarity, score and frequency."""
    return {
        "disease": disease,
        "symptom": symptom,
        "source": "HPOA",
        "reference": reference,
        "frequency": next(frequency for below, frequency in _FREQUENCIES if often < below),
        "polarity": "negated" if denied < 0.004 else "affirmed",
        "score": 0.9 if sure < 0.8 else 0.95,
    }


def _parts(documents: int) -> Iterator[int]:
    while documents > 0:
        yield min(documents, DOCUMENTS_IN_SHARD)
        documents -= DOCUMENTS_IN_SHARD


def _manifest(
    shards: Shards, name: str, names: Sequence[str], curated: str, evidence: int, seed: int
) -> Manifest:
    documents, mentions, links = (
        tuple(f"{stage}-{one}" for one in names) for stage in ("documents", "mentions", "links")
    )
    record, assembled = f"read-{name}", f"facts-{name}"
    with whole_folder(shards.path(record)) as folder:
        (folder / "index.json").write_text(json.dumps(documents), encoding="utf-8")
    hierarchy = f"hierarchy-{name}"
    with whole_folder(shards.path(hierarchy)) as folder:
        _write(folder / "hierarchy.parquet", HIERARCHY, [])
    tables = annotation_tables(shards, documents, mentions, links)
    tables["curated"] = shards.files([curated], "curated")
    tables["curated_concepts"] = shards.files([curated], "concepts")
    with whole_folder(shards.path(assembled)) as folder:
        assemble(tables, folder, curated="all", spill=shards.directory / "spill")
    return Manifest(
        code=code_version(),
        extractor=EXTRACTOR,
        linker="invented",
        options=asdict(Settings(curated="all", shard_documents=DOCUMENTS_IN_SHARD)),
        sources=((f"invented {evidence} {seed}", name),),
        record=record,
        documents=documents,
        mentions=mentions,
        links=links,
        curated=curated,
        assembled=assembled,
        hierarchy=hierarchy,
    )


def _write(path: Path, columns: Columns, rows: Sequence[Row]) -> None:
    import pyarrow
    import pyarrow.parquet

    schema = arrow_schema(columns)
    values = {name: [row[name] for row in rows] for name in columns}
    pyarrow.parquet.write_table(pyarrow.table(values, schema=schema), path, compression="zstd")


def main() -> None:
    """Reads the options and generates."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("--evidence", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    manifest = generate(chosen.out, evidence=chosen.evidence, seed=chosen.seed)
    print(json.dumps({"build": str(chosen.out), "shards": len(manifest.shards)}))


if __name__ == "__main__":
    main()
