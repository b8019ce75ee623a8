"""Importing questionnaires: previewed, reported file by file, the same twice, and corrected by reading again."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.session import open_session
from tests.cli.conftest import Files, Run
from tests.exchange.odm_sheets import Form, facts, pack, write


@pytest.fixture
def campaign(run: Run, tmp_path: Path) -> Path:
    run("new", tmp_path / "odm.assess", "--pack", "open-data-maturity-2023")
    return tmp_path / "odm.assess"


def _form(country: str = "FR") -> Form:
    return write(facts()[country])


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    folder = tmp_path / "问卷"
    folder.mkdir()
    _form("FR").save(folder / "FR_ODM 2023.xlsx")
    return folder


def _value(campaign: Path, indicator: str) -> object:
    with open_session(campaign, readonly=True, pack=pack()) as session:
        answer = session.state("FR").answer(indicator)
        return answer and answer.value


def test_a_preview_shows_what_would_change_and_writes_nothing(
    run: Run, campaign: Path, sheets: Path, files: Files
) -> None:
    before = files()
    done = run("import", campaign, sheets, "--preview", lang="zh")
    assert "FR_ODM 2023.xlsx：读取题项 172" in done.out
    assert "→ FR：新增 " in done.out
    assert done.out.endswith("预览：没有写入任何内容。\n")
    assert files() == before
    preview = run("import", campaign, sheets, "--preview", "--json").json
    assert (preview["events"], preview["files"][0]["comparison"]["added"] > 150) == (0, True)
    assert files() == before


def test_an_import_written_twice_is_written_once(run: Run, campaign: Path, sheets: Path) -> None:
    first = run("import", campaign, sheets, "--json").json
    assert first["events"] == first["files"][0]["comparison"]["added"] + 1
    again = run("import", campaign, sheets)
    assert "0 new, 0 changed, 0 removed" in again.out
    assert again.out.endswith("Wrote 0 events.\n")
    assert run("history", campaign, "--json").json[0]["label"]["en"].startswith("Import FR_ODM 2023.xlsx")


def test_a_corrected_workbook_takes_back_what_it_no_longer_says_and_keeps_what_people_said(
    run: Run, campaign: Path, sheets: Path
) -> None:
    run("import", campaign, sheets)
    asked = [c.indicator for c in facts()["FR"].cells if c.answer in ("yes", "no")]
    mine, blank, changed = asked[0], asked[1], asked[2]
    run("answer", campaign, "FR", mine, "--unknown", "--comment", "checked by hand")
    was = _value(campaign, changed)
    form = _form("FR")
    form.at(blank[1:], "answer").value = None
    form.at(blank[1:], "justification").value = None
    form.at(changed[1:], "answer").value = "No" if was == "yes" else "Yes"
    form.save(sheets / "FR_ODM 2023.xlsx")

    refused = run("import", campaign, sheets, given="n\n", code=130)
    assert "1 entries made by hand would change. Go on?" in refused.out
    assert _value(campaign, changed) == was, "nothing is written before the answer"

    form.at(mine[1:], "answer").value = None
    form.at(mine[1:], "justification").value = None
    form.save(sheets / "FR_ODM 2023.xlsx")
    done = run("import", campaign, sheets)
    assert "removed" in done.out
    assert _value(campaign, blank) is None
    assert _value(campaign, changed) != was
    with open_session(campaign, readonly=True, pack=pack()) as session:
        kept = session.state("FR").answer(mine)
        assert session.verify().problems == ()
    assert kept is not None
    assert (kept.state, kept.comment) == ("unknown", "checked by hand")


def test_entries_made_by_hand_change_only_when_agreed_to(run: Run, campaign: Path, sheets: Path) -> None:
    run("import", campaign, sheets)
    (mine,) = [c.indicator for c in facts()["FR"].cells if c.answer == "yes"][:1]
    run("answer", campaign, "FR", mine, "no")
    run("import", campaign, sheets, given="", code=130)
    assert _value(campaign, mine) == "no"
    run("import", campaign, sheets, "--yes")
    assert _value(campaign, mine) == "yes"


def test_files_that_cannot_be_used_are_reported_and_the_others_go_in(
    run: Run, campaign: Path, sheets: Path
) -> None:
    (sheets / "broken.xlsx").write_bytes(b"PK\x03\x04 but no workbook")
    (sheets / "~$FR_ODM 2023.xlsx").write_bytes(b"left by a spreadsheet program")
    (sheets / "notes.txt").write_text("not a workbook")
    done = run("import", campaign, sheets, lang="zh", code=3)
    assert "✗ broken.xlsx" in done.err
    assert "已写入" in done.out
    assert _value(campaign, "q1") is not None
    refused = run("import", campaign, sheets, "--json", code=3).json["refused"]
    assert [r["file"] for r in refused] == ["broken.xlsx"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "broken.xlsx"), (b"PK\x03\x04" + bytes(50), "broken.xlsx"), (b"<html>", "broken.xlsx")],
    ids=["empty", "half a zip", "a web page"],
)
def test_a_malformed_workbook_is_refused_and_nothing_changes(
    run: Run, campaign: Path, tmp_path: Path, files: Files, content: bytes, told: str
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(content)
    before = files()
    done = run("import", campaign, tmp_path / "broken.xlsx", code=3)
    assert told in done.err
    assert done.out.endswith("Wrote 0 events.\n")
    assert files() == before


def test_two_files_about_one_body_are_refused(run: Run, campaign: Path, sheets: Path, files: Files) -> None:
    _form("FR").save(sheets / "FR_copy.xlsx")
    before = files()
    done = run("import", campaign, sheets, code=3)
    assert "are about the same body (FR)" in done.err
    assert files() == before


def test_a_single_file_may_be_of_another_body(run: Run, campaign: Path, sheets: Path) -> None:
    run("import", campaign, sheets, "--body", "FR-draft")
    assert "FR-draft" in run("open", campaign, "--list").out
    assert "cannot be the id" in run("import", campaign, sheets, "--body", "a/b", "--preview", code=3).err
    _form("RO").save(sheets / "RO_ODM 2023.xlsx")
    assert "--body is for a single file" in run("import", campaign, sheets, "--body", "x", code=2).err


def test_what_is_no_source_is_refused(run: Run, campaign: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no questionnaires" in run("import", campaign, tmp_path / "empty", code=3).err
    assert "nowhere.xlsx" in run("import", campaign, tmp_path / "nowhere.xlsx", code=3).err


def test_a_campaign_of_another_pack_is_refused_before_reading(run: Run, dossier: Path, sheets: Path) -> None:
    done = run("import", dossier, sheets, code=3)
    assert "the campaign's pack is mini" in done.err
    assert "--pack open-data-maturity-2023" in done.err
