"""The release formats of RxNorm, the UMLS, SNOMED CT, LOINC and ICD-10-CM, on invented files."""

from pathlib import Path

import pytest

from medkg.linking.vocabularies.readers import read_vocabulary
from medkg.linking.vocabularies.release import release_of
from medkg.linking.vocabularies.source import VocabularyError
from tests.linking.vocabulary_files import by_id, concepts_in, refused_in, write


def atom(
    concept: str,
    text: str,
    *,
    language: str = "ENG",
    status: str = "P",
    source: str = "RXNORM",
    kind: str = "SY",
    code: str = "",
    suppressed: str = "N",
) -> str:
    """A row of MRCONSO or RXNCONSO."""
    fields = [concept, language, status, "", "PF", "", "Y", "", "", "", "", source, kind, code, text, "0"]
    return "|".join([*fields, suppressed, "", ""])


def relation(first: str, name: str, second: str, label: str = "") -> str:
    """A row of MRREL or RXNREL."""
    return "|".join([first, "", "CUI", name, second, "", "CUI", label, *[""] * 8, ""])


def lines(*rows: str) -> str:
    return "".join(row + "\n" for row in rows)


UMLS_NAMES = lines(
    atom("C1", "Glow, NOS", status="S", source="MSH", kind="ET", code="D900009"),
    atom("C1", "Glow disease", source="MSH", kind="MH", code="D900001"),
    atom("C1", "Glow", source="SNOMEDCT_US", kind="PT", code="111"),
    atom("C1", "Glow", source="OMIM", kind="PT", code="MTHU000001"),
    atom("C1", "Glühen", language="GER"),
    atom("C1", "Glow old", suppressed="O"),
    atom("C2", "Light disease"),
    atom("C3", "Elbow"),
)
UMLS_TYPES = lines("C1|T047|A1||AT1||", "C2|T047|A1||AT1||", "C2|T184|A1||AT1||", "C3|T023|A1||AT1||")


def umls_files(folder: Path, names: str = UMLS_NAMES) -> list[Path]:
    relations = lines(relation("C1", "PAR", "C2"), relation("C1", "RB", "C3"), relation("C1", "PAR", "C3"))
    return [
        write(folder, "MRCONSO.RRF", names),
        write(folder, "MRSTY.RRF", UMLS_TYPES),
        write(folder, "MRREL.RRF", relations),
    ]


def test_umls_names_types_codes_and_parents(tmp_path: Path) -> None:
    found = by_id(concepts_in("umls", umls_files(tmp_path)))
    assert sorted(found) == ["UMLS:C1", "UMLS:C2"]
    glow = found["UMLS:C1"]
    assert (glow.name, glow.synonyms, glow.types) == ("Glow disease", ("Glow, NOS", "Glow"), ("Disease",))
    assert list(map(str, glow.xrefs)) == ["MESH:D900001", "SNOMEDCT:111"]
    assert list(map(str, glow.parents)) == ["UMLS:C2"]
    assert found["UMLS:C2"].types == ("Disease", "Symptom")


def test_a_truncated_rrf_is_read_to_its_end_and_the_cut_line_told(tmp_path: Path) -> None:
    files = umls_files(tmp_path, UMLS_NAMES + "C2|ENG|P||PF")
    assert len(concepts_in("umls", files)) == 2
    assert refused_in("umls", files) == ["MRCONSO.RRF line 9: 4 fields ended by '|'; 18 are required"]


def test_umls_needs_its_files(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"no file MRSTY\.RRF"):
        list(read_vocabulary("umls", umls_files(tmp_path)[:1]))


RXNORM = lines(
    atom("1", "velomycin", kind="IN", code="1"),
    atom("1", "Velomycin", source="DRUGBANK", kind="IN", code="DB90001"),
    atom("1", "velomycinum"),
    atom("2", "velomycin sulfate", kind="PIN", code="2"),
    atom("3", "Glowex", kind="BN", code="3"),
    atom("4", "Glowex Duo", kind="BN", code="4"),
    atom("5", "lumexadol", kind="IN", code="5"),
    atom("6", "velomycin 5 MG Oral Tablet", kind="SCD", code="6"),
)


def test_brands_and_salts_lead_to_their_one_ingredient(tmp_path: Path) -> None:
    relations = lines(
        relation("1", "RN", "2", "form_of"),
        relation("1", "RB", "3", "tradename_of"),
        relation("1", "RB", "4", "tradename_of"),
        relation("5", "RB", "4", "tradename_of"),
    )
    files = [write(tmp_path, "RXNCONSO.RRF", RXNORM), write(tmp_path, "RXNREL.RRF", relations)]
    found = by_id(concepts_in("rxnorm", files))
    assert sorted(found) == [f"RXNORM:{number}" for number in (1, 2, 3, 4, 5)]
    velomycin = found["RXNORM:1"]
    assert velomycin.synonyms == ("Velomycin", "velomycinum")
    assert velomycin.related == ("velomycin sulfate", "Glowex")
    assert list(map(str, velomycin.xrefs)) == ["DRUGBANK:DB90001"]
    assert str(found["RXNORM:2"].replaced_by) == str(found["RXNORM:3"].replaced_by) == "RXNORM:1"
    assert found["RXNORM:4"].types == ("Drug",)


def test_without_relations_brands_are_concepts(tmp_path: Path) -> None:
    found = concepts_in("rxnorm", [write(tmp_path, "RXNCONSO.RRF", RXNORM)])
    assert len(found) == 5 and all(concept.types == ("Drug",) for concept in found)


