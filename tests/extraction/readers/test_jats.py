"""JATS full texts, with an invented article."""

from pathlib import Path

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_documents

ARTICLE = """<article article-type="case-report" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:mml="http://www.w3.org/1998/Math/MathML"{namespace}>
<front><article-meta>
 <article-id pub-id-type="pmid">900</article-id>
 <article-id pub-id-type="pmc">{pmc}</article-id>
 <title-group>
  <article-title>Gout in a sailor<xref ref-type="fn" rid="f">*</xref></article-title>
 </title-group>
 <pub-date pub-type="ppub"><year>2011</year></pub-date><pub-date pub-type="epub"><year>2010</year></pub-date>
 <related-article related-article-type="retraction-forward" xlink:href="10.1/xyz"/>
 <abstract><sec><title>Background</title><p>Gout hurts.</p></sec></abstract>
 <abstract abstract-type="graphical"><p>A picture.</p></abstract>
 <kwd-group><kwd>gout</kwd></kwd-group>
</article-meta></front>
<body>
 <sec><title>Case</title>
  <p>A sailor [<xref ref-type="bibr" rid="b1">1</xref>,<xref
    ref-type="bibr" rid="b2">2</xref>] had pain<sup><xref
   ref-type="bibr" rid="b3">3</xref></sup> (<xref ref-type="fig" rid="f1">Fig. 1</xref>).
   <list><list-item><p>Fever</p></list-item><list-item><p>Rash</p></list-item></list>
   He took <italic>colchicine</italic> at
   <inline-formula><tex-math>\\frac{{1}}{{2}}</tex-math></inline-formula> mg.</p>
  <disp-formula><mml:math><mml:mi>x</mml:mi></mml:math></disp-formula>
  <fig id="f1"><label>Figure 1</label><caption><title>The toe.</title><p>It is red.</p></caption></fig>
  <table-wrap><label>Table 1</label><caption><p>Uric acid by day.</p></caption>
   <table><tr><td>Monday</td></tr></table><table-wrap-foot><p>Footed.</p></table-wrap-foot></table-wrap>
  <sec><title>Outcome</title><p>He sailed<fn><p>Noted.</p></fn> again.</p></sec>
 </sec>
</body>
<back><ack><p>Thanks.</p></ack><ref-list><ref><mixed-citation>Someone.</mixed-citation></ref></ref-list></back>
<sub-article><front-stub/><body><p>A reply.</p></body></sub-article>
</article>"""


def article(*, pmc: str = "123", namespace: str = "") -> str:
    return ARTICLE.format(pmc=pmc, namespace=namespace)


def read(path: Path, text: str) -> list[Document | Failure]:
    path.write_text(text, encoding="utf-8")
    return list(read_documents([path]))


def only(results: list[Document | Failure]) -> Document:
    (document,) = results
    assert isinstance(document, Document)
    return document


def test_the_running_text_and_nothing_else(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.nxml", article()))
    assert document.text.split("\n") == [
        "Gout in a sailor",
        "Background",
        "Gout hurts.",
        "Case",
        "A sailor had pain (Fig. 1).",
        "Fever",
        "Rash",
        "He took colchicine at mg.",
        "The toe.",
        "It is red.",
        "Uric acid by day.",
        "Outcome",
        "He sailed again.",
    ]
    assert (document.id, document.year, document.title) == ("PMC:PMC123", 2010, "Gout in a sailor")
    assert document.publication_types == ("case-report",)
    assert document.retracted and document.notices == ("retraction-forward: 10.1/xyz",)


def test_sections_nest_and_span_their_lines(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.nxml", article()))
    spans = {section.title: section.span.slice(document.text) for section in document.sections}
    assert list(spans) == ["Abstract", "Background", "Case", "Outcome"]
    assert spans["Background"] == spans["Abstract"] == "Background\nGout hurts."
    assert spans["Outcome"] == "Outcome\nHe sailed again."
    assert spans["Case"].startswith("Case\nA sailor") and spans["Case"].endswith("again.")


def test_a_namespace_changes_nothing(tmp_path: Path) -> None:
    plain = only(read(tmp_path / "a.nxml", article()))
    spaced = article(namespace=' xmlns="https://jats.nlm.nih.gov/ns/archiving/1.2/"')
    assert only(read(tmp_path / "a.nxml", spaced)) == plain


def test_sets_of_articles(tmp_path: Path) -> None:
    body = (
        article(pmc="PMC1") + article(pmc="2").replace("Gout in", "Scurvy in") + "<article><front/></article>"
    )
    first, second, failure = read(tmp_path / "s.xml", f"<pmc-articleset>{body}</pmc-articleset>")
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.id, second.id) == ("PMC:PMC1", "PMC:PMC2")
    assert failure == Failure("s.xml#3", "read", "has no article-meta")


def test_a_line_break_in_a_title_parts_words(tmp_path: Path) -> None:
    text = article().replace("Gout in a sailor<", "Gout<break/>in a<break/> sailor<")
    document = only(read(tmp_path / "a.nxml", text))
    assert document.title == "Gout in a sailor" and document.text.startswith("Gout in a sailor\n")
