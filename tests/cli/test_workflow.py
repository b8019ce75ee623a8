"""The workflow through the command line: agency, evaluator, dispute, arbiter, signatory, reviewer, each by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mini import write_mini


@pytest.fixture
def campaign(run: Run, tmp_path: Path, home: Path) -> Path:
    """The lead's dossier: two bodies, a role for everybody, a deadline."""
    write_mini(home / "indicators" / "mini")
    path = tmp_path / "hq.assess"
    run("new", path, "--pack", "mini", "--body", "east=East", "--body", "west=West", "--author", "Lead")
    for name, role, *more in (
        ("Fan", "filler", "--body", "east"), ("Sun", "signatory", "--body", "east"), ("Eva", "evaluator"), ("Ari", "arbiter"),
    ):  # fmt: skip
        said = run("role", "grant", path, name, role, *more, "--author", "Lead").out
        assert f"{name}: {role.title()}" in said
    run("deadline", "set", path, "2026-06-30", "--author", "Lead")
    return path


def test_from_agency_to_evaluator_to_dispute_to_a_signed_dossier_to_a_reviewer(
    run: Run, campaign: Path, tmp_path: Path
) -> None:
    hq, agency = campaign, tmp_path / "agency.assess"
    out, back = tmp_path / "out.zip", tmp_path / "back.zip"
    run("key", "new", tmp_path / "key", "--no-passphrase")
    run("key", "trust", hq, tmp_path / "key.pub", "--name", "Lead", "--from", "2026-01-01", "--author", "Lead")

    # The agency fills in, in a copy of its own, and hands in.
    run("bundle", hq, out)
    run("merge", agency, out, "--yes", "--author", "Fan")
    run("answer", agency, "east", "plan", "done", "--author", "Fan")
    run("answer", agency, "east", "portal", "yes", "--author", "Fan")
    run("attach", agency, "east", "plan", "https://east.example/plan", "--author", "Fan")
    assert "State now: Submitted" in run("step", "submit", agency, "east", "--author", "Fan").out
    assert "was submitted" in run("answer", agency, "east", "plan", "draft", "--author", "Fan", code=3).err

    # The evaluator verifies and asks.
    run("bundle", agency, back, "--body", "east")
    run("merge", hq, back, "--yes", "--author", "Eva")
    run("step", "review", hq, "east", "--author", "Eva")
    run("step", "verify", hq, "east", "--indicator", "portal", "--author", "Eva")
    run("answer", hq, "east", "plan", "draft", "--voice", "verified", "--author", "Eva")
    run("query", "ask", hq, "east", "--indicator", "plan", "--text", "Who adopted it?", "--due", "2026-07-10", "--author", "Eva")  # fmt: skip
    status = run("status", hq, "--today", "2026-07-12", "--json").json
    east = next(b for b in status["bodies"] if b["id"] == "east")
    assert (east["state"], east["verified"], east["queries_late"], east["days"]) == ("in-review", 2, 1, None)
    assert status["bodies"][0]["id"] == "west"
    assert {p["name"]: p["reply"] for p in status["people"]}["Fan"] == 1

    # The agency replies and disputes.
    run("bundle", hq, out)
    run("merge", agency, out, "--yes", "--author", "Fan")
    run("query", "reply", agency, "east", "--text", "The council, in May.", "--author", "Fan")
    run("dispute", "raise", agency, "east", "--indicator", "plan", "--text", "It is adopted.", "--author", "Fan")
    run("bundle", agency, back, "--body", "east")
    run("merge", hq, back, "--yes", "--author", "Eva")
    assert "有异议" in run("status", hq, lang="zh").out
    assert "only the arbiter or lead may uphold" in run("dispute", "uphold", hq, "east", "--text", "no", "--author", "Eva", code=3).err  # fmt: skip

    # Another person decides; the judgement is corrected; all is signed.
    run("dispute", "amend", hq, "east", "--text", "The minutes show it.", "--author", "Ari")
    run("answer", hq, "east", "plan", "done", "--voice", "verified", "--author", "Eva")
    assert "open queries (1)" in run("step", "verify", hq, "east", "--author", "Eva", code=3).err
    run("query", "close", hq, "east", "--author", "Eva")
    run("step", "verify", hq, "east", "--author", "Eva")
    assert "sign-off" in run("step", "close", hq, "east", "--author", "Lead", code=3).err
    assert "Journal head signed" in run("signoff", hq, "east", "--role", "director", "--author", "Sun").out
    assert "State now: Closed" in run("step", "close", hq, "east", "--author", "Lead").out

    # The reviewer checks the signed bundle with nothing but the key list, and reads the report.
    run("key", "list", hq, "--out", tmp_path / "keys.json")
    run("bundle", hq, out)
    run("sign", out, "--key", tmp_path / "key")
    checked = run("verify", out, "--keys", tmp_path / "keys.json").out
    assert "✓ trusted" in checked
    assert "numbers came out the same" in checked
    assert "role" not in checked
    run("report", hq, "--body", "east", "--languages", "en", "--out", tmp_path / "site")
    page = next(p.read_text("utf-8") for p in (tmp_path / "site").rglob("*.html") if "The minutes show it." in p.read_text("utf-8"))  # fmt: skip
    for said in ("Sun", "director", "Closed", "It is adopted."):
        assert said in page, said


