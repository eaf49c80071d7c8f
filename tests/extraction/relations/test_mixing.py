"""Two documents read as one."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from medkg.extraction.relations.augment import labelled
from medkg.extraction.relations.corpora.corpus import RelationCorpus
from medkg.extraction.relations.mixing import mixed
from medkg.extraction.relations.signature import PREDICATES
from medkg.extraction.relations.split import Prepared, split_corpora
from medkg.extraction.training.guard import Guard

CAUSES = PREDICATES.index("CAUSES")


@pytest.fixture(scope="module")
def prepared(tiny_encoder: Path, pubtator_file: Path) -> tuple[Prepared, ...]:
    corpus = RelationCorpus(
        "invented",
        "pubtator",
        pubtator_file,
        ("CAUSES",),
        types={"Chemical": "Drug", "Disease": "Disease"},
        relations={"CID": "CAUSES"},
    )
    tokenizer = Tokenizer.from_file(str(tiny_encoder / "tokenizer.json"))
    return split_corpora([corpus], Guard.of([]), tokenizer, longest=64)[0].training


def strangers(prepared: tuple[Prepared, ...]) -> tuple[Prepared, Prepared, Prepared]:
    """Two documents that share no mention, and the two as one."""
    for first in prepared:
        for second in prepared:
            joined = mixed(first, second, longest=128)
            if joined is not None:
                return first, second, joined
    raise AssertionError("all documents share a mention")


def test_mentions_stay_slices_and_pieces_stay_on_their_words(prepared: tuple[Prepared, ...]) -> None:
    first, second, joined = strangers(prepared)
    text = joined.item.document.text
    words = [mention.text for document in (first, second) for mention in document.item.mentions]
    assert [mention.span.slice(text) for mention in joined.item.mentions] == words
    (window,) = joined.windows
    for number, entity in enumerate(joined.entities[len(first.entities) :]):
        spans = [joined.item.mentions[index].span for index in entity.mentions]
        own = [second.item.mentions[index].span for index in second.entities[number].mentions]
        for span, before in zip(spans, own, strict=True):
            inside = (window.starts < span.end) & (window.ends > span.start)
            (alone,) = second.windows
            there = (alone.starts < before.end) & (alone.ends > before.start)
            assert window.ids[inside].tolist() == alone.ids[there].tolist()


def test_each_keeps_its_relations_and_none_leads_from_one_to_the_other(
    prepared: tuple[Prepared, ...],
) -> None:
    first, second, joined = strangers(prepared)
    border = len(first.entities)
    (item,) = labelled(joined, joined.entities)
    pairs = item.example.document_pairs
    crossing = np.array([(head < border) != (tail < border) for head, tail in pairs])
    assert crossing.any()
    assert item.labels[crossing].sum() == 0
    assert (item.mask[crossing] == item.example.allowed[crossing]).all()
    found = {(*pairs[row], int(column)) for row, column in np.argwhere(item.labels > 0)}
    assert found == joined.targets.positives
    assert len(found) == len(first.targets.positives) + len(second.targets.positives)
    only_theirs = item.mask[~crossing][:, [n for n in range(len(PREDICATES)) if n != CAUSES]]
    assert only_theirs.sum() <= 2 * len(found)


def test_documents_with_a_word_in_common_are_left_alone(prepared: tuple[Prepared, ...]) -> None:
    assert mixed(prepared[0], prepared[0], longest=512) is None
    first, second, _ = strangers(prepared)
    assert mixed(first, second, longest=16) is None
