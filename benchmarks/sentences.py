"""Sentence splitting in characters a second of processor time: the rules, the spaCy component, and pysbd.

Run: python benchmarks/sentences.py [--characters 300000]
"""

import argparse
import json
import time
from collections.abc import Callable

import pysbd
import spacy

from medkg.extraction.sentences import split_sentences

ABSTRACT = (
    "BACKGROUND: Heart failure (HF) is common, e.g. in E. coli sepsis vs. other causes. METHODS: We gave 40 "
    "mg i.v. of an invented drug (no. 3, p < 0.05) to 25 patients. RESULTS: Dr. Smith et al. saw no rash "
    "or cough [1,2]. CONCLUSIONS: It helped.\n"
)
NOTE = "PLAN:\n1. Rest, fluids p.o.\n2. Return if fever > 38.5 C.\n- no aspirin\n\nALLERGIES: none known\n"
PIECE = 2_000


def speed(split: Callable[[str], object], texts: list[str]) -> float:
    """Characters a second of processor time over ``texts``, after one text to warm up."""
    split(texts[0])
    begin = time.process_time()
    for text in texts:
        split(text)
    return sum(map(len, texts)) / (time.process_time() - begin)


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=300_000)
    pieces = parser.parse_args().characters // PIECE
    text = (ABSTRACT * 5 + NOTE * 5)[:PIECE]
    nlp = spacy.blank("en")
    nlp.add_pipe("medkg_sentences")
    segmenter = pysbd.Segmenter(language="en", clean=False)
    rules = speed(split_sentences, [text] * pieces)
    component = speed(nlp, [text] * pieces)
    peer = speed(segmenter.segment, [text] * max(1, pieces // 30))
    print(
        json.dumps(
            {
                "rules_characters_per_second": round(rules),
                "spacy_component_characters_per_second": round(component),
                "pysbd_characters_per_second": round(peer),
                "rules_over_pysbd": round(rules / peer, 1),
                "component_over_pysbd": round(component / peer, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