CONCEPTS = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\n" + "".join(
    f"{id}\t20200101\t{active}\tm\td\n"
    for id, active in (("1", 1), ("2", 1), ("3", 1), ("4", 0), ("386053000", 1))
)
FULL, SYNONYM = "900000000000003001", "900000000000013009"
DESCRIPTIONS = (
    "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\n"
    + "".join(
        f"{number}\t20200101\t{active}\tm\t{concept}\ten\t{kind}\t{term}\tc\n"
        for number, (active, concept, kind, term) in enumerate(
            [
                (1, "1", FULL, "Glow (late) (disorder)"),
                (1, "1", SYNONYM, "Glow (late)"),
                (1, "1", SYNONYM, 'Morbus "glow'),
                (0, "1", SYNONYM, "Old glow"),
                (1, "2", FULL, "Glowgraphy (procedure)"),
                (1, "3", FULL, "Elbow (body structure)"),
                (1, "4", FULL, "Gone (disorder)"),
            ]
        )
    )
)
RELATIONSHIPS = (
    "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\n"
    "r1\t20200101\t1\tm\t2\t386053000\t0\t116680003\n"
    "r2\t20200101\t1\tm\t1\t3\t0\t363698007\n"
)
ASSOCIATIONS = (
    "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\ttargetComponentId\n"
    "a1\t20200101\t1\tm\t900000000000527005\t4\t1\n"
)


def test_snomed_snapshot(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "sct2_Concept_Snapshot_INT_20200131.txt", CONCEPTS),
        write(tmp_path, "sct2_Description_Snapshot-en_INT_20200131.txt", DESCRIPTIONS + "9\t20200101\t1\n"),
        write(tmp_path, "sct2_Relationship_Snapshot_INT_20200131.txt", RELATIONSHIPS),
        write(tmp_path, "der2_cRefset_AssociationSnapshot_INT_20200131.txt", ASSOCIATIONS),
    ]
    found = by_id(concepts_in("snomed", files))
    assert sorted(found) == ["SNOMEDCT:1", "SNOMEDCT:2", "SNOMEDCT:4"]
    assert (found["SNOMEDCT:1"].name, found["SNOMEDCT:1"].synonyms) == ("Glow (late)", ('Morbus "glow',))
    assert found["SNOMEDCT:2"].types == ("Test",)
    assert str(found["SNOMEDCT:4"].replaced_by) == "SNOMEDCT:1"
    (told,) = refused_in("snomed", files)
    assert told.startswith("sct2_Description_Snapshot-en_INT_20200131.txt line 9: the row ends before")
    assert release_of(files) == "20200131"


def test_a_full_snomed_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no Snapshot file"):
        list(read_vocabulary("snomed", [write(tmp_path, "sct2_Concept_Full_INT_20200131.txt", CONCEPTS)]))


LOINC = (
    '"LOINC_NUM","COMPONENT","STATUS","CLASSTYPE","LONG_COMMON_NAME","SHORTNAME","DisplayName"\n'
    '"1-8","Velomycin","ACTIVE","1","Velomycin [Mass/volume] in Serum","Velo SerPl","Velomycin (S)"\n'
    '"2-6","Old","DEPRECATED","1","Old velomycin","",""\n'
    '"3-4","Survey","ACTIVE","4","Questions about glow","",""\n'
)


def test_loinc_and_what_deprecated_codes_became(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "Loinc.csv", LOINC),
        write(tmp_path, "MapTo.csv", '"LOINC","MAP_TO","COMMENT"\n"2-6","1-8",""\n'),
    ]
    found = by_id(concepts_in("loinc", files))
    assert sorted(found) == ["LOINC:1-8", "LOINC:2-6"]
    assert found["LOINC:1-8"].types == ("Test",)
    assert found["LOINC:1-8"].synonyms == ("Velomycin (S)", "Velo SerPl")
    assert str(found["LOINC:2-6"].replaced_by) == "LOINC:1-8"


ORDER = (
    "00001 A00     0 Glow                                                         Glow\n"
    "00002 A000    1 Glow due to light                                            Glow due to light, hollow\n"
)
CODES = "A00     Glow\nA000    Glow due to light, hollow\n"
TABULAR = """<?xml version="1.0"?>
<ICD10CM.tabular><chapter><name>1</name><desc>Glows</desc><section id="A00-A01"><desc>Some</desc>
<diag><name>A00</name><desc>Glow</desc>
<diag><name>A00.0</name><desc>Glow due to light, hollow</desc>
<inclusionTerm><note>Hollow glow</note></inclusionTerm></diag>
</diag></section></chapter></ICD10CM.tabular>
"""


@pytest.mark.parametrize("text", [ORDER, CODES, TABULAR])
def test_icd10cm_in_its_three_forms(tmp_path: Path, text: str) -> None:
    found = by_id(concepts_in("icd10cm", [write(tmp_path, "icd10cm_2025.txt", text)]))
    assert {id: concept.name for id, concept in found.items()} == {
        "ICD10CM:A00": "Glow",
        "ICD10CM:A00.0": "Glow due to light, hollow",
    }


def test_the_tabular_list_gives_synonyms_and_parents(tmp_path: Path) -> None:
    found = by_id(concepts_in("icd10cm", [write(tmp_path, "tabular.xml", TABULAR)]))["ICD10CM:A00.0"]
    assert found.synonyms == ("Hollow glow",) and list(map(str, found.parents)) == ["ICD10CM:A00"]


def test_a_line_that_is_no_code_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "icd.txt", "A00\tGlow\nnothing at all\n")
    assert refused_in("icd10", [path]) == [
        "icd.txt line 2: no ICD-10 code and its title, such as 'A00.0<TAB>Cholera'"
    ]
