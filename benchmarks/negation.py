"""Negation, history and experiencer on the annotated sentences of the negex corpus, with peers beside.

Run: python benchmarks/negation.py CORPORA/negex/context-annotations.tsv [--medspacy PYTHON]
     [--maccrobat CORPORA/maccrobat2020/maccrobat2020.tar.xz]

PYTHON is the interpreter of an environment with medSpaCy (see negation_peers.py). All get the same sentences,
as published and cut by the same rules, and the same marked mention. Five folds by the sentence's text.
Nothing is fitted by the rules and the peers: their folds only show the spread. "learned" is a logistic
regression over the words around the mention, fitted in each fold on the other four; "learned on rules" has
also what the rules say.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from medkg.extraction import Document, Failure, Polarity, Span, Time, read_annotated
from medkg.extraction.assertion import Assertion, Experiencer
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.sentences import split_sentences

FOLDS = 5
TYPES = {
    "Sign_symptom": "Symptom",
    "Disease_disorder": "Disease",
    "Medication": "Drug",
    "Therapeutic_procedure": "Treatment",
    "Diagnostic_procedure": "Test",
}
Said = tuple[bool, bool, bool]
"""Whether a mention is negated, historical, and of somebody else than the patient."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its marked mention and what the annotators say of it."""

    text: str
    span: Span
    gold: Said

    @property
    def fold(self) -> int:
        """The fold, by the letters of the sentence: mentions of one sentence stay together."""
        letters = "".join(filter(str.isalpha, self.text.lower()))
        return int(sha256(letters.encode()).hexdigest(), 16) % FOLDS


def read_items(path: Path) -> list[Item]:
    """The sentences of the corpus's TSV; those that lack their phrase are left out.

    The corpus writes the mention in capitals in its sentence; it is put in lower case, so that the capitals
    tell nothing.
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, phrase, text, polarity, when, who = line.split("\t")
        span = _place(text, phrase)
        if span is not None:
            text = text[: span.start] + span.slice(text).lower() + text[span.end :]
            gold = (polarity == "Negated", when == "Historical", who != "Patient")
            found.append(Item(text, span, gold))
    return found


def _place(text: str, phrase: str) -> Span | None:
    written = r"\s+".join(map(re.escape, phrase.split()))
    for pattern in (rf"(?<!\w){written}(?![\w'])", written):
        places = list(re.finditer(pattern, text, re.IGNORECASE))
        marked = [place for place in places if place.group().isupper()]
        if places:
            return Span(*(marked or places)[-1].span())
    return None


def by_rules(items: Sequence[Item]) -> list[Said]:
    """What medkg says."""
    return [_said(_asserted(item)) for item in items]


def _asserted(item: Item) -> Assertion:
    document = Document("s", item.text)
    mention = document.mention(item.span, "Symptom")
    return assert_mentions(document, split_sentences(item.text), [mention])[0].assertion


def _said(found: Assertion) -> Said:
    return (
        found.polarity is Polarity.NEGATED,
        found.time is Time.HISTORICAL,
        found.who is not Experiencer.PATIENT,
    )


def by_peer(items: Sequence[Item], python: str, name: str) -> tuple[list[Said], float]:
    """What a peer says, and its processor time in microseconds a sentence."""
    given = [_in_its_sentence(item) for item in items]
    script = Path(__file__).with_name("negation_peers.py")
    command = [python, str(script), name]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    return [(a, b, c) for a, b, c in answer["found"]], 1e6 * answer["seconds"] / len(items)


def _in_its_sentence(item: Item) -> dict[str, Any]:
    """The mention in the sentence that medkg's rules find, so that a peer is not given several at once."""
    spans = [span for span in split_sentences(item.text) if span.start <= item.span.start < span.end]
    begin, end = spans[0].start, max(spans[0].end, item.span.end)
    return {
        "text": item.text[begin:end],
        "start": item.span.start - begin,
        "end": item.span.end - begin,
    }


def learned(items: Sequence[Item], rules: Sequence[Said] | None) -> list[Said]:
    """Negation by a logistic regression that never saw the fold of the item; the other two are left false."""
    features = [_features(item, rules[number] if rules else None) for number, item in enumerate(items)]
    folds = np.array([item.fold for item in items])
    gold = np.array([item.gold[0] for item in items])
    found = np.zeros(len(items), dtype=bool)
    for fold in range(FOLDS):
        vectors = DictVectorizer()
        seen = vectors.fit_transform([features[number] for number in np.flatnonzero(folds != fold)])
        model = LogisticRegression(C=3, max_iter=2000).fit(seen, gold[folds != fold])
        unseen = vectors.transform([features[number] for number in np.flatnonzero(folds == fold)])
        found[folds == fold] = model.predict(unseen)
    return [(bool(negated), False, False) for negated in found]


