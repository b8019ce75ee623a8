"""Copies and the imprint on the command line: made, marked, checked, and the key that stays here."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from .conftest import Run


def _public(run: Run, dossier: Path, out: Path) -> Path:
    run("report", dossier, "--copy", "public", "--out", out)
    return out / "snapshot.json"


def test_a_public_copy_is_made_checked_and_found_out_when_it_was_changed(
    run: Run, dossier: Path, tmp_path: Path, home: Path
) -> None:
    evidence = run("evidence", "list", dossier, "east", "--json").json[0]["id"]
    run("copy", "mark", dossier, "east", "--evidence", evidence, "--reason", "names a person")
    assert [m["target"] for m in run("copy", "marks", dossier, "--json").json] == [f"evidence/{evidence}"]
    copy = _public(run, dossier, tmp_path / "public")
    assert "规划" not in json.loads(copy.read_text("utf-8"))["bodies"][0]["evidence"][0]["title"]
    assert "It is a copy of the original" in run("copy", "check", copy, dossier).out
    whole = tmp_path / "whole.json"
    run("snapshot", dossier, "--out", whole)
    assert run("copy", "check", copy, whole, "--json").json["differences"] == []
    copy.write_bytes(copy.read_bytes().replace(b'"Northern"', b'"x"').replace("东岭市".encode(), "东山市".encode()))
    changed = run("copy", "check", copy, whole, code=1, lang="zh")
    assert "× bodies/east/body/name/zh：与原件不同" in changed.out
    (key,) = (home / "keys").glob("*.copies.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text().strip() not in copy.read_text("utf-8")


def test_others_check_a_copy_with_its_salt(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("answer", dossier, "east", "plan", "done", "--voice", "verified", "--comment", "seen on site")
    copy, salt = _public(run, dossier, tmp_path / "public"), tmp_path / "salt"
    whole = tmp_path / "whole.json"
    run("snapshot", dossier, "--out", whole)
    run("copy", "salt", copy, "--out", salt)
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    elsewhere = {"ASSESS_HOME": str(tmp_path / "elsewhere")}
    assert "marks were not checked" in run("copy", "check", copy, whole, **elsewhere).err
    with_salt = run("copy", "check", copy, whole, "--salt", salt, "--json", **elsewhere).json
    assert with_salt["marks"] == with_salt["left"] > 0
    assert "has no key" in run("copy", "salt", copy, "--out", tmp_path / "other", code=3, **elsewhere).err
    assert "no salt" in run("copy", "check", copy, whole, "--salt", whole, code=3).err


def test_an_agency_gets_a_folder_with_its_own_pages_only(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("report", dossier, "--copy", "agency", "--body", "east", "--out", tmp_path / "agency")
    made = sorted(p.name for p in (tmp_path / "agency" / "east").iterdir())
    assert made == ["east.en.html", "east.zh.html", "index.html", "snapshot.json"]
    assert 'href="east.zh.html"' in (tmp_path / "agency" / "east" / "index.html").read_text("utf-8")
    assert "West" not in (tmp_path / "agency" / "east" / "snapshot.json").read_text("utf-8")
    one = run("snapshot", dossier, "--copy", "agency", "--body", "east").json
    assert (
        one["digest"] == json.loads((tmp_path / "agency" / "east" / "snapshot.json").read_text("utf-8"))["digest"]
    )
    run("snapshot", dossier, "--copy", "agency", code=2)


def test_copies_are_reissued_with_the_errata_of_their_own_kind(run: Run, dossier: Path, tmp_path: Path) -> None:
    old, new, whole = tmp_path / "old", tmp_path / "new", tmp_path / "whole.json"
    for kind in ("public", "agency", "evaluator"):
        run("report", dossier, "--copy", kind, "--out", old / kind, "--languages", "en")
    same = run("report", dossier, "--copy", "public", "--out", new, "--supersedes", old / "public", code=3)
    assert "nothing differs" in same.err
    run("answer", dossier, "west", "open_share", "0.9")
    for kind in ("public", "agency"):
        run("report", dossier, "--copy", kind, "--out", new / kind, "--languages", "en",
            "--supersedes", old / kind, "--reason", "Typed wrongly")  # fmt: skip
    index = (new / "public" / "index.en.html").read_text("utf-8")
    assert "Edition 2, replaces edition 1" in index
    assert 'href="west.en.html#errata"' in index
    # Of the other body an agency learns what all bodies share, and nothing else.
    east = json.loads((new / "agency" / "east" / "snapshot.json").read_text("utf-8"))
    assert {e["body"] for e in east["edition"]["errata"]} <= {"", "east"}
    run("snapshot", dossier, "--out", whole)
    for copy in (new / "public" / "snapshot.json", new / "agency" / "west" / "snapshot.json"):
        assert run("copy", "check", copy, whole, "--json").json["differences"] == []
    made_up = new / "public" / "snapshot.json"
    made_up.write_bytes(made_up.read_bytes().replace(b"Typed wrongly", b"All is well.."))
    assert "digest" in run("copy", "check", made_up, whole, code=1).out
    other = run("report", dossier, "--copy", "public", "--out", new, "--supersedes", old / "evaluator", code=3)
    assert "another kind of copy" in other.err
    run("report", dossier, "--copy", "agency", "--out", new, "--supersedes", old / "public", code=2)
    run("report", dossier, "--out", new, "--supersedes", tmp_path / "old", code=2)


def test_a_copy_is_nothing_to_compare_with(run: Run, dossier: Path, tmp_path: Path) -> None:
    copy = _public(run, dossier, tmp_path / "public")
    for words in (("findings", dossier, "--before", copy), ("compare", copy, dossier)):
        assert "leaves things out" in run(*words, code=3).err


def test_the_table_of_what_is_left_out_is_printed(run: Run) -> None:
    assert "Findings on which the body was not heard" in run("copy", "table").out
    kinds = {row["kind"]: row["copies"] for row in run("copy", "table", "--json").json}
    assert kinds["comments"] == ["agency", "public"]
    assert kinds["persons"] == ["public"]


def test_a_mark_needs_one_thing_and_a_reason_or_lift(run: Run, dossier: Path) -> None:
    run("copy", "mark", dossier, "east", "--reason", "x", code=2)
    run("copy", "mark", dossier, "east", "--answer", "plan", code=2)
    run("copy", "mark", dossier, "east", "--answer", "R1", "--reason", "x")
    run("copy", "mark", dossier, "east", "--answer", "R1", "--lift")
    assert "Nothing is marked" in run("copy", "marks", dossier).out


def test_an_imprint_is_set_in_parts_shown_and_undone(run: Run, dossier: Path) -> None:
    assert "No imprint" in run("imprint", "show", dossier).out
    run("imprint", "set", dossier, "--office", "市数据局|City data office", "--reply-by", "2026-12-20")
    run("imprint", "set", dossier, "--signatory", "组长|Lead", "王五", "2026-11-22", "--signatory", "审核", "", "")
    shown = run("imprint", "show", dossier).out
    assert "City data office" in shown
    assert "Lead  王五  2026-11-22" in shown
    assert "(unsigned)" in shown
    run("imprint", "set", dossier, "--clear", "office", "--clear", "signatories")
    held = run("imprint", "show", dossier, "--json").json
    assert (held["office"]["zh"], held["signatories"], held["reply_by"]) == ("", [], "2026-12-20")
    run("undo", dossier)
    assert "市数据局" in run("imprint", "show", dossier, lang="zh").out
    refused = run("imprint", "set", dossier, "--review-by", "2026-12-01", code=3)
    assert "before replies are due" in refused.err
    run("imprint", "set", dossier, code=2)


def test_no_public_copy_of_a_secret(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("imprint", "set", dossier, "--classification", "秘密|Secret")
    assert "no public copy" in run("report", dossier, "--copy", "public", "--out", tmp_path / "p", code=3).err
    assert not (tmp_path / "p").exists()
