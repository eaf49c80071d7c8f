"""Memory and speed of reading a PubMed file of 30,000 invented articles.

Run: python benchmarks/read_memory.py [ARTICLES]

Writes the gzip file in a temporary folder, reads it by read_documents and prints one JSON object: articles,
megabytes of XML, documents per second (both passes: ids and revisions, then documents) by the clock and by
processor time, and the resident memory in megabytes before reading, while the first tenth was given and at
its highest. Flat means that the last two are about equal; the first pass adds some 400 bytes for each id.
"""

import gzip
import json
import sys
import tempfile
import time
from pathlib import Path

import psutil

from medkg.extraction.document import Document
from medkg.extraction.readers import read_documents

ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
<DateRevised><Year>2024</Year><Month>01</Month><Day>02</Day></DateRevised>
<Article><Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>Invented trial {pmid} of nothing in particular.</ArticleTitle>
<Abstract><AbstractText Label="AIMS">{aims}</AbstractText>
<AbstractText Label="RESULTS">{results}</AbstractText></Abstract>
<AuthorList>{authors}</AuthorList>
<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList></Article>
</MedlineCitation><PubmedData><ReferenceList>{references}</ReferenceList></PubmedData></PubmedArticle>
"""
AUTHOR = "<Author><LastName>Nobody{number}</LastName><ForeName>Ann</ForeName></Author>"
REFERENCE = "<Reference><Citation>J Invent. 2000;{number}:1-9.</Citation></Reference>"


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pubmed.xml.gz")
        size = write(path, articles)
        print(json.dumps({"articles": articles, "xml_mb": round(size / 1e6), **measure(path, articles)}))


def write(path: Path, articles: int) -> int:
    """Write the file and return the bytes of its XML."""
    size = 0
    with gzip.open(path, "wb", compresslevel=1) as file:
        size += file.write(b'<?xml version="1.0"?>\n<PubmedArticleSet>\n')
        for pmid in range(1, articles + 1):
            size += file.write(article(pmid).encode())
        size += file.write(b"</PubmedArticleSet>\n")
    return size


def article(pmid: int) -> str:
    return ARTICLE.format(
        pmid=pmid,
        aims=f"To look into matter {pmid} again. " * 10,
        results=f"Group {pmid} had no pain, no fever and no rash. " * 20,
        authors="".join(AUTHOR.format(number=number) for number in range(8)),
        references="".join(REFERENCE.format(number=number) for number in range(30)),
    )


def measure(path: Path, articles: int) -> dict[str, float]:
    process = psutil.Process()
    before = early = highest = resident(process)
    start, start_cpu = time.perf_counter(), time.process_time()
    documents = 0
    for result in read_documents([path]):
        documents += isinstance(result, Document)
        if documents % 500 == 0:
            highest = max(highest, resident(process))
            early = highest if documents <= articles // 10 else early
    if documents != articles:
        raise SystemExit(f"{documents} documents were read where {articles} were written")
    return {
        "documents_per_second": round(documents / (time.perf_counter() - start)),
        "documents_per_cpu_second": round(documents / (time.process_time() - start_cpu)),
        "memory_before_mb": before,
        "memory_first_tenth_mb": early,
        "memory_highest_mb": highest,
    }


def resident(process: psutil.Process) -> float:
    megabytes: float = process.memory_info().rss / 1e6
    return round(megabytes, 1)


if __name__ == "__main__":
    main()
