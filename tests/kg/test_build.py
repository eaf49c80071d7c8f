"""The build, on real files with a real, if small, extractor and linker."""

import os
from collections import Counter
from dataclasses import replace
from math import isclose
from pathlib import Path

import pytest

from medkg.extraction.assertion import Polarity
from medkg.kg.belief import Piece, belief_of_pieces
from medkg.kg.build import BuildLockedError, BuildReport, NoInputError, NotABuildError, build
from medkg.kg.build.errors import BuildError
from medkg.kg.build.lock import build_lock
from medkg.kg.build.manifest import Manifest
from medkg.kg.build.report import FailureCount
from tests.kg.corpora import DOCUMENTS, build_corpus, file_hashes, rows, write_corpus
from tests.kg.dictionary_parts import DictionaryExtractor, DictionaryLinker

Built = tuple[Path, BuildReport]
SCORE = 0.8 * 0.9 * 0.9 * 0.95 * 0.95


def belief_between(out: Path, subject: str, predicate: str, object: str) -> float:
    found = [
        row["belief"]
        for row in rows(out, "SELECT * FROM facts")
        if (row["subject"], row["predicate"], row["object"]) == (subject, predicate, object)
    ]
    assert len(found) == 1
    return float(found[0])


def test_the_report_counts_what_was_built(built: Built) -> None:
    _, report = built
    assert (report.documents, report.sentences) == (8, 13)
    assert dict(report.mentions) == {"Disease": 11, "Drug": 10, "Symptom": 4}
    assert (report.links, report.nils, report.concepts) == (22, 2, 8)
    assert dict(report.edges) == {"CAUSES": 1, "HAS_SYMPTOM": 2, "INTERACTS_WITH": 1, "TREATS": 3}
    assert dict(report.dropped) == {"subject is object": 1, "subject of wrong type": 1}
    assert report.failures == (
        FailureCount("extract", "the text is unreadable", 1),
        FailureCount("link", "the linker raised ValueError", 1),
    )
    assert report.peak_memory_mb > 0 and report.documents_per_second > 0


def test_the_belief_of_a_fact_is_that_of_its_evidence(built: Built) -> None:
    out, _ = built
    pieces = [
        Piece("PMID:1", Polarity.AFFIRMED, SCORE),
        Piece("PMID:1", Polarity.AFFIRMED, SCORE),
        Piece("PMID:2", Polarity.NEGATED, SCORE),
    ]
    treats = belief_between(out, "DRUGBANK:DB1", "TREATS", "MESH:D1")
    assert isclose(treats, belief_of_pieces(pieces), abs_tol=1e-6)
    doubted = belief_between(out, "DRUGBANK:DB2", "TREATS", "MESH:D2")
    assert isclose(doubted, belief_of_pieces([Piece("PMID:3", Polarity.POSSIBLE, SCORE)]), abs_tol=1e-6)


def test_a_fact_counts_papers_sentences_denials_and_years(built: Built) -> None:
    out, _ = built
    (fact,) = rows(out, "SELECT * FROM facts WHERE subject = 'DRUGBANK:DB1' AND predicate = 'TREATS'")
    assert (fact["papers"], fact["sentences"], fact["negations"], fact["curated"]) == (1, 2, 1, 0)
    assert (fact["first_year"], fact["last_year"], fact["biolink"]) == (2001, 2005, "biolink:treats")


def test_evidence_quotes_its_sentence_and_both_words(built: Built) -> None:
    out, _ = built
    evidence = rows(out, "SELECT * FROM evidence WHERE document = 'PMID:2' ORDER BY start")
    assert [piece["sentence"] for piece in evidence] == [
        "Lumexadol never treats zalvoria.",
        "Zalvoria presents with violet rash.",
    ]
    assert [piece["polarity"] for piece in evidence] == ["negated", "affirmed"]
    assert (evidence[1]["subject_text"], evidence[1]["object_text"]) == ("Zalvoria", "violet rash")
    for piece in evidence:
        assert DOCUMENTS[1]["text"][piece["start"] : piece["end"]] == piece["sentence"]


def test_a_symmetric_fact_is_one_fact(built: Built) -> None:
    out, _ = built
    (fact,) = rows(out, "SELECT * FROM facts WHERE predicate = 'INTERACTS_WITH'")
    assert (fact["subject"], fact["object"], fact["papers"]) == ("DRUGBANK:DB1", "DRUGBANK:DB2", 2)
    evidence = rows(out, "SELECT * FROM evidence WHERE predicate = 'INTERACTS_WITH'")
    assert {piece["subject_text"].lower() for piece in evidence} == {"lumexadol"}
    assert {piece["qualifier"] for piece in evidence} == {"effect"}


