import spacy
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.sentences import split_sentences
from medkg.extraction.spacy_sentences import SentenceComponent

WORDS = ["fever", "Fever", "e.g.", "Dr.", "0.", "05", "no.", "E.", "coli\n", "-", "METHODS:", "[1]", "?"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)
NLP = spacy.blank("en")
NLP.add_pipe("medkg_sentences")


@given(TEXTS)
def test_the_component_gives_the_sentences_of_the_rules(text: str) -> None:
    doc = NLP(text)
    found = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]
    assert found == [span.slice(text) for span in split_sentences(text)]


def test_the_factory_is_named() -> None:
    assert isinstance(NLP.get_pipe("medkg_sentences"), SentenceComponent)
