"""`assess backup` and `assess restore`: what is shown before, what is kept, and that work goes on afterwards."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Files, Run


def test_a_backup_says_where_it_is_and_what_it_holds(run: Run, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    made = run("backup", dossier, tmp_path / "shelf", "--json").json
    (file,) = (tmp_path / "shelf").iterdir()
    assert made["backup"] == str(file)
    assert made["verified"]["head"][:12] in file.name
    assert made["verified"]["problems"] == []
    assert "重新校验过" in run("backup", dossier, tmp_path / "shelf", lang="zh").out


def test_a_preview_tells_what_would_be_lacking_and_writes_nothing(
    run: Run, dossier: Path, tmp_path: Path, files: Files
) -> None:
    run("backup", dossier, tmp_path / "b.assess")
    assert "in this state already" in run("restore", tmp_path / "b.assess", dossier).out
    run("answer", dossier, "west", "plan", "draft", "--author", "Wei Hua")
    before = files()
    said = run("restore", tmp_path / "b.assess", dossier, "--preview").out
    assert "lacks: 1," in said
    assert "Wei Hua 1" in said
    assert files() == before
    run("restore", tmp_path / "b.assess", dossier, given="n\n")
    assert files() == before


def test_what_was_sent_out_since_the_backup_merges_with_what_was_written_after_it_was_put_back(
    run: Run, dossier: Path, tmp_path: Path
) -> None:
    """The same person at the same machine writes on from an earlier state: no chain may get two ends."""
    run("answer", dossier, "west", "plan", "none", "--author", "Wei Hua")
    run("backup", dossier, tmp_path / "b.assess")
    run("answer", dossier, "west", "plan", "draft", "--author", "Wei Hua")
    run("bundle", dossier, tmp_path / "sent.zip")
    kept = run("restore", tmp_path / "b.assess", dossier, "--yes", "--json").json
    assert kept["written"]
    assert kept["lacking"] == 1
    run("answer", dossier, "west", "portal", "yes", "--author", "Wei Hua")
    run("merge", dossier, tmp_path / "sent.zip", "--yes")
    assert "Sound" in run("check", dossier).out
    scores = run("score", dossier, "--body", "west", "--json").json["indicators"]
    assert [scores[i]["state"] for i in ("plan", "portal")] == ["scored", "scored"]
    # And what was set aside can still be brought in whole: it is all there already.
    run("bundle", kept["aside"], tmp_path / "aside.zip")
    assert "Nothing new" in run("merge", dossier, tmp_path / "aside.zip").out


def test_a_backup_of_another_campaign_is_not_put_in_its_place(
    run: Run, dossier: Path, tmp_path: Path, files: Files
) -> None:
    run("new", tmp_path / "other.assess", "--title", "Other", "--pack", "mini")
    run("backup", tmp_path / "other.assess", tmp_path / "o.assess")
    before = files()
    assert "another campaign" in run("restore", tmp_path / "o.assess", dossier, "--yes", code=3).err
    assert files() == before


def test_a_backup_is_put_where_nothing_stands_and_bundles_are_asked_for(
    run: Run, dossier: Path, tmp_path: Path
) -> None:
    run("backup", dossier, tmp_path / "b.assess")
    done = run("restore", tmp_path / "b.assess", tmp_path / "back.assess", "--yes")
    assert "Bundles sent since" in done.err
    assert run("check", tmp_path / "back.assess").out == run("check", dossier).out


def test_what_is_no_backup_is_refused_in_a_line(run: Run, dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert "not a dossier" in run("restore", tmp_path / "x.zip", dossier, code=5).err
    assert "no folder" in run("backup", dossier, tmp_path / "no" / "b.assess", code=5).err
