"""Relation corpora in formats of their own, on invented sentences."""

import json
import zipfile
from pathlib import Path

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.relations.corpora.ade import read_ade
from medkg.extraction.relations.corpora.biotext import read_biotext
from medkg.extraction.relations.corpora.corpus import RelationCorpus, read_corpus
from medkg.extraction.relations.corpora.invented import read_invented
from medkg.extraction.relations.corpora.phee import read_phee
from medkg.extraction.relations.corpora.roam import read_roam
from medkg.extraction.relations.corpora.thor import read_thor
from medkg.extraction.relations.distractors import with_distractors
from medkg.extraction.span import Span
from medkg.extraction.writers import write_annotations


def told(item: AnnotatedDocument) -> set[tuple[str, str, str]]:
    return {(relation.head.text, relation.type, relation.tail.text) for relation in item.relations}


def test_biotext_relates_every_treatment_to_every_disease(tmp_path: Path) -> None:
    path = tmp_path / "sentences.txt"
    path.write_text(
        "<TREAT> Zorafen </TREAT> cures <DIS> gripe </DIS> and <DIS> pallor </DIS> .||TREAT_FOR_DIS\n"
        "<DISONLY> Gripe </DISONLY> is rare .||DISONLY\n"
        "No entity .||NONE\n"
        "<TREAT_PREV> Rest </TREAT_PREV> wards off <DIS_PREV> gripe </DIS_PREV> .||PREVENT\n"
        "<TREAT> Rest </TREAT> and <DIS> gripe </DIS> .||TO_SEE\n"
        "<TREAT> Rest </TREAT> never helps <DIS> gripe </DIS> .||TREAT_NO_FOR_DIS\n",
        encoding="utf-8",
    )
    items = list(read_biotext(path))
    assert [item.document.id for item in items] == ["biotext#1", "biotext#4", "biotext#5", "biotext#6"]
    assert told(items[0]) == {("Zorafen", "TREATS", "gripe"), ("Zorafen", "TREATS", "pallor")}
    assert told(items[1]) == {("Rest", "PREVENTS", "gripe")}
    assert told(items[2]) == {("Rest", "TO_SEE", "gripe")}
    assert told(items[3]) == set()
    assert {mention.type for mention in items[3].mentions} == {"Treatment", "Disease"}


def test_ade_joins_the_lines_of_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "DRUG-AE.rel"
    sentence = "Gripe after zorafen and pallor after quibex."
    path.write_text(
        f"12345678|{sentence}|Gripe|1|2|zorafen|3|4\n12345678|{sentence}|pallor|5|6|quibex|7|8\n",
        encoding="utf-8",
    )
    (item,) = read_ade(path)
    assert item.document.id == "PMID:12345678#1"
    assert told(item) == {("zorafen", "CAUSES", "Gripe"), ("quibex", "CAUSES", "pallor")}
    assert len(item.mentions) == 4


def test_ade_names_a_line_with_missing_columns(tmp_path: Path) -> None:
    path = tmp_path / "DRUG-AE.rel"
    path.write_text("1|too short\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"DRUG-AE.rel:1 has 2 columns; 8 are required"):
        list(read_ade(path))


def test_phee_tells_effects_from_what_the_drug_was_given_for(tmp_path: Path) -> None:
    text = "Gripe after zorafen for pallor."
    event = {
        "event_type": "Adverse_event",
        "Effect": {"text": [["Gripe"]], "start": [[0]]},
        "Treatment": {
            "text": [["zorafen"]],
            "start": [[12]],
            "Drug": {"text": [["zorafen"]], "start": [[12]]},
            "Disorder": {"text": [["pallor"]], "start": [[24]]},
        },
    }
    path = tmp_path / "train.json"
    record = {"id": "12345678_3", "context": text, "annotations": [{"events": [event]}]}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    (item,) = read_phee(path)
    assert item.document.id == "PMID:12345678#3"
    assert told(item) == {("zorafen", "CAUSES", "Gripe"), ("zorafen", "TREATS", "pallor")}


def test_roam_puts_the_medication_in_the_title(tmp_path: Path) -> None:
    notes = [
        {"start": 11, "end": 16, "label": "TREATS", "text": "gripe"},
        {"start": 24, "end": 30, "label": "CONTRAINDICATED_FOR", "text": "pallor"},
        {"start": 35, "end": 43, "label": "UNRELATED", "text": "tremulia"},
    ]
    sentence = "For use in gripe, never pallor and tremulia."
    path = tmp_path / "labels.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "set/training.json",
            json.dumps([{"sentence": sentence, "sentence_id": "S1", "annotations": notes}]),
        )
    (item,) = read_roam(path)
    assert item.document.text.startswith("Medication\n")
    assert told(item) == {("Medication", "TREATS", "gripe"), ("Medication", "CONTRAINDICATED_IN", "pallor")}
    assert {mention.text for mention in item.mentions} == {"Medication", "gripe", "pallor", "tremulia"}


