"""`medkg vocab build` on bad input: what is told, the records beside it, and the index of before."""

import gzip
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from medkg.kg.cli.run import run
from medkg.linking.linker import Linker
from tests.linking.test_releases import atom, lines, relation

pytestmark = pytest.mark.usefixtures("no_packages")

GOOD = "lumetic flare"
LONG = "a" * 10_000
TOO_LONG = f"name '{'a' * 30} …' has 10,000 characters; at most 2,000 are allowed"
NO_CURIE = "is no CURIE; PREFIX:ID without white space is required"
PUNCTUATION = "has no letter or digit"
NUL = "has a NUL character, which is not allowed"
BYTE = "byte 0xE9 is not UTF-8, which is required"
XML = "<DescriptorRecord><DescriptorUI>{}</DescriptorUI><DescriptorName><String>{}</String></DescriptorName>"
XML += "<TreeNumberList><TreeNumber>C10</TreeNumber></TreeNumberList></DescriptorRecord>\n"
MESH = "DescriptorUI\tDescriptorName\tConceptUI\tTermName\tIsPermutedTermYN\tRecordPreferredTermYN\n"

Files = dict[str, str | bytes]


def own(*rows: str) -> Files:
    return {"own.csv": "\n".join(["id,name,type,synonyms,parents", *rows, f"ACME:9,{GOOD},Disease,,", ""])}


def obo(*terms: str) -> Files:
    texts = [f"[Term]\n{term}\n" for term in (*terms, f"id: SYMP:9\nname: {GOOD}")]
    return {"symp.obo": "format-version: 1.2\n" + "".join(texts)}


def node(id: str, label: Any, **more: Any) -> dict[str, Any]:
    return {"id": f"http://purl.obolibrary.org/obo/SYMP_{id}", "lbl": label, "type": "CLASS", **more}


def graph(*nodes: Any, edges: tuple[tuple[str, str], ...] = ()) -> Files:
    """Each node on a line of its own, the first on line 2."""
    base = "http://purl.obolibrary.org/obo/SYMP_"
    above = [{"sub": base + sub, "pred": "is_a", "obj": base + obj} for sub, obj in edges]
    written = ",\n".join(map(json.dumps, (*nodes, node("9", GOOD))))
    return {"symp.json": f'{{"graphs": [{{"edges": {json.dumps(above)}, "nodes": [\n{written}]}}]}}'}


def umls(*atoms: str, relations: str = "", types: str = "") -> Files:
    cuis = "".join(f"C{number}|T047|A1||AT1||\n" for number in (1, 2, 9))
    files: Files = {"MRCONSO.RRF": lines(*atoms, atom("C9", GOOD)), "MRSTY.RRF": types + cuis}
    return {**files, "MRREL.RRF": relations} if relations else files


def rxnorm(*atoms: str, relations: str = "") -> Files:
    files: Files = {"RXNCONSO.RRF": lines(*atoms, atom("9", GOOD, kind="IN"))}
    return {**files, "RXNREL.RRF": relations} if relations else files


def mesh(*rows: str, trees: str = "") -> Files:
    terms = "\n".join([*rows, f"D9\t{GOOD}\tM9\t{GOOD}\tN\tY", ""])
    return {"terms.tsv": MESH + terms, "trees.tsv": f"DescriptorUI\ttree_location\nD9\tC10\nD1\tC11\n{trees}"}


def sssom(*rows: str) -> Files:
    head = "subject_id\tsubject_label\tpredicate_id\tobject_id"
    return {"m.tsv": "\n".join([head, *rows, f"MONDO:9\t{GOOD}\tskos:exactMatch\tX:9", ""])}


def latin_1(files: Files) -> Files:
    return {name: text.encode("latin-1") for name, text in files.items() if isinstance(text, str)}


