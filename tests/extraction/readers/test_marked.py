"""Texts with marks in place."""

import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_annotated
from medkg.extraction.readers.marked import read_marked
from medkg.extraction.readers.source import Source

MARKED = """\
=== letter-1 | clinic letter
# Review of [hypertension|Disease]
Continue [ramipril|Drug] for [HTN|Disease|hypertension].

No [cough|Symptom] so far; [ankle swelling|Symptom] on [amlodipine|Drug].
---
TREATS: ramipril > hypertension
not CAUSES: ramipril > cough
maybe CAUSES: amlodipine > ankle swelling
? TREATS: Amlodipine > hypertension

=== letter-2
Nothing new.
"""


def read(tmp_path: Path, text: str) -> list[AnnotatedDocument | Failure]:
    path = tmp_path / "texts.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_annotated(path, format="marked"))


def only(results: list[AnnotatedDocument | Failure]) -> AnnotatedDocument:
    (result,) = results
    assert isinstance(result, AnnotatedDocument)
    return result


def failure(results: list[AnnotatedDocument | Failure]) -> str:
    (result,) = results
    assert isinstance(result, Failure)
    return result.error


def test_text_title_and_mentions(tmp_path: Path) -> None:
    letter, other = read(tmp_path, MARKED)
    assert isinstance(letter, AnnotatedDocument)
    assert isinstance(other, AnnotatedDocument)
    assert letter.document.id == "letter-1"
    assert letter.document.title == "Review of hypertension"
    assert letter.document.text == (
        "Review of hypertension\nContinue ramipril for HTN.\n\nNo cough so far; ankle swelling on amlodipine."
    )
    assert [(m.text, m.type, m.identifiers) for m in letter.mentions] == [
        ("hypertension", "Disease", ("hypertension",)),
        ("ramipril", "Drug", ("ramipril",)),
        ("HTN", "Disease", ("hypertension",)),
        ("cough", "Symptom", ("cough",)),
        ("ankle swelling", "Symptom", ("ankle swelling",)),
        ("amlodipine", "Drug", ("amlodipine",)),
    ]
    assert (other.document.text, other.document.title, other.mentions) == ("Nothing new.", "", ())


def test_relations_join_the_closest_mentions_with_their_sentences(tmp_path: Path) -> None:
    letter = read(tmp_path, MARKED)[0]
    assert isinstance(letter, AnnotatedDocument)
    text = letter.document.text
    told = [(r.type, r.head.text, r.tail.text, r.polarity) for r in letter.relations]
    assert told == [
        ("TREATS", "ramipril", "HTN", Polarity.AFFIRMED),
        ("CAUSES", "ramipril", "cough", Polarity.NEGATED),
        ("CAUSES", "amlodipine", "ankle swelling", Polarity.POSSIBLE),
        ("TREATS?", "amlodipine", "HTN", Polarity.AFFIRMED),
    ]
    assert [span.slice(text) for span in letter.relations[0].evidence] == ["Continue ramipril for HTN."]
    assert len(letter.relations[1].evidence) == 2


def test_a_malformed_document_costs_itself_alone(tmp_path: Path) -> None:
    results = read(tmp_path, MARKED.replace("[cough|Symptom]", "[cough]"))
    assert [isinstance(result, Failure) for result in results] == [True, False]


def test_what_is_wrong_is_told_without_the_text(tmp_path: Path) -> None:
    def told(text: str) -> str:
        return failure(read(tmp_path, text))

    assert "line === ID" in told("[gout|Disease]\n")
    assert "no text" in told("=== a\n---\n")
    assert "bracket at character 5" in told("=== a\nsome [gout\n")
    assert "PREDICATE: head > tail" in told("=== a\n[gout|Disease]\n---\nTREATS gout\n")
    assert told("=== a\n[gout|Disease]\n---\nTREATS: colchicine > gout\n") == (
        "a relation names something that no mention of its document does"
    )
    assert "with itself" in told("=== a\n[gout|Disease]\n---\nHAS_SYMPTOM: gout > gout\n")


words = st.text(st.characters(whitelist_categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)
parts = st.lists(st.tuples(words, st.none() | st.sampled_from(["Drug", "Disease"])), min_size=1, max_size=12)


@given(parts)
def test_marks_leave_their_words_where_they_stood(given: list[tuple[str, str | None]]) -> None:
    text = "Text " + " ".join(word for word, _ in given)
    marked = "Text " + " ".join(f"[{word}|{kind}]" if kind else word for word, kind in given)
    data = f"=== a\n{marked}\n".encode()
    source = Source("x.txt", lambda: io.BytesIO(data))
    result = only(list(read_marked(source)))
    assert result.document.text == text
    assert [(m.text, m.type) for m in result.mentions] == [one for one in given if one[1]]
    assert all(mention.span.slice(text) == mention.text for mention in result.mentions)
