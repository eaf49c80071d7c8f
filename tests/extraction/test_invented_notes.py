"""Invented notes: every annotation is the slice it says, and runs are repeatable."""

import random

from medkg.extraction.ner.labels import TYPES
from medkg.extraction.ner.notes.invent import invented_notes, phrases


def test_annotations_are_slices_and_never_overlap() -> None:
    for note in invented_notes(60, random.Random(4)):
        end = 0
        for mention in note.mentions:
            assert mention.span.slice(note.document.text) == mention.text
            assert mention.span.start >= end and mention.type in TYPES
            end = mention.span.end
        assert "{" not in note.document.text and note.sentences


def test_the_same_seed_invents_the_same_notes() -> None:
    one, other = (invented_notes(5, random.Random(7)) for _ in range(2))
    assert one == other
    assert one != invented_notes(5, random.Random(8))


def test_every_type_is_written_and_no_word_is_of_two_types() -> None:
    known = phrases()
    assert {
        mention.type for note in invented_notes(60, random.Random(1)) for mention in note.mentions
    } == set(TYPES)
    places = [word for type in TYPES for word in set(known.words[type])]
    assert len(places) == len(set(places))
