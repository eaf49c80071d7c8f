"""BioC collections of other tools."""

import json
from pathlib import Path
from typing import Any

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_annotated, read_documents
from medkg.extraction.relation import ConceptRelation

XML = """<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE collection SYSTEM 'BioC.dtd'>
<collection><source>x</source><date/><key/>
<document><id>55</id>
 <passage><infon key="type">title</infon><offset>0</offset><text>Gout and kidney</text>
  <annotation id="1"><infon key="type">Disease</infon><infon key="MESH">D006073</infon>
   <location offset="0" length="4"/><text>Gout</text></annotation></passage>
 <passage><infon key="type">abstract</infon><offset>{offset}</offset><text>Allopurinol helps.</text>
  <annotation id="2"><infon key="type">Chemical</infon><infon key="identifier">D000493</infon>
   <location offset="{offset}" length="11"/><text>{drug}</text></annotation></passage>
 <relation id="R1"><infon key="type">TREATS</infon>
  <node refid="2" role="Arg1"/><node refid="1" role="Arg2"/></relation>
 <relation id="R2"><infon key="relation">CID</infon><infon key="Chemical">D000493</infon>
  <infon key="Disease">D006073</infon></relation>
</document>
<document><id>56</id><passage><offset>zero</offset><text>Bad.</text></passage></document>
</collection>"""


def results(path: Path, text: str) -> list[AnnotatedDocument | Failure]:
    path.write_text(text, encoding="utf-8")
    return list(read_annotated(path, format="bioc"))


def test_passages_annotations_relations(tmp_path: Path) -> None:
    found, failure = results(tmp_path / "c.xml", XML.format(offset=16, drug="Allopurinol"))
    assert isinstance(found, AnnotatedDocument)
    assert (found.document.id, found.document.title) == ("PMID:55", "Gout and kidney")
    assert found.document.text == "Gout and kidney\nAllopurinol helps."
    assert [(mention.text, mention.identifiers) for mention in found.mentions] == [
        ("Gout", ("MESH:D006073",)),
        ("Allopurinol", ("D000493",)),
    ]
    (relation,) = found.relations
    assert (relation.head.text, relation.type, relation.tail.text) == ("Allopurinol", "TREATS", "Gout")
    assert found.concept_relations == (ConceptRelation("CID", "D000493", "D006073"),)
    assert failure == Failure("c.xml#2", "read", "is not a BioC document")


def test_offsets_of_passages_that_overlap_or_leap_are_followed(tmp_path: Path) -> None:
    for offset in (3, 15, 18, 5000):
        found = results(tmp_path / "c.xml", XML.format(offset=offset, drug="Allopurinol"))[0]
        assert isinstance(found, AnnotatedDocument)
        assert found.mentions[1].text == "Allopurinol"


def test_annotations_that_do_not_fit_cost_the_document_but_not_its_text(tmp_path: Path) -> None:
    failure = results(tmp_path / "c.xml", XML.format(offset=16, drug="Colchicine!"))[0]
    assert failure == Failure("c.xml#1", "read", "offsets of a mention do not fit the text (first at 16:27)")
    document, _ = read_documents([tmp_path / "c.xml"])
    assert isinstance(document, Document) and document.text.endswith("Allopurinol helps.")


def document(id: str, **infons: str) -> dict[str, Any]:
    passage = {
        "offset": 0,
        "infons": infons,
        "text": f"Gout {id}.",
        "sentences": [],
        "annotations": [],
        "relations": [],
    }
    return {"id": id, "infons": {}, "passages": [passage], "annotations": [], "relations": []}


def test_json_in_its_four_wrappings(tmp_path: Path) -> None:
    pair = [document("1"), document("2")]
    collection = {"source": "", "date": "", "key": "", "infons": {}, "documents": pair}
    wrappings = [
        json.dumps(collection, indent=1),
        json.dumps([collection]),
        json.dumps({"PubTator3": pair}),
        "\n".join(map(json.dumps, pair)),
    ]
    for text in wrappings:
        (tmp_path / "c.json").write_text(text, encoding="utf-8")
        found = list(read_documents([tmp_path / "c.json"]))
        assert [one.id for one in found if isinstance(one, Document)] == ["PMID:1", "PMID:2"], text


