"""Annotations that are kept apart from their texts are joined with them, or it is said why not."""

import gzip
import hashlib
import json
import sys
from pathlib import Path

import pytest

from benchmarks import standoff
from benchmarks.standoff import Passage, join, read_passages
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_annotated
from medkg.extraction.relations.signature import SIGNATURES, TYPE_IDS

REAL = Path(__file__).parents[2] / "examples" / "train" / "real"
TEXT = "Seen on Monday. Ramipril was no cause of her cough. She left."
PASSAGE = "Ramipril was no cause of her cough."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    with gzip.open(tmp_path / "notes" / "letters.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "letter-1", "text": TEXT}) + "\n")
    return tmp_path


def passage(id: str = "p-1", document: str = "letter-1", words: str = PASSAGE) -> Passage:
    start = TEXT.index(PASSAGE)
    return Passage(
        id=id,
        file="notes/letters.jsonl.gz",
        document=document,
        start=start,
        end=start + len(PASSAGE),
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        mentions=((0, 8, "Drug", 0), (29, 34, "Symptom", 1)),
        relations=(("CAUSES", "negated", 0, 1),),
    )


def test_a_passage_gets_its_words_mentions_and_relations(texts: Path) -> None:
    (found,) = join([passage()], texts)
    assert isinstance(found, AnnotatedDocument)
    assert found.document.text == PASSAGE
    assert [(mention.text, mention.type) for mention in found.mentions] == [
        ("Ramipril", "Drug"),
        ("cough", "Symptom"),
    ]
    (relation,) = found.relations
    assert (relation.head.text, relation.tail.text) == ("Ramipril", "cough")
    assert relation.polarity == Polarity.NEGATED
    assert [PASSAGE[one.start : one.end] for one in relation.evidence] == [PASSAGE]


def test_words_that_were_changed_and_documents_that_are_gone_are_named(texts: Path) -> None:
    changed, gone, there = join(
        [passage("p-1", words="other words"), passage("p-2", document="letter-9"), passage("p-3")], texts
    )
    assert isinstance(changed, Failure) and changed.document == "p-1"
    assert isinstance(gone, Failure) and "letter-9" in gone.error
    assert isinstance(there, AnnotatedDocument)


def test_what_is_written_is_read_as_an_annotated_corpus(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = passage()
    annotations, out = tmp_path / "annotations.jsonl", tmp_path / "texts.jsonl"
    fields = ("id", "file", "document", "start", "end", "sha256", "mentions", "relations")
    annotations.write_text(json.dumps({name: getattr(one, name) for name in fields}) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["standoff", str(annotations), str(texts), str(out)])
    standoff.main()
    assert capsys.readouterr().out == "1 of 1 passages\n"
    assert list(read_annotated(out, format="jsonl")) == list(join([one], texts))


@pytest.fixture(scope="module", params=["training", "risks", "further", "held_out", "further_held_out"])
def shipped(request: pytest.FixtureRequest) -> list[Passage]:
    return read_passages(REAL / f"{request.param}.jsonl")


def test_the_shipped_annotations_fit_their_passages_and_the_types(shipped: list[Passage]) -> None:
    assert len({one.id for one in shipped}) == len(shipped) > 70
    assert {type for one in shipped for _, _, type, _ in one.mentions} == set(TYPE_IDS)
    for one in shipped:
        for start, end, _, _ in one.mentions:
            assert 0 <= start < end <= one.end - one.start, one.id
        for type, polarity, head, tail in one.relations:
            signature = SIGNATURES[type.removesuffix("?")]
            heads, tails = one.mentions[head][2], one.mentions[tail][2]
            assert signature.allows(heads, tails) or (
                signature.symmetric and signature.allows(tails, heads)
            ), one.id
            Polarity(polarity)


def test_no_document_is_trained_on_and_held_out() -> None:
    trained, held_out = (
        {(one.file, one.document) for name in names for one in read_passages(REAL / f"{name}.jsonl")}
        for names in (("training", "risks", "further"), ("held_out", "further_held_out"))
    )
    assert not trained & held_out
