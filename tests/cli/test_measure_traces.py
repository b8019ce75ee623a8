"""`assess measure traces`: what it prints, what it would record, what it records."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import AddBody
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session, open_session
from tests.cli.conftest import Run
from tests.measure.traces.conftest import EVENTS, RATINGS, TASKS, TICKETS


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    path = tmp_path / "工单.csv"
    path.write_bytes(TICKETS.encode("gb18030"))
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "c.assess"
    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, same("Trial"), author=Author(name="t", device="0" * 16)) as session:
        session.apply(AddBody(id="east", name=same("East")))
    return path


def test_metrics_are_printed_with_definitions_and_what_was_set_aside(run: Run, tickets: Path) -> None:
    done = run("measure", "traces", tickets, "--kind", "tickets")
    assert "gb18030 (concluded from the characters)" in done.out
    assert "created ← 受理时间" in done.out
    line = next(x for x in done.out.splitlines() if x.startswith("on_time_share"))
    assert "50 %" in line
    assert "overdue open ones count in the denominator" in line
    assert "2 rows cannot be used" in done.err
    assert "2026-02-30" in done.err
    assert "Weeks begin on Monday. Last day: 2026-03-10." in done.out


def test_the_same_in_chinese(run: Run, tickets: Path) -> None:
    done = run("measure", "traces", tickets, "--kind", "tickets", lang="zh")
    assert "周从周一算起" in done.out
    assert "超期未办结的计入分母" in done.out
    assert "2 行不能用" in done.err


def test_json_holds_every_metric_with_coverage_digest_and_method(run: Run, tickets: Path) -> None:
    found = run("measure", "traces", tickets, "--kind", "tickets", "--json", "--metric", "backlog").json
    assert (found["source"]["rows"], found["source"]["bad"]) == (5, 2)
    (result,) = found["results"]
    assert (result["value"], result["n"], result["method"]) == (2, 5, "traces/backlog 1")
    assert result["inputs"] == [found["source"]["sources"][0]["sha256"]]
    assert result["period"] == "2026-01-31/2026-03-10"


def test_a_guessed_mapping_can_be_given_back(run: Run, tickets: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(run("measure", "traces", tickets, "--kind", "tickets", "--guess").out, "utf-8")
    words = ("measure", "traces", tickets, "--kind", "tickets", "--json")
    assert run(*words, "--mapping", mapping).json == run(*words).json


def test_facts_are_shown_first_and_recorded_when_confirmed(run: Run, tickets: Path, dossier: Path) -> None:
    words = ("measure", "traces", tickets, "--kind", "tickets", "--into", dossier, "--body", "east")
    assert "nothing was written" in run(*words).out
    with open_session(dossier, readonly=True) as session:
        assert session.state("east").measurements == {}
    run(*words, "--yes")
    with open_session(dossier, readonly=True) as session:
        held = session.state("east").measurements
    assert {m.fact: m.band.lo for m in held.values() if m.band} == {
        "median_response_days": 0.75, "requests_unanswered_days": 10, "off_platform_share": 0.5, "demands_total": 4,
    }  # fmt: skip
    response = held["median_response_days/measured"]
    assert (response.n, response.status, response.coverage) == (2, "partial", 5 / 7)
    run("undo", dossier)
    with open_session(dossier, readonly=True) as session:
        assert session.state("east").measurements == {}


def test_tables_are_previewed_recorded_and_drawn_in_the_report(run: Run, tmp_path: Path, dossier: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    words = ("measure", "traces", path, "--kind", "events", "--into", dossier, "--body", "east")
    shown = run(*words).out
    assert "Tables to record" in shown
    assert "active_by_week                9 × 2  new" in shown
    assert run(*words, "--yes", "--json").json["recorded"]["series"][1] == {
        "series": "active_by_month", "change": "new", "rows": 3, "columns": 2,
    }  # fmt: skip
    assert "unchanged" in run(*words).out
    run("report", dossier, "--out", tmp_path / "r")
    assert 'id="use"' in (tmp_path / "r" / "east.en.html").read_text("utf-8")
    run("undo", dossier)
    with open_session(dossier, readonly=True) as session:
        assert session.state("east").series == {}


def test_a_survey_from_outside_is_recorded_in_the_voice_of_users(run: Run, tmp_path: Path, dossier: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(RATINGS, "utf-8")
    run(
        "measure", "traces", path, "--kind", "survey", "--independent", "--into", dossier, "--body", "east", "--yes"
    )
    with open_session(dossier, readonly=True) as session:
        held = session.state("east").measurements
    assert held["surveyed_satisfaction/users"].band is not None
    assert "surveyed_satisfaction/measured" not in held


def test_no_id_of_a_person_gets_into_a_dossier(run: Run, tmp_path: Path, dossier: Path) -> None:
    for kind, text in (("events", EVENTS.replace("u4", "WANG-WU-4")), ("tasks", TASKS.replace("甲", "ZHANG-SAN"))):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        run("measure", "traces", path, "--kind", kind, "--into", dossier, "--body", "east", "--yes")
    data = b"".join(p.read_bytes() for p in tmp_path.glob("c.assess*"))
    assert b"active_users_30d" in data
    assert b"WANG-WU" not in data
    assert b"ZHANG-SAN" not in data


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--kind", "tickets", "--metric", "baklog"), 4, "no metric baklog"),
        (("--kind", "tasks", "--mapping", "none.toml"), 4, "there is no file"),
        (("--kind", "tickets", "--timezone", "Mars"), 3, "no time zone Mars"),
        (("--kind", "tickets", "--into", "x.assess"), 2, "--into and --body go together"),
        (("--kind", "nothing"), 2, "nothing"),
        (("--kind", "access-log"), 3, "no row"),
    ],
)
def test_what_cannot_be_done_says_why(
    run: Run, tickets: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run("measure", "traces", tickets, *words, code=code).err


def test_help_of_the_group_names_the_tool(run: Run) -> None:
    assert "traces" in run("measure", "--help").out


def test_sql_for_an_engine_that_was_never_run_says_so(run: Run) -> None:
    done = run("measure", "traces", "--kind", "events", "--sql", "trino", "--metric", "use_gini")
    assert done.out.startswith("-- Not tried")
    assert "CREATE TABLE user_day AS" in done.out
    assert "compared with those of DuckDB" in run("measure", "traces", "--kind", "events", "--sql", "spark").out
    assert "未经实测" in run("measure", "traces", "--kind", "events", "--sql", "trino", lang="zh").out


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--engine", "postgresql://h/d"),
        ("--table", "t"),
        ("a.csv", "--engine", "postgresql://h/d", "--table", "t"),
    ],
)
def test_either_files_or_an_engine_with_its_table_are_asked_for(run: Run, words: tuple[str, ...]) -> None:
    assert "--engine" in run("measure", "traces", *words, "--kind", "events", code=2).err


def test_an_engine_that_is_not_known_is_refused_without_its_password(run: Run) -> None:
    done = run("measure", "traces", "--kind", "events", "--engine", "mysql://me:secret@h/d", "--table", "t", code=3)
    assert "postgresql://" in done.err
    assert "secret" not in done.err
