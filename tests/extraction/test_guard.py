"""Test documents stay out of training."""

import pytest

from medkg.extraction.document import Document
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard, digests, pmid

TITLE = "A long invented title of a study of zorafen in patients with gripe"
GUARDED = Guard.of(
    [Document("PMID:12345678", f"{TITLE}\nThe patients had pallor after zorafen.", title=TITLE)]
)


@pytest.mark.parametrize("id", ["12345678", "PMID:12345678", "PMID:12345678#2", "12345678_1"])
def test_the_same_article_is_known_by_its_number(id: str) -> None:
    assert GUARDED.forbids(Document(id, "other"))


def test_a_copy_without_a_number_is_known_by_its_words() -> None:
    assert GUARDED.forbids(Document("x", TITLE.upper() + " !"))
    assert GUARDED.forbids(Document("x", f"{TITLE}. Another body.", title=f"{TITLE}."))


def test_other_articles_and_short_phrases_pass() -> None:
    assert not GUARDED.forbids(
        Document("PMID:87654321", "The patients had gripe after zorafen, as others did.")
    )
    assert not GUARDED.forbids(Document("x", "pallor after zorafen"))


def test_a_text_that_shares_a_long_sentence_overlaps() -> None:
    sentence = "The patients had pallor after zorafen."
    guard = Guard.of(
        [
            Document(
                "PMID:12345678",
                f"{TITLE}. {sentence} None of the patients had any gripe in the end of it all.",
            )
        ]
    )
    longer = Document(
        "x", f"Other words. None of the patients had any gripe in the end of it all. {sentence}"
    )
    assert not guard.forbids(longer)
    assert guard.overlaps(longer, split_sentences(longer.text))
    short = Document("x", f"Other words. {sentence}")
    assert not guard.overlaps(short, split_sentences(short.text))


def test_a_short_text_is_known_under_its_own_id() -> None:
    guard = Guard.of([Document("note-1", "No pallor.")])
    assert guard.forbids(Document("note-1", "no pallor"))
    assert not guard.forbids(Document("note-1", "Pallor."))
    assert not guard.forbids(Document("note-2", "No pallor."))


def test_an_empty_guard_forbids_nothing() -> None:
    assert not Guard.of([]).forbids(Document("PMID:12345678", TITLE))


def test_names_of_files_are_no_numbers() -> None:
    assert pmid(Document("note-12345678", "x")) is None


def test_digests_tell_the_same_article_and_keep_nothing_of_it() -> None:
    one = digests(Document("PMID:12345678", f"{TITLE}\nThe patients had pallor.", title=TITLE))
    assert not one.isdisjoint(digests(Document("12345678#2", "other")))
    assert not one.isdisjoint(digests(Document("x", TITLE.upper() + " !")))
    assert one.isdisjoint(digests(Document("87654321", "Other words.")))
    assert all(len(digest) == 16 and int(digest, 16) >= 0 for digest in one)
    assert digests(Document("x", "pallor")) == frozenset()
