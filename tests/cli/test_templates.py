"""Starting templates of one's own: what there is, and copies that overwrite nothing."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_templates_are_listed_with_those_that_replace_ours(run: Run, home: Path) -> None:
    rows = {r["name"]: r for r in run("templates", "list", "--json").json}
    assert {"report/body.html", "static/report.css", "locale/zh/report.po", "word/report.zh.docx"} <= rows.keys()
    assert not any(r["own"] for r in rows.values())
    assert run("templates", "copy", "report/body.html", home / "templates").code == 0
    rows = {r["name"]: r for r in run("templates", "list", "--json").json}
    assert [name for name, r in rows.items() if r["own"]] == ["report/body.html"]


def test_a_copy_overwrites_nothing_unless_it_is_told_to(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    assert run("templates", "copy", "word", mine).code == 0
    assert sorted(p.name for p in mine.rglob("*.docx")) == ["report.en.docx", "report.zh.docx"]
    (mine / "word" / "report.zh.docx").write_text("my own", encoding="utf-8")
    refused = run("templates", "copy", "word", mine, code=3)
    assert "--force" in refused.err
    assert (mine / "word" / "report.zh.docx").read_text("utf-8") == "my own"
    assert run("templates", "copy", "word/report.zh.docx", mine, "--force").code == 0
    assert (mine / "word" / "report.zh.docx").read_bytes()[:2] == b"PK"
    assert "assess templates list" in run("templates", "copy", "nothing", mine, code=4).err


def test_a_report_uses_the_folder_it_is_given_and_tells_its_faults_in_lines(
    run: Run, dossier: Path, tmp_path: Path
) -> None:
    section = tmp_path / "mine" / "report" / "sections" / "audit.html"
    section.parent.mkdir(parents=True)
    section.write_text("<p>盖章处</p>", encoding="utf-8")
    out = tmp_path / "out"
    asked = (
        "report",
        dossier,
        "--out",
        out,
        "--body",
        "east",
        "--languages",
        "zh",
        "--templates",
        tmp_path / "mine",
    )
    assert run(*asked).code == 0
    assert "<p>盖章处</p>" in (out / "east.zh.html").read_text("utf-8")
    section.write_text("<p>\n{{ view.oops }}</p>", encoding="utf-8")
    failed = run(*asked, code=3)
    assert "report/sections/audit.html:2" in failed.err
    assert "Traceback" not in failed.err
    assert len(failed.err.strip().splitlines()) == 2


def test_formats_are_written_side_by_side_and_told(run: Run, dossier: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = run("report", dossier, "--out", out, "--body", "east", "--format", "docx,json", "--json").json
    assert [(f["body"], f["language"]) for f in made["docx"]] == [("east", "zh"), ("east", "en")]
    assert [Path(f["path"]).name for f in made["json"]] == ["east.json"]
    assert sorted(p.name for p in out.iterdir()) == ["east.en.docx", "east.json", "east.zh.docx", "snapshot.json"]
    said = run("report", dossier, "--out", out, "--body", "east", "--format", "json", lang="zh").out
    assert "JSON：1 份" in said
    assert "--format" in run("report", dossier, "--format", "rtf", code=2).err
