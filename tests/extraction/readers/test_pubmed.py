"""PubMed XML, with invented articles."""

from pathlib import Path

from medkg.extraction.document import Document, Section
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_documents
from medkg.extraction.span import Span

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
 "https://dtd.example.invalid/pubmed.dtd">
<PubmedArticleSet>
"""
FULL = """<PubmedArticle><MedlineCitation Status="MEDLINE">
 <PMID Version="2">11</PMID>
 <DateRevised><Year>2021</Year><Month>3</Month><Day>09</Day></DateRevised>
 <Article>
  <Journal><JournalIssue>
   <PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>
  </JournalIssue></Journal>
  <ArticleTitle>Effect of H<sub>2</sub>O on
    gout &lt;5 years.</ArticleTitle>
  <Abstract>
   <AbstractText Label="AIMS" NlmCategory="OBJECTIVE">To test <i>water</i>.</AbstractText>
   <AbstractText Label="RESULTS">It helped&#8201;(P&lt;0.05).</AbstractText>
   <CopyrightInformation>Nobody.</CopyrightInformation>
  </Abstract>
  <PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList>
 </Article>
 <CommentsCorrectionsList>
  <CommentsCorrections RefType="RetractionIn">
   <RefSource>J Water. 2000;1:2</RefSource><PMID>12</PMID></CommentsCorrections>
  <CommentsCorrections RefType="CommentIn"><RefSource>J Talk. 2000;1:3</RefSource></CommentsCorrections>
 </CommentsCorrectionsList>
 <MeshHeadingList>
  <MeshHeading><DescriptorName>Gout</DescriptorName><QualifierName>therapy</QualifierName></MeshHeading>
 </MeshHeadingList>
</MedlineCitation></PubmedArticle>
"""


def article(pmid: str, title: str, *, version: int = 1, revised: str = "") -> str:
    parts = zip(("Year", "Month", "Day"), revised.split("-"), strict=True) if revised else ()
    date = "".join(f"<{name}>{part}</{name}>" for name, part in parts)
    return (
        f"<PubmedArticle><MedlineCitation><PMID Version='{version}'>{pmid}</PMID>"
        f"<DateRevised>{date}</DateRevised><Article><ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n"
    )


def read(folder: Path, *bodies: str) -> list[Document | Failure]:
    for number, body in enumerate(bodies):
        (folder / f"pubmed{number}.xml").write_text(f"{HEAD}{body}</PubmedArticleSet>", encoding="utf-8")
    return list(read_documents([folder]))


def test_everything_about_an_article(tmp_path: Path) -> None:
    (document,) = read(tmp_path, FULL)
    text = "Effect of H2O on gout <5 years.\nAIMS: To test water.\nRESULTS: It helped (P<0.05)."
    assert document == Document(
        id="PMID:11",
        text=text,
        title="Effect of H2O on gout <5 years.",
        sections=(Section("AIMS", Span(38, 52)), Section("RESULTS", Span(62, 81))),
        source="pubmed0.xml",
        year=1998,
        publication_types=("Journal Article",),
        mesh_headings=("Gout",),
        notices=("RetractionIn: J Water. 2000;1:2 (PMID:12)",),
        retracted=True,
        revision="02.2021-03-09",
    )
    assert document.sections[0].span.slice(text) == "To test water."


def test_the_newest_revision_wins_wherever_it_stands(tmp_path: Path) -> None:
    newest = article("5", "Newest.", revised="2024-01-02")
    results = read(tmp_path, newest + article("6", "Other."), article("5", "Older.", revised="2019-12-31"))
    assert [result.text for result in results if isinstance(result, Document)] == ["Newest.", "Other."]


def test_a_later_version_beats_a_later_date_and_a_later_file_a_tie(tmp_path: Path) -> None:
    first = article("5", "Version one.", revised="2024-01-02") + article("6", "First file.")
    second = article("5", "Version two.", version=2, revised="2020-01-02") + article("6", "Second file.")
    results = read(tmp_path, first, second)
    assert [result.text for result in results if isinstance(result, Document)] == [
        "Version two.",
        "Second file.",
    ]


def test_deleted_citations_go(tmp_path: Path) -> None:
    deletion = "<DeleteCitation><PMID Version='1'>5</PMID></DeleteCitation>"
    results = read(tmp_path, article("5", "Gone.") + article("6", "Stays."), deletion)
    assert [result.text for result in results if isinstance(result, Document)] == ["Stays."]


def test_book_chapters(tmp_path: Path) -> None:
    body = (
        "<PubmedBookArticle><BookDocument><PMID Version='1'>77</PMID>"
        "<ArticleTitle>Marfan syndrome.</ArticleTitle>"
        "<Abstract><AbstractText>Tall.</AbstractText></Abstract><Book><PubDate><Year>1993</Year></PubDate></Book>"
        "</BookDocument></PubmedBookArticle>"
    )
    (document,) = read(tmp_path, body)
    assert isinstance(document, Document)
    assert (document.id, document.text, document.year) == ("PMID:77", "Marfan syndrome.\nTall.", 1993)


def test_a_record_without_id_or_text_costs_itself(tmp_path: Path) -> None:
    results = read(tmp_path, article("", "No id.") + article("8", "") + article("9", "Fine."))
    assert results[:2] == [
        Failure("pubmed0.xml#1", "read", "has no PMID"),
        Failure("PMID:8", "read", "has neither title nor abstract"),
    ]
    assert isinstance(results[2], Document)


def test_a_retracted_title_marks_a_retracted_article(tmp_path: Path) -> None:
    (document,) = read(tmp_path, article("9", "RETRACTED: Water cures all."))
    assert isinstance(document, Document) and document.retracted


def test_names_of_characters_that_the_dtd_would_define(tmp_path: Path) -> None:
    (document,) = read(tmp_path, article("9", "TNF-&alpha; in gout."))
    assert isinstance(document, Document) and document.text == "TNF-\u03b1 in gout."


def test_a_part_that_is_called_unlabelled_has_no_label(tmp_path: Path) -> None:
    (document,) = read(tmp_path, FULL.replace('Label="RESULTS"', 'Label="UNLABELLED"'))
    assert isinstance(document, Document)
    assert document.text.split("\n")[1:] == ["AIMS: To test water.", "It helped (P<0.05)."]
    assert [section.title for section in document.sections] == ["AIMS"]


def test_a_deletion_without_an_id_costs_itself(tmp_path: Path) -> None:
    deletion = "<DeleteCitation><PMID> </PMID><PMID>5</PMID></DeleteCitation>"
    failure, document = read(tmp_path, article("5", "Gone.") + deletion + article("6", "Stays."))
    assert failure == Failure("pubmed0.xml#2", "read", "an id of 0 characters is not allowed; 1 to 500 are")
    assert isinstance(document, Document) and document.id == "PMID:6"