def test_what_an_altered_program_wrote_is_named_in_the_preview_of_a_merge_and_by_verify(
    run: Run, campaign: Path, tmp_path: Path
) -> None:
    from assess.dossier import store
    from assess.dossier.author import Author
    from assess.dossier.edits import SetAnswer
    from assess.session import open_session

    bad, sent = tmp_path / "bad.assess", tmp_path / "sent.zip"
    shutil.copy(campaign, bad)
    run("answer", bad, "east", "plan", "done", "--author", "Fan")
    with open_session(bad, author=Author("Fan", "f" * 16)) as session:
        session._allowed = lambda *_: None  # type: ignore[method-assign]
        session.apply(SetAnswer("east", "plan", "done", voice="verified"))
    assert store is not None
    run("bundle", bad, sent)
    assert (
        "Fan verified their own claim east/plan" in run("merge", campaign, sent, "--preview", "--author", "Eva").out
    )
    assert "Fan verified their own claim east/plan" in run("verify", sent).out
    assert "Fan 核实了自己的填报" in run("verify", sent, lang="zh").out


def test_steps_are_listed_described_and_undone(run: Run, campaign: Path) -> None:
    run("query", "ask", campaign, "east", "--text", "What of it?", "--author", "Eva")
    assert "What of it?" in run("query", "list", campaign).out
    assert "提问" in run("history", campaign, lang="zh").out
    assert "Give role" in run("history", campaign).out
    run("undo", campaign, "--author", "Eva")
    assert run("query", "list", campaign).out == "No queries.\n"
    run("deadline", "extend", campaign, "east", "2026-08-01", "--text", "Flood", "--author", "Lead")
    out = run("status", campaign, "--today", "2026-07-30").out
    assert "2026-08-01 2 days left, extended 1×" in out
    assert "2026-06-30 30 days late" in out
    assert "Fan (Filler): to submit 1" in out


def test_roles_are_listed_given_and_taken(run: Run, campaign: Path) -> None:
    assert [g["holder"] for g in run("role", "list", campaign, "--json").json["grants"]] == [
        "Fan",
        "Sun",
        "Eva",
        "Ari",
    ]
    assert "填报人" in run("role", "list", campaign, lang="zh").out
    run("role", "revoke", campaign, "Ari", "--author", "Lead")
    assert "Ari" not in run("role", "list", campaign).out
    assert run("role", "revoke", campaign, "Ari", "--author", "Lead", code=4).err
    refused = run("role", "grant", campaign, "Fan", "lead", "--author", "Fan", code=3)
    assert "only the lead may manage bodies" in refused.err
    assert "Ask Lead" in refused.err
    assert "由负责人来做" in run("role", "grant", campaign, "Fan", "lead", "--author", "Fan", code=3, lang="zh").err
