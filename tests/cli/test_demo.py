"""The demonstration, from nothing to reports, and again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.long
def test_the_demonstration_runs_from_nothing_and_is_completed_when_cut_off(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "演示"
    first = run("demo", "--out", out, lang="zh")
    assert "25 个国家" in first.out
    assert "建设高于利用" in first.out
    assert "风险线索·" in first.out
    assert f"打开终端应用：assess open {out / 'odm-2023.assess'}" in first.out
    assert (out / "report" / "index.html").is_file()
    assert len(list((out / "report").glob("*.html"))) >= 50
    # As if an earlier run had been cut off before the last country.
    dossier = out / "odm-2023.assess"
    run("body", "remove", dossier, "RO", "--yes")
    removed = run("history", dossier, "--limit", "1", "--json").json[0]["events"]
    events = run("check", dossier, "--json").json["events"]
    second = run("demo", "--out", out, "--no-tui")
    assert "Reading the published answers of 1 countries" in second.err
    assert "25 countries" in second.out
    assert run("check", dossier, "--json").json["events"] == events + removed, "nothing else is written again"


def test_a_demonstration_leaves_other_files_alone(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    out.mkdir()
    run("new", out / "odm-2023.assess", "--body", "east")
    done = run("demo", "--out", out, code=3)
    assert "is the dossier of another campaign" in done.err
    assert len(run("open", out / "odm-2023.assess", "--json").json["bodies"]) == 1
    (out / "odm-2023.assess").unlink()
    db = sqlite3.connect(out / "odm-2023.assess")
    with db:
        db.execute("CREATE TABLE t(x)")
    db.close()
    assert "is not a dossier" in run("demo", "--out", out, code=5).err
    assert [p.name for p in out.iterdir()] == ["odm-2023.assess"]


def test_a_folder_that_cannot_be_made_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "cannot make the folder" in run("demo", "--out", tmp_path / "file" / "demo", code=3).err
