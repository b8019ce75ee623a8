"""Moving about in the workbench: panels, the tree, the next indicator, other places."""

from __future__ import annotations

from typing import get_args

from textual import events

from assess.base.texts import Text
from assess.tui import outline as tree_lines
from assess.tui.screens.bench import ALL_DONE, FIRST_CHOOSE, NO_FLAGS, NONE_HERE, NOT_RETURNED, Bench, Panel
from assess.tui.standing import concerns, open_indicators, ordered_findings, returned
from assess.tui.widgets.base import home
from assess.tui.widgets.fields import Paragraphs
from assess.tui.widgets.rows import RowList
from assess.tui.widgets.scores import FindingRows
from assess.tui.widgets.tree import TreePanel, TreeRows


class Going(Bench):
    """A bench one can move about in."""

    def on_resize(self, event: events.Resize) -> None:
        """One panel, two or three, by the width."""
        self._arrange(event.size.width)
        # How much is told in words follows from the width.
        self.call_after_refresh(self.relabel)

    def show_panel(self, panel: Panel) -> None:
        """On a narrow screen, the panel that is seen."""
        for name in get_args(Panel):
            self.set_class(name == panel, f"-at-{name}")

    def on_descendant_focus(self) -> None:
        """The panel with the focus is the one to be seen."""
        within = set(self.focused.ancestors_with_self) if self.focused else set()
        if self.outline in within:
            self.show_panel("tree")
        elif self.shown in within:
            self.show_panel("form")

    def on_descendant_blur(self) -> None:
        """A field was left: what was typed in it is written."""
        home(self).flush()

    def enter_form(self) -> None:
        """From the tree into the form."""
        self.catch_up()
        form = self.at_fact or (self.form if self.at_indicator else None)
        if form is not None:
            self.show_panel("form")
            self.call_after_refresh(form.main_field.focus)

    @property
    def in_form(self) -> bool:
        """Whether the focus is in the form."""
        return self.focused is not None and self.shown in self.focused.ancestors

    def _go_on(self, keys: list[str], none: Text, *, back: bool = False) -> None:
        """To the next of `keys` after the present one, or `back` to the one before, as the filter leaves them."""
        order = [line.key for line in self._lines(filter=True)]
        if back:
            order.reverse()
        wanted = set(keys)
        at = order.index(self.key) if self.key in order else -1
        found = next((k for k in (*order[at + 1 :], *order[: at + 1]) if k in wanted), None)
        if found is None:
            return home(self).say(NONE_HERE if wanted and self._filter else none)
        inside = self.in_form
        self.go(found)
        if inside:
            self.enter_form()
        return None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter: into the form, or open or close a heading, or to a finding."""
        if isinstance(event.rows, FindingRows):
            self.open_findings(event.key)
        elif isinstance(event.rows, TreeRows):
            if event.key.startswith(("layer/", "group/")):
                self._fold(event.key)
                self.outline.rows.focus()
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
        home(self).keep_filter("tree", self._filter)
        lines = tree_lines.lines(self.pack, self.view, self._flags, self._look()) if self.view else []
        keys = [x.key for x in lines if x.kind in ("indicator", "fact")]
        at = self.key if self.key in keys else next(iter(keys), None)
        self._show_tree(at)
        if at is not None:
            self.show_item(at)

    def action_next_open(self) -> None:
        """To the next indicator without an answer."""
        if self.view is not None:
            waiting = open_indicators(self.pack, self.view, self.voice)
            self._go_on([f"indicator/{i}" for i in waiting], ALL_DONE)

    def action_prev_open(self) -> None:
        """To the indicator without an answer before this one."""
        if self.view is not None:
            waiting = open_indicators(self.pack, self.view, self.voice)
            self._go_on([f"indicator/{i}" for i in waiting], ALL_DONE, back=True)

    def action_next_returned(self) -> None:
        """To the next indicator that was returned."""
        if self.view is not None:
            self._go_on([f"indicator/{i}" for i in returned(self.pack, self.view)], NOT_RETURNED)

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

    def action_comment(self) -> None:
        """To the comment."""
        if self.indicator_label() is not None:
            self.show_panel("form")
            self.call_after_refresh(self.form.comment.focus)

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
        if at is None and self.at_indicator and self.form.indicator is not None:
            this = self.form.indicator.id
            here = [f for f in self.view.result.findings if this in concerns(self.pack, f)]
            at = ordered_findings(here)[0].id if here else None
        session = home(self).saver.session
        path = (session.campaign.title, self.view.state.body.name) if session else ()
        from assess.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(path, self.pack, self.view, at), self._from_findings)

    def _from_findings(self, key: str | None) -> None:
        if key is not None:
            self.go(key)
            self.enter_form()

    def action_verify(self) -> None:
        """Verify, beginning with the indicator in the form."""
        self.catch_up()
        home(self).flush()
        if self.view is not None:
            from assess.tui.screens.verify import VerifyScreen

            at = self.form.indicator.id if self.at_indicator and self.form.indicator else None
            self.app.push_screen(VerifyScreen(self.pack, self.view, at), self._from_verify)

    def go_on_to_verify(self, *, here: bool, apart: bool) -> None:
        """Go on to verifying, or to judging `apart`; at this indicator (`here`) or at the first that waits."""
        if self.view is not None:
            from assess.tui.screens.verify import VerifyScreen

            at = self.form.indicator.id if here and self.at_indicator and self.form.indicator else None
            screen = VerifyScreen(self.pack, self.view, at)
            screen.apart = apart
            self.app.push_screen(screen, self._from_verify)

    def action_work(self) -> None:
        """All that waits for me."""
        home(self).action_work()

    def action_people(self) -> None:
        """Who has which role."""
        home(self).action_people()

    def action_judgements(self) -> None:
        """What several evaluators judged on this body."""
        home(self).flush()
        from assess.tui.screens.judgements import JudgementsScreen

        self.app.push_screen(JudgementsScreen(self.body))

    def _from_verify(self, key: str | None) -> None:
        if key is not None:
            self.go(key)

    def action_steps(self) -> None:
        """Take a step of the workflow, on the indicator in the form or on the whole."""
        self.catch_up()
        from assess.tui.screens.taking import choose

        at = self.form.indicator.id if self.at_indicator and self.form.indicator else ""
        choose(home(self), self.body, at, lambda _: None)

    def action_flow(self) -> None:
        """The workflow of this body: state, queries, disputes, dates, sign-offs."""
        self.catch_up()
        home(self).flush()
        from assess.tui.screens.flow import FlowScreen

        at = self.form.indicator.id if self.at_indicator and self.form.indicator else ""
        self.app.push_screen(FlowScreen(self.body, at), self._from_findings)

    def action_jobs(self) -> None:
        """What runs in the background."""
        home(self).action_jobs()

    def action_report(self) -> None:
        """Write the report of this body."""
        home(self).write_report(self.body)

    def action_history(self) -> None:
        """The history of this body."""
        session = home(self).saver.session
        if session is not None and self.view is not None:
            path = (session.campaign.title, self.view.state.body.name)
            from assess.tui.screens.history import HistoryScreen

            self.app.push_screen(HistoryScreen(path, self.body), self._from_history)

    def action_whatif(self) -> None:
        """Sliders on the weights, with live ranks."""
        from assess.tui.screens.whatif import WhatIfScreen

        home(self).flush()
        self.app.push_screen(WhatIfScreen())

    def action_compare(self) -> None:
        """This body beside others, or beside its earlier self."""
        from assess.tui.screens.compare import CompareScreen

        home(self).flush()
        body = self.body
        self.app.push_screen(CompareScreen((body,) if body else ()))

    def action_conflicts(self) -> None:
        """The conflicts that merging left."""
        from assess.tui.screens.conflicts import ConflictsScreen

        home(self).flush()
        self.app.push_screen(ConflictsScreen(), self._from_history)

    def _from_history(self, _: str | None) -> None:
        home(self).saver.read(self.body, self.show_view)

    def action_scroll_down(self) -> None:
        """Scroll the form down."""
        if self.shown is not None:
            self.shown.scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the form up."""
        if self.shown is not None:
            self.shown.scroll_page_up(animate=False)

    def next_field(self) -> None:
        """Tab: from the tree into the form where only one panel is seen, else to the next field."""
        if self.has_class("-narrow") and self.outline.rows.has_focus:
            self.enter_form()
        else:
            self.focus_next()

    def action_back(self) -> None:
        """From the form to the tree, from the tree to the bodies."""
        home(self).flush()
        in_tree = self.focused is not None and self.outline in self.focused.ancestors
        if not in_tree or self.has_class("-at-score"):
            self.show_panel("tree")
            self.call_after_refresh(self.outline.rows.focus)
        elif self.outline.in_filter:
            self.outline.close_filter()
        else:
            home(self).leave_body()

    def back_to_tree(self, _: None = None) -> None:
        """To the tree, once it is in sight."""
        self.show_panel("tree")
        self.call_after_refresh(self.outline.rows.focus)

    def action_tour(self) -> None:
        """Be shown around."""
        home(self).start_tour()

    @property
    def long_field(self) -> Paragraphs | None:
        """The text that the editor takes when no field has the focus: the answer in words, else the comment."""
        if not self.at_indicator or self.form.indicator is None:
            return None
        return self.form.free if self.form.free.display else self.form.comment

    def indicator_label(self) -> str | None:
        """The label of the indicator in the form; says so when there is none."""
        self.catch_up()
        if self.at_indicator and self.form.indicator is not None:
            return self.form.indicator.label
        home(self).say(FIRST_CHOOSE, "warning")
        return None
