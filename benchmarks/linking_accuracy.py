"""Accuracy of links where it is hard: forms never seen, concepts taken out.

Run: python -m benchmarks.linking_accuracy unseen --gold TEST... --seen TRAIN... [--type Disease]
     python -m benchmarks.linking_accuracy nil --gold TEST...

``unseen``: accuracy@1 on mentions whose form (words, one spelling) is annotated in no training file.
``nil``: a tenth of the concepts, by a hash of the identifier, is taken out of the vocabulary; precision,
recall and F1 of the answer that there is no concept, on mentions whose concepts the whole vocabulary has.
Both take --vocabulary FOLDER, a compiled index.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.linking_questions import LessIndex, drawn
from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.mention import Mention
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import answers, gold_curies
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.link import Link
from medkg.linking.linker import Linker
from medkg.linking.names.forms import plain

TYPES = TypeMap()


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


def nil(options: argparse.Namespace) -> dict[str, object]:
    """Precision, recall and F1 of NIL with a tenth of the concepts taken out."""
    whole, less = Index.open(options.vocabulary), LessIndex.open(options.vocabulary)
    numbers = range(whole.manifest.concepts)
    less.left_out = frozenset(n for n in numbers if drawn(str(whole.concept(n).curie), 10))
    linker = Linker(less)
    judged = [
        (meant <= less.left_out, link.concept is None)
        for read in documents(options.gold)
        for link in linked(linker, read)
        if (meant := meanings(whole, link.mention))
    ]
    both = sum(gold and said for gold, said in judged)
    precision = both / max(1, sum(said for _, said in judged))
    recall = both / max(1, sum(gold for gold, _ in judged))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"mentions": len(judged), "precision": precision, "recall": recall, "f1": f1}


def meanings(index: Index, mention: Mention) -> frozenset[int]:
    """The concepts of ``index``, by number, that a mention is annotated with."""
    gold = gold_curies(mention.identifiers)
    return frozenset(number for one in gold for number in index.numbers(Curie.parse(one)))


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for measure in (unseen, nil):
        command = commands.add_parser(measure.__name__)
        command.set_defaults(measure=measure)
        command.add_argument("--vocabulary", type=Path)
        command.add_argument("--gold", type=Path, nargs="+", required=True)
        if measure is unseen:
            command.add_argument("--seen", type=Path, nargs="+", required=True)
            command.add_argument("--type", default="Disease")
    options = parser.parse_args()
    options.vocabulary = options.vocabulary or ensure_index()
    print(json.dumps(options.measure(options)))


if __name__ == "__main__":
    main()
