"""The workbench: the tree of indicators and facts, the form of the current one, scores and findings as they change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from assess.base.texts import Text
from assess.dossier.edits import AddEvidence, AttachFile, JudgeEvidence, RecordFact, RemoveEvidence
from assess.dossier.entities import Voice
from assess.packs.model import Pack
from assess.packs.vocabulary import VOICES
from assess.tui import outline as tree_lines
from assess.tui.actions import Place, bindings
from assess.tui.paths import clean
from assess.tui.saving import Applied, BodyView
from assess.tui.screens import asks
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.screens.findings import FindingsScreen
from assess.tui.screens.history import HistoryScreen
from assess.tui.standing import in_order, no_pointers, open_indicators, ordered_findings, pointers
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, home, para
from assess.tui.widgets.evidence import EvidenceRows
from assess.tui.widgets.factform import FactForm
from assess.tui.widgets.form import Edited, IndicatorForm
from assess.tui.widgets.rows import RowList
from assess.tui.widgets.scores import FindingRows, ScorePanel, ScoreStrip
from assess.tui.widgets.tree import TreePanel, TreeRows

Panel = Literal["tree", "form", "score"]
NARROW, WIDE = 96, 116
"""Below the first one panel at a time; from the second on all three side by side."""

VOICE = Text(zh="口径：{voice}", en="as: {voice}")
NOW_AS = Text(zh="现在以“{voice}”口径填写", en="You now write as “{voice}”")
ALL_DONE = Text(zh="这个口径下没有未作答的指标了", en="No indicator is left to answer for this voice")
NO_FLAGS = Text(zh="没有风险线索，也没有待定的规则", en="No findings and no undetermined rules")
REFUSED = Text(zh="{label} 不接受“不适用”", en="{label} does not admit “not applicable”")
FIRST_CHOOSE = Text(zh="请先在指标树上选中一个指标", en="Choose an indicator in the tree first")
ANSWERED = Text(zh="已答 {done}，共 {of} 项", en="{done} of {of} answered")
ENTER = Text(zh="回车展开或收起；n 到下一个未作答的指标。", en="Enter opens or closes; n goes to the next open indicator.")


class Workbench(PlaceScreen):
    """One body, being assessed."""

    place: ClassVar[Place] = "workbench"
    BINDINGS: ClassVar[list[Binding]] = bindings("workbench")  # type: ignore[assignment]
    CSS = """
    Workbench #main { height: 1fr; }
    Workbench #sheet {
        width: 1fr; padding: 0 0 0 1; border-left: vkey $line; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    Workbench #page { padding: 0 1; }
    Workbench ScoreStrip { display: none; }
    Workbench.-middle ScoreStrip, Workbench.-narrow ScoreStrip { display: block; }
    Workbench.-middle ScorePanel { display: none; }
    Workbench.-middle.-at-score ScorePanel { display: block; }
    Workbench.-middle TreePanel { width: 34; }
    Workbench.-narrow #sheet { border-left: none; padding: 0 0 0 0; }
    Workbench.-narrow TreePanel, Workbench.-narrow #sheet, Workbench.-narrow ScorePanel { display: none; width: 1fr; }
    Workbench.-narrow ScorePanel { border-left: none; }
    Workbench.-narrow.-at-tree TreePanel, Workbench.-narrow.-at-form #sheet, Workbench.-narrow.-at-score ScorePanel {
        display: block;
    }
    .-ascii Workbench #sheet, .-ascii Workbench ScorePanel { border-left: ascii $line; }
    """

    def __init__(self, body: str, **kwargs: Any) -> None:
        super().__init__(classes="-at-tree", **kwargs)
        self.body = body
        self.view: BodyView | None = None
        self.voice: Voice = "claimed"
        self.key = ""
        self._filter = ""
        self._folded: frozenset[str] = frozenset({"layer/facts"})
        self._flags = no_pointers()
        self.outline, self.form = TreePanel(), IndicatorForm()
        self.fact_form: FactForm | None = None

    @property
    def pack(self) -> Pack:
        """The pack of the campaign."""
        session = home(self).saver.session
        assert session is not None
        return session.pack

    def middle(self) -> ComposeResult:
        """Score strip, tree, form, score panel."""
        yield ScoreStrip()
        with Horizontal(id="main"):
            yield self.outline
            with VerticalScroll(id="sheet", can_focus=False):
                yield self.form
                yield Prose(id="page")
            yield ScorePanel()

    # -- showing ---------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Read the body."""
        super().on_mount()
        self.form.display = False
        self._arrange(self.app.size.width)
        self.outline.rows.focus()
        home(self).saver.read(self.body, self.show_view)

    def show_view(self, view: BodyView) -> None:
        """Show the body as it stands now."""
        first = self.view is None
        self.view = view
        self._flags = pointers(self.pack, view.result.findings)
        waiting = open_indicators(self.pack, view, self.voice) if first else []
        start = waiting[0] if waiting else next((i.id for i in in_order(self.pack)), "")
        self._show_tree(f"indicator/{start}" if first else None)
        self._show_scores()
        if first:
            self.show_item(f"indicator/{start}")
        elif self.key:
            self._refill(self.key)

    def _look(self) -> tree_lines.Look:
        return tree_lines.Look(voice=self.voice, filter=self._filter, closed=self._folded, dash=self.glyphs.dash)

    def _show_tree(self, at: str | None = None) -> None:
        if self.view is not None:
            self.outline.rows.show_lines(tree_lines.lines(self.pack, self.view, self._flags, self._look()), at)

    def _show_scores(self) -> None:
        if self.view is None:
            return
        waiting = len(open_indicators(self.pack, self.view, self.voice))
        total = len(self.pack.indicators)
        self.query_one(ScorePanel).show(self.pack, self.view)
        self.query_one(ScoreStrip).show(self.pack, self.view, total - waiting, total)
        session = home(self).saver.session
        path = (session.campaign.title, self.view.state.body.name) if session else ()
        self.query_one(TopBar).show(path, VOICE.fill(voice=self.t(VOICES[self.voice])))

    def relabel(self) -> None:
        """Say everything in the language in use."""
        self._show_tree()
        self._show_scores()
        if self.key:
            self._refill(self.key)

    def show_item(self, key: str) -> None:
        """Show the form of `key`; what was being typed elsewhere is written first."""
        if key != self.key:
            home(self).flush()
            self.key = key
            self.query_one("#sheet").scroll_home(animate=False)
        self._refill(key)

    def _refill(self, key: str) -> None:
        if self.view is None:
            return
        kind, _, id = key.partition("/")
        saver = home(self).saver
        indicator = self.pack.indicator(id) if kind == "indicator" else None
        fact = self.pack.fact(id) if kind == "fact" else None
        self.form.display = indicator is not None
        if self.fact_form is not None:
            self.fact_form.display = fact is not None
        self.query_one("#page", Prose).show([] if indicator or fact else self._heading_page(kind, id))
        if indicator is not None:
            busy = saver.busy(f"answer/{self.body}/{id}/{self.voice}")
            self.form.show(self.pack, indicator, self.view, self.voice, self._flags, busy=busy)
        elif fact is not None:
            if self.fact_form is None:
                self.fact_form = FactForm()
                self.query_one("#sheet").mount(self.fact_form, before="#page")
            slot = f"measurement/{self.body}/{id}/{self.voice}"
            busy = saver.busy(slot) or saver.busy(slot + "/previous")
            self.fact_form.show(self.pack, fact, self.view, self.voice, busy=busy)

    def _heading_page(self, kind: str, id: str) -> list[Para]:
        assert self.view is not None
        line = next((x for x in self._lines() if x.key == f"{kind}/{id}"), None)
        if line is None:
            return []
        layer = self.pack.layer(id)
        page = [para(self.t(line.title), "bold")]
        if layer and layer.description:
            page.append(para(self.t(layer.description)))
        page.append(para(self.t(ANSWERED.fill(done=line.done, of=line.of)), "$text-muted"))
        return [*page, para(""), para(self.t(ENTER), "$text-muted")]

    def _lines(self) -> list[tree_lines.Line]:
        """All lines, with every heading open and no filter."""
        assert self.view is not None
        return tree_lines.lines(self.pack, self.view, self._flags, tree_lines.Look(voice=self.voice))

    # -- moving ----------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """One panel, two or three, by the width."""
        self._arrange(event.size.width)

    def _arrange(self, cells: int) -> None:
        self.set_class(cells < NARROW, "-narrow")
        self.set_class(NARROW <= cells < WIDE, "-middle")

    def show_panel(self, panel: Panel) -> None:
        """On a narrow screen, the panel that is seen."""
        for name in get_args(Panel):
            self.set_class(name == panel, f"-at-{name}")

    def on_descendant_focus(self) -> None:
        """The panel with the focus is the one to be seen."""
        super().on_descendant_focus()
        within = set(self.focused.ancestors_with_self) if self.focused else set()
        if self.outline in within:
            self.show_panel("tree")
        elif self.query_one("#sheet") in within:
            self.show_panel("form")

    def on_descendant_blur(self) -> None:
        """A field was left: what was typed in it is written."""
        home(self).flush()

    def go(self, key: str) -> None:
        """Go to `key` in the tree, opening what hides it."""
        if self._filter:
            self.outline.close_filter()
            self._filter = ""
        above: list[str] = []
        for line in self._lines():
            above = [*above[: line.depth], line.key]
            if line.key == key:
                break
        self._folded -= frozenset(above)
        self._show_tree(key)
        self.show_item(key)

    def enter_form(self) -> None:
        """From the tree into the form."""
        form = self.fact_form if self.fact_form is not None and self.fact_form.display else self.form
        if form.display:
            self.show_panel("form")
            self.call_after_refresh(form.main_field.focus)

    @property
    def in_form(self) -> bool:
        """Whether the focus is in the form."""
        return self.focused is not None and self.query_one("#sheet") in self.focused.ancestors

    def _go_on(self, keys: list[str], none: Text) -> None:
        """To the next of `keys` after the present one, in the order of the tree."""
        order = [line.key for line in self._lines()]
        wanted = set(keys)
        at = order.index(self.key) if self.key in order else -1
        found = next((k for k in (*order[at + 1 :], *order[: at + 1]) if k in wanted), None)
        if found is None:
            return home(self).say(none)
        inside = self.in_form
        self.go(found)
        if inside:
            self.enter_form()
        return None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show what the cursor in the tree has come to."""
        if isinstance(event.rows, TreeRows):
            self.show_item(event.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: into the form, or open or close a heading, or to a finding."""
        if isinstance(event.rows, FindingRows):
            self.open_findings(event.key)
        elif isinstance(event.rows, TreeRows):
            if event.key.startswith(("layer/", "group/")):
                self._fold(event.key)
            else:
                self.show_item(event.key)
                self.enter_form()

    def on_tree_rows_folded(self, event: TreeRows.Folded) -> None:
        """Open or close the heading under the cursor, or go up to the one above."""
        if event.key.startswith(("layer/", "group/")):
            self._fold(event.key)
        else:
            above: list[str] = []
            for line in self._lines():
                if line.key == event.key and above:
                    return self.go(above[-1])
                above = [*above[: line.depth], line.key] if line.kind in ("layer", "group") else above
        return None

    def _fold(self, key: str) -> None:
        self._folded ^= {key}
        self._show_tree(key)

    def on_tree_panel_filtered(self, event: TreePanel.Filtered) -> None:
        """Narrow the tree."""
        self._filter = event.text.strip()
        self._show_tree()

    # -- editing ---------------------------------------------------------------------------------------

    def on_edited(self, event: Edited) -> None:
        """Write what the form asks for: at once, or when typing pauses."""
        app = home(self)
        if not app.may_edit():
            return self.call_after_refresh(self._restore)  # type: ignore[return-value]
        if event.typing:
            app.hold(event.slot, event.edit)
        else:
            app.write(event.edit, key=event.slot, body=self.body, then=self.applied)
        return None

    def _restore(self) -> None:
        self.form.indicator = None
        self.relabel()

    def refused(self) -> None:
        """The dossier did not take an edit: show what it holds."""
        self._restore()

    def applied(self, applied: Applied) -> None:
        """Show what follows from a change."""
        if applied.view is not None and applied.view.state.body.id == self.body:
            self.show_view(applied.view)

    def on_evidence_rows_removed(self, event: EvidenceRows.Removed) -> None:
        """Remove a piece of evidence."""
        self._write(RemoveEvidence(body=self.body, evidence=event.evidence))

    def on_evidence_rows_judged(self, event: EvidenceRows.Judged) -> None:
        """Judge a piece of evidence."""
        self._write(JudgeEvidence(body=self.body, evidence=event.evidence, status=event.status))

    def _write(self, edit: AddEvidence | AttachFile | RemoveEvidence | JudgeEvidence | RecordFact) -> None:
        if home(self).may_edit():
            home(self).write(edit, body=self.body, then=self.applied)

    def _indicator_label(self) -> str | None:
        """The label of the indicator in the form; says so when there is none."""
        if self.form.display and self.form.indicator is not None:
            return self.form.indicator.label
        home(self).say(FIRST_CHOOSE, "warning")
        return None

    def dropped(self, path: str) -> None:
        """A file was dropped: ask whether to attach it."""
        self._ask_file(path)

    def _ask_file(self, path: str) -> None:
        label = self._indicator_label()
        if label is not None and home(self).may_edit():
            self.app.push_screen(asks.attach(label, path), self._attach_file)

    def _attach_file(self, values: Values | None) -> None:
        if values is not None and self.form.indicator is not None:
            self._write(
                AttachFile(
                    body=self.body,
                    indicator=self.form.indicator.id,
                    path=str(Path(clean(values["path"])).absolute()),
                    kind=values["kind"] or "document",
                    title=values["title"].strip(),
                    captured=values["captured"].strip(),
                    independent=values["independent"] == "yes",
                )
            )

    def _link(self, values: Values | None) -> None:
        if values is not None and self.form.indicator is not None:
            self._write(
                AddEvidence(
                    body=self.body,
                    indicator=self.form.indicator.id,
                    kind="link",
                    title=values["title"].strip(),
                    locator=values["locator"].strip(),
                    captured=values["captured"].strip(),
                    independent=values["independent"] == "yes",
                )
            )

    # -- actions of the registry -----------------------------------------------------------------------

    def action_next_open(self) -> None:
        """To the next indicator without an answer."""
        if self.view is not None:
            waiting = open_indicators(self.pack, self.view, self.voice)
            self._go_on([f"indicator/{i}" for i in waiting], ALL_DONE)

    def action_next_flagged(self) -> None:
        """To the next indicator or fact that a finding points to."""
        if self.view is not None:
            for flag in ("!", "?"):
                keys = [x.key for x in self._lines() if x.flag == flag]
                if keys:
                    return self._go_on(keys, NO_FLAGS)
            home(self).say(NO_FLAGS)
        return None

    def action_filter(self) -> None:
        """Open the filter."""
        self.show_panel("tree")
        self.outline.open_filter()

    def action_pick(self, number: int) -> None:
        """Choose an option by its number."""
        if not home(self).may_edit():
            return
        if self.form.display:
            self.form.pick(number)
            if self.form.value.display:
                self.show_panel("form")
        elif self.fact_form is not None and self.fact_form.display:
            self.fact_form.pick(number)

    def action_not_applicable(self) -> None:
        """Mark as not applicable, with a reason."""
        form = self.form
        if not form.display or form.draft is None or form.indicator is None or not home(self).may_edit():
            return
        option = next((o for o in form.indicator.scale.options if o.state == "not-applicable"), None)
        if option is not None:
            form.change(form.draft.with_value(option.code))
        elif form.indicator.not_applicable == "refuse":
            home(self).say(REFUSED.fill(label=form.indicator.label), "warning")
        elif form.draft.comment.strip():
            form.change(form.draft.with_state("not-applicable"))
        else:
            self.app.push_screen(asks.reason(form.indicator.label), self._because)

    def _because(self, values: Values | None) -> None:
        if values is not None and self.form.draft is not None:
            self.form.comment.write(values["reason"].strip())
            self.form.change(self.form.draft.with_state("not-applicable", values["reason"].strip()))

    def action_unknown(self) -> None:
        """Mark as unknown."""
        if not home(self).may_edit():
            return
        form = self.form
        if form.display and form.draft is not None and form.indicator is not None:
            option = next((o for o in form.indicator.scale.options if o.state == "unknown"), None)
            draft = form.draft.with_value(option.code) if option else form.draft.with_state("unknown")
            form.change(draft)
        elif self.fact_form is not None and self.fact_form.display and self.fact_form.fact is not None:
            fact = self.fact_form.fact
            if fact.derive is None:
                self._write(RecordFact(body=self.body, fact=fact.id, value=None, voice=self.voice))

    def action_clear(self) -> None:
        """Take the answer of this voice back."""
        if not home(self).may_edit():
            return
        if self.form.display:
            self.form.clear()
        elif self.fact_form is not None and self.fact_form.display:
            self.fact_form.clear()

    def action_comment(self) -> None:
        """To the comment."""
        if self._indicator_label() is not None:
            self.show_panel("form")
            self.call_after_refresh(self.form.comment.focus)

    def action_attach(self) -> None:
        """Attach a file."""
        self._ask_file("")

    def action_link(self) -> None:
        """Add a link."""
        label = self._indicator_label()
        if label is not None and home(self).may_edit():
            today = dt.datetime.now().astimezone().date().isoformat()
            self.app.push_screen(asks.link(label, today), self._link)

    def action_voice(self) -> None:
        """Write as the next voice."""
        home(self).flush()
        voices: tuple[Voice, ...] = get_args(Voice)
        self.voice = voices[(voices.index(self.voice) + 1) % len(voices)]
        self.relabel()
        home(self).say(NOW_AS.fill(voice=self.t(VOICES[self.voice])))

    def action_score(self) -> None:
        """Show or hide the score panel where it is not always there."""
        if self.has_class("-at-score"):
            self.show_panel("tree")
            self.call_after_refresh(self.outline.rows.focus)
        else:
            self.show_panel("score")
            self.call_after_refresh(self.query_one("#risk-rows").focus)

    def action_findings(self) -> None:
        """Open the findings."""
        self.open_findings(None)

    def open_findings(self, at: str | None) -> None:
        """Open the findings at `at`, or at one that points to the current indicator."""
        if self.view is None:
            return
        if at is None and self.form.display and self.form.indicator is not None:
            here = [f for f in self.view.result.findings if self.form.indicator.id in f.indicators]
            at = ordered_findings(here)[0].id if here else None
        session = home(self).saver.session
        path = (session.campaign.title, self.view.state.body.name) if session else ()
        self.app.push_screen(FindingsScreen(path, self.pack, self.view, at), self._from_findings)

    def _from_findings(self, key: str | None) -> None:
        if key is not None:
            self.go(key)
            self.enter_form()

    def action_report(self) -> None:
        """Write the report of this body."""
        home(self).write_report(self.body)

    def action_history(self) -> None:
        """The history of this body."""
        session = home(self).saver.session
        if session is not None and self.view is not None:
            path = (session.campaign.title, self.view.state.body.name)
            self.app.push_screen(HistoryScreen(path, self.body), self._from_history)

    def _from_history(self, _: str | None) -> None:
        home(self).saver.read(self.body, self.show_view)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self.body, self._stepped)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self.body, self._stepped)

    def _stepped(self, applied: Applied) -> None:
        self.form.indicator = None
        self.applied(applied)
        for slot in applied.change.slots if applied.change else ():
            kind, body, *rest = slot.split("/")
            if body == self.body and kind in ("answer", "measurement"):
                self.voice = next((v for v in get_args(Voice) if v in rest), self.voice)
                self.go(f"{'indicator' if kind == 'answer' else 'fact'}/{rest[0]}")
                break

    def action_save(self) -> None:
        """Write what is being typed now, and retry what failed."""
        home(self).flush(retry=True)

    def action_scroll_down(self) -> None:
        """Scroll the form down."""
        self.query_one("#sheet").scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the form up."""
        self.query_one("#sheet").scroll_page_up(animate=False)

    def action_back(self) -> None:
        """From the form to the tree, from the tree to the bodies."""
        home(self).flush()
        if self.outline.filtering:
            self.outline.close_filter()
        elif self.in_form or self.has_class("-at-score") or not self.outline.rows.has_focus:
            self.show_panel("tree")
            self.call_after_refresh(self.outline.rows.focus)
        else:
            home(self).leave_body()
