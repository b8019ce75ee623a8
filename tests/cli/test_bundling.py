"""Bundles on the command line: written, checked, and refused with a line and a code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.cli.conftest import Run

PACK = Path(__file__).parents[1] / "tui" / "pack"


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


def test_no_public_bundle_is_made_of_what_is_marked_as_a_state_secret(run: Run, tmp_path: Path) -> None:
    dossier, sent = tmp_path / "d.assess", tmp_path / "sent.zip"
    run("new", dossier, "--body", "east=East")
    run("imprint", "set", dossier, "--classification", "秘密")
    assert "no public copy can be made" in run("bundle", dossier, sent, "--public", code=3).err
    assert not sent.exists()


def test_two_copies_come_together_and_their_conflict_is_settled(run: Run, tmp_path: Path) -> None:
    here, away, sent = tmp_path / "here.assess", tmp_path / "away.assess", tmp_path / "sent.zip"
    run("new", here, "--body", "east=East", "--author", "Li Lei")
    run("bundle", here, sent)
    seen = run("merge", away, sent, "--preview")
    assert "it will be made from sent.zip" in seen.err
    assert seen.out.endswith("Nothing was written.\n")
    assert run("merge", away, sent, given="n\n").out.endswith("Nothing was written.\n")
    assert not away.exists()
    made = run("merge", away, sent, "--yes", "--author", "Han Meimei").out
    assert "Li Lei" in made
    assert f"Made {away}: events 2, bodies 1, files of evidence 0; conflicts to settle: 0." in made
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


def test_keys_are_listed_used_replaced_and_lost(run: Run, tmp_path: Path) -> None:
    dossier, sent, words = tmp_path / "d.assess", tmp_path / "sent.zip", tmp_path / "words"
    words.write_text("correct horse\n")
    (tmp_path / "wrong").write_text("battery staple\n")
    run("new", dossier, "--body", "east=East")
    key = run("key", "new", tmp_path / "lead", "--passphrase-file", words, "--json").json["key"]
    assert "no passphrase" in run("key", "new", tmp_path / "next", "--no-passphrase").err
    assert (
        "Enter key"
        in run("key", "trust", dossier, tmp_path / "lead.pub", "--name", "Li Lei", "--from", "2026-01-01").out
    )
    run("key", "list", dossier, "--out", tmp_path / "keys.json")
    run("bundle", dossier, sent)
    assert "Not signed." in run("verify", sent).out
    assert (
        "passphrase is wrong"
        in run("sign", sent, "--key", tmp_path / "lead", "--passphrase-file", tmp_path / "wrong", code=3).err
    )
    assert key in run("sign", sent, "--key", tmp_path / "lead", "--passphrase-file", words).out
    assert "✓ trusted" in run("verify", sent, "--keys", tmp_path / "keys.json").out
    assert "? not confirmed" in run("verify", sent).out
    assert "Lose key" in run("key", "lose", dossier, key[:6], "--from", "2026-02-01", "--reason", "stolen").out
    assert "signed after the key was lost" in run("verify", sent, "--keys", dossier, code=1).err
    assert "Replace key" in run("key", "replace", dossier, key, tmp_path / "next.pub").out
    assert [k["state"] for k in run("key", "list", dossier, "--json").json].count("trusted") == 1


def test_a_pack_that_is_not_here_comes_out_of_the_bundle(run: Run, tmp_path: Path) -> None:
    ours, theirs = ({"ASSESS_HOME": str(tmp_path / name)} for name in ("ours", "theirs"))
    sent, own = tmp_path / "sent.zip", tmp_path / "ours" / "indicators" / "mine"
    shutil.copytree(PACK, own)
    toml = (own / "pack.toml").read_text("utf-8")
    (own / "pack.toml").write_text(re.sub('^id = ".*"', 'id = "mine"', toml, count=1, flags=re.M), "utf-8")
    run("new", tmp_path / "d.assess", "--pack", "mine", "--body", "east=East", **ours)
    run("bundle", tmp_path / "d.assess", sent, **ours)
    there = tmp_path / "there.assess"
    assert "assess pack install sent.zip" in run("merge", there, sent, "--yes", code=4, **theirs).err
    assert not there.exists()
    assert "Nothing was written" in run("pack", "install", sent, "--preview", **theirs).out
    assert not (tmp_path / "theirs" / "indicators").exists()
    assert "mine" in run("pack", "install", sent, "--yes", **theirs).out
    run("merge", there, sent, "--yes", **theirs)
    assert [p["status"] for p in run("pack", "install", sent, "--json", **theirs).json["packs"]] == ["same"]
    held = tmp_path / "theirs" / "indicators" / "mine" / "pack.toml"
    held.write_text(held.read_text("utf-8") + "# another\n", "utf-8")
    assert "is here already" in run("pack", "install", sent, "--yes", code=3, **theirs).err
    assert held.read_text("utf-8").endswith("# another\n")


def test_a_public_copy_and_an_erasure_from_the_command_line(run: Run, tmp_path: Path) -> None:
    dossier, sent = tmp_path / "d.assess", tmp_path / "public.zip"
    (tmp_path / "note.txt").write_text("the minutes")
    run("new", dossier, "--body", "east=East", "--author", "Li Lei")
    asked = run("pack", "show", "digital-government", "--json").json["indicators"][0]["id"]
    run(
        "attach",
        dossier,
        "east",
        asked,
        tmp_path / "note.txt",
        "--title",
        "told by Zhang San",
        "--author",
        "Li Lei",
    )
    run("bundle", dossier, sent, "--public")
    assert "left out" in run("verify", sent).out
    (evidence,) = run("evidence", "list", dossier, "east", "--json").json
    words = ("--evidence", "east", evidence["id"], "--files", "--reason", "asked for")
    assert "cannot be taken back" in run("erase", dossier, *words, given="n\n", code=130).err
    assert "Erase by law" in run("erase", dossier, *words, "--yes").out
    assert b"Zhang San" not in dossier.read_bytes()
    assert b"the minutes" not in dossier.read_bytes()
    assert "Sound." in run("verify", dossier).out
    run("erase", dossier, *words, "--yes", code=4)
    run("erase", dossier, "--reason", "x", code=2)
    run("erase", dossier, "--author-name", "Li Lei", "--reason", "left", "--yes")
    assert b"Li Lei" not in dossier.read_bytes()
    run("bundle", dossier, sent)
    assert "erased by law" in run("verify", sent).out


def test_an_erasure_that_a_bundle_brings_is_carried_out_only_once_it_is_accepted(run: Run, tmp_path: Path) -> None:
    here, away, sent = tmp_path / "here.assess", tmp_path / "away.assess", tmp_path / "sent.zip"
    run("new", here, "--body", "east=East", "--author", "Li Lei")
    asked = run("pack", "show", "digital-government", "--json").json["indicators"][0]["id"]
    run("attach", here, "east", asked, "https://example.org", "--title", "told by Zhang San", "--author", "Li Lei")
    away.write_bytes(here.read_bytes())
    (evidence,) = run("evidence", "list", away, "east", "--json").json
    run(
        "erase",
        away,
        "--evidence",
        "east",
        evidence["id"],
        "--reason",
        "the law",
        "--yes",
        "--author",
        "Han Meimei",
    )
    run("bundle", away, sent)
    refused = run("merge", here, sent, "--yes", "--author", "Li Lei", code=3)
    assert "Han Meimei: “the law”" in refused.out
    assert b"Zhang San" in here.read_bytes()
    run("merge", here, sent, "--yes", "--accept-erasures", "--author", "Li Lei")
    assert b"Zhang San" not in here.read_bytes()


def test_a_pack_from_a_folder_is_to_be_put_where_it_is_found(run: Run, tmp_path: Path) -> None:
    made = run("new", tmp_path / "d.assess", "--pack", PACK, "--body", "east=East").out
    assert "First copy the pack's folder to" in made
    shutil.copytree(PACK, re.findall(r"folder to (.*?): that", made)[0])
    assert "East" in run("open", tmp_path / "d.assess", "--list").out
    assert "First copy" not in run("new", tmp_path / "e.assess", "--pack", PACK).out
