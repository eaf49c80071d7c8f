"""Tables and JSON."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from medkg.extraction.assertion import Polarity
from medkg.kg.cli.output import cell, jsonable, print_json, print_table
from medkg.linking.curie import Curie


@dataclass(frozen=True, slots=True)
class Row:
    curie: Curie
    polarity: Polarity
    score: float
    tags: frozenset[str]
    place: Path


ROW = Row(Curie("MESH", "D003924"), Polarity.NEGATED, float("nan"), frozenset({"b", "a"}), Path("x"))


def test_dataclasses_become_objects_and_curies_strings(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([ROW, {"one": (1, 2)}])
    assert json.loads(capsys.readouterr().out) == [
        {"curie": "MESH:D003924", "polarity": "negated", "score": None, "tags": ["a", "b"], "place": "x"},
        {"one": [1, 2]},
    ]


def test_cells_are_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("text", "n"), [("[bold red]rash[/bold red] :smile: \x1b[2J", 1)], title="[red]title")
    shown = capsys.readouterr().out
    assert "[bold red]rash[/bold red] :smile:" in shown
    assert "[red]title" in shown
    assert "\x1b" not in shown


def test_long_cells_are_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Metformin is an effective treatment for type 2 diabetes mellitus. " * 4
    print_table(("sentence",), [(sentence,)])
    assert sentence.strip() in capsys.readouterr().out


def test_cells() -> None:
    assert cell(None) == ""
    assert cell(0.51234) == "0.512"
    assert cell(["a", "b"]) == '["a", "b"]'
    assert cell(Curie("HP", "1")) == "HP:1"
    assert jsonable({Polarity.POSSIBLE: 1}) == {"possible": 1}