def test_thor_cuts_the_header_down_to_the_disease(tmp_path: Path) -> None:
    text = "#Symptoms - Gripe - 1A00\nPallor is common."
    entities = [
        {"id": 1, "label": "Disease_E", "start_offset": 12, "end_offset": 17},
        {"id": 2, "label": "Symptom_E", "start_offset": 25, "end_offset": 31},
        {"id": 3, "label": "Anatomy_E", "start_offset": 35, "end_offset": 41},
    ]
    record = {
        "id": 7,
        "text": text,
        "entities": entities,
        "relations": [
            {"from_id": 1, "to_id": 2, "type": "has_symptom_R"},
            {"from_id": 1, "to_id": 3, "type": "affects_R"},
        ],
    }
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("train/Gripe-1A00.jsonl", json.dumps(record))
        archive.writestr("test/Other.jsonl", json.dumps(record))
    (item,) = read_thor(path)
    assert (item.document.title, item.document.text) == ("Gripe", "Gripe\nPallor is common.")
    assert told(item) == {("Gripe", "HAS_SYMPTOM", "Pallor")}


def test_brat_types_are_translated_and_anaphors_resolved(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Gripe is rare. The disease brings pallor.", encoding="utf-8")
    (tmp_path / "page.ann").write_text(
        "T1\tRARE 0 5\tGripe\nT2\tANAPHOR 15 26\tThe disease\nT3\tSIGN 34 40\tpallor\n"
        "R1\tProduces Arg1:T2 Arg2:T3\nR2\tAnaphora Arg1:T1 Arg2:T2\n",
        encoding="utf-8",
    )
    corpus = RelationCorpus(
        name="pages",
        format="brat",
        path=tmp_path,
        predicates=("HAS_SYMPTOM",),
        types={"RARE": "Disease", "SIGN": "Symptom"},
        relations={"Produces": "HAS_SYMPTOM"},
        anaphors="Anaphora",
    )
    (item,) = read_corpus(corpus)
    assert isinstance(item, AnnotatedDocument)
    assert told(item) == {("Gripe", "HAS_SYMPTOM", "pallor")}
    assert [mention.type for mention in item.mentions] == ["Disease", "Symptom"]


def test_an_unknown_format_or_predicate_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="format 'xml' is not known; allowed: ade"):
        RelationCorpus("x", "xml", Path("x"), ("CAUSES",))
    with pytest.raises(ValueError, match="predicate 'EATS' is not known; allowed: CAUSES"):
        RelationCorpus("x", "ade", Path("x"), ("EATS",))


def test_invented_labels_say_what_their_sentences_say() -> None:
    items = list(read_invented(Path()))
    types = {relation.type for item in items for relation in item.relations}
    assert types == {"CONTRAINDICATED_IN", "TREATS", "PREVENTS", "CAUSES"}
    for item in items[:200]:
        assert "{" not in item.document.text
        for mention in item.mentions:
            assert mention.span.slice(item.document.text) == mention.text
        for relation in item.relations:
            assert relation.head in item.mentions and relation.tail in item.mentions
            assert relation.evidence[0].covers(relation.tail.span)
    assert items == list(read_invented(Path()))


def test_without_its_cue_a_relation_of_a_crowd_is_unsure(tmp_path: Path) -> None:
    def record(sentence: str, word: str) -> dict[str, object]:
        start = sentence.index(word)
        note = {"start": start, "end": start + len(word), "label": "CONTRAINDICATED_FOR", "text": word}
        return {"sentence": sentence, "sentence_id": sentence, "annotations": [note]}

    path = tmp_path / "labels.json"
    records = [record("It is contraindicated in gout.", "gout"), record("It is for gout.", "gout")]
    path.write_text(json.dumps(records), encoding="utf-8")
    corpus = RelationCorpus(
        name="labels",
        format="roam",
        path=path,
        predicates=("CONTRAINDICATED_IN",),
        cues={"CONTRAINDICATED_IN": "contraindicat"},
    )
    read = [item for item in read_corpus(corpus) if isinstance(item, AnnotatedDocument)]
    assert [relation.type for item in read for relation in item.relations] == [
        "CONTRAINDICATED_IN",
        "CONTRAINDICATED_IN?",
    ]


