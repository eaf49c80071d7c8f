"""Readers of vocabulary files, on invented files in each format."""

import bz2
import gzip
import pickle
from pathlib import Path

import pytest

from medkg.extraction.lexicon.pickled import package_folder
from medkg.linking.vocabularies.mesh_headings import heading_concepts, heading_types, read_headings
from medkg.linking.vocabularies.mesh_types import tree_types
from medkg.linking.vocabularies.readers import READERS, read_vocabulary
from medkg.linking.vocabularies.release import release_of
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.term_packages import concepts_of
from tests.linking.vocabulary_files import by_id, concepts_in, equivalences_in, refused_in, write

TERMS = """DescriptorUI\tDescriptorName\tConceptUI\tTermUI\tTermName\tIsPermutedTermYN\tRecordPreferredTermYN
D1\tGlimmer Disease\tM1\tT1\tGlimmer Disease\tN\tY
D1\tGlimmer Disease\tM1\tT1\tDisease, Glimmer\tY\tN
D1\tGlimmer Disease\tM1\tT2\tMorbus "glimmer\tN\tN
D1\tGlimmer Disease\tM2\tT3\tFaint Glimmer\tN\tN
D2\tElbow\tM3\tT4\tElbow\tN\tY
D3\tSuper-Diseases\tM4\tT5\tSuper-Diseases\tN\tY
"""
TREES = """DescriptorUI\ttree_location
D1\tC10.100.200
D1\tC23.888.100
D2\tA01.100
D3\tC10.100
"""
OBO = """format-version: 1.2
data-version: made/2020-01-01

[Term]
id: HP:0000118
name: Phenotypic abnormality

[Term]
id: HP:1
name: Wobble
alt_id: HP:9
synonym: "Wobbling \\"gait\\"" EXACT layperson [x:1]
synonym: "Shaking" BROAD []
xref: UMLS:C1
xref: SNOMEDCT_US:2
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:2
name: obsolete Wobbles
is_obsolete: true
replaced_by: HP:1

[Term]
id: HP:3
name: Inheritance of wobble

[Typedef]
id: part_of
name: part of
"""
DESCRIPTORS = """<?xml version="1.0"?>
<DescriptorRecordSet LanguageCode="eng">
<DescriptorRecord><DescriptorUI>D5</DescriptorUI><DescriptorName><String>Velomycin</String></DescriptorName>
<TreeNumberList><TreeNumber>D03.1</TreeNumber></TreeNumberList>
<ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M5</ConceptUI><TermList>
<Term IsPermutedTermYN="N"><String>Velomycin</String></Term>
<Term IsPermutedTermYN="Y"><String>V, elo</String></Term>
</TermList></Concept>
<Concept PreferredConceptYN="N"><TermList>
<Term IsPermutedTermYN="N"><String>Velo-B</String></Term></TermList></Concept>
</ConceptList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D6</DescriptorUI><DescriptorName><String>Elbow</String></DescriptorName>
<TreeNumberList><TreeNumber>A01.1</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>
"""


def test_mesh_tables(tmp_path: Path) -> None:
    files = [write(tmp_path, "terms.tsv", TERMS), write(tmp_path, "trees.tsv", TREES)]
    found = by_id(list(concepts_in("mesh", files)))
    assert sorted(found) == ["MESH:D1", "MESH:D3"]
    assert found["MESH:D1"].types == ("Symptom", "Disease")
    assert found["MESH:D1"].synonyms == ("Glimmer Disease", 'Morbus "glimmer')
    assert found["MESH:D1"].related == ("Faint Glimmer",)
    assert list(map(str, found["MESH:D1"].parents)) == ["MESH:D3"]


def test_a_table_of_actions_adds_the_supplementary_substances(tmp_path: Path) -> None:
    actions = "DescriptorUI\tDescriptorName\tPharmActionUI\tPharmActionName\n"
    rows = "C9\tlumizole\tD1\tGlows\nC9\tlumizole\tD2\tDims\nD8\tVelomycin\tD1\tGlows\n"
    files = [
        write(tmp_path, "terms.tsv", TERMS),
        write(tmp_path, "trees.tsv", TREES),
        write(tmp_path, "actions.tsv", actions + rows),
    ]
    read = [one for one in concepts_in("mesh", files) if str(one.curie) in {"MESH:C9", "MESH:D8"}]
    assert [(str(one.curie), one.name, one.types) for one in read] == [("MESH:C9", "lumizole", ("Drug",))]


