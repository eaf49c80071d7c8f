"""Phenotypes of the HPO gold standard: identifiers of its mentions, and those found in its texts.

Run: python -m benchmarks.phenotypes mentions GSC+ [--vocabulary FOLDER]
     python -m benchmarks.phenotypes documents GSC+ [--vocabulary FOLDER] [--without-names]

GSC+ holds a folder ``corpus`` of texts and one ``ann`` of annotations. ``mentions``: the annotated mentions
are asked as symptoms, and the first candidate with an HPO identifier is compared (accuracy@1); ``linked``
counts only the answer itself. ``documents``: precision, recall and F1 of the identifiers of each document,
summed over the documents, from text alone; ``--without-names`` counts only what mentions of the model are
linked to. An identifier is right if the annotated one leads to the same concept.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.extractor import Extractor
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Link
from medkg.linking.linker import Linker
from medkg.linking.phenotypes import hpo_id, phenotypes

ANNOTATION = re.compile(r"\[(\d+)::(\d+)\]\t(HP_\d+)")


def documents(corpus: Path) -> Iterator[AnnotatedDocument]:
    """The texts with their annotations, as symptoms."""
    for path in sorted((corpus / "corpus").iterdir()):
        document = Document(path.name, path.read_text(encoding="utf-8"))
        rows = ANNOTATION.findall((corpus / "ann" / path.name).read_text(encoding="utf-8"))
        spans = [(Span(int(start), int(end)), one.replace("_", ":")) for start, end, one in rows]
        mentions = [document.mention(span, "Symptom", identifiers=(gold,)) for span, gold in spans]
        yield AnnotatedDocument(document, tuple(mentions), sentences=tuple(split_sentences(document.text)))


def current(linker: Linker, gold: str) -> str:
    """The HPO identifier that ``gold`` has today; itself where the vocabulary lacks it."""
    concept = linker.concept(Curie.parse(gold))
    return str(hpo_id(concept) or gold) if concept else gold


def mentions(options: argparse.Namespace, linker: Linker) -> dict[str, object]:
    """Accuracy@1 of annotated mentions."""
    count = first = linked = unknown = 0
    for read in documents(options.corpus):
        defined = find_abbreviations(read.document, read.sentences)
        for link in linker.link(read.mentions, abbreviations=defined):
            (written,) = link.mention.identifiers
            gold = current(linker, written)
            count += 1
            unknown += linker.concept(Curie.parse(written)) is None
            first += first_hpo(link) == gold
            linked += link.concept is not None and has(link.concept, gold)
    whole = max(1, count)
    return {
        "mentions": count,
        "accuracy_at_1": first / whole,
        "linked": linked / whole,
        "gold_in_no_vocabulary": unknown,
    }


def first_hpo(link: Link) -> str | None:
    """The HPO identifier of the first candidate that has one."""
    found = (curie for candidate in link.candidates if (curie := hpo_id(candidate.concept)))
    return str(next(found, None))


def has(concept: Concept, gold: str) -> bool:
    """Whether ``gold`` is one of the identifiers of ``concept``."""
    return gold in {str(one) for one in (concept.curie, *concept.xrefs)}


def whole_documents(options: argparse.Namespace, linker: Linker) -> dict[str, object]:
    """Precision, recall and F1 of the identifiers of documents."""
    extractor = Extractor.load_tagger()
    right = said = wanted = 0
    for read in documents(options.corpus):
        (found,) = extractor.extract([read.document])
        assert isinstance(found, AnnotatedDocument)
        defined = find_abbreviations(read.document, found.sentences)
        sentences = () if options.without_names else found.sentences
        terms = phenotypes(read.document.text, sentences, found.mentions, linker, abbreviations=defined)
        ours = {str(one.curie) for one in terms}
        gold = {current(linker, one) for mention in read.mentions for one in mention.identifiers}
        right, said, wanted = right + len(ours & gold), said + len(ours), wanted + len(gold)
    precision, recall = right / max(1, said), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"gold": wanted, "found": said, "precision": precision, "recall": recall, "f1": f1}


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measure", choices=("mentions", "documents"))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("--without-names", action="store_true")
    options = parser.parse_args()
    linker = Linker.load(options.vocabulary)
    measure = mentions if options.measure == "mentions" else whole_documents
    print(json.dumps(measure(options, linker)))


if __name__ == "__main__":
    main()
