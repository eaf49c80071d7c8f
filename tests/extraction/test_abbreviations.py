import subprocess
import sys
from collections.abc import Mapping

import pytest

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.document import Document
from medkg.extraction.sentences import split_sentences


def abbreviations(text: str) -> Mapping[str, str]:
    return find_abbreviations(Document("d", text), split_sentences(text))


def test_the_long_form_stands_before_the_bracket() -> None:
    text = "We saw acute kidney injury (AKI) and heart failure (HF). AKI was common."
    assert abbreviations(text) == {"AKI": "acute kidney injury", "HF": "heart failure"}


def test_the_first_definition_wins() -> None:
    text = "Patients had heart failure (HF). Others had hay fever (HF)."
    assert abbreviations(text) == {"HF": "heart failure"}


def test_brackets_without_a_definition_define_nothing() -> None:
    assert abbreviations("It was small (p < 0.05) and (see above) rare (n = 3).") == {}


def test_line_breaks_inside_a_definition_do_not_matter() -> None:
    text = "The patient had been admitted to the hospital with acute kidney\ninjury (AKI)."
    assert abbreviations(text) == {"AKI": "acute kidney injury"}


@pytest.mark.timeout(20)
def test_many_brackets_are_no_danger() -> None:
    assert abbreviations("(a) " * 50_000 + "\n\nThe heart rate (HR) fell.") == {"HR": "heart rate"}


@pytest.mark.parametrize("text", ["", "(", ")(", "()", "(((((", "(AB", "AB)", "\n(\n)"])
def test_odd_brackets_fail_no_document(text: str) -> None:
    assert abbreviations(text) == {}


def test_importing_loads_neither_spacy_nor_torch() -> None:
    code = "import sys, medkg.extraction.abbreviations; sys.exit(bool({'spacy', 'torch'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
