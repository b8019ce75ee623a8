"""What the command palette can find from where one is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from assess.base.texts import Text
from assess.tui.actions import ACTIONS, key_name
from assess.tui.screens.palette import Entry
from assess.tui.screens.workbench import Workbench
from assess.tui.standing import ordered_findings
from assess.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from assess.packs.model import Pack
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
    bench = bench_below(app)
    if app.saver.session is not None and (bench is not None or _at_hand(app) is not None):
        found += _of_body(app, app.saver.session.pack, bench)
    leaves_bench = getattr(app.screen, "go_to_body", None) is None
    found += [
        Entry(BODY, b.name, partial(go_to_body, app, b.id), words=b.id)
        for b in app.bodies
        if bench is None or b.id != bench.body or not leaves_bench
    ]
    return found


def bench_below(app: AssessApp) -> Workbench | None:
    """The workbench that one is in, or came from."""
    return next((s for s in reversed(app.screen_stack) if isinstance(s, Workbench)), None)


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


def _of_body(app: AssessApp, pack: Pack, bench: Workbench | None) -> list[Entry]:
    found = [
        Entry(
            INDICATOR, i.title, partial(go_to, app, f"indicator/{i.id}"), aside=i.label, words=f"{i.label} {i.id}"
        )
        for i in pack.indicators
    ]
    if bench is not None and bench.view is not None:
        found += [
            Entry(FINDING, f.title, partial(go_to_finding, app, f.id), words=f.rule)
            for f in ordered_findings(bench.view.result.findings)
        ]
    return found + [Entry(FACT, f.title, partial(go_to, app, f"fact/{f.id}"), "", f.id) for f in pack.facts]


def _at_hand(app: AssessApp) -> str | None:
    """The body under the cursor of the list of bodies."""
    rows = getattr(app.screen, "rows", None) if getattr(app.screen, "place", "") == "bodies" else None
    return rows.key if isinstance(rows, RowList) else None


def _runner(app: AssessApp, id: str) -> Callable[[], None]:
    return lambda: app.action_act(id)


def go_to(app: AssessApp, key: str) -> None:
    """Go to an indicator or a fact: in this place where it can show it, else in the workbench."""
    hook = getattr(app.screen, "go_to", None)
    if hook is not None and hook(key):
        return
    bench = _back_to_bench(app)
    if bench is not None:
        app.call_after_refresh(_enter, bench, key)
    elif (body := _at_hand(app)) is not None:
        app.open_body(body, key, lambda opened: opened.enter_form())


def _enter(bench: Workbench, key: str) -> None:
    bench.go(key)
    bench.enter_form()


def go_to_finding(app: AssessApp, id: str) -> None:
    """Go to a finding: in this place where it can show it, else among the findings of the body."""
    hook = getattr(app.screen, "go_to_finding", None)
    if hook is not None and hook(id):
        return
    bench = _back_to_bench(app)
    if bench is not None:
        app.call_after_refresh(bench.open_findings, id)


def go_to_body(app: AssessApp, id: str) -> None:
    """Take another body: in this place where that makes sense, else in its workbench."""
    hook = getattr(app.screen, "go_to_body", None)
    if hook is not None and hook(id):
        return
    then = Workbench.action_verify if getattr(app.screen, "place", "") == "verify" else None
    if _back_to_bench(app) is not None:
        app.leave_body()
    app.call_after_refresh(app.open_body, id, "", then)


def _back_to_bench(app: AssessApp) -> Workbench | None:
    """Leave what stands on the workbench; what was being typed there is written."""
    bench = bench_below(app)
    app.flush()
    while bench is not None and app.screen is not bench:
        app.pop_screen()
    return bench
