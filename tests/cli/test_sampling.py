"""`assess sample`: a preview, a list, an error rate."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_sample_is_previewed_assigned_reviewed_and_evaluated(run: Run, dossier: Path) -> None:
    run("sample", dossier, "--results", "--n", 1, code=2)
    run("sample", dossier, "--share", 0.5, "--n", 1, code=2)
    for body in ("east", "west"):
        run("judge", dossier, body, "open_share", "10%", "--author", "Anna")
    assert "A preview" in run("sample", dossier, "--n", 3).out
    assert "No sample" in run("sample", dossier, "--results").out
    made = run("sample", dossier, "--share", 1, "--assign", "Bo", "--json").json
    assert made["assigned"] == "Bo"
    assert made["frame"] == len(made["items"])
    assert {i["chance"] for i in made["items"]} == {1.0}
    assert "value" not in made["items"][0]
    todo = run("sample", dossier, "--list", "Bo", "--json").json
    assert [(i["body"], i["indicator"]) for i in todo] == [(i["body"], i["indicator"]) for i in made["items"]]
    assert "not known" in run("sample", dossier, "--results").out
    run("judge", dossier, "east", "open_share", "20%", "--author", "Bo")
    (found,) = run("sample", dossier, "--results", "--json").json
    assert (found["holder"], found["estimate"]["done"], found["estimate"]["errors"]) == ("Bo", 1, 1)
    assert len(run("sample", dossier, "--list", "Bo", "--json").json) == len(todo) - 1
    told = run("sample", dossier, "--results", lang="zh").out
    assert "差错率估计" in told
    assert "复核未完" in told
    assert "抽样复核 Bo" in run("history", dossier, lang="zh").out


def test_what_is_verified_for_the_first_time_is_told(run: Run, dossier: Path, tmp_path: Path) -> None:
    last = tmp_path / "last.assess"
    last.write_bytes(dossier.read_bytes())
    run("judge", dossier, "west", "open_share", "10%", "--author", "Anna")
    told = run("sample", dossier, "--n", 50, "--before", last, "--json").json
    assert (
        "new" in next(i for i in told["items"] if (i["body"], i["indicator"]) == ("west", "open_share"))["reasons"]
    )
