"""Names that people annotated: what an annotated corpus calls the concepts of its identifiers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.evaluation_ids import gold_curies
from medkg.linking.names.forms import plain
from medkg.linking.names.short_forms import is_short_form, known_short_forms

_TYPES = TypeMap()
Used = tuple[str, str, str]
"""A CURIE, our type and the words."""


def corpus_concepts(
    documents: Iterable[AnnotatedDocument], *, held_out: Iterable[Document] = ()
) -> Iterator[Concept]:
    """A concept for each identifier in ``documents``, named by its most frequent form, with all forms and
    the number of documents of each as ``usage``.

    Documents that are, or repeat, one of ``held_out`` are passed over, so that what is to be measured is
    not learned. Mentions of types that are none of ours are passed over too. A short form that its
    document defines counts as the long form, since it means that in this document only.
    """
    guard = Guard.of(held_out)
    counts: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for read in documents:
        if guard.forbids(read.document):
            continue
        for curie, kind, words in sorted(set(_used(read))):
            counts[curie][plain(words), words] += 1
            kinds[curie][kind] += 1
    for curie in sorted(counts):
        usage = _usage(counts[curie])
        types = tuple(kind for kind, _ in kinds[curie].most_common())
        yield Concept(Curie.parse(curie), _name(usage), types, usage=usage)


def _used(read: AnnotatedDocument) -> Iterator[Used]:
    defined = find_abbreviations(read.document, split_sentences(read.document.text))
    known = known_short_forms(read.mentions, defined)
    seen: set[Used] = set()
    for mention in read.mentions:
        types = _TYPES.mention_types(mention.type)
        words = " ".join(known.get(mention.text, mention.text).split())
        for curie in gold_curies(mention.identifiers) if types and plain(words) else ():
            used = (curie, types[0], plain(words))
            if used not in seen:
                seen.add(used)
                yield curie, types[0], words


def _usage(counts: Counter[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Each form once, as it is mostly written, the most frequent first."""
    written: dict[str, str] = {}
    documents: Counter[str] = Counter()
    for (form, words), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        written.setdefault(form, words)
        documents[form] += count
    ordered = sorted(documents.items(), key=lambda item: (-item[1], item[0]))
    return tuple((written[form], count) for form, count in ordered)


def _name(usage: tuple[tuple[str, int], ...]) -> str:
    return next((words for words, _ in usage if not is_short_form(words)), usage[0][0])