BAD: dict[str, tuple[str, Files, tuple[str, ...]]] = {
    "own-id": ("acme", own("ACME1,glow,Disease,,"), (f"own.csv line 2: id 'ACME1' {NO_CURIE}",)),
    "own-nul": (
        "acme",
        own("ACME:1\0,glow,Disease,,", "ACME:2,gl\0ow,Disease,,"),
        (f"own.csv line 2: id 'ACME:1\\x00' {NO_CURIE}", f"own.csv line 3: ACME:2: name 'gl\\x00ow' {NUL}"),
    ),
    "own-parent": (
        "acme",
        own("ACME:1,glow,Disease,,ACME2|ACME:9"),
        ("own.csv line 2: 'ACME2' in column 'parents' is no CURIE; PREFIX:ID is required",),
    ),
    "own-twice": (
        "acme",
        own("ACME:1,glow,Disease,,", "ACME:1,gleam,Disease,,"),
        ("own.csv line 3: a second record of ACME:1; its names are added to those of own.csv line 2",),
    ),
    "own-circles": (
        "acme",
        own("ACME:1,glow,Disease,,ACME:2", "ACME:2,gleam,Disease,,ACME:1", "ACME:3,dim,Disease,,ACME:3"),
        (
            "own.csv line 4: ACME:3 as its own parent",
            "own.csv line 2: parents in a circle, so that each is above itself: ACME:1, ACME:2",
        ),
    ),
    "own-quote": (
        "acme",
        own('ACME:1,"glow,Disease,,', 'ACME:2,"gleam, late",Disease,,'),
        ("own.csv line 2: a quotation mark is opened and not closed",),
    ),
    "own-byte": ("acme", latin_1(own("ACME:1,fl\xe9au,Disease,,")), (f"own.csv line 2: {BYTE}",)),
    "own-wide": (
        "acme",
        own(f'ACME:1,"{"a" * (1 << 25)}",Disease,,'),
        ("own.csv line 2: field larger than field limit (16777216)",),
    ),
    "obo-names": (
        "symp",
        obo(f"id: SYMP:1\nname: {LONG}", 'id: SYMP:2\nname: ?\nsynonym: "!" EXACT []', "id: SYMP:3"),
        (
            f"symp.obo line 2: SYMP:1: {TOO_LONG}",
            f"symp.obo line 5: SYMP:2: name '?' {PUNCTUATION}",
            f"symp.obo line 5: SYMP:2: name '!' {PUNCTUATION}",
            "symp.obo line 9: SYMP:3 has no name, which is required",
        ),
    ),
    "obo-parents": (
        "symp",
        obo("id: SYMP:1\nname: glow\nis_a: SYMP:2\nis_a: SYMP3", "id: SYMP:2\nname: gleam\nis_a: SYMP:1"),
        (
            "symp.obo line 6: parent 'SYMP3' is no CURIE; PREFIX:ID is required",
            "symp.obo line 2: parents in a circle, so that each is above itself: SYMP:1, SYMP:2",
        ),
    ),
    "obo-byte": (
        "symp",
        latin_1(obo('id: SYMP:1\nname: glow\nsynonym: "fl\xe9au" EXACT []')),
        (f"symp.obo line 5: {BYTE}",),
    ),
    "json-names": (
        "symp",
        graph(node("1", LONG), node("2", "--"), node("3", None), node("4", "gl\0ow"), node("5", "\ud800ow")),
        (
            f"symp.json line 2: SYMP:1: {TOO_LONG}",
            f"symp.json line 3: SYMP:2: name '--' {PUNCTUATION}",
            "symp.json line 4: SYMP:3 has no name, which is required",
            f"symp.json line 5: SYMP:4: name 'gl\\x00ow' {NUL}",
            "symp.json line 6: SYMP:5: name '\\ud800ow' cannot be read: half a character, 0xd800, "
            "is not UTF-8, which is required",
        ),
    ),
    "json-shapes": (
        "symp",
        graph(
            "text",
            {"id": 5, "type": "CLASS"},
            {"id": "SYMP5", "type": "CLASS"},
            node("1", "glow", meta={"synonyms": [{"pred": "hasExactSynonym", "val": 7}, 8], "xrefs": [9]}),
            node("2", 6, meta=[]),
        ),
        (
            "symp.json: 'nodes' holds 'text'; objects are required",
            "symp.json: node 1: 'id' is '5'; a text is required",
            "symp.json line 4: id 'SYMP5' is no CURIE and no URI of a known ontology",
            "symp.json line 5: SYMP:1: 'synonyms' holds '8'; objects are required",
            "symp.json line 5: SYMP:1: 'val' is '7'; a text is required",
            "symp.json line 5: SYMP:1: 'xrefs' holds '9'; objects are required",
            "symp.json line 6: SYMP:2: 'lbl' is '6'; a text is required",
            "symp.json line 6: SYMP:2 has no name, which is required",
        ),
    ),
    "json-circles": (
        "symp",
        graph(node("1", "glow"), node("1", "gleam"), edges=(("1", "9"), ("9", "1"), ("9", "9"))),
        (
            "symp.json line 3: a second record of SYMP:1; its names are added to those of symp.json line 2",
            "symp.json line 4: SYMP:9 as its own parent",
            "symp.json line 2: parents in a circle, so that each is above itself: SYMP:1, SYMP:9",
        ),
    ),
    "umls-ids-and-names": (
        "umls",
        umls(atom("C 1", "glow"), atom("C1", LONG), atom("C2", "--"), types="C 1|T047|A1||AT1||\n"),
        (
            f"MRCONSO.RRF line 1: 'UMLS:C 1' {NO_CURIE}",
            f"MRCONSO.RRF line 2: UMLS:C1: {TOO_LONG}",
            f"MRCONSO.RRF line 3: UMLS:C2: name '--' {PUNCTUATION}",
        ),
    ),
    "umls-cut": (
        "umls",
        umls(atom("C1", "glow"), relations="C1||CUI|PAR|C9", types="C1|T0\n"),
        (
            "MRSTY.RRF line 1: 1 fields ended by '|'; 6 are required",
            "MRREL.RRF line 1: 4 fields ended by '|'; 16 are required",
        ),
    ),
    "umls-circle": (
        "umls",
        umls(
            atom("C1", "glow"), relations=lines(relation("C1", "PAR", "C9"), relation("C9", "PAR", "C1"))
        ),
        ("MRCONSO.RRF line 1: parents in a circle, so that each is above itself: UMLS:C1, UMLS:C9",),
    ),
    "umls-byte": ("umls", latin_1(umls(atom("C1", "fl\xe9au"))), (f"MRCONSO.RRF line 1: {BYTE}",)),
    "rxnorm-ids-and-names": (
        "rxnorm",
        rxnorm(
            atom("1 1", "glowex", kind="IN"), atom("2", LONG, kind="IN"), atom("3", "--", kind="IN"), "9|ENG"
        ),
        (
            f"RXNCONSO.RRF line 1: 'RXNORM:1 1' {NO_CURIE}",
            f"RXNCONSO.RRF line 2: RXNORM:2: {TOO_LONG}",
            f"RXNCONSO.RRF line 3: RXNORM:3: name '--' {PUNCTUATION}",
            "RXNCONSO.RRF line 4: 1 fields ended by '|'; 18 are required",
        ),
    ),
    "rxnorm-circle": (
        "rxnorm",
        rxnorm(
            atom("1", "glowex", kind="IN"),
            relations=lines(relation("9", "RN", "1", "form_of"), relation("1", "RN", "9", "form_of")),
        ),
        (),
    ),
    "mesh-ids-and-names": (
        "mesh",
        mesh(f"D1\t{LONG}\tM1\tglow\tN\tY", "D 2\tglow\tM2\tglow\tN\tY", "D3\tglow", trees="D 2\tC12\nD3\n"),
        (
            f"terms.tsv line 2: MESH:D1: {TOO_LONG}",
            f"terms.tsv line 3: 'MESH:D 2' {NO_CURIE}",
            "terms.tsv line 4: the row ends before column 'ConceptUI'",
            "trees.tsv line 5: the row ends before column 'tree_location'",
        ),
    ),
    "mesh-circle": (
        "mesh",
        mesh("D1\tglow\tM1\tglow\tN\tY", trees="D1\tC10.1\nD9\tC10.1.2\nD1\tC10.1.2.3\n"),
        ("terms.tsv line 2: parents in a circle, so that each is above itself: MESH:D1, MESH:D9",),
    ),
    "mesh-xml": (
        "mesh",
        {"desc.xml": "<DescriptorRecordSet>\n" + XML.format("D 1", "glow") + XML.format("D2", "")
         + XML.format("D9", GOOD) + "</DescriptorRecordSet>"},
        (
            f"desc.xml line 2: 'MESH:D 1' {NO_CURIE}",
            "desc.xml line 3: no DescriptorUI or no DescriptorName, which are required",
        ),
    ),
    "mondo-sssom": (
        "mondo",
        sssom("MONDO: 1\tglow\tskos:exactMatch\tX:1", f"MONDO:2\t{LONG}\tskos:exactMatch\tX:2", "MONDO:3"),
        (
            f"m.tsv line 2: id 'MONDO: 1' {NO_CURIE}",
            "m.tsv line 4: the row ends before column 'predicate_id'",
            f"m.tsv line 3: MONDO:2: {TOO_LONG}",
        ),
    ),
    "icd10cm-xml": (
        "icd10cm",
        {"t.xml": f"<t>\n<diag><name>A 1</name><desc>glow</desc></diag>\n<diag><name>A02</name></diag>\n"
         f"<diag><name>A09</name><desc>{GOOD}</desc></diag></t>"},
        (
            f"t.xml line 2: 'ICD10CM:A 1' {NO_CURIE}",
            "t.xml line 3: the diagnosis has no name or no desc, which are required",
        ),
    ),
    "drugbank": (
        "drugbank",
        {"d.csv": "DrugBank ID,Common name,CAS,UNII,Synonyms\nDB 1,glowex,,,\n"
         f"DB9,{GOOD},no such number,,\n"},
        (f"d.csv line 2: 'DRUGBANK:DB 1' {NO_CURIE}",),
    ),
}  # fmt: skip


