"""The spaCy component ``medkg``: ``nlp.add_pipe("medkg")`` fills entities, concept identifiers and relations.

Importing this module loads spaCy; spaCy imports it by its entry point.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.pipeline.pipe import Pipe
from spacy.tokens import Doc, Span

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.linking.link import Link


class SpacyExtractor(Protocol):
    """Finds mentions, with relations or without, such as :class:`medkg.extraction.extractor.Extractor`."""

    def extract(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument | Failure]:
        """Each document with mentions and relations, or its failure, in order."""
        ...


class SpacyLinker(Protocol):
    """Links mentions, such as the linker of :mod:`medkg.linking`."""

    def link(self, mentions: Sequence[Mention], *, abbreviations: Mapping[str, str] = ...) -> list[Link]:
        """A link for each mention, in order."""
        ...


class ExtractionError(RuntimeError):
    """A document could not be handled; the message names the error's class and place and holds no text."""


class MedkgComponent(Pipe):
    """Sets entities (labels are mention types, ``kb_id_`` the CURIE of the linked concept, if any).

    ``doc._.medkg_relations`` holds the relations, ``span._.medkg_assertion`` what the text says of an entity.
    Entities that other components set stay where they do not overlap these. A document that fails raises
    :class:`ExtractionError`, or goes to the error handler of the pipeline.
    """

    def __init__(
        self, extractor: SpacyExtractor, linker: SpacyLinker | None = None, *, name: str = "medkg"
    ) -> None:
        self.name = name
        self._extractor = extractor
        self._linker = linker
        Doc.set_extension("medkg_relations", default=(), force=True)
        Span.set_extension("medkg_assertion", default=Assertion(), force=True)

    def __call__(self, doc: Doc) -> Doc:
        return self._filled(doc, self._results([doc])[0])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The documents of ``stream`` with entities and relations, extracted ``batch_size`` at a time."""
        handle = self.get_error_handler()
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, result in zip(batch, self._results(batch), strict=True):
                try:
                    yield self._filled(doc, result)
                except ExtractionError as error:
                    handle(self.name, self, [doc], error)

    def _results(self, docs: Sequence[Doc]) -> list[AnnotatedDocument | Failure]:
        documents = (Document(id=str(number), text=doc.text) for number, doc in enumerate(docs))
        return list(self._extractor.extract(documents))

    def _filled(self, doc: Doc, result: AnnotatedDocument | Failure) -> Doc:
        if isinstance(result, Failure):
            raise ExtractionError(f"{self.name}: {result.error}")
        entities = self._entities(doc, result)
        taken = {token.i for entity in entities for token in entity}
        kept = [entity for entity in doc.ents if taken.isdisjoint(range(entity.start, entity.end))]
        doc.ents = [*entities, *kept]
        doc._.medkg_relations = result.relations
        return doc

    def _entities(self, doc: Doc, result: AnnotatedDocument) -> list[Span]:
        """Whole tokens of each mention; of mentions that share a token the first stays."""
        entities: list[Span] = []
        taken: set[int] = set()
        for mention, concept in zip(result.mentions, self._concepts(result), strict=True):
            start, end = mention.span.start, mention.span.end
            entity = doc.char_span(start, end, mention.type, kb_id=concept, alignment_mode="expand")
            if entity is not None and taken.isdisjoint(range(entity.start, entity.end)):
                entity._.medkg_assertion = mention.assertion
                entities.append(entity)
                taken.update(range(entity.start, entity.end))
        return entities

    def _concepts(self, result: AnnotatedDocument) -> list[str]:
        """The CURIE of each mention's concept, empty for NIL or without a linker."""
        if self._linker is None:
            return [""] * len(result.mentions)
        short = find_abbreviations(result.document, result.sentences)
        links = self._linker.link(result.mentions, abbreviations=short)
        return [str(link.concept.curie) if link.concept else "" for link in links]


@Language.factory(
    "medkg",
    assigns=["doc.ents", "token.ent_type", "token.ent_iob", "token.ent_kb_id"],
    default_config={"linking": True, "relations": True, "ner": None, "relation_model": None, "index": None},
)
def create_medkg(
    nlp: Language,
    name: str,
    linking: bool,
    relations: bool,
    ner: str | None,
    relation_model: str | None,
    index: str | None,
) -> MedkgComponent:
    """The factory behind ``nlp.add_pipe("medkg")``; it loads the models.

    ``ner``, ``relation_model`` and ``index`` are folders of a mention model, a relation model and an index of
    vocabularies, instead of the shipped ones. Without ``linking`` or ``relations`` those are not loaded.

    Raises:
        FileNotFoundError: if a model or an index is missing, with the command that makes it.
    """
    extractor = _extractor(_path(ner), _path(relation_model), relations=relations)
    return MedkgComponent(extractor, _linker(_path(index)) if linking else None, name=name)


def _extractor(ner: Path | None, relation_model: Path | None, *, relations: bool) -> SpacyExtractor:
    from medkg.extraction.extractor import Extractor

    return Extractor.load(ner, relation_model) if relations else Extractor.load_tagger(ner)


def _linker(index: Path | None) -> SpacyLinker:
    from medkg.linking.linker import Linker

    return Linker.load(index)


def _path(text: str | None) -> Path | None:
    return Path(text) if text is not None else None
