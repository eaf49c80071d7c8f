"""Evidence from the other mentions of a document."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.candidates.common import commonest
from medkg.linking.candidates.surroundings import Surroundings, reconsidered
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.link import Candidate
from medkg.linking.linker import Linker
from tests.linking.concepts import concept, source_of

GLOOM, GLEAM, SHINE = (
    concept("MESH:D920001", "Elbow Gloom", "Disease", synonyms=("Gloom", "Cubital gloom")),
    concept("MESH:D920002", "Knee Gloom", "Disease", synonyms=("Gloom", "Genual gloom")),
    concept("MESH:D920003", "Glow Disorders", "Disease"),
)


def mentions_of(*texts: str) -> list[Mention]:
    """The diseases of one document, a comma between them."""
    document = Document("D1", ", ".join(texts))
    starts = [sum(len(text) + 2 for text in texts[:place]) for place in range(len(texts))]
    spans = [Span(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    return [document.mention(span, "Disease") for span in spans]


def above(known: Concept) -> frozenset[Curie]:
    return frozenset(known.parents)


def test_of_two_concepts_of_one_name_the_one_is_meant_that_the_document_names_elsewhere(
    tmp_path: Path,
) -> None:
    compile_index([source_of("gloom", [GLOOM, GLEAM])], tmp_path / "index")
    linker = Linker.load(tmp_path / "index")
    for full, meant in (("Elbow Gloom", GLOOM), ("Genual gloom", GLEAM)):
        _, link = linker.link(mentions_of(full, "gloom"))
        assert link.concept is not None and link.concept.curie == meant.curie
        assert dict(link.candidates[0].features)["said elsewhere"] == 1.0
        first, _ = linker.link(mentions_of("gloom", full))
        assert first.concept == link.concept and first.score == link.score
    (alone,) = linker.link(mentions_of("gloom"))
    assert "said elsewhere" not in dict(alone.candidates[0].features)


def test_what_lies_below_speaks_for_a_concept_but_its_own_wording_does_not() -> None:
    lower = Concept(Curie("MESH", "D920004"), "Night Glow", ("Disease",), parents=(SHINE.curie,))
    around = Surroundings.of([("night glows", lower)], above)
    assert around.features("glow", SHINE) == {"narrower elsewhere": 1.0}
    assert around.features("glow", lower) == {"said elsewhere": 1.0}
    assert around.features("Night Glow", lower) == {} == around.features("Night Glow", SHINE)
    assert around.features("glow", GLOOM) == {}


def test_an_index_knows_what_lies_above(tmp_path: Path) -> None:
    chain = [
        Concept(
            Curie("MESH", f"D92100{n}"),
            f"Glow of rank {n}",
            ("Disease",),
            parents=(Curie("MESH", f"D92100{n + 1}"),),
        )
        for n in range(6)
    ]
    compile_index([source_of("chain", chain)], tmp_path / "index")
    index = Index.open(tmp_path / "index")
    known = index.concept(index.numbers(chain[0].curie)[0])
    assert index.above(known) == {one.curie for one in chain[1:4]}
    assert index.above(known, levels=1) == {chain[1].curie}


def test_more_names_and_a_place_among_others_make_a_concept_common() -> None:
    placed = Concept(Curie("MESH", "D920005"), "Glow", ("Disease",), ("Shine", "Light"), (SHINE.curie,))
    ahead, alone = commonest([placed, SHINE]).ahead_of(SHINE)
    assert ahead > 1.0 and alone
    assert commonest([placed, SHINE]).ahead_of(placed) == (0.0, False)
    assert commonest([SHINE]).ahead_of(SHINE) == (0.0, False)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6), st.sets(st.integers(0, 5)))
def test_evidence_only_raises_those_it_speaks_for(parts: list[float], said: set[int]) -> None:
    scores = sorted((part / (sum(parts) + 1.0) for part in parts), reverse=True)
    concepts = [concept(f"MESH:D93000{n}", f"Glow {n}", "Disease") for n in range(len(scores))]
    before = tuple(Candidate(one, one.name, score) for one, score in zip(concepts, scores, strict=True))
    around = Surroundings.of([("shine", concepts[n]) for n in said if n < len(concepts)], above)
    after = reconsidered(before, "glow", around)
    if not any(n < len(concepts) for n in said):
        assert after is before
    assert sum(one.score for one in after) <= 1.0 + 1e-9
    assert [one.score for one in after] == sorted((one.score for one in after), reverse=True)
    kept = [one.concept for one in after if not one.features]
    assert kept == [one.concept for one in before if one.concept in kept]
    places = [one.concept.curie for one in before]
    for place, one in enumerate(after):
        assert not one.features or place <= places.index(one.concept.curie)