@pytest.fixture
def data(old_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(old_data, tmp_path / "data")
    monkeypatch.setenv("MEDKG_DATA", str(folder))
    return Path(folder)


def built(folder: Path, name: str, files: Files) -> int:
    """The exit code of building ``files``."""
    paths = []
    for file, content in files.items():
        path = folder / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(str(path))
    return run(["vocab", "build", name, *paths])


def found(name: str) -> list[str]:
    return [candidate.matched for candidate in Linker.load().find(name)]


@pytest.mark.parametrize("case", BAD)
def test_bad_records_are_told_and_those_beside_them_link(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    name, files, told = BAD[case]
    assert built(tmp_path, name, files) == 0
    assert capsys.readouterr().err.splitlines() == [f"left out: {one}" for one in told]
    assert GOOD in found(GOOD) and "zalvoric gloom" in found("zalvoric gloom")
    assert run(["vocab", "list"]) == run(["vocab", "explain", "OLD:1"]) == 0
    assert name in capsys.readouterr().out


TABLE = f"id,name,type\nACME:1,{GOOD},Disease\n"
ZIP = "is a zip archive; text in UTF-8, or that packed by gzip, is required"
UTF_16 = "is text in UTF-16; text in UTF-8, or that packed by gzip, is required"
CUT = "the compressed file is cut off or broken"
PACKED = gzip.compress(TABLE.encode() + b"".join(b"ACME:%d,glow\n" % n**9 for n in range(2000)))[:9000]
REFUSED: dict[str, tuple[str, Files, str]] = {
    "empty": ("acme", {"own.csv": ""}, "own.csv is empty"),
    "empty-obo": ("symp", {"symp.obo": ""}, "symp.obo is empty"),
    "empty-rrf": ("umls", {"MRCONSO.RRF": atom("C1", GOOD) + "\n", "MRSTY.RRF": ""}, "MRSTY.RRF is empty"),
    "empty-xml": ("mesh", {"desc.xml": ""}, "desc.xml is empty"),
    "header": ("acme", {"own.csv": "id,name,type\n"}, "acme: no concepts in own.csv"),
    "columns": ("acme", {"own.csv": TABLE.replace(",", ";")}, "found: ['id;name;type']"),
    "utf-16": ("acme", {"own.csv": TABLE.encode("utf-16")}, f"own.csv {UTF_16}"),
    "utf-16-le": ("acme", {"own.csv": TABLE.encode("utf-16-le")}, f"own.csv {UTF_16}"),
    "utf-16-obo": ("symp", {"symp.obo": "format-version: 1".encode("utf-16")}, f"symp.obo {UTF_16}"),
    "zip": ("mesh", {"desc.zip": b"PK\x03\x04\x14\x00"}, f"desc.zip {ZIP}"),
    "cut-table": ("acme", {"own.csv.gz": PACKED}, f"own.csv.gz: {CUT}"),
    "cut-medic": ("medic", {"list.txt.gz": PACKED}, f"list.txt.gz: {CUT}"),
    "cut-rrf": ("rxnorm", {"RXNCONSO.RRF": PACKED}, f"RXNCONSO.RRF: {CUT}"),
    "cut-xml": ("mesh", {"desc.xml": "<RecordSet>\n<Desc"}, "desc.xml: line 2 is not well-formed XML"),
    "deep": ("symp", {"symp.json": '{"graphs":' + "[" * 100_000}, "lists are nested too deeply"),
    "number": ("symp", {"symp.json": f'{{"a": {"1" * 5000}}}'}, "symp.json: a number is too long"),
    "graph": ("symp", {"symp.json": '{"graphs": [5]}'}, "a list 'graphs' is required, of objects"),
    "name": ("../acme", {"own.csv": TABLE}, "vocabulary name '../acme' is not allowed"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_in_one_line_and_changes_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    name, files, told = REFUSED[case]
    before = {path: path.read_bytes() for path in tmp_path.glob("data/*/**/*") if path.is_file()}
    assert built(tmp_path, name, files) == 2
    error = capsys.readouterr().err
    assert told in error and len(error.splitlines()) == 1
    assert {path: path.read_bytes() for path in tmp_path.glob("data/*/**/*") if path.is_file()} == before
    assert found("zalvoric gloom") == ["zalvoric gloom"]


def test_a_file_name_that_is_not_utf_8(data: Path, tmp_path: Path) -> None:
    table = "subject_id\tpredicate_id\tobject_id\nOLD:1\tskos:exactMatch\tX:1\n"
    assert built(tmp_path, "maps", {os.fsdecode(b"m\xe9.tsv"): table}) == 0
    assert run(["vocab", "explain", "X:1"]) == run(["vocab", "list", "--json"]) == 0


def test_circles_that_vocabularies_make_together_are_counted(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built(tmp_path, "one", {"one.csv": "id,name,type,parents\nONE:1,glow,Disease,TWO:1\n"}) == 0
    assert built(tmp_path, "two", {"two.csv": "id,name,type,parents\nTWO:1,dim,Disease,ONE:1\n"}) == 0
    assert "1 circles cut" in capsys.readouterr().out


def test_an_index_that_cannot_be_compiled_takes_the_new_vocabulary_back(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("medkg.linking.index.compile.write_matches", broken)
        assert built(tmp_path, "acme", {"own.csv": TABLE}) == 1
        assert "index: cannot be written, and stays as it was: No space left" in capsys.readouterr().err
        assert found("zalvoric gloom") == ["zalvoric gloom"]
    assert [path.name for path in (data / "vocabularies").iterdir()] == ["old"]
