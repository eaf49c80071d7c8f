"""Whatever one line, row or node of a vocabulary file is, what stands beside it is read."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.vocabularies.quoted import split_rows
from medkg.linking.vocabularies.readers import read_vocabulary
from medkg.linking.vocabularies.stored import store, stored_sources
from tests.linking.test_releases import atom, relation
from tests.linking.vocabulary_files import concepts_in, refused_in

ANY = st.text(st.characters(), max_size=10)
NASTY = st.lists(
    st.sampled_from(
        ['"', "'", "|", ",", "\t", "#", "\0", "\ud800", "\udce9", ":", "ACME:1", "Disease", "a" * 3000]
    ),
    max_size=6,
).map("".join)
LINE = (ANY | NASTY).map(lambda text: text.replace("\n", " ").replace("\r", " "))
MESH = "DescriptorUI\tDescriptorName\tConceptUI\tTermName\tIsPermutedTermYN\tRecordPreferredTermYN\n"
FILES = {
    "acme": {"own.csv": "id,name,type\nACME:7,Glow,Disease\n{}\nACME:8,Glimmer,Disease\n"},
    "symp": {
        "symp.obo": "format-version: 1.2\n\n[Term]\nid: ACME:7\nname: Glow\n\n[Term]\nid: ACME:5\n{}\n\n"
        "[Term]\nid: ACME:8\nname: Glimmer\n".replace("ACME", "SYMP")
    },
    "umls": {
        "MRCONSO.RRF": atom("C7", "Glow") + "\n{}\n" + atom("C8", "Glimmer") + "\n",
        "MRSTY.RRF": "C7|T047|A1||AT1||\n{}\nC8|T047|A1||AT1||\n",
        "MRREL.RRF": "{}\n" + relation("C7", "PAR", "C8") + "\n",
    },
    "rxnorm": {
        "RXNCONSO.RRF": atom("7", "Glow", kind="IN") + "\n{}\n" + atom("8", "Glimmer", kind="IN") + "\n",
        "RXNREL.RRF": "{}\n" + relation("7", "RN", "8", "form_of") + "\n",
    },
    "mesh": {
        "terms.tsv": MESH + "D7\tGlow\tM1\tGlow\tN\tY\n{}\nD8\tGlimmer\tM2\tGlimmer\tN\tY\n",
        "trees.tsv": "DescriptorUI\ttree_location\nD7\tC10\n{}\nD8\tC11\n",
    },
    "medic": {"list.txt": "145257||Glow\n{}\n145258||Glimmer\n"},
    "icd10": {"icd.txt": "A07\tGlow\n{}\nA08\tGlimmer\n"},
    "mondo": {
        "m.tsv": "subject_id\tsubject_label\tpredicate_id\tobject_id\n"
        "MONDO:7\tGlow\tskos:exactMatch\tX:1\n{}\nMONDO:8\tGlimmer\tskos:exactMatch\tX:2\n"
    },
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=50)
@given(LINE)
@example('ACME:1,"glow')
@example('is_a: "')
def test_the_lines_beside_any_line_are_read(folder: Path, name: str, line: str) -> None:
    paths = []
    for file, text in FILES[name].items():
        path = folder / file
        path.write_bytes(text.replace("{}", line).encode(errors="surrogatepass"))
        paths.append(path)
    names = {concept.name for concept in concepts_in(name, paths)}
    assert names >= {"Glow", "Glimmer"}
    assert all(len(told) < 400 for told in refused_in(name, paths))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=6,
)
NODE = st.fixed_dictionaries(
    {"type": st.just("CLASS")},
    optional={
        "id": st.just("SYMP:5") | JSON,
        "lbl": ANY | JSON,
        "meta": st.fixed_dictionaries(
            {},
            optional={
                "synonyms": st.lists(st.fixed_dictionaries({}, optional={"pred": ANY, "val": JSON}) | JSON)
                | JSON,
                "xrefs": st.lists(st.fixed_dictionaries({"val": JSON}) | JSON) | JSON,
                "basicPropertyValues": JSON,
            },
        )
        | JSON,
    },
)


@given(NODE | JSON, JSON)
def test_the_nodes_beside_any_node_are_read(folder: Path, node: Any, edge: Any) -> None:
    path = folder / "symp.json"
    nodes = [{"id": f"SYMP:{id}", "lbl": lbl, "type": "CLASS"} for id, lbl in ((7, "Glow"), (8, "Glimmer"))]
    graph = {"nodes": [nodes[0], node, nodes[1]], "edges": [edge]}
    path.write_text(json.dumps({"graphs": [graph]}), encoding="utf-8")
    assert {concept.name for concept in concepts_in("symp", [path])} >= {"Glow", "Glimmer"}


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(*[CELL] * width), max_size=6)))
def test_well_formed_rows_are_split_as_they_were_joined(rows: list[tuple[str, ...]]) -> None:
    named = [("id", *row[1:]) for row in rows]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(named)
    written.seek(0)
    assert [tuple(cells) for _, cells, _ in split_rows(written, delimiter=",", quoted=True)] == named


TEXT = ANY | NASTY
ROWS = st.lists(st.tuples(TEXT | st.just("ACME:1"), TEXT, TEXT), min_size=1, max_size=8)
GOOD = {f"GOOD:{number}": f"velorin {word}" for number, word in enumerate(("storm", "blush", "quake"))}


@settings(max_examples=15)
@given(ROWS)
def test_any_text_in_a_table_of_the_users_own(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    """Any text as identifier, name and synonym: the table is compiled, and the good rows link."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(("id", "name", "synonyms", "type"))
    for curie, name in GOOD.items():
        table.writerows((*row, "Disease") for row in rows)
        table.writerow((curie, name, "", "Disease"))
    path = folder / "own.csv"
    path.write_bytes(written.getvalue().encode(errors="surrogatepass"))
    kept = store("own", read_vocabulary("own", [path]), [path], folder / "kept")
    (source,) = stored_sources(folder / "kept")
    compile_index([source], folder / "index")
    linker = Linker(Index.open(folder / "index"))
    for curie, name in GOOD.items():
        assert curie in {str(found.concept.curie) for found in linker.find(name)}
    for row in rows:
        for text in row:
            linker.find(text)
    assert kept.concepts >= len(GOOD)