def _features(item: Item, rule: Said | None) -> dict[str, float]:
    words = re.findall(r"\w+|[^\w\s]", item.text[: item.span.start].lower())[-12:]
    after = re.findall(r"\w+|[^\w\s]", item.text[item.span.end :].lower())[:6]
    found = {f"-{word}": 1.0 / distance**0.5 for distance, word in enumerate(reversed(words), 1)}
    found |= {f"+{word}": 1.0 for word in after}
    found |= {f"-1 {word}": 1.0 for word in words[-1:]}
    return found | {"rules": 4.0 * rule[0]} if rule else found


def scores(items: Sequence[Item], found: Sequence[Said]) -> dict[str, Any]:
    """Precision, recall and F1 of negated, accuracy of the other two, F1 of the folds."""
    pairs = [(item.gold, said) for item, said in zip(items, found, strict=True)]
    folds = [
        _f1([pair for item, pair in zip(items, pairs, strict=True) if item.fold == fold])[2]
        for fold in range(FOLDS)
    ]
    precision, recall, f1 = _f1(pairs)
    agree = [100 * sum(gold[axis] == said[axis] for gold, said in pairs) / len(pairs) for axis in (1, 2)]
    return {
        "negated_precision": precision,
        "negated_recall": recall,
        "negated_f1": f1,
        "negated_f1_of_folds": folds,
        "historical_accuracy": round(agree[0], 1),
        "experiencer_accuracy": round(agree[1], 1),
    }


def _f1(pairs: Sequence[tuple[Sequence[bool], Sequence[bool]]]) -> tuple[float, float, float]:
    both = sum(gold[0] and said[0] for gold, said in pairs)
    given, wanted = sum(said[0] for _, said in pairs), sum(gold[0] for gold, _ in pairs)
    precision, recall = 100 * both / max(1, given), 100 * both / max(1, wanted)
    return round(precision, 1), round(recall, 1), round(200 * both / max(1, given + wanted), 1)


def maccrobat(path: Path) -> dict[str, Any]:
    """Negated mentions of case reports (POLARITY NEG), each half of the documents for itself."""
    pairs: dict[str, list[tuple[list[bool], list[bool]]]] = {"even": [], "odd": []}
    seconds = mentions = 0.0
    for item in read_annotated(path, format="brat"):
        if isinstance(item, Failure):
            continue
        document = item.document
        half = ("even", "odd")[int(sha256(document.id.encode()).hexdigest(), 16) % 2]
        gold = [mention for mention in item.mentions if mention.type in TYPES]
        bare = [document.mention(mention.span, TYPES[mention.type]) for mention in gold]
        sentences = split_sentences(document.text)
        begin = time.process_time()
        found = assert_mentions(document, sentences, bare)
        seconds += time.process_time() - begin
        mentions += len(found)
        for wanted, said in zip(gold, found, strict=True):
            negated = [mention.assertion.polarity is Polarity.NEGATED for mention in (wanted, said)]
            pairs[half].append(([negated[0]], [negated[1]]))
    return {
        "rules_written_on": dict(zip("PRF", _f1(pairs["even"]), strict=True)),
        "not_looked_at": dict(zip("PRF", _f1(pairs["odd"]), strict=True)),
        "microseconds_per_mention": round(1e6 * seconds / mentions),
    }


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--medspacy", metavar="PYTHON")
    parser.add_argument("--maccrobat", type=Path)
    arguments = parser.parse_args()
    items = read_items(arguments.corpus)
    by_rules(items[:20])
    begin = time.process_time()
    rules = by_rules(items)
    speed = {"medkg": round(1e6 * (time.process_time() - begin) / len(items))}
    answers = {"medkg": rules, "learned": learned(items, None), "learned on rules": learned(items, rules)}
    peers = {"negspacy": sys.executable}
    if arguments.medspacy:
        peers["medspacy"] = arguments.medspacy
    for name, python in peers.items():
        answers[name], microseconds = by_peer(items, python, name)
        speed[name] = round(microseconds)
    result: dict[str, Any] = {"sentences": len(items), "microseconds_per_sentence": speed}
    result |= {name: scores(items, found) for name, found in answers.items()}
    if arguments.maccrobat:
        result["maccrobat"] = maccrobat(arguments.maccrobat)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
