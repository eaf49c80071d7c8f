"""parse(format(x)) = x for every format that is written, for all that the format can hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.document import Document, Section
from medkg.extraction.mention import Mention
from medkg.extraction.readers import read_annotated, read_documents
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span
from medkg.extraction.writers import write_annotations
from medkg.extraction.writers.pubtator import holdable

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs")) | st.sampled_from("\n\t\r"),
    max_size=12,
)
IDENTIFIERS = st.lists(st.from_regex(r"(MESH:)?[CD][0-9]{3}", fullmatch=True), max_size=3).map(tuple)
SCORES = st.floats(0, 1)


@st.composite
def annotated_documents(draw: st.DrawFn, words: st.SearchStrategy[str]) -> AnnotatedDocument:
    title = draw(words)
    body = f"{draw(words)} gout {draw(words)}"
    text = draw(st.sampled_from([body, f"{title}\n{body}"]))
    starts = st.integers(0, len(text) - 1)
    spans = starts.flatmap(lambda start: st.builds(Span, st.just(start), st.integers(start + 1, len(text))))
    document = Document(
        id=draw(
            st.from_regex(r"(PMID:[0-9]{1,8}|PMC:PMC[0-9]{1,7}|[a-z]{1,5}\.csv#[0-9]{1,3})", fullmatch=True)
        ),
        text=text,
        title=title,
        sections=tuple(draw(st.lists(st.builds(Section, words, spans), max_size=2))),
        source=draw(words),
        year=draw(st.none() | st.integers(1500, 2099)),
        publication_types=tuple(draw(st.lists(words, max_size=2))),
        mesh_headings=tuple(draw(st.lists(words, max_size=2))),
        notices=tuple(draw(st.lists(words, max_size=2))),
        retracted=draw(st.booleans()),
        revision=draw(words),
    )
    mentions = tuple(draw(st.lists(_mentions(document, spans), max_size=4)))
    return AnnotatedDocument(
        document=document,
        mentions=mentions,
        relations=tuple(draw(st.lists(_relations(mentions, spans), max_size=2))) if mentions else (),
        concept_relations=tuple(draw(st.lists(_concept_relations(), max_size=2))),
        sentences=tuple(draw(st.lists(spans, max_size=3))),
    )


def _mentions(document: Document, spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Mention]:
    assertions = st.builds(
        Assertion, st.sampled_from(Polarity), st.sampled_from(Time), st.sampled_from(Experiencer)
    )
    return st.builds(
        lambda span, type, score, assertion, identifiers: document.mention(
            span, type, score=score, assertion=assertion, extractor="ner 1", identifiers=identifiers
        ),
        spans,
        st.sampled_from(["Disease", "Drug", "Sign symptom"]),
        SCORES,
        assertions,
        IDENTIFIERS,
    )


def _relations(mentions: tuple[Mention, ...], spans: st.SearchStrategy[Span]) -> st.SearchStrategy[Relation]:
    ends = st.sampled_from(mentions)
    evidence = st.lists(spans, min_size=1, max_size=2).map(tuple)
    return st.builds(
        Relation, ends, ends, st.just("CAUSES"), SCORES, evidence, st.sampled_from(Polarity), st.just("re 2")
    )


def _concept_relations() -> st.SearchStrategy[ConceptRelation]:
    return st.builds(ConceptRelation, st.just("CID"), st.just("D001"), st.sampled_from(["D002", "-1"]))


def round_trip(folder: Path, document: AnnotatedDocument, name: str, format: str) -> AnnotatedDocument:
    path = folder / name
    assert write_annotations([document], path, format=format) == 1
    (result,) = read_annotated(path, format=format)
    assert isinstance(result, AnnotatedDocument), result
    return result


relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@relaxed
@given(document=annotated_documents(ANY_TEXT))
def test_jsonl_keeps_everything(tmp_path: Path, document: AnnotatedDocument) -> None:
    assert round_trip(tmp_path, document, "x.jsonl", "jsonl") == document
    (plain,) = read_documents([tmp_path / "x.jsonl"])
    assert plain == document.document


@relaxed
@given(document=annotated_documents(ANY_TEXT))
def test_bioc_json_keeps_everything(tmp_path: Path, document: AnnotatedDocument) -> None:
    assert round_trip(tmp_path, document, "x.json", "bioc") == document


@relaxed
@given(document=annotated_documents(XML_TEXT))
def test_bioc_xml_keeps_all_that_xml_can_hold(tmp_path: Path, document: AnnotatedDocument) -> None:
    assert round_trip(tmp_path, document, "x.xml", "bioc") == document


@relaxed
@given(document=annotated_documents(ANY_TEXT))
def test_pubtator_gives_back_what_it_can_hold(tmp_path: Path, document: AnnotatedDocument) -> None:
    held = holdable(document)
    expected = replace(held, document=replace(held.document, source="x.txt"))
    assert round_trip(tmp_path, document, "x.txt", "pubtator") == expected
    assert holdable(held) == held
    assert len(held.document.text) == len(document.document.text)


def test_many_documents_keep_their_order(tmp_path: Path) -> None:
    documents = [
        AnnotatedDocument(Document(id=f"PMID:{number}", text=f"Gout {number}.")) for number in range(50)
    ]
    for name, format in (("a.jsonl", "jsonl"), ("a.json", "bioc"), ("a.xml", "bioc"), ("a.txt", "pubtator")):
        assert write_annotations(iter(documents), tmp_path / name, format=format) == 50
        read = read_annotated(tmp_path / name, format=format)
        assert [one.document.id for one in read if isinstance(one, AnnotatedDocument)] == [
            one.document.id for one in documents
        ]


def test_a_control_character_becomes_a_space_in_xml(tmp_path: Path) -> None:
    document = AnnotatedDocument(Document(id="n1", text="Gout\x0cand\x00pain"))
    assert round_trip(tmp_path, document, "x.xml", "bioc").document.text == "Gout and pain"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")
    document = Document(id="n1", text="Gout.")
    stranger = document.mention(Span(0, 4), "Disease")
    bad = AnnotatedDocument(document, relations=(Relation(stranger, stranger, "CAUSES", 1.0, (Span(0, 4),)),))
    with pytest.raises(ValueError, match="not among"):
        write_annotations([bad], path, format="jsonl")
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]


def test_formats_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'csv' is not allowed"):
        write_annotations([], tmp_path / "x.csv", format="csv")
