"""Every verb does what it says, in both languages, and prints JSON for programs where it offers to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assess.dossier.entities import Body
from assess.session import open_session
from assess.snapshot import Snapshot, fingerprint
from tests.cli.conftest import Run
from tests.mini import mini, write_mini


def test_new_makes_a_campaign_with_its_bodies(run: Run, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "新 卷宗.assess"
    words = (
        "new",
        path,
        "--pack",
        write_mini(home / "indicators" / "mini"),
        "--title",
        "试评估",
        "--title-en",
        "Trial",
    )
    done = run(
        *words, "--period", "2026", "--body", "east=东岭市", "--body", "west", "--author", "Li Lei", lang="zh"
    )
    assert done.out.splitlines() == [f"已建立 {path}（指标包 mini 1.0.0，2 个单位）", f"接下来：assess open {path}"]
    with open_session(path, readonly=True, pack=mini()) as session:
        assert (session.campaign.title.zh, session.campaign.title.en, session.campaign.period) == (
            "试评估",
            "Trial",
            "2026",
        )
        assert session.bodies() == [
            Body(id="east", name=session.bodies()[0].name), Body(id="west", name=session.bodies()[1].name)
        ]  # fmt: skip
        assert [(b.name.zh, b.name.en) for b in session.bodies()] == [("东岭市", "东岭市"), ("west", "west")]
        assert {e.author for e in session.history()} == {"Li Lei"}


def test_new_takes_the_base_pack_and_its_title_by_default(run: Run, tmp_path: Path) -> None:
    done = run("new", tmp_path / "d.assess", "--json").json
    assert done["campaign"]["pack"] == "digital-government"
    assert done["campaign"]["title"]["zh"]
    assert done["bodies"] == []


def test_open_lists_the_bodies(run: Run, dossier: Path) -> None:
    assert run("open", dossier, "--list", lang="zh").out.splitlines() == ["活动", "east\t东岭市", "west\tWest"]
    assert run("open", dossier, "--list").out.splitlines() == ["Campaign", "east\tEast", "west\tWest"]
    assert [b["id"] for b in run("open", dossier, "--json").json["bodies"]] == ["east", "west"]


def test_bodies_are_added_renamed_and_removed(run: Run, dossier: Path) -> None:
    assert run("body", "add", dossier, "north", "--name", "北川", "--name-en", "North").out == "Enter body north\n"
    assert run("body", "rename", dossier, "north", "--name", "新北", lang="zh").out == "修改单位 north\n"
    assert "north\t新北" in run("open", dossier, "--list").out
    asked = run("body", "remove", dossier, "east", given="n\n", code=130)
    assert asked.out.startswith("East: 5 records will leave the campaign.")
    assert "Aborted" in asked.err
    assert "east" in run("open", dossier, "--list").out
    assert (
        run("body", "remove", dossier, "east", given="y\n")
        .out.splitlines()[-1]
        .endswith("Remove body east (6 items)")
    )
    assert "东岭市" not in run("body", "remove", dossier, "west", "--yes", lang="zh").out
    assert run("open", dossier, "--list", lang="zh").out.splitlines() == ["活动", "north\t新北"]


def test_status_says_how_far_each_has_got(run: Run, dossier: Path) -> None:
    lines = run("status", dossier, lang="zh").out.splitlines()
    assert lines[0] == "活动  ·  mini 1.0.0"
    assert lines[1].split()[:4] == ["代码", "单位", "状态", "已答"]
    assert lines[2].split()[:4] == ["east", "东岭市", "填报中", "3/10"]
    rows = {r["id"]: r for r in run("status", dossier, "--json").json["bodies"]}
    assert (rows["east"]["answered"], rows["west"]["answered"], rows["east"]["evidence"]) == (3, 0, 1)


def test_a_campaign_without_bodies_says_how_to_add_one(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "d.assess")
    assert "assess body add" in run("status", tmp_path / "d.assess").err


@pytest.mark.parametrize(
    ("indicator", "typed", "stored"),
    [
        ("plan", "draft", "draft"), ("R1", "draft", "draft"), ("parts", "a,c", ["a", "c"]), ("parts", "ｃ、a", ["a", "c"]),
        ("parts", "", []), ("open_share", "45%", 0.45), ("open_share", "４５％", 0.45), ("visits", "1,200", 1200.0),
        ("remarks", "=1+1，你好", "=1+1，你好"),
    ],
)  # fmt: skip
def test_answers_are_typed_as_people_type(run: Run, dossier: Path, indicator: str, typed: str, stored: Any) -> None:
    done = run("answer", dossier, "west", indicator, typed, "--comment", "说明", "--json").json
    assert done["change"]["events"] == 1
    with open_session(dossier, readonly=True, pack=mini()) as session:
        ((key, answer),) = session.state("west").answers.items()
    assert key[1] == "claimed"
    assert (list(answer.value) if isinstance(answer.value, tuple) else answer.value, answer.comment) == (
        stored,
        "说明",
    )


def test_an_answer_shows_what_it_does_to_the_scores(run: Run, dossier: Path) -> None:
    lines = run("answer", dossier, "west", "plan", "draft", lang="zh").out.splitlines()
    assert lines[0] == "作答 R1 规划"
    assert lines[1].startswith("R1  50   ·   总分  ")
    assert run("answer", dossier, "west", "plan", "draft").out.splitlines()[0] == "No change"


def test_what_is_no_answer_is_recorded_as_what_it_is(run: Run, dossier: Path) -> None:
    run("answer", dossier, "west", "plan", "--not-applicable", "no plans here")
    run("answer", dossier, "west", "visits", "--unknown")
    run("answer", dossier, "east", "plan", "--clear")
    run("answer", dossier, "east", "portal", "yes", "--voice", "verified", "--author", "Han Meimei")
    with open_session(dossier, readonly=True, pack=mini()) as session:
        west, east = session.state("west"), session.state("east")
        plan, visits = west.answer("plan"), west.answer("visits")
        assert session.history()[0].author == "Han Meimei"
    assert plan is not None
    assert visits is not None
    assert (plan.state, plan.comment, visits.state) == ("not-applicable", "no plans here", "unknown")
    assert east.answer("plan") is None
    assert east.answer("portal", "verified") is not None


def test_evidence_is_attached_listed_judged_and_removed(run: Run, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "日志 1.csv").write_bytes(b"1,2,3")
    done = run("attach", dossier, "west", "visits", tmp_path / "日志 1.csv", "--kind", "log", "--captured", "2026-05-31",
               "--independent", "--json").json["evidence"]  # fmt: skip
    assert (done["title"], done["size"], done["media_type"], done["independent"]) == (
        "日志 1.csv",
        5,
        "text/csv",
        True,
    )
    link = run("attach", dossier, "west", "visits", "HTTPS://example.org/x", "--title", "Site", lang="zh").out
    assert link == "登记证据 Site\n"
    listed = run("evidence", "list", dossier, "west", lang="zh").out.splitlines()
    assert listed[0].split() == ["编号", "指标", "类型", "状态", "标题"]
    assert "已附上" in listed[1]
    assert {e["kind"] for e in run("evidence", "list", dossier, "west", "--json").json} == {"log", "link"}
    judge = ("evidence", "judge", dossier, "west", done["id"])
    alone = run(*judge, "accepted", "--note", "seen", code=3)
    assert "cannot judge it" in alone.err
    judged = run(*judge, "accepted", "--note", "seen", "--author", "Han Meimei", lang="zh")
    assert judged.out == "判定证据 日志 1.csv\n"
    assert "accepted" in run("evidence", "list", dossier, "west").out
    run(*judge, "rejected", "--note", "cut short", "--not-independent", "--author", "Han Meimei")
    held = {e["id"]: e for e in run("evidence", "list", dossier, "west", "--json").json}
    assert (held[done["id"]]["status"], held[done["id"]]["independent"]) == ("rejected", False)
    run("evidence", "remove", dossier, "west", done["id"])
    assert len(run("evidence", "list", dossier, "west", "--json").json) == 1


def test_attaching_tells_the_digest_of_that_very_file(run: Run, dossier: Path, tmp_path: Path) -> None:
    import hashlib

    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(str(n))
        out = run("attach", dossier, "west", "plan", tmp_path / f"{n}.txt").out
        assert f"sha256 {hashlib.sha256(str(n).encode()).hexdigest()[:12]}…" in out


@pytest.mark.parametrize(
    ("typed", "band"),
    [("0.35", [0.35, 0.35]), ("30..40", [30, 40]), ("1,000..2,000", [1000, 2000]), ("0", [0, 0])],
)
def test_facts_are_numbers_or_bands(run: Run, dossier: Path, typed: str, band: list[float]) -> None:
    out = run(
        "fact", dossier, "west", "visits_a_month", typed, "--n", "12", "--method", "日志", "--period", "2026"
    ).out
    assert out == "Record fact Visits a month\n"
    with open_session(dossier, readonly=True, pack=mini()) as session:
        found = session.state("west").measurements["visits_a_month/measured"]
    assert found.band is not None
    assert ([found.band.lo, found.band.hi], found.n, found.method, found.period) == (band, 12, "日志", "2026")


def test_a_fact_counted_in_a_part_of_the_logs_is_recorded_as_partial(run: Run, dossier: Path) -> None:
    run("fact", dossier, "west", "visits_a_month", "970", "--coverage", "0.97")
    with open_session(dossier, readonly=True, pack=mini()) as session:
        found = session.state("west").measurements["visits_a_month/measured"]
    assert (found.coverage, found.status) == (0.97, "partial")


def test_facts_may_be_unavailable_of_last_year_of_another_voice_and_taken_back(run: Run, dossier: Path) -> None:
    run("fact", dossier, "west", "satisfied", "--unavailable", "--voice", "users")
    run("fact", dossier, "west", "satisfied", "80", "--previous")
    with open_session(dossier, readonly=True, pack=mini()) as session:
        state = session.state("west")
    assert state.measurements["satisfied/users"].status == "unavailable"
    assert state.previous["satisfied/measured"].band is not None
    assert (
        run("fact", dossier, "west", "satisfied", "--clear", "--voice", "users", lang="zh").out
        == "清除事实 满意率\n"
    )


def test_scores_come_as_a_league_table_or_down_to_the_indicators(run: Run, dossier: Path) -> None:
    head, first, _ = run("score", dossier, lang="zh").out.splitlines()
    assert head.split() == ["名次", "可能", "单位", "总分", "总点数", "建设", "使用", "覆盖", "线索"]
    assert first.split()[2] == "东岭市"
    body = run("score", dossier, "--body", "east").out
    assert "R1" in body
    assert "not scored" in body
    assert "未知" in run("score", dossier, "--body", "east", lang="zh").out
    assert len(run("score", dossier, "--json").json) == 2
    assert run("score", dossier, "--body", "east", "--json").json["body"] == "east"


def test_scores_are_saved_as_a_table(run: Run, dossier: Path, tmp_path: Path) -> None:
    done = run("score", dossier, "--table", tmp_path / "scores.xlsx", "--json")
    assert done.err == f"Wrote {tmp_path / 'scores.xlsx'}\n"
    assert len(done.json) == 2
    sheet = openpyxl.load_workbook(tmp_path / "scores.xlsx")["scores"]
    assert sheet.max_row == 3


def test_findings_are_listed_with_their_working_and_what_is_open_is_counted(run: Run, dossier: Path) -> None:
    done = run("findings", dossier, lang="zh")
    assert "▲ 东岭市" in done.out
    assert "问：" in done.out
    assert "条因事实不足无法判定" in done.err
    everything = run("findings", dossier, "--all", "--body", "east").out
    assert "? East" in everything
    found = run("findings", dossier, "--json").json
    assert {f["verdict"] for f in found} == {"yes"}
    assert {f["body"] for f in run("findings", dossier, "--all", "--json").json} == {"east", "west"}
    assert "No rule fired" in run("findings", dossier, "--body", "west").out


def test_the_report_is_written_in_the_languages_asked_for(run: Run, dossier: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    done = run("report", dossier, "--out", out, "--languages", "zh", lang="zh").out
    assert "2 份报告" in done
    assert (out / "index.html").is_file()
    made = run("report", dossier, "--out", tmp_path / "two", "--body", "east", "--json").json
    assert made["files"] == 2
    assert Path(made["index"]).is_file()
    pages = [Path(p).read_text("utf-8") for p in made["bodies"]["east"].values()]
    assert all(page.lower().startswith("<!doctype html>") for page in pages)


def test_the_snapshot_is_whole_and_the_same_twice(run: Run, dossier: Path, tmp_path: Path) -> None:
    import msgspec

    shot = msgspec.json.decode(run("snapshot", dossier).out, type=Snapshot)
    assert fingerprint(shot) == shot.digest
    for name in ("one", "two"):
        run("snapshot", dossier, "--out", tmp_path / name, SOURCE_DATE_EPOCH="1700000000")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_history_undo_and_redo(run: Run, dossier: Path) -> None:
    me = ("--author", "me")
    assert run("undo", dossier, *me).out == "There is nothing to undo.\n"
    run("answer", dossier, "west", "plan", "draft", *me)
    assert run("undo", dossier, *me, lang="zh").out == "撤销：作答 R1 规划\n"
    assert run("redo", dossier, *me).out == "Redo: Answer R1 Plan\n"
    assert run("redo", dossier, *me, lang="zh").out == "没有可重做的操作。\n"
    lines = run("history", dossier, "--limit", "3", lang="zh").out.splitlines()
    assert lines[0].split() == ["编号", "时间", "作者", "单位", "内容"]
    assert [" ".join(x.split()[4:]) for x in lines[1:]] == [
        "重做：作答 R1 规划",
        "撤销：作答 R1 规划",
        "作答 R1 规划",
    ]
    assert {e["body"] for e in run("history", dossier, "--body", "west", "--json").json} == {"west"}


def test_check_tells_a_sound_dossier_from_a_damaged_one(run: Run, dossier: Path) -> None:
    import sqlite3

    assert run("check", dossier, lang="zh").out.endswith("完好。\n")
    assert run("check", dossier, "--json").json["problems"] == []
    db = sqlite3.connect(dossier)
    with db:
        db.execute("UPDATE events SET fields = replace(fields, 'done', 'draft') WHERE kind = 'answer'")
    db.close()
    done = run("check", dossier, code=1)
    assert "✗ Li Lei@01234567 east #2: its content was altered" in done.err
    assert "Sound." not in done.out
    assert run("check", dossier, "--json", code=1).json["problems"]


def test_packs_are_listed_checked_tested_and_shown(run: Run, home: Path, tmp_path: Path) -> None:
    write_mini(home / "indicators" / "mini")
    listed = {p["id"]: p for p in run("pack", "list", "--json").json}
    assert listed["mini"]["indicators"] == 10
    assert "digital-government" in listed
    assert "没有问题" in run("pack", "check", "mini", lang="zh").out
    assert run("pack", "check", "mini", "--json").json["problems"] == []
    assert "19 passed, 0 failed" in run("pack", "test", "mini").out
    assert all(o["passed"] for o in run("pack", "test", "mini", "--json").json)
    shown = run("pack", "show", "mini", lang="zh").out
    assert "小指标包" in shown
    assert "R1" in shown
    assert run("pack", "show", "mini", "--json").json["id"] == "mini"
    assert "Next: assess pack check" in run("pack", "new", tmp_path / "my-index", "--title", "我的指标").out
    run("pack", "check", tmp_path / "my-index")
    run("pack", "test", tmp_path / "my-index")


def test_a_pack_that_fails_its_tests_or_its_check_says_so(run: Run, tmp_path: Path) -> None:
    folder = write_mini(tmp_path / "bad")
    tests = (folder / "tests.toml").read_text("utf-8")
    (folder / "tests.toml").write_text(tests.replace("used = 43.333333333333336", "used = 44"), "utf-8")
    failed = run("pack", "test", folder, code=1)
    assert "✗" in failed.err
    assert "used: 44 ≠ 43.3333" in failed.err
    (folder / "pack.toml").write_text(
        (folder / "pack.toml").read_text("utf-8").replace('"levels"', '"level"'), "utf-8"
    )
    refused = run("pack", "check", folder, lang="zh", code=3)
    assert "pack.toml" in refused.err
    assert run("pack", "check", folder, "--json", code=3).json["problems"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(run: Run, shell: str) -> None:
    assert "_ASSESS_COMPLETE" in run("completion", shell).out


def test_completion_offers_verbs(run: Run) -> None:
    done = run(_ASSESS_COMPLETE="bash_complete", COMP_WORDS="assess sn", COMP_CWORD="1", code=None)
    assert "snapshot" in done.out


def test_without_a_verb_and_a_terminal_help_is_shown(run: Run) -> None:
    assert run().out == run("--help").out
    assert "0.1" in run("--version").out


def test_json_is_utf_8_and_not_escaped(run: Run, dossier: Path) -> None:
    out = run("open", dossier, "--json").out
    assert "东岭市" in out
    json.loads(out)


def test_a_level_is_held_until_evidence_is_accepted_or_waived_by_a_second_person(
    run: Run, dossier: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("the plan")
    run("answer", dossier, "west", "R1", "done")
    run("answer", dossier, "west", "R1", "done", "--voice", "verified", "--author", "Evaluator")
    piece = run("attach", dossier, "west", "R1", tmp_path / "plan.txt", "--effective", "2020-01-01..", "--at", "page:3",
                "--received", "2026-05-31", "--json").json["evidence"]  # fmt: skip
    assert (piece["effective_from"], piece["received"], piece["spots"]) == (
        "2020-01-01", "2026-05-31", [{"kind": "page", "at": "3"}],
    )  # fmt: skip
    reviewed = run("review", dossier, "west", piece["id"], "accept", "--author", "Evaluator").out
    assert "Verified as: Issued; held: A draft" in reviewed
    assert "lacks (done): Document, independent, A review by others, 0 of 1" in reviewed
    assert (
        "cannot waive" in run("waive", dossier, "west", "R1", "--reason", "x", "--author", "evaluator", code=3).err
    )
    run("waive", dossier, "west", "R1", "--reason", "seen on site", "--author", "Arbiter")
    shown = run("show", dossier, "west", "R1").out
    assert "Verified as: Issued; held: Issued" in shown
    assert "the evidence it lacks was waived: seen on site" in shown
    told = run("show", dossier, "west", "R1", "--json").json
    assert set(told["indicator"]["voices"]) == set(told["gaps"]) | {"claimed"} == {"claimed", "verified"}
    assert told["indicator"]["gated"]["waiver"] == "in-force"
    run("waive", dossier, "west", "R1", "--withdraw", "--author", "Arbiter")
    assert "“Issued”" in run("show", dossier, "west", "R1").out
