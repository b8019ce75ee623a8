"""Bundles on the command line: written, checked, and refused with a line and a code."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_bundle_goes_out_and_is_checked_anywhere(run: Run, tmp_path: Path) -> None:
    dossier, sent = str(tmp_path / "d.assess"), tmp_path / "sent.zip"
    run("new", dossier, "--body", "east=East", "--body", "west=West")
    run("bundle", dossier, str(sent), "--body", "east")
    told = run("verify", sent, "--json").json
    assert told["problems"] == []
    assert told["manifest"]["bodies"] == ["east"]
    sent.write_bytes(sent.read_bytes()[:-200])
    broken = run("verify", str(sent), code=1)
    assert "cut off" in broken.err
    assert run("verify", dossier).out.endswith("Sound.\n")
    assert "there is no file" in run("verify", str(tmp_path / "none.zip"), code=4).err
    assert "no body south" in run("bundle", dossier, str(sent), "--body", "south", code=4).err


def test_two_copies_come_together_and_their_conflict_is_settled(run: Run, tmp_path: Path) -> None:
    here, away, sent = tmp_path / "here.assess", tmp_path / "away.assess", tmp_path / "sent.zip"
    run("new", here, "--body", "east=East", "--author", "Li Lei")
    run("bundle", here, sent)
    assert "it will be made from sent.zip" in run("merge", away, sent, "--yes", "--author", "Han Meimei").err
    asked = run("pack", "show", "digital-government", "--json").json
    indicator = next(i["id"] for i in asked["indicators"] if i["scale"]["kind"] == "levels")
    codes = [o["code"] for i in asked["indicators"] if i["id"] == indicator for o in i["scale"]["options"]][:2]
    run("answer", here, "east", indicator, codes[0], "--author", "Li Lei")
    run("answer", away, "east", indicator, codes[1], "--author", "Han Meimei")
    run("bundle", away, sent)
    shown = run("merge", here, sent, "--preview", "--author", "Li Lei").out
    assert "Han Meimei" in shown
    assert "not seen before" in shown
    assert "Conflicts that this makes: 1" in shown
    assert run("conflicts", "list", here).out == "No conflicts.\n"
    assert "Nothing was written" in run("merge", here, sent, "--author", "Li Lei", given="n\n").out
    assert "conflicts to settle: 1" in run("merge", here, sent, "--author", "Li Lei", given="y\n").out
    (conflict,) = run("conflicts", "list", here, "--json").json
    assert "Nothing new" in run("merge", here, sent, "--yes").out
    run("conflicts", "settle", here, conflict["slot"], "--take", "3", code=2)
    assert "Settle conflict" in run("conflicts", "settle", here, conflict["slot"], "--take", "2").out
    assert run("conflicts", "list", here).out == "No conflicts.\n"
    assert "Sound." in run("verify", here).out
