"""Evidence: links and files, by dialog, by completion, by dropping; judged, removed and brought back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from textual import events

from assess.dossier.author import Author
from assess.dossier.edits import AddEvidence
from assess.dossier.entities import Evidence
from assess.session import Session, open_session
from tests.tui.driving import SMALL, Driver, held, running


def pieces(path: Path, indicator: str = "plan") -> tuple[Evidence, ...]:
    """The evidence that the file holds for an indicator."""
    return held(path).evidence.get(indicator, ())


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A file to attach, in a folder with another of a like name."""
    folder = tmp_path / "证据 folder"
    folder.mkdir()
    (folder / "规划-2025.pdf").write_bytes(b"an older one")
    (folder / "规划-2026.pdf").write_bytes(b"the plan")
    (folder / ".hidden").write_bytes(b"")
    return folder / "规划-2026.pdf"


async def test_a_link_is_added_with_title_date_and_independence(dossier: Path) -> None:
    async with running(dossier, "zh", SMALL) as app:
        await app.press("e")
        await app.type("https://data.example.gov.cn/plan")
        await app.press("enter")
        await app.type("规划全文")
        await app.press("tab", "tab", "2", "ctrl+s")
        await app.press("tab")
        assert app.sees("规划全文")
    (found,) = pieces(dossier)
    assert (found.kind, found.title, found.locator) == ("link", "规划全文", "https://data.example.gov.cn/plan")
    assert found.independent
    assert len(found.captured) == 10


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data.example.gov.cn", "file:///etc/passwd", ""])
async def test_only_web_addresses_are_taken_as_links(dossier: Path, address: str) -> None:
    async with running(dossier) as app:
        await app.press("e")
        await app.type(address)
        await app.press("ctrl+s")
        assert app.sees("A link starts with http")
        await app.press("escape")
    assert pieces(dossier) == ()


async def test_a_date_must_be_one(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("e")
        await app.type("https://example.org/a")
        await app.press("tab", "tab", "end")
        await app.type("x")
        await app.press("ctrl+s")
        assert app.sees("Write the date like")


async def attach_by_typing(app: Driver, start: str) -> None:
    """Open the dialog and type the beginning of a path."""
    await app.press("a")
    await app.type(start)
    await app.settle()


async def test_tab_completes_a_path_as_far_as_it_is_clear_and_then_moves_on(dossier: Path, proof: Path) -> None:
    async with running(dossier) as app:
        await attach_by_typing(app, str(proof.parent)[:-3])
        await app.press("tab")
        field = app.app.screen.query_one("#field-path")
        assert field.value == str(proof.parent) + "/"  # type: ignore[attr-defined]
        await app.press("tab")
        assert field.value == str(proof.parent) + "/规划-202"  # type: ignore[attr-defined]
        assert app.sees("规划-2025.pdf")
        assert not app.sees(".hidden")
        await app.type("6")
        await app.settle()
        await app.press("tab", "tab")
        assert app.focused_id == "field-title"
        await app.press("ctrl+s")
    (found,) = pieces(dossier)
    assert found.sha256 == hashlib.sha256(b"the plan").hexdigest()
    assert (found.title, found.size, found.media_type) == ("规划-2026.pdf", 8, "application/pdf")


async def test_a_file_can_be_chosen_from_the_folders_entries(dossier: Path, proof: Path) -> None:
    async with running(dossier) as app:
        await attach_by_typing(app, str(proof.parent) + "/")
        await app.press("down", "j", "enter")
        assert app.focused_id == "field-title"
        await app.press("ctrl+s")
    assert [e.title for e in pieces(dossier)] == ["规划-2026.pdf"]


async def test_a_file_that_is_not_there_is_refused_before_anything_is_written(dossier: Path, proof: Path) -> None:
    async with running(dossier) as app:
        await attach_by_typing(app, str(proof) + "x")
        await app.press("ctrl+s")
        assert app.sees("There is no such file")
    assert pieces(dossier) == ()


@pytest.mark.parametrize("form", ["{}", "'{}'", "file://{}", "escaped"])
async def test_a_file_dropped_on_the_terminal_is_offered_for_attaching(
    dossier: Path, proof: Path, form: str
) -> None:
    dropped = str(proof).replace(" ", "\\ ") if form == "escaped" else form.format(proof)
    async with running(dossier) as app:
        app.app.post_message(events.Paste(dropped))
        await app.settle()
        assert app.sees("attach a file")
        await app.press("ctrl+s")
    assert [e.title for e in pieces(dossier)] == ["规划-2026.pdf"]


async def test_other_pasted_text_opens_nothing(dossier: Path) -> None:
    async with running(dossier) as app:
        for text in ("hello", "/nowhere/at/all", "two\nlines"):
            app.app.post_message(events.Paste(text))
            await app.settle()
        assert app.app.screen is app.bench


async def test_whoever_attached_a_piece_is_told_that_somebody_else_has_to_judge_it(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("e")
        await app.type("https://example.org/plan")
        await app.press("ctrl+s")
        app.bench.form.evidence.focus()
        await app.settle()
        await app.press("plus")
        assert app.message is not None
        assert "cannot judge it" in app.message.en
    assert pieces(dossier)[0].status == "attached"


async def test_evidence_is_judged_with_reasons_removed_and_brought_back(session: Session) -> None:
    dossier = session.path
    session.close()
    with open_session(dossier, author=Author("office", "0" * 16)) as office:
        office.apply(
            AddEvidence(body="bureau", indicator="plan", kind="link", title="Plan"),
        )
    async with running(dossier) as app:
        app.bench.form.evidence.focus()
        await app.settle()
        await app.press("plus")
        assert pieces(dossier)[0].status == "accepted"
        for key, status in (("i", "insufficient"), ("minus", "rejected")):
            await app.press(key)
            await app.type(f"{status}")
            await app.press("ctrl+s")
            assert pieces(dossier)[0].status == status
        assert "rejected" in pieces(dossier)[0].note
        assert app.sees("rejected")
        await app.press("delete")
        assert pieces(dossier) == ()
        await app.press("u")
    assert pieces(dossier)[0].status == "rejected"


async def test_a_pasted_paragraph_in_a_one_line_field_loses_no_line_and_says_so(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        await app.press("e", "tab")
        app.app.post_message(events.Paste("第一行\n\n第二行  \n第三行"))
        await app.settle()
        assert app.app.screen.query_one("#field-title").value == "第一行 第二行 第三行"  # type: ignore[attr-defined]
        assert app.message is not None
        assert "连成一行" in app.message.zh
