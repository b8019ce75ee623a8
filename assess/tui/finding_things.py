"""What the command palette can find from where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assess.base.texts import Text
from assess.tui.actions import ACTIONS, key_name
from assess.tui.screens.palette import Entry
from assess.tui.screens.workbench import Workbench
from assess.tui.standing import ordered_findings

if TYPE_CHECKING:
    from assess.tui.app import AssessApp

COMMAND = Text(zh="命令", en="command")
INDICATOR = Text(zh="指标", en="indicator")
FACT = Text(zh="事实", en="fact")
BODY = Text(zh="单位", en="body")
FINDING = Text(zh="线索", en="finding")
LEFT_OUT = {"pick", "palette", "fold"}


def entries(app: AssessApp) -> list[Entry]:
    """Commands of this place, then indicators, facts, findings and bodies."""
    found = _commands(app)
    workbench = app.screen if isinstance(app.screen, Workbench) else None
    if workbench is not None:
        found += _of_workbench(workbench)
    found += [
        Entry(BODY, b.name, _opener(app, b.id), words=b.id)
        for b in app.bodies
        if workbench is None or b.id != workbench.body
    ]
    return found


def _commands(app: AssessApp) -> list[Entry]:
    place = getattr(app.screen, "place", "")
    return [
        Entry(
            COMMAND,
            a.help,
            _runner(app, a.id),
            aside=key_name(app.keys.of(a)[0]),
            words=f"{a.text.zh} {a.text.en} {a.id}",
        )
        for a in ACTIONS
        if a.id not in LEFT_OUT and {place, "any"} & set(a.places)
    ]


def _of_workbench(workbench: Workbench) -> list[Entry]:
    pack, view = workbench.pack, workbench.view
    found = [
        Entry(INDICATOR, i.title, _goer(workbench, f"indicator/{i.id}"), aside=i.label, words=f"{i.label} {i.id}")
        for i in pack.indicators
    ]
    if view is not None:
        found += [
            Entry(FINDING, f.title, _finding(workbench, f.id), words=f.rule)
            for f in ordered_findings(view.result.findings)
        ]
    return found + [Entry(FACT, f.title, _goer(workbench, f"fact/{f.id}"), words=f.id) for f in pack.facts]


def _runner(app: AssessApp, id: str) -> Callable[[], None]:
    return lambda: app.action_act(id)


def _opener(app: AssessApp, id: str) -> Callable[[], None]:
    def open_it() -> None:
        if isinstance(app.screen, Workbench):
            app.leave_body()
        app.call_after_refresh(app.open_body, id)

    return open_it


def _goer(workbench: Workbench, key: str) -> Callable[[], None]:
    def go() -> None:
        workbench.go(key)
        workbench.enter_form()

    return go


def _finding(workbench: Workbench, id: str) -> Callable[[], None]:
    return lambda: workbench.open_findings(id)