def test_mesh_tables_need_both_files(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="tree_location"):
        list(concepts_in("mesh", [write(tmp_path, "terms.tsv", TERMS)]))


def test_mesh_xml_packed_or_not(tmp_path: Path) -> None:
    packed = tmp_path / "desc.gz"
    packed.write_bytes(gzip.compress(DESCRIPTORS.encode()))
    plain = list(concepts_in("mesh", [write(tmp_path, "desc.xml", DESCRIPTORS)]))
    assert plain == list(concepts_in("mesh", [packed]))
    (only,) = plain
    assert (only.name, only.types, only.synonyms, only.related) == (
        "Velomycin",
        ("Drug",),
        ("Velomycin",),
        ("Velo-B",),
    )


def test_broken_mesh_xml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"desc\.xml: line \d+"):
        list(concepts_in("mesh", [write(tmp_path, "desc.xml", DESCRIPTORS[:400])]))


@pytest.mark.parametrize(
    ("trees", "types"),
    [
        (["C23.888.1", "C10.1"], ("Symptom", "Disease")),
        (["F01.145.126.5"], ("Symptom", "Disease")),
        (["F03.1"], ("Disease",)),
        (["D02.1"], ("Drug",)),
        (["E01.1", "E04.2"], ("Test", "Treatment")),
        (["C23.8889"], ("Disease",)),
        (["A01", "G07.1"], ()),
    ],
)
def test_types_by_place_in_the_trees(trees: list[str], types: tuple[str, ...]) -> None:
    assert tree_types(trees) == types


def test_hpo_keeps_phenotypes_and_successors(tmp_path: Path) -> None:
    found = by_id(list(concepts_in("hpo", [write(tmp_path, "hp.obo", OBO)])))
    assert sorted(found) == ["HP:0000118", "HP:1", "HP:2", "HP:3", "HP:9"]
    assert found["HP:1"].types == ("Symptom",) and found["HP:3"].types == ()
    assert found["HP:1"].synonyms == ('Wobbling "gait"',)
    assert found["HP:1"].related == ("Shaking",)
    assert list(map(str, found["HP:1"].xrefs)) == ["UMLS:C1", "SNOMEDCT:2"]
    assert str(found["HP:2"].replaced_by) == str(found["HP:9"].replaced_by) == "HP:1"


def test_other_ontologies_keep_all_terms_of_their_own(tmp_path: Path) -> None:
    path = write(tmp_path, "symp.obo", OBO.replace("HP:3", "OTHER:3").replace("HP:", "SYMP:"))
    found = [concept for concept in concepts_in("symp", [path]) if concept.types == ("Symptom",)]
    assert [str(concept.curie) for concept in found] == ["SYMP:0000118", "SYMP:1"]


def test_a_file_that_is_no_obo_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="format-version"):
        list(concepts_in("hpo", [write(tmp_path, "hp.obo", "id,name\n")]))


def test_rare_diseases_of_the_annotation_table_once_each(tmp_path: Path) -> None:
    head = "#version: made\ndatabase_id\tdisease_name\tqualifier\n"
    rows = "OMIM:1\tGlow\tx\nOMIM:1\tGlow\ty\nOMIM:1\tGlow again\ty\nORPHA:2\tGlimmer\t\n"
    found = list(concepts_in("hpo-diseases", [write(tmp_path, "p.hpoa", head + rows)]))
    assert [(str(one.curie), one.name) for one in found] == [("OMIM:1", "Glow"), ("ORPHA:2", "Glimmer")]
    with pytest.raises(VocabularyError, match="database_id"):
        list(concepts_in("hpo-diseases", [write(tmp_path, "q.hpoa", "a\tb\nOMIM:1\tx\n")]))


