"""Correcting evidence, the day of the assessment, and levels that evidence holds down, on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_revised_evidence_is_judged_again_and_the_level_it_carried_is_held(run: Run, dossier: Path) -> None:
    made = run("attach", dossier, "west", "plan", "https://e.example/plan", "--kind", "document", "--json").json
    piece = made["evidence"]["id"]
    run("evidence", "revise", dossier, "west", piece, "--received", "2020-01-01", "--at", "page:3")
    run("review", dossier, "west", piece, "accept", "--author", "Judge")
    dates = ("--effective", "..", "--expires", "2020-01-02")
    done = run("evidence", "revise", dossier, "west", piece, *dates, "--json").json["evidence"]
    assert (done["received"], done["expires"], done["status"]) == ("2020-01-01", "2020-01-02", "attached")
    assert done["spots"] == [{"kind": "page", "at": "3"}]
    run("review", dossier, "west", piece, "accept", "--author", "Judge")
    run("answer", dossier, "west", "plan", "draft", "--voice", "verified", "--author", "Judge")
    gated = run("score", dossier, "--body", "west", "--json").json["indicators"]["plan"]["gated"]
    assert gated["given"] == ["draft"]
    assert gated["missing"][0]["left"][0]["why"] == ["expired"]
    assert "  · R1  " in run("score", dossier, "--body", "west").out


def test_a_revision_and_a_day_that_make_no_sense_are_refused(run: Run, tmp_path: Path) -> None:
    dossier = tmp_path / "d.assess"
    assert "day of the assessment" in run("new", dossier, "--assessed-on", "soon", code=3).err
    made = run("new", dossier, "--body", "east", "--assessed-on", "2026-06-30", "--json").json
    assert made["campaign"]["assessed_on"] == "2026-06-30"
    run("evidence", "revise", dossier, "east", "x", code=2)
    run("evidence", "revise", dossier, "east", "x", "--received", "2026-01-01", code=4)
