"""Links of mentions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.candidates.variants import conjuncts
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.linker import Linker
from medkg.linking.nil import nil_curie
from tests.linking.concepts import concept, source_of

Make = Callable[..., Mention]


def linked(linker: Linker, mention: Mention, **abbreviations: str) -> str | None:
    (link,) = linker.link([mention], abbreviations=abbreviations)
    assert link.mention is mention
    return str(link.concept.curie) if link.concept else None


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("kidney disease", "MESH:D900001"),
        ("glimmer disease type II", "MESH:D900002"),
        ("Type 2 Glimmer's disease", "MESH:D900002"),
        ("hollow anaemia", "MESH:D900003"),
        ("orbal tumours", "MESH:D900006"),
        ("glimer disease type 2", "MESH:D900002"),
        ("tingling of the elbows", "HP:9000002"),
        ("renal disease", "MESH:D900001"),
    ],
)
def test_spellings_and_orders_are_found(linker: Linker, mention_of: Make, text: str, curie: str) -> None:
    assert linked(linker, mention_of(text)) == curie


def test_what_nothing_names_is_nil_with_a_score(linker: Linker, mention_of: Make) -> None:
    (link,) = linker.link([mention_of("quasar burn")])
    assert link.concept is None and 0.0 <= link.score <= 1.0


@pytest.mark.parametrize("word", ["all", "can", "All", "no", "cold"])
def test_everyday_words_are_no_acronyms(linker: Linker, mention_of: Make, word: str) -> None:
    assert linked(linker, mention_of(word)) is None


def test_an_acronym_links_in_its_capitals(linker: Linker, mention_of: Make) -> None:
    assert linked(linker, mention_of("ALL")) == "MESH:D900004"


def test_what_the_document_defines_wins_over_the_vocabulary(linker: Linker, mention_of: Make) -> None:
    assert linked(linker, mention_of("ALL"), ALL="hollow anemia") == "MESH:D900003"


def test_a_short_form_is_read_as_the_mention_that_it_abbreviates(linker: Linker) -> None:
    document = Document("D1", "velomycin VMC")
    mentions = [document.mention(Span(0, 9), "Drug"), document.mention(Span(10, 13), "Drug")]
    assert [str(link.concept.curie) for link in linker.link(mentions) if link.concept] == ["MESH:D900005"] * 2


def test_a_short_form_in_another_order_is_the_only_mention_with_its_initials(linker: Linker) -> None:
    document = Document("D1", "hollow anemia AH kidney disease")
    spans = [Span(0, 13), Span(14, 16), Span(17, 31)]
    links = linker.link([document.mention(span, "Disease") for span in spans])
    assert [str(link.concept.curie) for link in links if link.concept][:2] == ["MESH:D900003"] * 2


def test_what_is_named_as_a_whole_is_not_outdone_by_a_part_of_it(tmp_path: Path, mention_of: Make) -> None:
    known = [
        concept("MESH:D1", "Adenocarcinoma", "Disease"),
        concept("MESH:D2", "Elbow Neoplasms", "Disease"),
    ]
    compile_index([source_of("known", known)], tmp_path / "index")
    (link,) = Linker.load(tmp_path / "index").link([mention_of("elbow adenocarcinoma")])
    outdone = {str(one.concept.curie): dict(one.features)["outdone"] for one in link.candidates}
    assert outdone["MESH:D2"] == 0.0


def test_a_formula_in_brackets_is_its_substance(tmp_path: Path, mention_of: Make) -> None:
    compile_index([source_of("known", [concept("MESH:D1", "Calcium Chloride", "Drug")])], tmp_path / "index")
    (link,) = Linker.load(tmp_path / "index").link([mention_of("CaCl(2)", "Drug")])
    assert link.concept is not None and str(link.concept.curie) == "MESH:D1"


def test_drugs_of_two_vocabularies_are_one(linker: Linker, mention_of: Make) -> None:
    assert linked(linker, mention_of("velomycinum", "Drug")) == "MESH:D900005"
    found = linker.concept(Curie("DRUGBANK", "DB90001"))
    assert found is not None and str(found.curie) == "MESH:D900005"


@pytest.mark.parametrize(
    ("text", "curies"),
    [
        ("hollow anemia and orbal tumors", ["MESH:D900003", "MESH:D900006"]),
        ("GD2, hollow anaemia or kidney disease", ["MESH:D900001", "MESH:D900002", "MESH:D900003"]),
        ("kidney and hollow anemia", None),
        ("hollow anemia", ["MESH:D900003"]),
    ],
)
def test_what_is_named_together_means_each(
    linker: Linker, mention_of: Make, text: str, curies: list[str] | None
) -> None:
    (link,) = linker.link([mention_of(text)])
    meant = [str(one.curie) for one in (link.concept, *link.further) if one]
    assert sorted(meant) == sorted(curies) if curies else not link.further


def test_a_shared_last_word_is_read_into_each_thing(tmp_path: Path, mention_of: Make) -> None:
    cancers = [concept("MESH:D1", "Elbow cancer", "Disease"), concept("MESH:D2", "Orbal cancer", "Disease")]
    compile_index([source_of("cancers", cancers)], tmp_path / "index")
    (link,) = Linker.load(tmp_path / "index").link([mention_of("elbow and orbal cancer")])
    assert {str(one.curie) for one in (link.concept, *link.further) if one} == {"MESH:D1", "MESH:D2"}


def test_what_stands_before_the_first_letter_is_read_into_each() -> None:
    assert conjuncts("glow type I, II or IIa")[2] == ("IIa", "glow type IIa")
    assert conjuncts("kidney disease and GLOW")[1] == ("GLOW",)


def test_letters_name_things_together(tmp_path: Path, mention_of: Make) -> None:
    known = [concept(f"MESH:D{n}", f"Gloom {letter}", "Disease") for n, letter in enumerate("ABC")]
    compile_index([source_of("known", known)], tmp_path / "index")
    (link,) = Linker.load(tmp_path / "index").link([mention_of("gloom A and C")])
    assert {str(one.curie) for one in (link.concept, *link.further) if one} == {"MESH:D0", "MESH:D2"}


def test_the_score_is_that_of_the_concept_that_is_given(tmp_path: Path, mention_of: Make) -> None:
    known = [
        concept("MESH:D1", "Gloom", "Disease"),
        concept("MESH:D2", "Orbal tumor", "Disease"),
        concept("MESH:D3", "Orbal gloom tumor syndrome", "Disease"),
    ]
    compile_index([source_of("known", known)], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    together, alone = linker.link([mention_of("gloom and orbal tumor"), mention_of("gloom")])
    assert together.concept == alone.concept != together.candidates[0].concept and together.further
    assert together.score == alone.score != together.candidates[0].score


def test_the_type_of_the_mention_counts(linker: Linker, mention_of: Make) -> None:
    assert linked(linker, mention_of("elbow reshapings", "Treatment")) == "MESH:D900007"
    assert linked(linker, mention_of("elbow reshapin", "Drug")) is None


def test_retired_concepts_answer_as_their_successor(linker: Linker) -> None:
    found = linker.concept(Curie("HP", "9000003"))
    assert found is not None and str(found.curie) == "HP:9000002"
    assert linker.concept(Curie("HP", "1")) is None


def test_names_and_curies_are_found(linker: Linker) -> None:
    assert str(linker.find("hollow anemia")[0].concept.curie) == "MESH:D900003"
    assert str(linker.find("mesh:D900003")[0].concept.curie) == "MESH:D900003"
    assert linker.find("velomycin", types=("Disease",)) == []
    assert linker.find("") == [] and linker.find("...") == []


def test_scores_of_candidates_are_probabilities_in_order(linker: Linker, mention_of: Make) -> None:
    (link,) = linker.link([mention_of("glimmer kidney disease")])
    scores = [candidate.score for candidate in link.candidates]
    assert scores == sorted(scores, reverse=True) and 0.0 < sum(scores) <= 1.0
    assert all(name and isinstance(value, float) for name, value in link.candidates[0].features)


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(["hollow anemia", "ALL", "velomycin", "x", "elbow", "kidney disease"]), max_size=8
    )
)
def test_links_keep_the_order_and_the_words(linker: Linker, mention_of: Make, texts: list[str]) -> None:
    mentions = [mention_of(text) for text in texts]
    links = linker.link(mentions)
    assert [link.mention for link in links] == mentions
    assert links == linker.link(mentions)


@settings(max_examples=60)
@given(st.text(max_size=40).filter(bool))
def test_any_text_gets_an_answer(linker: Linker, mention_of: Make, text: str) -> None:
    (link,) = linker.link([mention_of(text)])
    assert 0.0 <= link.score <= 1.0


def test_nil_identifiers_follow_type_and_words(mention_of: Make) -> None:
    one = nil_curie(mention_of("Quasar burns"))
    assert one == nil_curie(mention_of("quasar burn")) and one.prefix == "NIL" and len(one.id) == 16
    assert one != nil_curie(mention_of("quasar burn", "Drug"))
    assert nil_curie(mention_of("+")) != nil_curie(mention_of("-"))


@pytest.mark.parametrize(
    ("text", "kind", "curie"),
    [
        ("myocardial infarctions", "Disease", "MESH:D009203"),
        ("headaches", "Symptom", "HP:0002315"),
        ("haloperidol", "Drug", "MESH:D006220"),
        ("type II diabetes mellitus", "Disease", "MESH:D003924"),
        ("Parkinson's disease", "Disease", "MESH:D010300"),
    ],
)
def test_common_mentions_link_to_the_package_vocabularies(
    package_linker: Linker, mention_of: Make, text: str, kind: str, curie: str
) -> None:
    (link,) = package_linker.link([mention_of(text, kind)])
    known = link.concept
    assert known is not None
    if package_linker.concept(Curie.parse(curie)) is not None:
        assert str(known.curie) == curie


def test_package_phenotypes_and_rare_diseases_are_known(package_linker: Linker) -> None:
    retired = package_linker.concept(Curie("HP", "0000057"))
    assert retired is not None and retired.name
    assert package_linker.concept(Curie("OMIM", "619340")) is not None


def test_a_name_without_the_head_of_the_mention_is_marked(tmp_path: Path, mention_of: Make) -> None:
    known = [concept("MESH:D1", "Orbal Diseases", "Disease"), concept("MESH:D2", "Gloom", "Disease")]
    compile_index([source_of("known", known)], tmp_path / "index")
    (link,) = Linker.load(tmp_path / "index").link([mention_of("orbal gloom")])
    headless = {str(one.concept.curie): dict(one.features)["headless"] for one in link.candidates}
    assert headless == {"MESH:D1": 1.0, "MESH:D2": 0.0} and str(link.candidates[0].concept.curie) == "MESH:D2"


@pytest.mark.parametrize("text", ["disease", "the disease", "his disease", "her disease", "other disease"])
def test_words_for_any_disease_are_none(tmp_path: Path, mention_of: Make, text: str) -> None:
    known = [concept("MESH:D1", "Hers Disease", "Disease", synonyms=("Hers' disease", "her disease"))]
    compile_index([source_of("known", known)], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    assert linked(linker, mention_of(text)) is None
    assert (
        linked(linker, mention_of("Hers' disease")) == linked(linker, mention_of("hers disease")) == "MESH:D1"
    )


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    known = [
        concept("MESH:D1", "Mass syndrome", "Disease"),
        concept("MESH:D2", "QUIRP syndrome", "Disease"),
        concept("MESH:D3", "Dog Diseases", "Disease", synonyms=("dogs' disease of old age",)),
        concept("MESH:D4", "Best disease", "Disease"),
        concept("MESH:D5", "Glimmer Disease", "Disease"),
        concept("MESH:D6", "Cold", "Disease"),
    ]
    folder = tmp_path_factory.mktemp("namesakes") / "index"
    compile_index([source_of("known", known)], folder)
    return Linker.load(folder)


@pytest.mark.parametrize("text", ["mass", "quirp", "dog", "dogs", "best"])
def test_everyday_words_are_no_diseases_called_like_them(
    namesakes: Linker, mention_of: Make, text: str
) -> None:
    assert linked(namesakes, mention_of(text)) is None


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("MASS", "MESH:D1"),
        ("mass syndrome", "MESH:D1"),
        ("QUIRP", "MESH:D2"),
        ("Best's", "MESH:D4"),
        ("best's", "MESH:D4"),
        ("glimmer", "MESH:D5"),
        ("Glimmer's", "MESH:D5"),
        ("cold", "MESH:D6"),
    ],
)
def test_eponyms_and_acronyms_written_as_names_are_found(
    namesakes: Linker, mention_of: Make, text: str, curie: str
) -> None:
    assert linked(namesakes, mention_of(text)) == curie


@pytest.mark.parametrize(
    ("kind", "found"),
    [("Disease", True), ("Symptom", True), ("Drug", False), ("Treatment", False), ("Test", False)],
)
def test_what_only_qualifies_answers_findings_alone(
    tmp_path: Path, mention_of: Make, kind: str, found: bool
) -> None:
    compile_index([source_of("known", [concept("HP:1", "Onset")])], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    assert (linked(linker, mention_of("onset", kind)) is not None) == found
    assert [str(one.concept.curie) for one in linker.find("onset")] == ["HP:1"]


def test_a_drug_named_in_full_is_not_a_longer_one_beside_it(tmp_path: Path) -> None:
    known = [
        concept("MESH:D1", "Velo", "Drug"),
        concept("MESH:D2", "Velomycin", "Drug"),
        concept("MESH:D3", "Potassium", "Drug"),
        concept("MESH:D4", "Ketoglim", "Drug"),
    ]
    compile_index([source_of("known", known)], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    document = Document("D1", "Velo velomycin K ketoglim velom")
    spans = [Span(0, 4), Span(5, 14), Span(15, 16), Span(17, 25), Span(26, 31)]
    links = linker.link([document.mention(span, "Drug") for span in spans])
    assert [link.concept.name if link.concept else None for link in links] == [
        "Velo",
        "Velomycin",
        "Potassium",
        "Ketoglim",
        "Velomycin",
    ]


def test_half_a_character_is_no_error(linker: Linker, mention_of: Make) -> None:
    assert len(linker.candidates([("a\ud800b", "Disease"), ("hollow anemia", "Disease")])) == 2
    assert nil_curie(mention_of("\ud800")) == nil_curie(mention_of("?"))
    assert linked(linker, mention_of("\ud800")) is None