def test_full_texts_of_pubmed_central_have_its_ids(tmp_path: Path) -> None:
    value = document("77", **{"article-id_pmc": "77", "year": "2004", "section_type": "TITLE"})
    (tmp_path / "c.json").write_text(json.dumps({"documents": [value]}), encoding="utf-8")
    (found,) = read_documents([tmp_path / "c.json"])
    assert isinstance(found, Document)
    assert (found.id, found.year, found.title) == ("PMC:PMC77", 2004, "Gout 77.")


def test_a_document_without_a_field_costs_itself(tmp_path: Path) -> None:
    broken = document("1")
    del broken["passages"]
    (tmp_path / "c.json").write_text(json.dumps({"documents": [broken, document("2")]}), encoding="utf-8")
    failure, found = read_documents([tmp_path / "c.json"])
    assert failure == Failure("c.json#1", "read", "is not a BioC document: it has no 'passages'")
    assert isinstance(found, Document)


def read(path: Path, *documents: object) -> list[Document | Failure]:
    path.write_text(json.dumps({"documents": documents}), encoding="utf-8")
    return list(read_documents([path]))


def edited(*, passage: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    value = document("1")
    value["passages"][0].update(passage or {})
    return {**value, **fields}


FAR_SENTENCE = {"offset": 10**13, "infons": {}, "text": "Far.", "annotations": [], "relations": []}


@pytest.mark.parametrize(
    "broken",
    [
        edited(passage={"offset": "0"}),
        edited(passage={"text": 5}),
        edited(passage={"infons": None}),
        edited(passage={"text": "", "sentences": [FAR_SENTENCE]}),
        edited(infons=None),
        edited(infons={"medkg": "[1]"}),
        edited(infons={"medkg": "{"}),
        edited(infons={"medkg": '{"sections": [["Plan", 0, 10000]]}'}),
        edited(infons={"medkg": '{"notices": 5}'}),
        edited(passages=None),
        "text",
        7,
    ],
)
def test_a_field_of_another_kind_costs_its_document(tmp_path: Path, broken: object) -> None:
    failure, found = read(tmp_path / "c.json", broken, document("2"))
    assert isinstance(failure, Failure) and failure.document == "c.json#1"
    assert isinstance(found, Document) and found.id == "PMID:2"
    assert next(read_annotated(tmp_path / "c.json", format="bioc")) == failure


def test_a_message_of_a_wrong_field_is_fixed(tmp_path: Path) -> None:
    failure, _ = read(tmp_path / "c.json", edited(passage={"offset": "0"}), document("2"))
    assert failure == Failure("c.json#1", "read", "has a field that is not as BioC has it")


def test_documents_that_are_no_list_are_a_failure(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text('{"documents": null}', encoding="utf-8")
    (failure,) = read_documents([tmp_path / "c.json"])
    assert failure == Failure("c.json#1", "read", "its documents are no list")


def test_a_document_in_a_foreign_namespace_costs_itself(tmp_path: Path) -> None:
    text = '<collection><x:document xmlns:x="urn:x"><id>1</id></x:document></collection>'
    (failure,) = results(tmp_path / "c.xml", text)
    assert failure == Failure("c.xml#1", "read", "is not a BioC document")


@pytest.mark.parametrize("first", [True, False])
def test_an_integer_of_5000_digits_costs_its_line(tmp_path: Path, first: bool) -> None:
    long = json.dumps(document("1")).replace('"offset": 0', f'"offset": {"9" * 5000}')
    lines = [long, json.dumps(document("2"))]
    (tmp_path / "c.json").write_text("\n".join(lines if first else lines[::-1]), encoding="utf-8")
    found = list(read_documents([tmp_path / "c.json"]))
    assert [one.id for one in found if isinstance(one, Document)] == ["PMID:2"]
    number = 1 if first else 2
    error = "a line has an integer of more than the 4300 digits allowed"
    assert found[number - 1] == Failure(f"c.json#{number}", "read", error)


def test_an_integer_of_5000_digits_in_a_collection_is_a_failure_of_the_file(tmp_path: Path) -> None:
    text = json.dumps({"documents": [document("1")]}).replace('"offset": 0', f'"offset": {"9" * 5000}')
    (tmp_path / "c.json").write_text(text, encoding="utf-8")
    (failure,) = read_documents([tmp_path / "c.json"])
    assert failure == Failure("c.json", "read", "has an integer of more than the 4300 digits allowed")


def test_a_line_that_is_nested_too_deeply_costs_itself(tmp_path: Path) -> None:
    text = json.dumps(document("1")) + "\n" + "[" * 100_000 + "\n" + json.dumps(document("3"))
    (tmp_path / "c.json").write_text(text, encoding="utf-8")
    first, failure, third = read_documents([tmp_path / "c.json"])
    assert isinstance(first, Document) and isinstance(third, Document)
    assert failure == Failure("c.json#2", "read", "a line is JSON that is nested too deeply")


def with_annotation(**infons: Any) -> dict[str, Any]:
    annotation = {
        "id": "T1",
        "infons": {"type": "Disease", **infons},
        "text": "Gout",
        "locations": [{"offset": 0, "length": 4}],
    }
    return edited(passage={"annotations": [annotation]})


@pytest.mark.parametrize(
    ("infons", "error"),
    [
        ({"score": "John Smith"}, "the infon 'score' is not a number"),
        ({"score": {"John Smith": 1}}, "the infon 'score' is not a number"),
        ({"score": "nan"}, "the infon 'score' is not a finite number"),
        (
            {"polarity": "John Smith"},
            "the infon 'polarity' has a value that is not allowed; affirmed, negated, possible are",
        ),
        (
            {"time": "John Smith"},
            "the infon 'time' has a value that is not allowed; current, historical, hypothetical are",
        ),
        (
            {"who": ["John Smith"]},
            "the infon 'who' has a value that is not allowed; patient, family, other are",
        ),
    ],
)
def test_values_of_annotations_are_never_quoted(tmp_path: Path, infons: dict[str, Any], error: str) -> None:
    value = {"documents": [with_annotation(**infons), with_annotation(score=0.5)]}
    (tmp_path / "c.json").write_text(json.dumps(value), encoding="utf-8")
    failure, found = read_annotated(tmp_path / "c.json", format="bioc")
    assert failure == Failure("c.json#1", "read", error)
    assert isinstance(found, AnnotatedDocument) and found.mentions[0].score == 0.5


@pytest.mark.parametrize("location", [{"offset": 0, "length": 400}, {"offset": 4, "length": 0}])
def test_a_mention_outside_the_text_is_named_by_its_offsets(tmp_path: Path, location: dict[str, int]) -> None:
    value = with_annotation()
    value["passages"][0]["annotations"][0]["locations"] = [location]
    (tmp_path / "c.json").write_text(json.dumps({"documents": [value]}), encoding="utf-8")
    (failure,) = read_annotated(tmp_path / "c.json", format="bioc")
    assert isinstance(failure, Failure)
    assert failure.error.startswith("offsets of a mention do not fit the text (first at ")


def test_lone_surrogates_of_bioc_are_replaced(tmp_path: Path) -> None:
    value = document("n\ud800", section_title="\ud800")
    value["infons"] = {"medkg": json.dumps({"title": "\ud800"})}
    (found,) = read(tmp_path / "c.json", value)
    assert isinstance(found, Document)
    assert (found.id, found.title, found.sections[0].title) == ("n\ufffd", "\ufffd", "\ufffd")
