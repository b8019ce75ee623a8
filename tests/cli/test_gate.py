"""`assess gate`: the decision with reasons, as text, as JSON and as a sheet of one page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.page import problems


@pytest.fixture
def dossier(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "gates.assess"
    run("new", path, "--pack", "gates", "--title", "放行", "--title-en", "Gates", "--body", "app=甲应用")
    run("answer", path, "app", "data_sources", "no")
    return path


def test_it_prints_the_decision_of_each_gate_with_what_lifts_it(run: Run, dossier: Path) -> None:
    out = run("gate", dossier, "app").out
    assert "Approval gate  Stop\n" in out
    assert "Launch gate  Stop (until shown)" in out
    line = next(x for x in out.splitlines() if x.startswith("Stop at approval"))
    assert "Written confirmation of all three is shown" in line
    assert "立项关  停" in run("gate", dossier, "app", lang="zh").out


def test_one_gate_as_json(run: Run, dossier: Path) -> None:
    (gate,) = run("gate", dossier, "app", "--gate", "approval", "--json").json
    assert (gate["ruling"], gate["held"]) == ("stop", False)
    assert gate["reasons"][0]["items"] == ["data_sources"]
    assert "no gate away" in run("gate", dossier, "app", "--gate", "away", code=4).err


def test_the_sheet_is_written_in_both_languages_and_says_the_same(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("gate", dossier, "app", "--html", tmp_path / "out")
    for lang, said in (
        ("zh", "叫停立项：数据来源、分析、使用没有理清"),
        ("en", "Stop at approval: sources, analysis or use"),
    ):
        html = (tmp_path / "out" / f"app.gate.{lang}.html").read_text("utf-8")
        assert problems(html) == []
        assert said in html


def test_the_report_links_the_sheet(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("report", dossier, "--out", tmp_path / "site")
    report = (tmp_path / "site" / "app.en.html").read_text("utf-8")
    assert 'href="app.gate.en.html"' in report
    assert (tmp_path / "site" / "app.gate.en.html").is_file()


def test_a_pack_without_gates_is_told_so(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "d.assess", "--pack", "data-sharing", "--body", "a=甲")
    assert "has no gates" in run("gate", tmp_path / "d.assess", "a", code=4).err
