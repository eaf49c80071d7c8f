"""The sentence rules as a spaCy component, ``medkg_sentences``. Importing this module loads spaCy."""

from spacy.language import Language
from spacy.tokens import Doc

from medkg.extraction.sentences import split_sentences


class SentenceComponent:
    """Sets the sentence starts of a spaCy ``Doc`` to those of :func:`split_sentences`.

    Where a sentence begins inside a token, the next token begins it.
    """

    def __call__(self, doc: Doc) -> Doc:
        starts = iter([span.start for span in split_sentences(doc.text)])
        awaited = next(starts, None)
        for token in doc:
            begins = awaited is not None and token.idx >= awaited
            token.is_sent_start = begins
            while awaited is not None and token.idx >= awaited:
                awaited = next(starts, None)
        return doc


@Language.factory("medkg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def create_sentences(nlp: Language, name: str) -> SentenceComponent:
    """The factory behind ``nlp.add_pipe("medkg_sentences")``."""
    return SentenceComponent()
