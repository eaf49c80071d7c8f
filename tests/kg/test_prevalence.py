"""How common diseases are: files of it, what is kept, and what it does to a diagnosis."""

import json
from math import inf, log10, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.kg.cli.run import run
from medkg.kg.curated.errors import PrevalenceError
from medkg.kg.curated.prevalence import Prevalences, keep_prevalences, kept_prevalences, read_prevalences
from medkg.kg.diagnosis import Case, Hierarchy, Prior, diagnose
from medkg.kg.diagnosis.prior import MOST
from medkg.kg.diagnosis.table import CuratedTable


def prevalence(kind: str, band: str, mean: float, where: str = "Worldwide", status: str = "Validated") -> str:
    return f"""
    <Prevalence id="1"><Source>00000001[PMID]</Source>
     <PrevalenceType id="2"><Name lang="en">{kind}</Name></PrevalenceType>
     <PrevalenceQualification id="3"><Name lang="en">Value and class</Name></PrevalenceQualification>
     <PrevalenceClass id="4"><Name lang="en">{band}</Name></PrevalenceClass>
     <ValMoy>{mean}</ValMoy>
     <PrevalenceGeographic id="5"><Name lang="en">{where}</Name></PrevalenceGeographic>
     <PrevalenceValidationStatus id="6"><Name lang="en">{status}</Name></PrevalenceValidationStatus>
    </Prevalence>"""


def orphadata(*disorders: tuple[int, list[str]]) -> str:
    made = "".join(
        f'<Disorder id="{code}"><OrphaCode>{code}</OrphaCode><Name lang="en">invented disease {code}</Name>'
        f'<PrevalenceList count="{len(stated)}">{"".join(stated)}</PrevalenceList></Disorder>'
        for code, stated in disorders
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<JDBOR date="2026-01-01" version="0">'
        f'<DisorderList count="{len(disorders)}">{made}</DisorderList></JDBOR>'
    )


