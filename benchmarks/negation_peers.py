"""Assertions of marked mentions by negspacy and medSpaCy's ConText, one JSON line a sentence in and out.

It is started by benchmarks/negation.py. medSpaCy pins a spaCy that medkg cannot have and needs an environment
of its own: python -m venv DIR && DIR/bin/pip install medspacy==1.3.1
"""

import json
import sys
import time
import warnings
from collections.abc import Iterator
from typing import Any

warnings.filterwarnings("ignore")


def negspacy_pipeline() -> tuple[Any, Any]:
    """A blank pipeline with negspacy's NegEx and its clinical term set."""
    import spacy
    from negspacy import negation, termsets

    nlp = spacy.blank("en")
    clinical: Any = termsets
    return nlp, negation.Negex(nlp, "negex", neg_termset=clinical.termset("en_clinical").get_patterns())


def medspacy_pipeline() -> tuple[Any, Any]:
    """A blank pipeline with medSpaCy's ConText and the rules that it comes with."""
    import spacy
    from medspacy.context import ConText

    nlp = spacy.blank("en")
    return nlp, ConText(nlp, rules="default")


def judged(items: list[dict[str, Any]], nlp: Any, component: Any) -> Iterator[list[bool]]:
    """For each item whether its mention is negated, historical, and of somebody else."""
    for item in items:
        doc = nlp.make_doc(item["text"])
        for token in doc:
            token.is_sent_start = token.i == 0
        span = doc.char_span(item["start"], item["end"], label="FINDING", alignment_mode="expand")
        doc.ents = [span]
        component(doc)
        (found,) = doc.ents
        if span._.has("negex"):
            yield [bool(found._.negex), False, False]
        else:
            yield [bool(found._.is_negated), bool(found._.is_historical), bool(found._.is_family)]


def main() -> None:
    """Judge what comes on standard input with the peer named on the command line."""
    nlp, component = {"negspacy": negspacy_pipeline, "medspacy": medspacy_pipeline}[sys.argv[1]]()
    items = json.load(sys.stdin)
    list(judged(items[:20], nlp, component))
    begin = time.process_time()
    found = list(judged(items, nlp, component))
    json.dump({"found": found, "seconds": time.process_time() - begin}, sys.stdout)


if __name__ == "__main__":
    main()