def test_medic_list_and_download(tmp_path: Path) -> None:
    listed = "C||Diseases\nC567755|613097||Tooth Glow, 6|TG6\n145250||Glow skin\n".replace(
        "|613097||", "|613097|"
    )
    download = (
        "# MEDIC\n# Report created: made\n# Fields:\n# DiseaseName\tDiseaseID\tAltDiseaseIDs\tDefinition\t"
        "ParentIDs\tTreeNumbers\tParentTreeNumbers\tSynonyms\tSlimMappings\n#\n"
        "Tooth Glow\tMESH:C567755\tOMIM:613097\tdef\tMESH:D1\tC07\tC07\tTG6|Glowing tooth\tx\n"
        "Diseases\tMESH:C\t\t\t\t\t\t\t\n"
        "Cut\tMESH:C567\n"
    )
    first, second = list(concepts_in("medic", [write(tmp_path, "list.txt", listed)]))
    assert (str(first.curie), first.name, first.synonyms) == ("MESH:C567755", "Tooth Glow, 6", ("TG6",))
    assert list(map(str, first.xrefs)) == ["OMIM:613097"] and str(second.curie) == "OMIM:145250"
    path = write(tmp_path, "ctd.tsv", download)
    (loaded,) = concepts_in("medic", [path])
    assert loaded.synonyms == ("TG6", "Glowing tooth") and str(loaded.parents[0]) == "MESH:D1"
    assert refused_in("medic", [path]) == ["ctd.tsv line 8: 2 fields; 9 are required"]
    assert release_of([path]) == "made"


def test_ctd_chemicals(tmp_path: Path) -> None:
    text = (
        "# Fields:\n"
        "# ChemicalName,ChemicalID,CasRN,Definition,ParentIDs,TreeNumbers,ParentTreeNumbers,Synonyms\n"
        "#\n"
        '"velomycin, green",MESH:C900001,1-2-3,,MESH:D|MESH:D1,D1,D,velo|"green velo"\n'
    )
    (found,) = concepts_in("ctd-chemicals", [write(tmp_path, "CTD_chemicals.csv", text)])
    assert (found.name, found.types, found.synonyms) == (
        "velomycin, green",
        ("Drug",),
        ("velo", '"green velo"'),
    )
    assert list(map(str, found.parents + found.xrefs)) == ["MESH:D1", "CAS:1-2-3"]
    with pytest.raises(VocabularyError, match="'DiseaseID' is missing"):
        list(read_vocabulary("medic", [tmp_path / "CTD_chemicals.csv"]))


def test_names_of_a_mesh_heading_stay_with_it(tmp_path: Path) -> None:
    (found,) = concepts_in("medic", [write(tmp_path, "list.txt", "145250|D900001||Glows|Glow|Glow skin\n")])
    assert (str(found.curie), found.name) == ("MESH:D900001", "Glows")
    assert list(map(str, found.xrefs)) == ["OMIM:145250"]


def test_a_line_that_is_no_medic_record_is_refused_by_its_number(tmp_path: Path) -> None:
    path = write(tmp_path, "list.txt", "145250||Glow skin\nwhat is this\n")
    assert refused_in("medic", [path]) == [
        "list.txt line 2: no MEDIC record; id|other ids|name|... is required"
    ]


def test_drugbank_csv(tmp_path: Path) -> None:
    text = 'DrugBank ID,Common name,CAS,UNII,Synonyms\nDB1,Velomycin,1-2-3,U1,"Velo | V, elo"\n'
    (found,) = concepts_in("drugbank", [write(tmp_path, "drugs.csv", text)])
    assert found.synonyms == ("Velo", "V, elo") and list(map(str, found.xrefs)) == ["CAS:1-2-3", "UNII:U1"]


