"""Typing ahead of the screen: many keys at once do what the same keys do one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from assess.tui.screens.jobs import JobsScreen
from tests.tui.driving import SMALL, Driver, held, running

NAMED = {"⏎": "enter", "⎋": "escape", "⏏": "ctrl+s", "⌃": "ctrl+n"}
"""Keys without a sign of their own, in the texts below."""


def at_once(app: Driver, keys: str) -> None:
    """All of `keys` in one read of the terminal."""
    for sign in keys:
        name = NAMED.get(sign)
        app.app.post_message(events.Key(name, None) if name else events.Key(sign, sign))


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_answers_typed_ahead_each_go_to_their_own_question(dossier: Path, size: tuple[int, int]) -> None:
    async with running(dossier, "zh", size) as app:
        # A2a is a question only once A2 is answered with yes, B2 asks for its reason in a dialog, and J leads away.
        at_once(app, "⏎2n2nxn13c分工不清⎋n⏎４５．５％⌃⎋x另行统计⏏J")
        await app.settle()
        assert isinstance(app.app.screen, JobsScreen)
        assert app.message is None
    given = {a.indicator: (a.state, a.value, a.comment) for a in held(dossier).answers.values()}
    assert given == {
        "plan": ("answered", "paper", ""),
        "gate": ("answered", "yes", ""),
        "gate_report": ("answered", "na", ""),
        "duties": ("answered", ("collect", "supervise"), "分工不清"),
        "done_online": ("answered", 0.455, ""),
        "apps_count": ("not-applicable", None, "另行统计"),
    }


async def test_a_dialog_typed_ahead_of_is_filled_in_and_so_is_the_one_after_it(tmp_path: Path) -> None:
    from assess.session import open_session

    async with running(None, "zh", SMALL) as app:
        app.app.screen.folder = tmp_path  # type: ignore[attr-defined]
        at_once(app, "n示例市⏏a宁江市⏏a江北县⏏⏎2")
        await app.settle()
        await app.settle()
        assert app.app.bodies[-1].name.zh == "江北县"
    (made,) = tmp_path.glob("*.assess")
    with open_session(made, readonly=True) as session:
        assert session.campaign.title.zh == "示例市"
        assert [b.name.zh for b in session.bodies()] == ["宁江市", "江北县"]


async def test_a_key_is_handed_on_though_what_it_waits_for_never_comes(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assess.tui import typeahead

    monkeypatch.setattr(typeahead, "PATIENCE", 0.05)
    async with running(dossier) as app:
        monkeypatch.setattr(type(app.app), "opening", property(lambda _: True))
        before = app.bench.outline.rows.cursor
        await app.press("j")
        assert app.bench.outline.rows.cursor == before + 1
        # Nor do those after it wait as long again.
        monkeypatch.setattr(typeahead, "PATIENCE", 3600)
        await app.press("j")
        assert app.bench.outline.rows.cursor == before + 2
