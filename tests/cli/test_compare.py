"""`assess compare`: two years of a body, two bodies, all bodies; from dossiers and from snapshots."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.snapshot import to_json
from tests.comparing.pair import shot

from .conftest import Run


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.json", tmp_path / "b.json"
    for path, share, period in zip(paths, (0.4, 0.6), ("2025", "2026"), strict=True):
        path.write_bytes(to_json(shot(tmp_path, {"x": (0.8, share), "y": (0.6, 0.2)}, period=period)))
    return paths


def test_a_body_is_compared_over_two_snapshots(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("compare", *files, "--body", "x", "--out", tmp_path / "out")
    assert "Overall surely rose: 60.0 → 70.0, by 10.0 points" in done.out
    assert "its own doing +10.0" in done.out
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        f"compare.x.{x}" for x in ("zh.html", "en.html", "json")
    }
    assert "总分确定上升" in run("compare", *files, "--body", "x", lang="zh").out


def test_all_bodies_are_listed_and_given_as_json(run: Run, files: tuple[Path, Path]) -> None:
    assert "Of 2 bodies, 1 surely rose, 0 surely fell, 1 stayed equal" in run("compare", *files).out
    found = run("compare", *files, "--json").json
    assert [(row["body"]["id"], row["parts"]["own"]) for row in found["rows"]][1] == ("y", 0.0)


def test_two_bodies_of_one_snapshot_are_compared(run: Run, files: tuple[Path, Path]) -> None:
    done = run("compare", files[0], "--body", "x", "--with", "y")
    assert "the first is surely higher, 60.0 against 40.0" in done.out


@pytest.mark.parametrize("words", [(), ("--with", "y"), ("--body", "x")])
def test_one_file_needs_two_bodies(run: Run, files: tuple[Path, Path], words: tuple[str, ...]) -> None:
    run("compare", files[0], *words, code=2)


def test_a_snapshot_that_was_altered_is_refused(run: Run, files: tuple[Path, Path]) -> None:
    files[0].write_text(files[0].read_text("utf-8").replace('"events": ', '"events": 1'), "utf-8")
    done = run("compare", *files, code=3)
    assert "a.json does not match its digest" in done.err
    assert "assess snapshot" in done.err


def test_a_corrected_edition_replaces_the_snapshot_beside_the_old_report(run: Run, tmp_path: Path) -> None:
    dossier, old, new = tmp_path / "d.assess", tmp_path / "old", tmp_path / "new"
    run("new", dossier, "--pack", "digital-government", "--title", "C", "--body", "x=X")
    run("report", dossier, "--out", old, "--languages", "en", "--brief")
    assert "x.en.html" in (old / "x.brief.en.html").read_text("utf-8")
    again = run("report", dossier, "--out", new, "--supersedes", old / "snapshot.json", code=3)
    assert "nothing differs" in again.err
    run("body", "rename", dossier, "x", "--name", "Y")
    run(
        "report",
        dossier,
        "--out",
        new,
        "--languages",
        "en",
        "--supersedes",
        old / "snapshot.json",
        "--reason",
        "Name",
    )
    assert "Edition 2, replaces edition 1" in (new / "x.en.html").read_text("utf-8")
    run("report", dossier, "--out", new, "--reason", "Name", code=2)