def test_mondo_matches_are_diseases_and_equivalences(tmp_path: Path) -> None:
    head = "# comment\nsubject_id\tsubject_label\tpredicate_id\tobject_id\n"
    rows = "MONDO:1\tglow\tskos:exactMatch\tmesh:D1\nMONDO:1\tglow\tskos:broadMatch\tmesh:D2\n"
    other = "MONDO:1\tglow\tskos:exactMatch\tOrphanet:5\n"
    files = [write(tmp_path, "a.tsv", head + rows), write(tmp_path, "b.tsv", head + other)]
    (found,) = concepts_in("mondo", files)
    assert (str(found.curie), found.name, found.types) == ("MONDO:1", "glow", ("Disease",))
    assert equivalences_in("mondo", files) == [
        ("MONDO:1", "MESH:D1", False, "a.tsv", 3),
        ("MONDO:1", "ORPHA:5", False, "b.tsv", 3),
    ]


def test_a_mapping_table_under_any_name_with_what_it_denies(tmp_path: Path) -> None:
    head = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\n"
    rows = "hp:1\tskos:exactMatch\t\tmesh:D1\nhp:2\tskos:exactMatch\tNot\tmesh:D2\n"
    rows += "hp3\tskos:exactMatch\t\tmesh:D1\n"
    path = write(tmp_path, "m.sssom.tsv", head + rows)
    for name in ("biomappings", "ours"):
        assert equivalences_in(name, [path]) == [
            ("HP:1", "MESH:D1", False, "m.sssom.tsv", 2),
            ("HP:2", "MESH:D2", True, "m.sssom.tsv", 3),
        ]
        (refused,) = refused_in(name, [path])
        assert refused.startswith("m.sssom.tsv line 4: id 'hp3' is no CURIE")


def test_code_lists(tmp_path: Path) -> None:
    icd = list(concepts_in("icd10", [write(tmp_path, "icd.txt", "I\tChapter\nA00.0\tGlow\nR05\tCough\n")]))
    assert [(str(one.curie), one.types) for one in icd] == [
        ("ICD10:A00.0", ("Disease",)),
        ("ICD10:R05", ("Symptom", "Disease")),
    ]
    atc = "atc_code,atc_name,ddd\nA,GROUP,NA\nA01AA01,velomycin,1\nA01AA01,velomycin,2\n"
    assert [one.name for one in concepts_in("atc", [write(tmp_path, "atc.csv", atc)])] == ["velomycin"]
    rx = "Class ID,Preferred Label,Synonyms,Obsolete,CUI\nx/1,Velomycin,Velo|V,false,C1\nx/2,V 5 MG,,false,\n"
    (drug,) = concepts_in("rxnorm", [write(tmp_path, "rx.csv", rx)])
    assert str(drug.curie) == "RXNORM:1" and drug.synonyms == ("Velo", "V")


def test_a_table_of_the_users_own(tmp_path: Path) -> None:
    text = "id,name,synonyms,type\nACME:1,Glow,glowing|GLW,Symptom|Disease\n"
    (found,) = concepts_in("acme", [write(tmp_path, "own.csv", text)])
    assert found.synonyms == ("glowing", "GLW") and found.types == ("Symptom", "Disease")


def test_a_table_without_the_columns_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="columns id, name, type"):
        read_vocabulary("acme", [write(tmp_path, "own.csv", "id,name\nACME:1,x\n")])


def test_bad_rows_of_a_table_are_told_with_their_lines(tmp_path: Path) -> None:
    rows = [
        "ACME1,x,Drug",
        "ACME:1,Glow,Gene",
        "ACME:2,---,Drug",
        "ACME:3,Glow",
        f"ACME:4,{'long ' * 2000},Drug",
    ]
    good = "ACME:5,Glow,Drug,bright|!!!"
    text = "\n".join(["# a comment", "id,name,type,synonyms", *rows, good]) + "\n"
    path = write(tmp_path, "own.csv", text)
    assert [concept.synonyms for concept in concepts_in("acme", [path])] == [("bright",)]
    assert refused_in("acme", [path]) == [
        "own.csv line 3: id 'ACME1' is no CURIE; PREFIX:ID without white space is required",
        "own.csv line 4: type 'Gene' is not allowed; allowed: Disease, Symptom, Drug, Treatment, Test",
        "own.csv line 5: ACME:2: name '---' has no letter or digit",
        "own.csv line 7: ACME:4: name 'long long long long long long  …' has 9,999 characters; "
        "at most 2,000 are allowed",
        "own.csv line 8: ACME:5: name '!!!' has no letter or digit",
        "own.csv line 6: the row ends before column 'type'",
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"gone\.tsv"):
        concepts_in("mesh", [tmp_path / "gone.tsv"])
    assert set(READERS) >= {"mesh", "medic", "drugbank", "hpo", "mondo", "symp", "rxnorm", "atc", "icd10"}


