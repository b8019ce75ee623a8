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