def test_what_is_not_linked_is_a_concept_of_its_own(built: Built) -> None:
    out, _ = built
    nils = rows(out, "SELECT * FROM concepts WHERE nil ORDER BY name")
    assert [(row["name"], row["type"], row["mentions"]) for row in nils] == [
        ("Mistyline", "Drug", 1),
        ("grey ague", "Disease", 1),
    ]
    assert all(row["id"].startswith("NIL:") for row in nils)


def counted(report: BuildReport) -> BuildReport:
    """``report`` without what differs from run to run."""
    return replace(
        report, shards_made=0, shards_kept=0, seconds=0.0, documents_per_second=0.0, peak_memory_mb=0.0
    )


def test_a_second_run_does_nothing(corpus: Path, rebuilt: Path, built: Built) -> None:
    _, first = built
    before = file_hashes(rebuilt)
    again = build_corpus([corpus], rebuilt)
    assert file_hashes(rebuilt) == before
    assert (again.shards_made, again.shards_kept) == (0, first.shards_made)
    assert counted(again) == counted(first)


def stages(out: Path) -> Counter[str]:
    return Counter(path.name.partition("-")[0] for path in (out / "shards").iterdir())


def shard_times(out: Path, stage: str) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (out / "shards").glob(f"{stage}-*")}


def test_a_new_extractor_extracts_again_but_does_not_read_again(corpus: Path, rebuilt: Path) -> None:
    documents, mentions = shard_times(rebuilt, "documents"), shard_times(rebuilt, "mentions")
    build_corpus([corpus], rebuilt, extractor=DictionaryExtractor(version="dictionary-2"))
    assert shard_times(rebuilt, "documents") == documents
    assert not set(shard_times(rebuilt, "mentions")) & set(mentions)
    assert len(shard_times(rebuilt, "mentions")) == len(mentions)


def test_a_new_linker_links_again_but_does_not_extract_again(corpus: Path, rebuilt: Path) -> None:
    mentions, links = shard_times(rebuilt, "mentions"), shard_times(rebuilt, "links")
    report = build_corpus([corpus], rebuilt, linker=DictionaryLinker(version="vocabulary-2"))
    assert shard_times(rebuilt, "mentions") == mentions
    assert not set(shard_times(rebuilt, "links")) & set(links)
    assert report.documents_per_second == 0.0


def test_a_further_input_keeps_most_shards(tmp_path: Path) -> None:
    many = [{"id": f"n-{number:03}", "text": f"Lumexadol treats zalvoria {number}."} for number in range(80)]
    (tmp_path / "in").mkdir()
    write_corpus(tmp_path / "in" / "b.jsonl", many)
    out = tmp_path / "build"
    build_corpus([tmp_path / "in"], out, shard_documents=4)
    before = set(shard_times(out, "mentions"))
    write_corpus(tmp_path / "in" / "a.jsonl", [{"id": "new", "text": "Brintazole causes tremblance."}])
    build_corpus([tmp_path / "in"], out, shard_documents=4)
    after = set(shard_times(out, "mentions"))
    assert len(after - before) <= len(after) / 3


def test_old_shards_are_removed(corpus: Path, rebuilt: Path) -> None:
    kept = stages(rebuilt)
    build_corpus([corpus], rebuilt, extractor=DictionaryExtractor(version="dictionary-2"))
    assert stages(rebuilt) == kept
    assert {path.name for path in (rebuilt / "shards").iterdir()} == set(Manifest.read(rebuilt).shards)


def facts_of(out: Path) -> tuple[list[dict[str, object]], ...]:
    queries = ("FROM facts ORDER BY key", "FROM evidence ORDER BY id", "FROM concepts ORDER BY id")
    return tuple(rows(out, query) for query in queries)


def test_order_and_batches_do_not_matter(tmp_path: Path) -> None:
    one = write_corpus(tmp_path / "one.jsonl", DOCUMENTS)
    turned = write_corpus(tmp_path / "two.jsonl", DOCUMENTS[::-1])
    build_corpus([one], tmp_path / "a", shard_documents=1)
    build_corpus([turned], tmp_path / "b", shard_documents=100)
    assert facts_of(tmp_path / "a") == facts_of(tmp_path / "b")


def test_the_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    first = write_corpus(tmp_path / "1.jsonl", DOCUMENTS[:4])
    second = write_corpus(tmp_path / "2.jsonl", DOCUMENTS[4:])
    build_corpus([first, second], tmp_path / "a")
    build_corpus([second, first], tmp_path / "b")
    assert file_hashes(tmp_path / "a") == file_hashes(tmp_path / "b")


