"""What goes wrong ends in a line or two that say the way out, with its own exit code, and changes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.dossier.lock import WriterLock
from tests.cli.conftest import Files, Run

Words = Callable[[Path], tuple[object, ...]]

CASES: dict[str, tuple[Words, int, str, str]] = {
    "no such verb": (lambda d: ("scores", d), 2, "No such command 'scores'. Did you mean score?", "是不是 score？"),
    "no such option": (lambda d: ("score", d, "--bodies"), 2, "No such option '--bodies'", "没有选项 '--bodies'"),
    "a word missing": (lambda d: ("answer", d, "east"), 2, "Missing argument 'INDICATOR'", "缺少参数 'INDICATOR'"),
    "a word too many": (lambda d: ("undo", d, "now"), 2, "unexpected extra argument (now)", "多余的参数：now"),
    "a choice that is none": (
        lambda d: ("answer", d, "east", "plan", "done", "--voice", "mine"), 2, "'mine' is not one of", "不在可选值"
    ),
    "no number": (lambda d: ("history", d, "--limit", "x"), 2, "'x' is not a valid", "'x' 不是有效的数"),
    "an empty limit": (lambda d: ("history", d, "--limit", "0"), 2, "0 is not in the range", "0 不在范围"),
    "no answer and no reason": (lambda d: ("answer", d, "east", "plan"), 2, "Give exactly one of", "之一。"),
    "two answers": (lambda d: ("answer", d, "east", "plan", "done", "--clear"), 2, "Give exactly one of", "之一。"),
    "no fact and no reason": (lambda d: ("fact", d, "east", "satisfied"), 2, "Give exactly one of", "之一。"),
    "no such language": (lambda d: ("report", d, "--languages", "fr"), 2, "Use zh, en or zh,en.", "请用 zh、en"),
    "an answer off the scale": (
        lambda d: ("answer", d, "east", "plan", "splendid"), 3, "R1: the answer 'splendid' is not on its scale",
        "可选：none, draft, done",
    ),
    "words for a number": (lambda d: ("answer", d, "east", "visits", "lots"), 3, "a number is expected", "需要一个数"),
    "a number off its range": (
        lambda d: ("answer", d, "east", "open_share", "120%"), 3, "it must lie between 0 and 1", "应在 0 与 1 之间"
    ),
    "a number that is none": (lambda d: ("answer", d, "east", "visits", "nan"), 3, "a number is expected", "需要一个数"),
    "a fact in words": (lambda d: ("fact", d, "east", "satisfied", "high"), 3, "Write 0.35 or 0.3..0.4.", "不是数，也不是区间" ),
    "a fact without end": (
        lambda d: ("fact", d, "east", "results_displayed", "5..inf"), 3, "both ends must be finite", "都要是有限的数"
    ),
    "a fact off its range": (lambda d: ("fact", d, "east", "satisfied", "101"), 3, "between 0 and 100", "0 与 100 之间"),
    "fewer than no cases": (
        lambda d: ("fact", d, "east", "satisfied", "5", "--n", "-1"), 3, "cannot be negative", "不能是负数"
    ),
    "a file that is not there": (
        lambda d: ("attach", d, "east", "plan", "nowhere.pdf"), 3, "cannot read nowhere.pdf", "请检查路径"
    ),
    "a folder for a file": (lambda d: ("attach", d, "east", "plan", d.parent), 3, "is not a file", "不是文件"),
    "a date that is none": (
        lambda d: ("attach", d, "east", "plan", "http://x", "--captured", "May"), 3, "'May' is not a date", "无法识别"
    ),
    "a body twice": (lambda d: ("body", "add", d, "east", "--name", "x"), 3, "a body east already", "已经存在"),
    "a body without a name": (lambda d: ("body", "add", d, "n", "--name", " "), 3, "a body needs a name", "不能为空"),
    "an id that cannot be": (lambda d: ("body", "add", d, "a/b", "--name", "x"), 3, "cannot be the id", "不可用"),
    "no Unicode": (
        lambda d: ("answer", d, "east", "plan", "done", "--comment", "\udcff"), 3, "cannot be stored", "无法保存"
    ),
    "a table of no kind": (lambda d: ("score", d, "--table", "x.ods"), 3, "End the name in .csv or .xlsx", ".xlsx 结尾"),
    "no such body": (lambda d: ("score", d, "--body", "north"), 4, "there is no body north", "没有被评估单位 north"),
    "findings of nobody": (lambda d: ("findings", d, "--body", "north"), 4, "there is no body north", "没有被评估单位"),
    "a report on nobody": (lambda d: ("report", d, "--body", "north"), 4, "there is no body north", "没有被评估单位"),
    "a name for an id": (lambda d: ("report", d, "--body", "东岭市"), 4, "Write its id: east.", "请写代码：east。"),
    "a form due no day": (
        lambda d: ("export", "workbook", d, "forms", "--due", "31.12.2026"), 2, "like 2026-05-31", "请写成 2026-05-31"
    ),
    "the removal of nobody": (lambda d: ("body", "remove", d, "north"), 4, "there is no body north", "没有被评估单位"),
    "no such indicator": (lambda d: ("answer", d, "east", "plans", "x"), 4, "Did you mean plan?", "是不是 plan？"),
    "no such fact": (lambda d: ("fact", d, "east", "satisfyed", "1"), 4, "Did you mean satisfied?", "是不是 satisfied"),
    "no such evidence": (
        lambda d: ("evidence", "judge", d, "east", "e1", "accepted"), 4, "there is no evidence e1", "没有证据 e1"
    ),
    "no such pack": (
        lambda d: ("new", d.with_name("n"), "--pack", "digital-goverment"), 4, "Did you mean digital-government?", "是不是"
    ),
    "a folder for a pack": (lambda d: ("pack", "check", d.parent), 4, "has no pack.toml", "没有 pack.toml"),
    "no such dossier": (lambda d: ("score", d.with_name("none")), 5, "Make one with “assess new”.", "找不到卷宗"),
    "a folder for a dossier": (lambda d: ("score", d.parent), 5, "is not a dossier of assess", "不是 assess 的卷宗"),
    "a folder to open": (lambda d: ("answer", d.parent, "a", "b", "c"), 5, "is not a dossier", "不是 assess 的卷宗"),
    "a dossier that is there": (lambda d: ("new", d, "--pack", "mini"), 5, "exists already", "已经存在"),
    "a dossier in no folder": (lambda d: ("new", d / "x" / "y"), 5, "there is no folder", "不存在"),
    "a name too long": (lambda d: ("score", "x" * 300), 5, "File name too long", "无法读取"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_mistakes_end_in_lines_with_a_way_out_and_change_nothing(
    run: Run, dossier: Path, files: Files, case: str
) -> None:
    words, code, told, gesagt = CASES[case]
    before = files()
    english = run(*words(dossier), code=code)
    assert told in english.err
    assert english.out == ""
    chinese = run(*words(dossier), code=code, lang="zh")
    assert gesagt in chinese.err
    assert "错误：" in chinese.err
    assert len(chinese.err.splitlines()) <= 5
    assert files() == before


def test_a_database_of_another_program_is_refused_and_left_alone(run: Run, tmp_path: Path, files: Files) -> None:
    db = sqlite3.connect(tmp_path / "other.db")
    with db:
        db.execute("CREATE TABLE t(x)")
    db.close()
    before = files()
    for verb in ("score", "check", "undo", "open"):
        words = (verb, tmp_path / "other.db", *(["--list"] if verb == "open" else []))
        assert "is not a dossier of assess" in run(*words, code=5).err
    assert files() == before


def test_who_writes_is_named_and_reading_goes_on(run: Run, dossier: Path) -> None:
    lock = WriterLock(dossier)
    lock.take("Han Meimei")
    refused = run("answer", dossier, "west", "plan", "draft", code=6)
    assert "another program is writing to this dossier (Han Meimei, pid " in refused.err
    assert "另一个程序正在写入" in run("undo", dossier, code=6, lang="zh").err
    run("score", dossier)
    run("check", dossier)
    lock.release()
    run("answer", dossier, "west", "plan", "draft")


def test_a_campaign_whose_pack_is_gone_says_so(run: Run, dossier: Path, home: Path) -> None:
    (home / "indicators" / "mini" / "pack.toml").unlink()
    done = run("score", dossier, code=4)
    assert "there is no pack" in done.err


def test_a_campaign_whose_pack_is_broken_names_the_line(run: Run, dossier: Path, home: Path) -> None:
    path = home / "indicators" / "mini" / "pack.toml"
    path.write_text(path.read_text("utf-8").replace('kind = "levels"', 'kind = "steps"'), "utf-8")
    done = run("score", dossier, code=3, lang="zh")
    assert "pack.toml" in done.err
    assert "levels" in done.err


def test_a_campaign_whose_pack_changed_is_scored_with_a_note(run: Run, dossier: Path, home: Path) -> None:
    path = home / "indicators" / "mini" / "pack.toml"
    path.write_text(path.read_text("utf-8").replace("weight = 3", "weight = 2"), "utf-8")
    assert "the pack differs" in run("score", dossier).err
    assert "指标包与建立活动时不同" in run("score", dossier, lang="zh").err


def test_new_with_a_wrong_body_makes_no_dossier(run: Run, tmp_path: Path, files: Files) -> None:
    for body in ("a b", "=x", ""):
        done = run("new", tmp_path / "d.assess", "--body", "good", "--body", body, code=3)
        assert "cannot be the id of a body" in done.err
    assert files() == {}


def test_a_question_that_nobody_answers_is_a_no(run: Run, dossier: Path, files: Files) -> None:
    before = files()
    done = run("body", "remove", dossier, "east", given="", code=130)
    assert "Aborted" in done.err
    assert "已中止" in run("body", "remove", dossier, "east", given="", code=130, lang="zh").err
    assert files() == before


def test_hostile_names_are_shown_as_text(run: Run, dossier: Path) -> None:
    run("body", "add", dossier, "x", "--name", "\x1b[2J{evil} %s <b>\u202e\r\nrow\tcell")
    shown = r"\x1b[2J{evil} %s <b>\u202e\r"
    assert shown in run("open", dossier, "--list").out
    assert rf"{shown}\nrow\tcell" in run("score", dossier).out, "a table keeps its rows"
    assert json.loads(run("open", dossier, "--json").out)["bodies"][-1]["name"]["en"].startswith("\x1b[2J")
    json.loads(run("snapshot", dossier).out)
    done = run("attach", dossier, "x", "plan", "\x1b[31mred", code=3)
    assert r"cannot read \x1b[31mred" in done.err
