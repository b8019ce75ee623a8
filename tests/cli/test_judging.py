"""`assess judge`, `adjudicate`, `agreement`: two evaluators on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_two_evaluators_judge_apart_differ_and_are_decided_between(run: Run, dossier: Path) -> None:
    assert "No indicator" in run("agreement", dossier).out
    first = run("judge", dossier, "east", "open_share", "10%", "--author", "Anna", "--json").json
    assert [j["by"] for j in first["judgements"]] == ["Anna"]
    second = run("judge", dossier, "east", "open_share", "25%", "--author", "Bo", "--json").json
    assert {j["by"] for j in second["judgements"]} == {"Anna", "Bo"}
    run("adjudicate", dossier, "east", "open_share", "25%", "--author", "Bo", "--reason", "mine", code=3)
    told = run("agreement", dossier)
    assert "open" in told.out
    assert "p. 241" in told.out
    done = run("adjudicate", dossier, "east", "open_share", "25%", "--author", "Chen", "--reason", "the log").out
    assert "Chen: the log" in done
    found = run("agreement", dossier, "--by", "indicator", "--json").json
    assert [g["metric"] for g in found["groups"]] == ["interval"]
    assert found["disputes"][0]["decided"]
    assert "已裁定" in run("agreement", dossier, lang="zh").out
    run("check", dossier)


def test_a_judgement_is_one_thing(run: Run, dossier: Path) -> None:
    run("judge", dossier, "east", "open_share", code=2)
    run("judge", dossier, "east", "open_share", "10%", "--unknown", code=2)
    assert run("judge", dossier, "east", "open_share", "--unknown", "--json").json["judgements"][0]["value"] is None
