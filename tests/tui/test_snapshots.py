"""What the app looks like, picture by picture: a change of any of them must be looked at and approved.

`pytest tests/tui/test_snapshots.py --snapshot-update` takes the pictures anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, AddEvidence, JudgeEvidence, RecordFact, RecordSeries, SetAnswer
from assess.session import Session
from assess.tui.app import AssessApp
from tests.mini import acting
from tests.tui.driving import LARGE, SMALL, Driver
from tests.tui.test_over_time import FILE, MONTHS

PICTURES: dict[str, tuple[Lang, tuple[int, int], list[str], str]] = {
    "bodies-zh": ("zh", (110, 14), ["escape"], ""),
    "workbench-zh": ("zh", LARGE, ["g", "j", "j", "enter"], ""),
    "workbench-en": ("en", LARGE, ["g", "j", "j", "enter", "v", "v", "v"], ""),
    "tree-small-zh": ("zh", SMALL, [], "assess-light"),
    "form-small-zh": ("zh", SMALL, ["g", "j", "j", "enter", "down"], ""),
    "form-small-contrast-en": ("en", SMALL, ["g", "j", "j", "enter", "x"], "assess-contrast"),
    "ascii-zh": ("zh", LARGE, [], "assess-ascii"),
    "findings-zh": ("zh", LARGE, ["F"], ""),
    "findings-small-en": ("en", SMALL, ["F"], ""),
    "help-en": ("en", LARGE, ["question_mark"], "assess-light"),
    "palette-zh": ("zh", SMALL, ["ctrl+p"], ""),
    "jump-zh": ("zh", LARGE, ["g", "ctrl+o"], ""),
    "tour-small-zh": ("zh", SMALL, ["T", "enter"], ""),
    "fact-en": ("en", LARGE, ["f", "enter"], ""),
    "verify-zh": ("zh", LARGE, ["g", "j", "j", "V"], ""),
    "whatif-small-zh": ("zh", SMALL, ["W", "L"], ""),
    "compare-en": ("en", LARGE, ["C", "enter"], ""),
    "verify-small-en": ("en", SMALL, ["g", "j", "j", "V"], ""),
    "bodies-wide-en": ("en", (180, 12), ["escape"], "assess-light"),
    "bodies-ascii-en": ("en", SMALL, ["escape"], "assess-ascii"),
    "workbench-broad-zh": ("zh", (170, 36), ["g", "j", "j", "enter"], ""),
    "verify-course-zh": ("zh", LARGE, ["V"], "assess-contrast"),
    "verify-ascii-zh": ("zh", SMALL, ["g", "j", "j", "V"], "assess-ascii"),
    "score-small-en": ("en", SMALL, ["s"], "assess-light"),
    "whatif-en": ("en", LARGE, ["W", "L", "L"], "assess-contrast"),
    "compare-small-zh": ("zh", SMALL, ["C", "enter"], "assess-light"),
    "history-zh": ("zh", LARGE, ["H"], ""),
    "jobs-none-en": ("en", SMALL, ["J"], ""),
    "conflicts-none-zh": ("zh", SMALL, ["X"], ""),
    "add-body-zh": ("zh", SMALL, ["escape", "a"], "assess-contrast"),
    "reason-en": ("en", LARGE, ["x"], "assess-ascii"),
    "help-small-zh": ("zh", SMALL, ["question_mark"], ""),
}


@pytest.fixture
def half_done(session: Session) -> Path:
    """A dossier with some answers, evidence and a finding, and a second body untouched."""
    body = "bureau"
    session.apply(AddBody(id="hotline", name=Text(zh="12345 热线中心", en="Hotline Centre")))
    session.apply(SetAnswer(body=body, indicator="plan", value="bound", comment="规划已印发，退回过一个项目。"))
    session.apply(SetAnswer(body=body, indicator="plan", value="paper", voice="verified"))
    session.apply(SetAnswer(body=body, indicator="gate", value="no"))
    session.apply(SetAnswer(body=body, indicator="duties", value=None, state="unknown"))
    session.apply(SetAnswer(body=body, indicator="apps_count", value=25.0))
    session.apply(
        AddEvidence(body=body, indicator="plan", kind="link", title="规划全文", locator="https://example.org/plan")
    )
    session.apply(RecordFact(body=body, fact="displayed", value=213, inputs=(FILE,)), RecordSeries(MONTHS))
    (piece,) = session.state(body).evidence["plan"]
    with acting(session):
        session.apply(JudgeEvidence(body=body, evidence=piece.id, status="accepted"))
    session.close()
    return session.path


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_one_approved(half_done: Path, name: str, snap_compare: Callable[..., bool]) -> None:
    lang, size, keys, look = PICTURES[name]
    app = AssessApp(half_done, lang=lang)
    app.blinks = False
    if look:
        app._wear(look)

    async def go(pilot: Any) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("enter", *keys)
        # Messages come and go with the clock; the keys are what the picture shows.
        for bar in app.screen_stack[-1].query("KeyBar"):
            bar.say(None)  # type: ignore[attr-defined]
        await driver.settle()

    try:
        assert snap_compare(app, terminal_size=size, run_before=go)
    finally:
        app.saver.finish()
