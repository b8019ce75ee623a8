"""`assess burden` and `assess prefill`: what filling in asks, and what is filled in beforehand."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from tests.cli.conftest import Run
from tests.mini import write_mini


def test_the_burden_of_a_pack_says_that_minutes_are_assumed(run: Run) -> None:
    done = run("burden", "egdi")
    assert "Questions: 3, about 30 minutes" in done.out
    assert "an assumption" in done.out
    # Reading 1 and a number 9, three times.
    assert run("burden", "egdi", "--json").json["asked"]["most"] == 30


def test_the_burden_of_a_dossier_is_told_by_body(run: Run, dossier: Path) -> None:
    found = {b["body"]: b for b in run("burden", dossier, "--json").json["bodies"]}
    assert set(found) == {"east", "west"}
    assert found["east"]["answered"] > found["west"]["answered"]
    assert found["east"]["left"][1] < found["west"]["left"][1]
    assert "Left (min)" in run("burden", dossier, "--body", "east").out
    assert "还需（分钟）" in run("burden", dossier, lang="zh").out


def test_options_that_do_not_fit_the_subject_are_refused(run: Run, dossier: Path) -> None:
    run("burden", dossier, "--kind", "county", code=2)
    run("burden", "egdi", "--body", "east", code=2)
    assert "knows no sort" in run("burden", "egdi", "--kind", "moon", code=3).err


def test_prefilling_is_previewed_written_confirmed_and_undone(
    run: Run, dossier: Path, tmp_path: Path, home: Path
) -> None:
    new = tmp_path / "new.assess"
    run("new", new, "--pack", "mini", "--title", "x", "--body", "east=东岭市", "--body", "south")
    seen = run("prefill", new, "--from", dossier, "--preview").out
    assert "nothing was written" in seen
    assert run("burden", new, "--json").json["bodies"][0]["earlier"] == 0
    run("prefill", new, "--from", dossier, given="n\n", code=130)
    done = run("prefill", new, "--from", dossier, "--yes", "--json").json
    assert [b["body"] for b in done["bodies"]] == ["east"]
    assert done["filled"] == done["bodies"][0]["counts"]["filled"] > 0
    assert run("burden", new, "--json").json["bodies"][0]["earlier"] == done["filled"]
    assert run("prefill", new, "--confirm", "--preview", "--json").json["confirmed"] == 0
    assert run("prefill", new, "--confirm", "--yes", "--json").json["confirmed"] == done["filled"]
    run("undo", new)
    run("undo", new)
    left = run("burden", new, "--json").json["bodies"][0]
    assert (left["answered"], left["earlier"]) == (0, 0)


def test_prefilling_wants_another_campaign_and_one_thing_to_do(run: Run, dossier: Path, tmp_path: Path) -> None:
    same = tmp_path / "copy.assess"
    shutil.copy(dossier, same)
    assert "same campaign" in run("prefill", dossier, "--from", same, "--yes", code=3).err
    run("prefill", dossier, code=2)
    run("prefill", dossier, "--from", same, "--confirm", code=2)
    run("prefill", dossier, "--from", same, "--indicator", "visits", code=2)


def test_a_pack_over_its_budget_is_warned_of_and_sound(run: Run, home: Path) -> None:
    folder = write_mini(home / "indicators" / "over")
    text = (folder / "pack.toml").read_text("utf-8")
    (folder / "pack.toml").write_text(text.replace("[[totals]]", "[burden]\nminutes = 5\n\n[[totals]]", 1), "utf-8")
    done = run("pack", "check", folder)
    assert "over its budget" in done.err
    assert "no problems" in done.out
    told = run("pack", "check", folder, "--json").json
    assert (told["problems"], len(told["warnings"])) == ([], 1)


def test_a_pack_beside_one_that_asks_the_same_is_refused(run: Run) -> None:
    done = run("pack", "check", "egdi", "--with", "egdi-2010", code=3)
    assert done.err.count("of the pack `egdi-2010` asks the same") == 3
    assert len(run("pack", "check", "egdi", "--with", "egdi-2010", "--json", code=3).json["problems"]) == 3
    assert "no problems" in run("pack", "check", "egdi", "--with", "gates").out


def test_the_first_sheet_of_a_form_tells_how_long_it_takes(run: Run, dossier: Path, tmp_path: Path) -> None:
    run("export", "workbook", dossier, tmp_path / "east.xlsx", "--body", "east", "--language", "en")
    sheet = openpyxl.load_workbook(tmp_path / "east.xlsx").worksheets[0]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert rows["Time it takes"].startswith("about ")
    assert "not measured" in rows["Time it takes"]
