"""Speed of hand: jumping, initials of Pinyin, filters that stay, one's own keys, copying, the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.resources import home
from assess.base.texts import Lang
from assess.dossier.edits import AddEvidence, JudgeEvidence
from assess.session import Session
from assess.tui.screens.jumping import LETTERS, JumpScreen, labels
from tests.mini import acting
from tests.tui.driving import EVERYWHERE, running

PLAN = "indicator/plan"


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_a_letter_jumps_to_a_line_or_a_field_that_is_in_sight(
    dossier: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(dossier, lang, size) as app:
        await app.press("g", "semicolon")
        jump = app.app.screen
        assert isinstance(jump, JumpScreen)
        row = next(
            label
            for label, to in jump.marks.items()
            if to.widget is app.bench.outline.rows
            and to.at is not None
            and app.bench.outline.rows.rows[to.at].key == PLAN
        )
        await app.press(*row)
        assert app.bench.key == PLAN
        assert app.focused_id == "tree"
        if size[0] > 100:
            await app.press("ctrl+o")
            assert isinstance(app.app.screen, JumpScreen)
            field = next(label for label, to in app.app.screen.marks.items() if to.widget.id == "comment")
            await app.press(*field)
            assert app.focused_id == "comment"


async def test_a_wrong_letter_or_escape_leaves_everything_where_it_was(dossier: Path) -> None:
    async with running(dossier) as app:
        before = app.focused_id, app.bench.key
        for key in ("escape", "0"):
            await app.press("ctrl+o")
            assert isinstance(app.app.screen, JumpScreen)
            await app.press(key)
            assert (app.focused_id, app.bench.key) == before


@given(st.integers(0, len(LETTERS) ** 2))
def test_labels_are_as_many_as_wanted_and_none_begins_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    single = {label for label in made if len(label) == 1}
    assert not any(label[0] in single for label in made if len(label) > 1)


async def test_the_palette_finds_by_initials_and_puts_the_best_first(dossier: Path) -> None:
    async with running(dossier, "zh") as app:
        await app.press("ctrl+p")
        await app.type("ghgd")
        await app.settle()
        await app.press("enter")
        assert app.bench.key == PLAN
        await app.press("ctrl+p")
        await app.type("b1")
        await app.settle()
        await app.press("enter")
        assert app.bench.key == "indicator/done_online"


async def test_a_filter_stays_for_another_body_and_after_a_restart_until_it_is_cleared(session: Session) -> None:
    from assess.base.texts import Text
    from assess.dossier.edits import AddBody

    session.apply(AddBody(id="hotline", name=Text(zh="12345 热线中心", en="Hotline Centre")))
    session.close()
    async with running(session.path) as app:
        await app.press("enter", "slash")
        await app.type("a2")
        await app.settle()
        await app.press("down", "escape", "j", "enter")
        assert app.bench.body == "hotline"
        assert not app.sees("A1 One plan")
        assert app.bench.key == "indicator/gate"
    async with running(session.path) as app:
        await app.press("enter")
        assert not app.sees("A1 One plan")
        await app.press("n")
        assert app.bench.key in {"indicator/gate", "indicator/gate_report"}
        await app.press("slash", "escape")
        assert app.sees("A1 One plan")


async def test_the_bodies_are_filtered_by_initials_too(session: Session) -> None:
    from assess.base.texts import Text
    from assess.dossier.edits import AddBody

    session.apply(AddBody(id="hotline", name=Text(zh="12345 热线中心", en="Hotline Centre")))
    session.close()
    async with running(session.path, "zh") as app:
        await app.press("slash")
        await app.type("rxzx")
        await app.settle()
        assert not app.sees("市大数据局")
        assert app.sees("显示 1/2")
        await app.press("escape")
        assert app.sees("市大数据局")
        await app.press("slash")
        await app.type("nobody")
        await app.settle()
        assert app.sees("没有相符的单位")


async def test_previous_and_returned_lead_back_to_what_waits(session: Session) -> None:
    session.apply(
        AddEvidence(body="bureau", indicator="duties", kind="link", title="x", locator="https://example.org")
    )
    (piece,) = session.state("bureau").evidence["duties"]
    with acting(session):
        session.apply(JudgeEvidence(body="bureau", evidence=piece.id, status="insufficient", note="unsigned"))
    session.close()
    async with running(session.path) as app:
        start = app.bench.key
        await app.press("n", "N")
        assert app.bench.key == start
        await app.press("r")
        assert app.bench.key == "indicator/duties"


async def test_keys_of_ones_own_work_and_are_shown_and_wrong_ones_are_told(dossier: Path) -> None:
    home().mkdir(parents=True, exist_ok=True)
    (home() / "keys.toml").write_text('[keys]\nnext_open = "z"\nhelpp = "f3"\n', encoding="utf-8")
    async with running(dossier) as app:
        assert app.message is not None
        assert "did you mean help" in app.message.en
        before = app.bench.key
        await app.press("n")
        assert app.bench.key == before
        await app.press("z")
        assert app.bench.key != before
        app.app.screen.query_one("KeyBar").say(None)  # type: ignore[attr-defined]
        await app.settle()
        assert app.sees("z next open")


async def test_the_editor_says_so_where_the_terminal_cannot_be_handed_over(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("g", "ctrl+g")
        assert app.message is not None
        assert "field for longer texts" in app.message.en
        await app.press("j", "j", "E")
        assert "cannot be handed over" in app.message.en


async def test_a_paste_of_many_pages_is_kept_to_the_last_character(dossier: Path) -> None:
    from textual import events

    text = "\n\n".join(f"第{n}段：" + "数据共享的实际情况，" * 40 for n in range(100))
    async with running(dossier, "zh") as app:
        await app.press("g", "j", "j", "c")
        app.app.post_message(events.Paste(text))
        await app.settle()
        assert app.bench.form.comment.text == text