def test_of_denied_relations_those_remain_whose_denial_rules_see(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text(
        "=== a\n"
        "[Zorafen|Drug] did not cause [gripe|Symptom]. No [pallor|Symptom] after [quibex|Drug]. "
        "The [itch|Symptom] under [mirolin|Drug] was the old one.\n"
        "---\n"
        "not CAUSES: zorafen > gripe\n"
        "not CAUSES: quibex > pallor\n"
        "not CAUSES: mirolin > itch\n",
        encoding="utf-8",
    )
    corpus = RelationCorpus(
        "texts", "marked", path, ("CAUSES",), types={"Drug": "Drug", "Symptom": "Symptom"}
    )
    (item,) = read_corpus(corpus)
    assert isinstance(item, AnnotatedDocument)
    assert told(item) == {("Zorafen", "CAUSES", "gripe"), ("quibex", "CAUSES", "pallor")}


def test_distractors_are_found_mentions_beside_the_annotated_ones(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text(
        "=== a\nMetformin was given for diabetes mellitus; [aspirin|Drug] was stopped because of bleeding. "
        "Aspirin had helped.\n",
        encoding="utf-8",
    )
    corpus = RelationCorpus("texts", "marked", path, ("TREATS",), types={"Drug": "Drug"}, distractors=True)
    items = [item for item in read_corpus(corpus) if isinstance(item, AnnotatedDocument)]
    (item,) = with_distractors(items)
    found = [mention.text for mention in item.mentions]
    assert {"Metformin", "diabetes mellitus", "aspirin"} <= set(found)
    assert "Aspirin" not in found
    assert found == sorted(found, key=item.document.text.index)


def test_lines_of_medkg_are_a_corpus_too(tmp_path: Path) -> None:
    document = Document("a", "Zorafen causes pallor.")
    drug, sign = document.mention(Span(0, 7), "Medicine"), document.mention(Span(15, 21), "Sign")
    relation = Relation(drug, sign, "Brings", 1.0, (Span(0, 22),))
    path = tmp_path / "own.jsonl"
    write_annotations([AnnotatedDocument(document, (drug, sign), (relation,))], path, format="jsonl")
    types = {"Medicine": "Drug", "Sign": "Symptom"}
    corpus = RelationCorpus("own", "jsonl", path, ("CAUSES",), types=types, relations={"Brings": "CAUSES"})
    (item,) = read_corpus(corpus)
    assert isinstance(item, AnnotatedDocument)
    assert told(item) == {("Zorafen", "CAUSES", "pallor")}


def test_cues_are_looked_for_in_the_sentences_of_general_formats(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "It is known that zorafen, in gripe, is to be avoided. Quibex in itch."
    )
    (tmp_path / "page.ann").write_text(
        "T1\tDRUG 17 24\tzorafen\nT2\tILL 29 34\tgripe\nT3\tDRUG 54 60\tQuibex\nT4\tILL 64 68\titch\n"
        "R1\tNever Arg1:T1 Arg2:T2\nR2\tNever Arg1:T3 Arg2:T4\n"
    )
    corpus = RelationCorpus(
        name="pages",
        format="brat",
        path=tmp_path,
        predicates=("CONTRAINDICATED_IN",),
        types={"DRUG": "Drug", "ILL": "Disease"},
        relations={"Never": "CONTRAINDICATED_IN"},
        cues={"CONTRAINDICATED_IN": "avoid"},
    )
    (item,) = read_corpus(corpus)
    assert isinstance(item, AnnotatedDocument)
    assert told(item) == {
        ("zorafen", "CONTRAINDICATED_IN", "gripe"),
        ("Quibex", "CONTRAINDICATED_IN?", "itch"),
    }


def test_a_cue_must_be_of_a_predicate_and_a_regular_expression() -> None:
    with pytest.raises(ValueError, match="cues: predicate 'AVOIDS' is not known; allowed: CAUSES"):
        RelationCorpus("x", "roam", Path("x"), ("CAUSES",), cues={"AVOIDS": "avoid"})
    with pytest.raises(ValueError, match=r"x: cue '\(' of CAUSES is no regular expression"):
        RelationCorpus("x", "roam", Path("x"), ("CAUSES",), cues={"CAUSES": "("})


def test_a_cue_of_relations_of_concepts_is_refused(tmp_path: Path) -> None:
    item = AnnotatedDocument(
        Document("a", "Zorafen."), concept_relations=(ConceptRelation("CAUSES", "C1", "D1"),)
    )
    path = tmp_path / "own.jsonl"
    write_annotations([item], path, format="jsonl")
    corpus = RelationCorpus("own", "jsonl", path, ("CAUSES",), cues={"CAUSES": "led"})
    with pytest.raises(ValueError, match="own: the cue of CAUSES cannot be looked for in a, whose relations"):
        list(read_corpus(corpus))
