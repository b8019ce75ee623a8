"""`assess forensics`: a plan drafted, frozen, run, and recorded with a preview; nothing more than questions."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run

# Of 41 and 60 answers: 39/41 = 95.1 %, 37/41 = 90.2 %, 57/60 = 95.0 %, 59/60 = 98.3 %. 97.3 % and 96.1 % of 41 cannot be.
HONEST = (("95.1%", 41), ("90.2%", 41), ("95.0%", 60), ("98.3%", 60))
FALSE = (("97.3%", 41), ("96.1%", 41), ("95.0%", 60))
PLAN = """\
format = 1
[plan]
id = "ratings"
title = { zh = "评价", en = "Ratings" }
body = "区县"
[[tests]]
test = "grim"
subject = "satisfied"
columns = { text = "满意率", cases = "评价数" }
[[tests]]
test = "terminal_digit"
columns = { count = "评价数" }
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [["区县", "满意率", "评价数"]]
    rows += [["East", share, str(n)] for share, n in HONEST] + [["west", share, str(n)] for share, n in FALSE]
    path = tmp_path / "t.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, "utf-8")
    return path


def test_every_test_is_listed_with_what_it_reads_and_when_it_is_silent(run: Run) -> None:
    done = run("forensics", "tests")
    assert "grim  Impossible percentages (GRIM)" in done.out
    assert "silent below 1 values" in done.out
    assert "凑不出来的百分比" in run("forensics", "tests", lang="zh").out
    cards = run("forensics", "tests", "--json").json
    assert {"id", "reads", "options", "least", "assumes", "source"} <= set(cards[0])


def test_a_draft_is_a_plan_that_runs_and_says_what_it_leaves_out(run: Run, table: Path, tmp_path: Path) -> None:
    drafted = run("forensics", "guess", table, "--id", "ratings")
    assert "#   terminal_digit: no body has more than 4 rows" in drafted.out
    (tmp_path / "draft.toml").write_text(drafted.out, "utf-8")
    done = run("forensics", "run", tmp_path / "draft.toml", table)
    assert "was fixed before the numbers were looked at" in done.out
    assert "▲ west" in done.out
    assert "▲ East" not in done.out


def test_results_name_the_family_and_list_silent_tests_with_the_reason(run: Run, plan: Path, table: Path) -> None:
    done = run("forensics", "run", plan, table)
    lines = [line.split() for line in done.out.splitlines()]
    assert ["west", "grim", "satisfied", "3", "2", "0", "0", "asks"] in lines
    assert ["East", "grim", "satisfied", "4", "0", "1", "1", "nothing", "to", "ask"] in lines
    assert "terminal_digit · 评价数: " in done.out
    assert "[East, west]" in done.out
    assert done.out.rstrip().endswith("This is a question to ask, not a proof.")
    assert "Read as gb18030" in done.err
    found = run("forensics", "run", plan, table, "--json").json
    assert [r["verdict"] for r in found["results"]] == ["clear", "asks", "silent", "silent"]
    assert found["family"][:16] in done.out


def test_results_are_saved_as_csv(run: Run, plan: Path, table: Path, tmp_path: Path) -> None:
    run("forensics", "run", plan, table, "--csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["body"], r["verdict"]) for r in rows] == [
        ("East", "clear"), ("west", "asks"), ("East", "silent"), ("west", "silent"),
    ]  # fmt: skip
    assert "Only 4 values" in rows[2]["silent"] or rows[2]["silent"]


def test_recording_is_shown_first_then_written_and_can_be_undone(
    run: Run, plan: Path, table: Path, dossier: Path
) -> None:
    before = run("forensics", "run", plan, table, "--into", dossier, "--period", "2024")
    assert "Preview: nothing was written" in before.out
    done = run("forensics", "run", plan, table, "--into", dossier, "--period", "2024", "--yes")
    assert "Wrote 4 events" in done.out
    raised = [f for f in run("findings", dossier, "--json").json if f["signals"]]
    assert [(f["body"], f["rule"]) for f in raised] == [("west", "signals")]
    again = run("forensics", "run", plan, table, "--into", dossier, "--period", "2024", "--yes")
    assert "Wrote 0 events" in again.out
    run("undo", dossier)
    assert [f for f in run("findings", dossier, "--json").json if f["signals"]] == []


def test_a_plan_changed_after_looking_is_told(run: Run, plan: Path, table: Path, dossier: Path) -> None:
    run("forensics", "run", plan, table, "--into", dossier, "--yes")
    plan.write_text(PLAN.partition('[[tests]]\ntest = "terminal')[0], "utf-8")
    told = run("forensics", "run", plan, table, "--into", dossier, "--yes")
    assert "was changed after looking" in told.err
    again = run("forensics", "run", plan, table, "--into", dossier)
    assert "was changed after looking" in again.err


def test_bodies_that_the_dossier_lacks_are_named_and_still_count(
    run: Run, plan: Path, dossier: Path, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("区县,满意率,评价数\nwest,97.3,41\nelsewhere,97.3,41\n", "utf-8")
    done = run("forensics", "run", plan, tmp_path / "t.csv", "--into", dossier, "--yes")
    assert "Not in the dossier and not recorded: elsewhere" in done.err
    (body,) = [b for b in run("snapshot", dossier).json["bodies"] if b["signals"]]
    assert {j["of"] for j in body["signals"]} == {2}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--body", "west"), 2, "leave --body out"),
        (("--encoding", "ascii"), 3, "ascii"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_way_out(
    run: Run, plan: Path, table: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run("forensics", "run", plan, table, *words, code=code).err


def test_a_table_about_one_body_needs_its_name(run: Run, plan: Path, dossier: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.replace('body = "区县"\n', ""), "utf-8")
    (tmp_path / "t.csv").write_text("满意率,评价数\n97.3,41\n", "utf-8")
    words = ("forensics", "run", plan, tmp_path / "t.csv")
    assert "name one with --body" in run(*words, "--into", dossier, code=2).err
    assert "no body nowhere" in run(*words, "--into", dossier, "--body", "nowhere", code=4).err
    run(*words, "--into", dossier, "--body", "west", "--yes")
    assert [f["body"] for f in run("findings", dossier, "--json").json if f["signals"]] == ["west"]
    assert "--body goes with --into" in run(*words, "--body", "west", code=2).err


def test_a_plan_with_mistakes_lists_them_all(run: Run, plan: Path, table: Path) -> None:
    plan.write_text(PLAN.replace("grim", "grin").replace("count =", "cuont ="), "utf-8")
    done = run("forensics", "run", plan, table, code=3)
    assert "2 problems; no test was run" in done.err
    assert "plan.toml:7:" in done.err
