"""Names that people annotated in corpora."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.concept import Concept
from medkg.linking.concept_json import decode, encode
from medkg.linking.curie import Curie
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.merging.usage import with_usage
from medkg.linking.merging.vocabulary import Vocabulary
from medkg.linking.vocabularies.corpus import corpus_concepts
from tests.linking.concepts import INVENTED, concept, source_of

Gold = tuple[str, str, str]


def read(id: str, text: str, *mentions: Gold) -> AnnotatedDocument:
    """A document; each mention is words of it, a type and an identifier."""
    document = Document(id, text)
    made = [
        document.mention(
            Span(text.index(words), text.index(words) + len(words)), kind, identifiers=(identifier,)
        )
        for words, kind, identifier in mentions
    ]
    return AnnotatedDocument(document, tuple(made))


def learned(*documents: AnnotatedDocument, held_out: tuple[Document, ...] = ()) -> dict[str, Concept]:
    return {str(one.curie): one for one in corpus_concepts(documents, held_out=held_out)}


def folded(concepts: list[Concept]) -> list[Concept]:
    """The concepts of a vocabulary and, last, of a corpus, brought together."""
    vocabularies = with_usage(
        [Vocabulary("words", tuple(concepts[:-1])), Vocabulary("corpus", tuple(concepts[-1:]))]
    )
    return [one for vocabulary in vocabularies for one in vocabulary.concepts]


SLUMP = read("PMID:90000001", "Slumps were seen. A slump is rare.", ("Slumps", "Disease", "D900001"))
AGAIN = read("PMID:90000002", "The slump went on.", ("slump", "Disease", "D900001"))
TIREDNESS = read("PMID:90000003", "Orbal tiredness.", ("Orbal tiredness", "Disease", "D900001"))


def test_documents_are_counted_for_each_form() -> None:
    found = learned(SLUMP, AGAIN, TIREDNESS)["MESH:D900001"]
    assert found.usage == (("Slumps", 2), ("Orbal tiredness", 1))
    assert found.name == "Slumps" and found.types == ("Disease",)


def test_documents_held_out_teach_nothing() -> None:
    assert learned(SLUMP, AGAIN, held_out=(Document("90000001", "Other words"),))["MESH:D900001"].usage == (
        ("slump", 1),
    )


def test_a_repeated_text_held_out_teaches_nothing_under_another_number() -> None:
    text = "A long abstract about slumps that somebody published again elsewhere."
    copy = read("PMID:90000009", text, ("slumps", "Disease", "D900001"))
    assert learned(copy, held_out=(Document("X1", text),)) == {}


def test_types_that_are_none_of_ours_and_mentions_without_identifier_teach_nothing() -> None:
    one = read("1", "ABC1 in glow", ("ABC1", "GeneOrGeneProduct", "D900009"), ("glow", "Disease", "-1"))
    assert learned(one) == {}


def test_a_defined_short_form_counts_as_its_long_form() -> None:
    text = "Orbal hollow pain (OHP) is rare. OHP was treated."
    mentions = (("Orbal hollow pain", "Disease", "D900009"), ("OHP", "Disease", "D900009"))
    assert learned(read("1", text, *mentions))["MESH:D900009"].usage == (("Orbal hollow pain", 1),)


def test_usage_is_folded_into_the_concept_of_the_vocabulary() -> None:
    corpus = Concept(Curie("MESH", "D1"), "wobbles", ("Disease",), usage=(("wobbles", 3),))
    (found,) = folded([concept("MESH:D1", "Wobble", "Disease"), corpus])
    assert found.name == "Wobble" and found.synonyms == () and found.usage == (("wobbles", 3),)


def test_a_renumbered_identifier_becomes_a_cross_reference_of_the_concept_with_its_name() -> None:
    corpus = Concept(Curie("MESH", "C9"), "velomycin", ("Drug",), usage=(("velomycin", 3), ("VMC", 9)))
    (found,) = folded([concept("MESH:D2", "Velomycin Sulfate", "Drug", synonyms=("Velomycin",)), corpus])
    assert found.xrefs == (Curie("MESH", "C9"),) and dict(found.usage)["VMC"] == 9


def test_an_unknown_identifier_with_names_of_its_own_is_a_concept() -> None:
    corpus = Concept(Curie("MESH", "C9"), "luminol x", ("Drug",), usage=(("luminol x", 1),))
    found = folded([concept("MESH:D2", "Velomycin", "Drug"), corpus])
    assert [str(one.curie) for one in found] == ["MESH:D2", "MESH:C9"] and found[1].usage == corpus.usage


def test_usage_of_a_retired_identifier_goes_to_the_successor() -> None:
    corpus = Concept(Curie("HP", "1"), "wobbles", ("Disease",), usage=(("wobbles", 3),))
    found = folded([concept("HP:1", "old", replaced_by="HP:2"), concept("HP:2", "Wobble", "Symptom"), corpus])
    assert [one.usage for one in found] == [(), (("wobbles", 3),)]


def test_what_is_annotated_more_often_wins(
    tmp_path: Path, mention_of: Callable[..., Mention], linker: Linker
) -> None:
    (before,) = linker.link([mention_of("slump")])
    assert before.concept is None or str(before.concept.curie) != "MESH:D900006"
    taught = [read(f"{n}", "A slump.", ("slump", "Disease", "D900006")) for n in range(3)]
    corpus = list(corpus_concepts([SLUMP, *taught]))
    compile_index([source_of("invented", INVENTED), source_of("corpus", corpus)], tmp_path / "index")
    (after,) = Linker(Index.open(tmp_path / "index")).link([mention_of("slumps")])
    assert after.concept is not None and str(after.concept.curie) == "MESH:D900006"
    features = dict(after.candidates[0].features)
    assert features["usage share"] == pytest.approx(3 / 4) and features["usage"] == pytest.approx(2.0)


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=9), st.integers(min_value=1, max_value=99)), max_size=4)
)
def test_usage_comes_back_from_json_as_written(usage: list[tuple[str, int]]) -> None:
    one = Concept(Curie("MESH", "D1"), "Wobble", ("Disease",), usage=tuple(usage))
    assert decode(encode(one)) == one