HEADINGS = """id,scheme,subject
https://id.nlm.nih.gov/mesh/D1,MeSH,Glimmer Disease
https://id.nlm.nih.gov/mesh/D1Q000188,MeSH,Glimmer Disease/drug therapy
https://id.nlm.nih.gov/mesh/D2,MeSH,"Velomycin, Green"
https://id.nlm.nih.gov/mesh/D2Q000008,MeSH,"Velomycin, Green/administration & dosage"
https://id.nlm.nih.gov/mesh/D3,MeSH,Glowgraphy
https://id.nlm.nih.gov/mesh/D3Q000009,MeSH,Glowgraphy/adverse effects
https://id.nlm.nih.gov/mesh/D4,MeSH,Glow Therapy
https://id.nlm.nih.gov/mesh/D4Q000009,MeSH,Glow Therapy/adverse effects
https://id.nlm.nih.gov/mesh/D5,MeSH,Elbow
"""


def test_headings_tell_their_types_by_their_qualifiers(tmp_path: Path) -> None:
    path = write(tmp_path, "subjects.csv", HEADINGS)
    assert {concept.name: concept.types for concept in heading_concepts(read_headings(path))} == {
        "Glimmer Disease": ("Disease",),
        "Velomycin, Green": ("Drug",),
        "Glowgraphy": ("Test",),
        "Glow Therapy": ("Treatment",),
    }
    assert [heading.name for heading in read_headings(path) if not heading_types(heading)] == ["Elbow"]


CONTENT = {
    "disease_variant_to_canonical": {"gd": ["glimmer disease"], "glimmering": ["glimmer disease"]},
    "disease_canonical_to_data": {
        "glimmer disease": {
            "name": "Glimmer Disease",
            "mesh_id": "D999",
            "mesh_tree": ["C10.1", "888.2", "C23."],
        }
    },
}


def test_a_package_record_takes_its_identifier_from_the_headings() -> None:
    (found,) = concepts_of(CONTENT, "disease", {"glimmer disease": "D1"}, ())
    assert str(found.curie) == "MESH:D1" and found.synonyms == ("GD", "glimmering")
    assert found.types == ("Disease",)


def test_without_headings_the_tree_number_stands_for_it_and_never_the_doubtful_identifier() -> None:
    (found,) = concepts_of(CONTENT, "disease", {}, ())
    assert str(found.curie) == "MESH:C10.1"
    assert not list(concepts_of(CONTENT, "disease", {"other": "D2"}, ()))


def test_a_package_record_without_tree_numbers_is_what_its_heading_tells() -> None:
    content = {
        "drug_variant_to_canonical": {},
        "drug_canonical_to_data": {
            "glow transfusion": {},
            "velomycin": {},
            "glimmer": {"mesh_tree": ["D02"]},
        },
    }
    headings = {"glow transfusion": "D1", "velomycin": "D2", "glimmer": "D3"}
    guessed = {"D1": ("Treatment",), "D2": (), "D3": ("Disease",)}
    found = concepts_of(content, "drug", headings, ("Drug",), guessed)
    assert [one.types for one in found] == [("Treatment",), ("Drug",), ("Drug",)]


def test_a_package_file_that_asks_for_a_class_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from medkg.extraction.lexicon.pickled import read_dictionary

    (tmp_path / "trap").mkdir()
    write(tmp_path / "trap", "__init__.py", "")
    (tmp_path / "trap" / "d.bz2").write_bytes(bz2.compress(pickle.dumps({"a": Path("x")})))
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(pickle.UnpicklingError, match="not allowed"):
        read_dictionary("trap", "d.bz2")
    assert package_folder("trap") == tmp_path / "trap"
