"""Accuracy of links where it is hard: forms never seen, concepts taken out, phenotypes.

Run: python benchmarks/linking_accuracy.py unseen --gold TEST... --seen TRAIN... [--types Disease]
     python benchmarks/linking_accuracy.py nil --gold TEST...
     python benchmarks/linking_accuracy.py phenotypes --corpus GSC+

``unseen``: accuracy@1 on mentions whose form (words, one spelling) is annotated in no training file.
``nil``: a tenth of the concepts, by a hash of the identifier, is taken out of the vocabulary; precision,
recall and F1 of the answer that there is no concept, on mentions whose concepts the whole vocabulary has.
``phenotypes``: the HPO gold standard (a folder ``corpus`` of texts and one ``ann`` of annotations); the
first candidate that has an HPO identifier is compared, given the annotated mentions. All take
--vocabulary FOLDER, a compiled index.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.mention import Mention
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.index.compile import compile_index
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.link import Link
from medkg.linking.linker import Linker
from medkg.linking.names.forms import plain
from medkg.linking.vocabularies.source import Source

TYPES = TypeMap()
PHENOTYPE = re.compile(r"\[(\d+)::(\d+)\]\t(HP_\d+)")


def documents(paths: Sequence[Path]) -> Iterator[AnnotatedDocument]:
    """The documents of PubTator files, mentions under our types, others left out."""
    for path in paths:
        for read in read_annotated(path, format="pubtator"):
            if isinstance(read, AnnotatedDocument):
                yield AnnotatedDocument(read.document, tuple(ours(read)))


def ours(read: AnnotatedDocument) -> Iterator[Mention]:
    """The mentions of a document under our types."""
    for one in read.mentions:
        if types := TYPES.mention_types(one.type):
            yield read.document.mention(one.span, types[0], identifiers=one.identifiers)


def linked(linker: Linker, read: AnnotatedDocument) -> list[Link]:
    """The links of the mentions of a document."""
    defined = find_abbreviations(read.document, split_sentences(read.document.text))
    return linker.link(read.mentions, abbreviations=defined)


def unseen(options: argparse.Namespace) -> dict[str, object]:
    """Accuracy@1 on forms that no training file has."""
    linker = Linker(Index.open(options.vocabulary))
    seen = {plain(mention.text) for read in documents(options.seen) for mention in read.mentions}
    right = count = 0
    for read in documents(options.gold):
        for link in linked(linker, read):
            gold = gold_curies(link.mention.identifiers)
            if gold and link.mention.type == options.type and plain(link.mention.text) not in seen:
                count += 1
                right += link.concept is not None and answers(link.concept, gold)
    return {"mentions": count, "accuracy_at_1": right / max(1, count)}


def taken_out(curie: Curie) -> bool:
    """Whether a concept is of the tenth that is taken out."""
    return int(sha256(str(curie).encode()).hexdigest(), 16) % 10 == 0


def nil(options: argparse.Namespace) -> dict[str, object]:
    """Precision, recall and F1 of NIL with a tenth of the concepts taken out."""
    whole = Index.open(options.vocabulary)
    concepts = [whole.concept(number) for number in range(whole.manifest.concepts)]
    kept = [concept for concept in concepts if not taken_out(concept.curie)]
    with TemporaryDirectory() as folder:
        compile_index([Source("kept", "", lambda: iter(kept))], Path(folder) / "index")
        linker = Linker(Index.open(Path(folder) / "index"))
        judged = [
            (not any(not taken_out(one.curie) for one in meant), link.concept is None)
            for read in documents(options.gold)
            for link in linked(linker, read)
            if (meant := meanings(whole, link.mention))
        ]
    both = sum(gold and said for gold, said in judged)
    precision = both / max(1, sum(said for _, said in judged))
    recall = both / max(1, sum(gold for gold, _ in judged))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"mentions": len(judged), "precision": precision, "recall": recall, "f1": f1}


def meanings(index: Index, mention: Mention) -> list[Concept]:
    """The concepts of ``index`` that a mention is annotated with."""
    numbers = {n for one in gold_curies(mention.identifiers) for n in index.numbers(Curie.parse(one))}
    return [index.concept(number) for number in sorted(numbers)]


def phenotypes(options: argparse.Namespace) -> dict[str, object]:
    """Accuracy@1 of the HPO identifier of annotated phenotypes."""
    linker = Linker(Index.open(options.vocabulary))
    right = count = 0
    for path in sorted((options.corpus / "corpus").iterdir()):
        document = Document(path.name, path.read_text(encoding="utf-8"))
        rows = PHENOTYPE.findall((options.corpus / "ann" / path.name).read_text(encoding="utf-8"))
        spans = [
            (Span(int(start), int(end)), identifier.replace("_", ":")) for start, end, identifier in rows
        ]
        mentions = [document.mention(span, "Symptom", identifiers=(gold,)) for span, gold in spans]
        for link in linked(linker, AnnotatedDocument(document, tuple(mentions))):
            (gold,) = link.mention.identifiers
            current = linker.concept(Curie.parse(gold))
            found = next((one for candidate in link.candidates for one in hpo(candidate.concept)), None)
            count += 1
            right += found is not None and found in {gold, *(hpo(current) if current else ())}
    return {"mentions": count, "accuracy_at_1": right / max(1, count)}


def hpo(concept: Concept) -> list[str]:
    """The HPO identifiers of a concept."""
    return [str(one) for one in (concept.curie, *concept.xrefs) if one.prefix == "HP"]


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for measure in (unseen, nil, phenotypes):
        command = commands.add_parser(measure.__name__)
        command.set_defaults(measure=measure)
        command.add_argument("--vocabulary", type=Path)
        if measure is phenotypes:
            command.add_argument("--corpus", type=Path, required=True)
        else:
            command.add_argument("--gold", type=Path, nargs="+", required=True)
        if measure is unseen:
            command.add_argument("--seen", type=Path, nargs="+", required=True)
            command.add_argument("--type", default="Disease")
    options = parser.parse_args()
    options.vocabulary = options.vocabulary or ensure_index()
    print(json.dumps(options.measure(options)))


if __name__ == "__main__":
    main()