POINT, BIRTH = "Point prevalence", "Prevalence at birth"
RARE = "&lt;1 / 1 000 000"
INVENTED = orphadata(
    (900001, [prevalence(POINT, "1-9 / 100 000", 2.5), prevalence(BIRTH, "1-9 / 100 000", 9.0)]),
    (900002, [prevalence(POINT, RARE, 0.0)]),
    (900003, [prevalence(BIRTH, "1-5 / 10 000", 0.0, "Europe")]),
    (900004, [prevalence(POINT, "Unknown", 0.0), prevalence("Annual incidence", "1-9 / 100 000", 3.0)]),
    (
        900005,
        [
            prevalence(POINT, "1-9 / 100 000", 8.0, "Europe", "Not yet validated"),
            prevalence(POINT, "1-9 / 100 000", 4.0, "Europe"),
            prevalence(POINT, "1-9 / 100 000", 1.0, "Japan"),
        ],
    ),
    (900006, []),
)
SIGN, OTHER = "HP:0000001", "HP:0000002"
HIERARCHY = Hierarchy(
    names={SIGN: "violet rash", OTHER: "tremblance"},
    parents={SIGN: (), OTHER: ()},
    by_name={"violet rash": SIGN, "tremblance": OTHER},
)
TABLE = "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tfrequency\taspect\n" + "".join(
    f"ORPHA:{900000 + n}\tinvented {n}\t\t{sign}\t\tPCS\t\tP\n"
    for n, sign in [(1, SIGN), (2, SIGN), (4, SIGN), *((n, OTHER) for n in range(10, 40))]
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "en_product9_prev.xml"
    path.write_text(INVENTED, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "phenotype.hpoa"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MEDKG_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_the_best_statement_of_orphadata_counts(file: Path) -> None:
    found = read_prevalences(file)
    assert found.name == file.name
    assert found.values == pytest.approx(
        {
            "ORPHA:900001": 2.5,
            "ORPHA:900002": 0.03,
            "ORPHA:900003": sqrt(500.0),
            "ORPHA:900005": 2.0,
        }
    )


def test_a_table_of_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("# ours\ndisease\tprevalence\nOrphanet:558\t10\nMESH:D003924\t8500.5\textra\n\n")
    assert read_prevalences(path).values == {"ORPHA:558": 10.0, "MESH:D003924": 8500.5}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no prevalence"),
        ("558\t1\n", "line 1: a CURIE"),
        ("ORPHA:558\n", "line 1: a CURIE"),
        ("disease\tprevalence\nORPHA:558\tcommon\n", "line 2: a prevalence of 'common'"),
        ("ORPHA:558\t0\n", "above 0 to 100000"),
        ("ORPHA:558\t100001\n", "above 0 to 100000"),
        ("ORPHA:558\tnan\n", "above 0 to 100000"),
        ("ORPHA:558\t1\nORPHA:558\t2\n", "line 2: ORPHA:558 stands there for the second time"),
        ("<JDBOR><DisorderList><Disorder>", "cannot be read as Orphadata"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a/>', "cannot be read as Orphadata"),
    ],
)
def test_another_file_is_told(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(text)
    with pytest.raises(PrevalenceError, match=reason):
        read_prevalences(path)


def test_what_is_kept_stays_until_it_is_replaced(data: Path, file: Path, tmp_path: Path) -> None:
    assert kept_prevalences() is None
    own = tmp_path / "own.tsv"
    own.write_text("ORPHA:900002\t50\n")
    kept = keep_prevalences([file, own])
    assert kept.values == dict(read_prevalences(file).values) | {"ORPHA:900002": 50.0}
    assert kept_prevalences() == kept
    own.write_text("nothing")
    with pytest.raises(PrevalenceError):
        keep_prevalences([own])
    assert kept_prevalences() == kept


@given(
    st.dictionaries(st.text(min_size=1), st.floats(1e-6, 1e5), min_size=1),
    st.none() | st.floats(0.0, 1e5, exclude_min=True),
)
def test_a_prior_is_bounded_and_rises_with_how_common_a_disease_is(
    values: dict[str, float], prevalence: float | None
) -> None:
    prior = Prior(Prevalences("x", values))
    found = prior.log_odds(prevalence)
    assert -MOST <= found <= MOST
    if prevalence is None:
        assert found == 0.0
    else:
        assert found <= prior.log_odds(min(prevalence * 2.0, inf))
        assert (found > 0.0) == (log10(prevalence) > prior.typical)


def test_prior_and_likelihood_stand_apart(file: Path, table: Path) -> None:
    source, case = CuratedTable.read(HIERARCHY, table), Case("", (SIGN,))
    plain = diagnose(case, source=source, hierarchy=HIERARCHY)
    assert plain.prior is None
    assert all((one.prior, one.likelihood) == (0.0, one.score) for one in plain.diagnoses)
    weighed = diagnose(case, source=source, hierarchy=HIERARCHY, prior=Prior(read_prevalences(file)))
    ranks = [one.disease.id for one in weighed.diagnoses[:3]]
    assert ranks == ["ORPHA:900001", "ORPHA:900004", "ORPHA:900002"]
    before = {one.disease.id: one.score for one in plain.diagnoses}
    for one in weighed.diagnoses:
        assert one.likelihood == pytest.approx(before[one.disease.id])
        assert one.score == pytest.approx(one.likelihood + one.prior)
    assert weighed.diagnoses[1].prior == 0.0
    assert weighed.prior == file.name


def test_no_prior_outweighs_what_was_found(table: Path) -> None:
    source = CuratedTable.read(HIERARCHY, table)
    prior = Prior(Prevalences("x", {"ORPHA:900001": 1e-6, "ORPHA:900010": 1e5}))
    found = diagnose(Case("", (SIGN,)), source=source, hierarchy=HIERARCHY, limit=40, prior=prior)
    ranks = {one.disease.id: one.rank for one in found.diagnoses}
    assert ranks["ORPHA:900002"] < ranks["ORPHA:900010"]


def test_commands(data: Path, file: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["diagnose", "--table", str(table), "HP:0001250", "--json"]

    def answer(*more: str) -> dict[str, object]:
        capsys.readouterr()
        assert run([*asked, *more]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    plain = answer()
    assert plain["prior"] is None
    assert answer("--prevalence", str(file))["prior"] == file.name
    assert answer() == plain
    assert run(["vocab", "prevalence", str(file)]) == 0
    assert "4 diseases" in capsys.readouterr().out
    assert answer()["prior"] == file.name
    assert answer("--equal-priors") == plain
    assert run(["diagnose", "--table", str(table), "HP:0001250"]) == 0
    assert "How common diseases are counts, by en_product9_prev.xml" in capsys.readouterr().out
    assert run(["vocab", "prevalence", str(table)]) == 2
    assert "line 1: a CURIE" in capsys.readouterr().err
