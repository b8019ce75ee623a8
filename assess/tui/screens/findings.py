"""The findings screen: the list, and beside it the finding under the cursor in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from assess.base.clock import utc_now
from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.dossier.cases import obstacle
from assess.dossier.edits import StepFinding
from assess.findings.model import Finding
from assess.packs.model import Pack
from assess.tui.actions import bindings
from assess.tui.findingtext import finding_page
from assess.tui.places import Place
from assess.tui.saving import Applied, BodyView
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.standing import concerns
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, entitle, home, para
from assess.tui.widgets.rows import RowList
from assess.tui.widgets.scores import FindingRows, counts

TITLE = Text(zh="风险线索 {yes}，未定 {open}", en="Findings {yes}, undetermined {open}")
LIST, DETAIL = Text(zh="线索", en="Findings"), Text(zh="全文", en="In full")
NONE = Text(
    zh="没有风险线索，也没有未定的规则。按 Esc 返回继续作答，按 R 出报告。",
    en="No findings and no undetermined rules. Escape goes back to answering, R writes the report.",
)


class FindingsScreen(PlaceScreen):
    """Findings of one body; Enter goes to the indicator or fact a finding rests on."""

    place: ClassVar[Place] = "findings"
    BINDINGS: ClassVar[list[Binding]] = bindings("findings")  # type: ignore[assignment]
    CSS = """
    FindingsScreen #split { height: 1fr; }
    FindingsScreen FindingRows { width: 44; }
    FindingsScreen #detail {
        width: 1fr; padding: 0 2; border-left: vkey $line; scrollbar-size-vertical: 1; overflow-y: scroll;
    }
    FindingsScreen.-narrow #split { layout: vertical; }
    FindingsScreen.-narrow FindingRows { width: 1fr; height: 7; }
    FindingsScreen.-narrow #detail { border-left: none; border-top: solid $line; padding: 0 1; }
    """

    def __init__(self, path: tuple[Text, ...], pack: Pack, view: BodyView, at: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path, self._pack, self._view, self._at = path, pack, view, at

    def middle(self) -> ComposeResult:
        """List and detail."""
        with Horizontal(id="split"):
            rows = FindingRows(id="findings", classes="titled")
            rows.with_states = True
            yield rows
            with VerticalScroll(id="detail", classes="wall sill titled"):
                yield Prose(id="page")

    def on_mount(self) -> None:
        """Fill the list."""
        self.relabel()
        rows = self.query_one(FindingRows)
        if self._at:
            rows.go(self._at)
        rows.focus()
        self._show(rows.key)

    def relabel(self) -> None:
        """Say everything in the language in use."""
        findings = self._view.result.findings
        raised, undecided = counts(findings)
        self.query_one(TopBar).show((*self._path, TITLE.fill(yes=raised, open=undecided)))
        rows = self.query_one(FindingRows)
        rows.show_findings(findings)
        entitle(rows, self.t(LIST))
        entitle(self.query_one("#detail"), self.t(DETAIL))
        self._show(rows.key)

    def _show(self, id: str | None) -> None:
        found = self._finding(id)
        page = finding_page(self._pack, found, self.lang, self.glyphs) if found else [para(self.t(NONE))]
        self.query_one("#page", Prose).show(page)
        self.query_one("#detail").scroll_home(animate=False)

    def _finding(self, id: str | None) -> Finding | None:
        return next((f for f in self._view.result.findings if f.id == id), None)

    def go_to_finding(self, id: str) -> bool:
        """Stand on the finding that was asked for by name."""
        return self.query_one(FindingRows).go(id)

    def on_resize(self, event: events.Resize) -> None:
        """List above detail where there is no room for both side by side."""
        self.set_class(event.size.width < 96, "-narrow")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the finding under the cursor."""
        self._show(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to what the finding waits for, or else to what it rests on."""
        found = self._finding(event.key)
        if found is None:
            return
        wanted = set(found.missing) or concerns(self._pack, found)
        facts = [f"fact/{f.id}" for f in self._pack.facts if f.id in wanted]
        keys = facts + [f"indicator/{i.id}" for i in self._pack.indicators if i.id in wanted]
        self.dismiss(keys[0] if keys else None)

    def action_back(self) -> None:
        """Back to the workbench."""
        self.dismiss(None)

    def action_put_finding(self) -> None:
        """Put the finding to the body."""
        self._ask("put")

    def action_reply_finding(self) -> None:
        """Record the body's reply."""
        self._ask("reply")

    def action_decide_finding(self) -> None:
        """Uphold, drop or reopen."""
        self._ask("decide")

    def action_intent_finding(self) -> None:
        """Record the intent."""
        self._ask("intent")

    def action_owner_finding(self) -> None:
        """Name who is to mend it."""
        self._ask("owner")

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self._view.state.body.id, home(self).tell_applied)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self._view.state.body.id, home(self).tell_applied)

    def applied(self, applied: Applied) -> None:
        """Something was written: show what follows, the cursor where it was."""
        if applied.view is not None and applied.view.state.body.id == self._view.state.body.id:
            self._view = applied.view
            self.relabel()

    def _ask(self, group: str) -> None:
        """Ask for a step of `group` on the finding under the cursor, or say why none can be taken."""
        found, session = self._finding(self.query_one(FindingRows).key), home(self).saver.session
        if found is None or session is None or not home(self).may_edit():
            return
        from assess.tui.screens import stepping

        today = utc_now()[:10]
        moves = stepping.offered(found.case, group, session.author.name, today)
        if not moves:
            why = obstacle(found.case, stepping.GROUPS[group][0], session.author.name, today)
            home(self).say(why or NONE, "warning")
            return

        def check(values: Values) -> Text | None:
            try:
                session.rehearse(self._step(found, moves, values))
            except AssessError as error:
                return error.message
            return None

        def take(values: Values | None) -> None:
            if values is not None:
                edit = self._step(found, moves, values)
                home(self).write(edit, body=edit.body, then=home(self).tell_applied)

        self.app.push_screen(stepping.dialog(found, group, moves, check, today), take)

    def _step(self, found: Finding, moves: Sequence[str], values: Values) -> StepFinding:
        said = {k: v.strip() for k, v in values.items() if k not in ("move", "evidence")}
        evidence = tuple(x.strip() for x in re.split(r"[,，、\s]+", values.get("evidence", "")) if x.strip())
        move = values.get("move", "") or moves[0]
        return StepFinding(body=found.body, finding=found.id, move=move, evidence=evidence, **said)  # type: ignore[arg-type]

    def action_jobs(self) -> None:
        """What runs in the background."""
        home(self).action_jobs()

    def action_report(self) -> None:
        """Write the report of this body."""
        home(self).write_report(self._view.state.body.id)
