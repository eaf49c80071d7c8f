"""A build moved to other vocabularies, and what no vocabulary has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build import BuildLockedError, BuildReport, NotABuildError, relink
from medkg.kg.build.lock import build_lock
from medkg.kg.gaps import gaps
from medkg.kg.graph import graph_rows
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Link
from medkg.linking.nil import nil_curie
from tests.kg.corpora import build_corpus, file_hashes, rows, write_corpus
from tests.kg.dictionary_parts import DictionaryLinker

MISTYLINE = Concept(Curie("DRUGBANK", "DB3"), "mistyline", ("Drug",))


@dataclass(frozen=True)
class LaterLinker:
    """The dictionary's linker over a vocabulary that has mistyline too."""

    version: str = "vocabulary-2"

    def link(
        self, mentions: Sequence[Mention], /, *, abbreviations: Mapping[str, str] | None = None
    ) -> list[Link]:
        links = DictionaryLinker().link(mentions, abbreviations=abbreviations)
        return [
            Link(link.mention, MISTYLINE, 0.9) if link.mention.text.lower() == "mistyline" else link
            for link in links
        ]

    def concept(self, curie: Curie, /) -> Concept | None:
        return DictionaryLinker().concept(curie)


def test_relinking_gives_what_a_fresh_build_gives(corpus: Path, rebuilt: Path, tmp_path: Path) -> None:
    report = relink(rebuilt, linker=LaterLinker())
    fresh = build_corpus([corpus], tmp_path / "fresh", linker=LaterLinker())
    assert file_hashes(rebuilt) == file_hashes(tmp_path / "fresh")
    assert (report.nils, report.edges) == (fresh.nils, fresh.edges)


def test_relinking_keeps_texts_and_mentions(rebuilt: Path) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (rebuilt / "shards").glob("[dm]*-*")}
    report = relink(rebuilt, linker=LaterLinker())
    assert kept and {path: path.stat().st_mtime_ns for path in kept} == kept
    assert report.documents_per_second == 0.0


def test_relinking_promotes_a_concept_with_its_evidence(rebuilt: Path) -> None:
    (before,) = rows(rebuilt, "SELECT * FROM evidence WHERE subject_text = 'Mistyline'")
    assert before["subject"].startswith("NIL:")
    relink(rebuilt, linker=LaterLinker())
    (after,) = rows(rebuilt, "SELECT * FROM evidence WHERE subject_text = 'Mistyline'")
    assert after["subject"] == "DRUGBANK:DB3"
    assert (after["sentence"], after["document"]) == (before["sentence"], before["document"])
    assert not rows(rebuilt, "SELECT * FROM concepts WHERE name = 'Mistyline'")


def test_relinking_to_the_same_vocabulary_does_nothing(
    rebuilt: Path, built: tuple[Path, BuildReport]
) -> None:
    before = file_hashes(rebuilt)
    assert relink(rebuilt, linker=DictionaryLinker()).shards_made == 0
    assert file_hashes(rebuilt) == before


def test_relinking_needs_a_build_that_nobody_else_has(rebuilt: Path, tmp_path: Path) -> None:
    with pytest.raises(NotABuildError):
        relink(tmp_path, linker=LaterLinker())
    assert not (tmp_path / "lock").exists()
    with build_lock(rebuilt), pytest.raises(BuildLockedError):
        relink(rebuilt, linker=LaterLinker())


def test_a_loaded_graph_follows_the_build(rebuilt: Path, store: Store) -> None:
    def loaded() -> list[tuple[str, bool]]:
        schema, nodes, edges = graph_rows(rebuilt)
        load(nodes, edges, schema=schema, store=store, graph="relinked")
        found = store.read(
            "MATCH (c:Concept)<-[:SUBJECT]-(:Evidence {subject_text: 'Mistyline'}) "
            "RETURN c.id AS id, c:Unlinked AS unlinked"
        )
        return [(row["id"], row["unlinked"]) for row in found]

    ((id, unlinked),) = loaded()
    assert id.startswith("NIL:") and unlinked
    relink(rebuilt, linker=LaterLinker())
    assert loaded() == [("DRUGBANK:DB3", False)]
    assert store.read("MATCH (c:Concept {id: $id}) RETURN c.id AS id", {"id": id}) == []


SCATTERED = [
    {"id": "a", "text": "Mistyline treats grey ague."},
    {"id": "b", "text": "MISTYLINE treats zalvoria. Mistyline treats zalvoria."},
    {"id": "c", "text": "Lumexadol treats grey ague."},
]


def test_gaps_are_clusters_over_documents(tmp_path: Path) -> None:
    build_corpus([write_corpus(tmp_path / "c.jsonl", SCATTERED)], tmp_path / "out", shard_documents=1)
    ague, mistyline = sorted(gaps(tmp_path / "out"), key=lambda gap: gap.type)
    assert (mistyline.name, mistyline.documents, mistyline.mentions) == ("Mistyline", 2, 3)
    assert mistyline.spellings == ("MISTYLINE",) and mistyline.id.startswith("NIL:")
    assert (ague.name, ague.documents, ague.mentions, ague.spellings) == ("grey ague", 2, 2, ())
    (concept,) = rows(tmp_path / "out", "SELECT * FROM concepts WHERE name = 'Mistyline'")
    assert (concept["types"], concept["synonyms"]) == (["Drug"], ["MISTYLINE"])


class Wrapped:
    """Finds grey ague, wherever the line ends."""

    version = "wrapped-1"

    def extract(self, documents: Iterable[Document], /) -> Iterator[AnnotatedDocument]:
        for document in documents:
            found = re.finditer(r"grey\s+ague", document.text)
            mentions = tuple(document.mention(Span(*match.span()), "Disease") for match in found)
            yield AnnotatedDocument(document, mentions)


def test_names_and_spellings_have_single_spaces(tmp_path: Path) -> None:
    texts = ["A grey\nague, a grey\u00a0ague.", "One grey \u2003\x85 ague.", "The grey ague"]
    corpus = write_corpus(tmp_path / "c.jsonl", [{"id": text[:3], "text": text} for text in texts])
    build_corpus([corpus], tmp_path / "out", extractor=Wrapped(), shard_documents=1)
    (concept,) = rows(tmp_path / "out", "SELECT name, synonyms, mentions FROM concepts")
    assert concept == {"name": "grey ague", "synonyms": [], "mentions": 4}
    assert {row["name"] for row in rows(tmp_path / "out", "FROM linked_concepts")} == {"grey ague"}
    assert rows(tmp_path / "out", r"FROM mentions WHERE text = 'grey' || chr(10) || 'ague'")


def mention_of_text(text: str, type: str) -> Mention:
    return Document("d", text).mention(Span(0, len(text)), type)


def test_a_cluster_does_not_depend_on_spelling_or_document() -> None:
    first = nil_curie(mention_of_text("Grey ague", "Disease"))
    assert first == nil_curie(mention_of_text("grey  agues", "Symptom"))
    assert first != nil_curie(mention_of_text("Grey ague", "Drug"))
    assert nil_curie(mention_of_text("glow wash", "Test")) == nil_curie(
        mention_of_text("glow wash", "Treatment")
    )