def test_a_long_document_has_its_own_shard(tmp_path: Path) -> None:
    long = {"id": "long", "text": "Lumexadol treats zalvoria. " * 100}
    corpus = write_corpus(tmp_path / "c.jsonl", [DOCUMENTS[0], long, DOCUMENTS[1]])
    report = build_corpus([corpus], tmp_path / "out", shard_documents=100, shard_characters=1000)
    assert stages(tmp_path / "out")["documents"] == 3
    assert report.documents == 3


def test_evidence_of_retracted_documents_is_shown_but_not_counted(tmp_path: Path) -> None:
    xml = """<?xml version="1.0"?><PubmedArticleSet>{}</PubmedArticleSet>"""
    article = """<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article>
    <Journal><JournalIssue><PubDate><Year>2003</Year></PubDate></JournalIssue></Journal>
    <ArticleTitle>A title.</ArticleTitle><Abstract><AbstractText>{text}</AbstractText></Abstract>
    <PublicationTypeList>{types}</PublicationTypeList></Article></MedlineCitation></PubmedArticle>"""
    kind = "<PublicationType>Retracted Publication</PublicationType>"
    articles = article.format(pmid=11, text="Lumexadol treats zalvoria.", types=kind)
    articles += article.format(pmid=12, text="Brintazole causes tremblance.", types="")
    (tmp_path / "p.xml").write_text(xml.format(articles), encoding="utf-8")
    build_corpus([tmp_path / "p.xml"], tmp_path / "out")
    retracted, kept = rows(tmp_path / "out", "SELECT * FROM facts ORDER BY subject")
    assert (retracted["belief"], retracted["papers"], retracted["retracted"]) == (0.0, 0, 1)
    assert (kept["papers"], kept["retracted"], kept["first_year"]) == (1, 0, 2003)


def test_a_bad_record_is_a_row_of_failures(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c.jsonl", DOCUMENTS[:1])
    corpus.write_text(corpus.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    report = build_corpus([corpus], tmp_path / "out")
    assert report.documents == 1
    assert [(failure.stage, failure.count) for failure in report.failures] == [("read", 1)]


def test_one_build_at_a_time(corpus: Path, tmp_path: Path) -> None:
    with build_lock(tmp_path / "out"), pytest.raises(BuildLockedError, match="another build is running"):
        build_corpus([corpus], tmp_path / "out")
    assert build_corpus([corpus], tmp_path / "out").documents == 8


def test_an_input_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match=r"nothing\.xml"):
        build_corpus([tmp_path / "nothing.xml"], tmp_path / "out")
    with pytest.raises(NoInputError, match="no input"):
        build_corpus([], tmp_path / "out")


def test_settings_are_checked(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shards of 0 documents"):
        build_corpus([corpus], tmp_path / "out", shard_documents=0)
    with pytest.raises(ValueError, match="curated='some'"):
        build_corpus([corpus], tmp_path / "out", curated="some")


def test_a_folder_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotABuildError, match="medkg build"):
        Manifest.read(tmp_path)
    assert issubclass(NotABuildError, BuildError)


def test_no_documents_are_a_build_too(tmp_path: Path) -> None:
    report = build_corpus([write_corpus(tmp_path / "c.jsonl", DOCUMENTS[6:7])], tmp_path / "out")
    assert (report.documents, report.concepts, report.edges) == (1, 0, ())


def test_progress_is_told(corpus: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    build(
        [corpus],
        tmp_path / "out",
        extractor=DictionaryExtractor(),
        linker=DictionaryLinker(),
        progress=lambda *step: told.append(step),
        curated="none",
    )
    assert {stage for stage, _, _ in told} == {"read", "extract", "link", "assemble"}
    assert told[-1] == ("assemble", 1, 1)
    assert ("read", 8, None) in told and ("extract", 1, 1) in told


def test_a_folder_with_brackets_in_its_name_works(corpus: Path, tmp_path: Path) -> None:
    assert build_corpus([corpus], tmp_path / "out [1]*").documents == 8


def test_names_that_are_no_utf8_are_written_with_escapes(tmp_path: Path) -> None:
    good, bad = (tmp_path / os.fsdecode(name) for name in (b"caf\xe9.txt", b"empt\xe9.txt"))
    good.write_text("Lumexadol treats zalvoria.")
    bad.write_text("")
    build_corpus([good, bad], tmp_path / "out")
    names = [r"caf\udce9.txt", r"empt\udce9.txt"]
    assert [name for name, _ in Manifest.read(tmp_path / "out").sources] == names
    assert rows(tmp_path / "out", "SELECT id, source FROM documents") == [
        {"id": names[0], "source": names[0]}
    ]
    assert rows(tmp_path / "out", "SELECT document FROM failures") == [{"document": names[1]}]
    assert rows(tmp_path / "out", "SELECT document FROM evidence") == [{"document": names[0]}]
