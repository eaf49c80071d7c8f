"""Names of tests, treatments and findings as records and papers write them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from medkg.extraction.mention import Mention
from medkg.linking.candidates.variants import expansions
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.names.short_forms import abbreviates
from medkg.linking.vocabularies.mesh_types import tree_types
from tests.linking.concepts import concept, source_of

Make = Callable[..., Mention]

KNOWN = (
    concept("MESH:D1", "Velomins", "Drug"),
    concept("MESH:D2", "Velomin Tolerance Test", "Test"),
    concept("MESH:D3", "Magnetic Resonance Imaging", "Test"),
    concept("MESH:D4", "Glarometry", "Test"),
    concept("MESH:D5", "Quillation", "Treatment"),
    concept("MESH:D6", "Bell Therapy", "Treatment"),
    concept("MESH:D7", "Orbal Sugar", "Drug", synonyms=("Blood Sugar",)),
    concept("MESH:D8", "Sugars", "Drug"),
    concept("MESH:D9", "Shared Gleam", "Disease"),
    concept("HP:1", "Gleam loss", "Symptom"),
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linker]:
    folder = tmp_path_factory.mktemp("real") / "index"
    compile_index([source_of("invented", KNOWN)], folder)
    yield Linker(Index.open(folder))


def found(linker: Linker, mention: Mention) -> str | None:
    (link,) = linker.link([mention])
    return str(link.concept.curie) if link.concept else None


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("velomin", "MESH:D1"),
        ("serum velomin", "MESH:D1"),
        ("velomin levels", "MESH:D1"),
        ("plasma levels of velomin", "MESH:D1"),
        ("velomin tolerance test", "MESH:D2"),
        ("fasting blood sugar", "MESH:D7"),
        ("MRI of the elbow", "MESH:D3"),
        ("elbow MRI", "MESH:D3"),
        ("quasar levels", None),
        ("shared gleam", None),
    ],
)
def test_a_test_goes_by_what_it_measures_or_shows(
    real: Linker, mention_of: Make, text: str, curie: str | None
) -> None:
    assert found(real, mention_of(text, "Test")) == curie


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("quillation program", "MESH:D5"),
        ("quillated", "MESH:D5"),
        ("bell", "MESH:D6"),
        ("bell treatment", "MESH:D6"),
        ("velomin therapy", "MESH:D1"),
        ("shared gleam", None),
    ],
)
def test_a_treatment_goes_by_what_is_done_or_given(
    real: Linker, mention_of: Make, text: str, curie: str | None
) -> None:
    assert found(real, mention_of(text, "Treatment")) == curie


def test_more_is_not_less(real: Linker, mention_of: Make) -> None:
    assert found(real, mention_of("gleam lost", "Symptom")) == "HP:1"
    assert found(real, mention_of("gleam increase", "Symptom")) != "HP:1"


def test_what_acts_on_a_substance_is_not_the_substance(real: Linker, mention_of: Make) -> None:
    assert found(real, mention_of("velomin antagonist", "Drug")) is None


def test_one_annotation_does_not_outweigh_a_preferred_name(
    tmp_path_factory: pytest.TempPathFactory, mention_of: Make
) -> None:
    def answer(documents: int) -> str | None:
        known = (
            concept("MESH:D1", "Orbal Diseases", "Disease"),
            concept("MESH:D2", "Orbal Gleam", "Disease"),
        )
        usage = ("orbal gleam", documents), ("gleaming", 5)
        taught = replace(concept("MESH:D1", "orbal gleam", "Disease"), usage=usage)
        folder = tmp_path_factory.mktemp("usage") / "index"
        compile_index([source_of("invented", known), source_of("corpus", (taught,))], folder)
        return found(Linker(Index.open(folder)), mention_of("orbal gleam"))

    assert (answer(1), answer(20)) == ("MESH:D2", "MESH:D1")


def test_a_bracket_within_a_word_is_no_aside() -> None:
    assert list(expansions("1-(alpha-2)velozole", {})) == []
    assert list(expansions("hollow anemia (HA)", {})) == ["hollow anemia"]


def test_what_has_the_short_form_as_a_word_is_not_its_long_form() -> None:
    assert not abbreviates("VMC", "VMC-rich velomycin cream")
    assert abbreviates("VMC", "velomycin")


@pytest.mark.parametrize(
    ("trees", "types"),
    [
        (["E03.155.197"], ("Treatment",)),
        (["F04.711.513"], ("Test",)),
        (["E05.478.566", "E02.095"], ("Treatment",)),
        (["E05.598"], ()),
    ],
)
def test_anesthesia_and_laboratory_techniques_have_types(trees: list[str], types: tuple[str, ...]) -> None:
    assert tree_types(trees) == types
