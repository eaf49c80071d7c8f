"""HPO terms of a text."""

from pathlib import Path

import pytest

from medkg.extraction.document import Document
from medkg.extraction.span import Span
from medkg.linking.index.compile import compile_index
from medkg.linking.linker import Linker
from medkg.linking.phenotypes import hpo_id, phenotypes, spelled_out
from tests.linking.concepts import INVENTED, concept, source_of

MORE = (
    concept("HP:9000010", "Glimmering", "Symptom", xrefs=("MESH:D900020",)),
    concept("MESH:D900020", "Glimmering Disorders", "Disease"),
    concept("HP:9000011", "Small wobbling ear", "Symptom", synonyms=("Hypoplastic wobbling ear",)),
    concept("HP:9000012", "Wobbling ear", "Symptom"),
    concept("HP:9000013", "Orbal inheritance"),
    concept("HP:9000014", "Severe"),
)


@pytest.fixture(scope="module")
def phenotype_linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    folder = tmp_path_factory.mktemp("phenotypes") / "index"
    compile_index([source_of("invented", (*INVENTED, *MORE))], folder)
    return Linker.load(folder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was tingling of the elbow.", [("tingling of the elbow", "HP:9000002")]),
        ("The ears wobbling and small, he left.", [("ears wobbling and small", "HP:9000011")]),
        (
            "Severe glimmering with orbal inheritance",
            [("glimmering", "HP:9000010"), ("orbal inheritance", "HP:9000013")],
        ),
        ("Kidney disease and ALL", []),
        ("", []),
    ],
)
def test_names_in_a_text_are_found_the_longest_first(
    phenotype_linker: Linker, text: str, expected: list[tuple[str, str]]
) -> None:
    found = spelled_out(phenotype_linker.index, text)
    assert [
        (one.span.slice(text), str(one.curie)) for one in sorted(found, key=lambda one: one.span)
    ] == expected


def test_mentions_and_names_make_one_list(phenotype_linker: Linker) -> None:
    text = "Velomycin. Hypoplastic wobbling ears, glimmering."
    document = Document("D1", text)
    mentions = [document.mention(Span(0, 9), "Drug"), document.mention(Span(11, 36), "Disease")]
    sentences = [Span(0, 10), Span(11, len(text))]
    found = phenotypes(text, sentences, mentions, phenotype_linker, abbreviations={})
    assert [(one.span, str(one.curie)) for one in found] == [
        (Span(11, 36), "HP:9000011"),
        (Span(38, 48), "HP:9000010"),
    ]
    assert all(hpo_id(one.concept) == one.curie for one in found)
    assert phenotypes(text, [], mentions, phenotype_linker, abbreviations={}) == found[:1]


def test_a_concept_answers_to_the_vocabulary_merged_into_it(phenotype_linker: Linker, tmp_path: Path) -> None:
    found = phenotype_linker.find("glimmering disorders", types=("Disease",))[0].concept
    assert str(found.curie) == "MESH:D900020" and str(hpo_id(found)) == "HP:9000010"
