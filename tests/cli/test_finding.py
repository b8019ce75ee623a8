"""`assess findings` and `assess finding`: preview before writing, refusals with a way out, comparison of years."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


def _first(run: Run, dossier: Path) -> str:
    found: str = run("findings", dossier, "--body", "east", "--json").json[0]["id"]
    return found


def test_a_step_is_shown_and_written_only_when_it_is_confirmed(run: Run, dossier: Path) -> None:
    name = _first(run, dossier)
    put = ("finding", "put", dossier, "east", name, "--due", "2999-01-01")
    shown = run(*put).out
    assert "State: raised  →  State: put to the body; reply due 2999-01-01" in shown
    assert "nothing was written" in shown
    assert run("findings", dossier, "--state", "put", "--json").json == []
    assert "Recorded" in run(*put, "--yes").out
    (found,) = run("findings", dossier, "--state", "put", "--json").json
    assert found["id"] == name
    assert "已送被评估单位" in run("findings", dossier, lang="zh").out
    assert "Put to the body" in run("history", dossier).out
    run("undo", dossier)
    assert run("findings", dossier, "--state", "put", "--json").json == []


def test_upholding_unheard_is_refused_with_what_is_possible(run: Run, dossier: Path) -> None:
    done = run("finding", "uphold", dossier, "east", _first(run, dossier), "--text", "x", code=3)
    assert "hear the body first" in done.err
    assert "Possible now: put, reply, explain" in done.err
    again = run("finding", "uphold", dossier, "east", _first(run, dossier), "--text", "x", code=3, lang="zh")
    assert "先听取意见" in again.err


def test_a_finding_is_shown_in_full_with_its_causes_and_steps(run: Run, dossier: Path) -> None:
    name = _first(run, dossier)
    run("finding", "contest", dossier, "east", name[:6], "--text", "Not so.", "--yes", "--author", "East office")
    full = run("finding", "show", dossier, "east", name).out
    for said in (
        "Basis",
        "Possible causes, in no order",
        "Proposed response",
        "What was said and done",
        "Not so. "[:7],
        "East office",
    ):
        assert said in full, said
    assert "no evidence either way" in full or "Speaks for it" in full
    assert run("finding", "show", dossier, "east", name, "--json").json["state"] == "contested"
    assert "可能的成因" in run("finding", "show", dossier, "east", name, lang="zh").out


def test_findings_are_compared_with_an_earlier_dossier_or_its_snapshot(
    run: Run, dossier: Path, tmp_path: Path
) -> None:
    shot = tmp_path / "before.json"
    run("snapshot", dossier, "--out", shot)
    for before in (dossier, shot):
        out = run("findings", dossier, "--before", before).out
        assert "It has held for 2 periods" in out
    told = run("findings", dossier, "--before", shot, "--json").json
    assert {f["persistence"]["kind"] for f in told} == {"persisting"}
    run("report", dossier, "--before", shot, "--languages", "en", "--out", tmp_path / "out")


@pytest.mark.parametrize("content", ["{", '{"made": 3}', "[]"])
def test_a_file_that_is_neither_is_refused(run: Run, dossier: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    assert run("findings", dossier, "--before", tmp_path / "x.json", code=None).code in (3, 5)


def test_only_findings_of_the_severity_asked_for_are_listed(run: Run, dossier: Path) -> None:
    listed = run("findings", dossier, "--all", "--severity", "high", "--json").json
    assert {f["severity"] for f in listed} <= {"high"}
    assert "No such finding" in run("findings", dossier, "--state", "upheld").out
