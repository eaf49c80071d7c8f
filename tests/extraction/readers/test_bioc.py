"""BioC collections of other tools."""

import json
from pathlib import Path
from typing import Any

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
