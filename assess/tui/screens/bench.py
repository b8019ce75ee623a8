"""The bench: what a body's workbench shows, in tree, form and score panel, and how it is kept up to date."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Literal

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import Voice
from assess.packs.model import Pack
from assess.packs.vocabulary import VOICES
from assess.scoring.burden import minutes_left
from assess.tui import outline as tree_lines
from assess.tui.numerals import shown
from assess.tui.saving import BodyView
from assess.tui.screens.base import PlaceScreen
from assess.tui.settings import Spot
from assess.tui.standing import in_order, is_asked, no_pointers, open_indicators, pointers
from assess.tui.states import about_me, state_line
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, Sheet, entitle, home, para
from assess.tui.widgets.factform import FactForm
from assess.tui.widgets.form import IndicatorForm
from assess.tui.widgets.scores import ScorePanel, ScoreStrip
from assess.tui.widgets.tree import TreePanel

Panel = Literal["tree", "form", "score"]
HURRY = 0.06
"""Seconds between two steps in the tree below which the form waits until the cursor rests."""
NARROW, WIDE, BROAD = 96, 116, 150
"""Below the first one panel at a time; from the second on all three side by side, from the third on broader."""

INDICATORS, SCORES = Text(zh="指标", en="Indicators"), Text(zh="得分", en="Scores")
ANSWER, FACT, ABOUT = Text(zh="作答", en="Answer"), Text(zh="事实", en="Fact"), Text(zh="概况", en="About")
VOICE = Text(zh="声音：{voice}", en="as: {voice}")
NOW_AS = Text(zh="当前声音改为“{voice}”", en="You now write as “{voice}”")
ALL_DONE = Text(zh="这个声音没有未作答的指标了", en="No indicator is left to answer for this voice")
NO_FLAGS = Text(zh="没有风险线索，也没有未定的规则", en="No findings and no undetermined rules")
NOT_RETURNED = Text(zh="没有被退回的指标", en="No indicator was returned")
NONE_HERE = Text(
    zh="筛选之内没有了；按 / 再按 Esc 取消筛选", en="None within the filter; / and then Escape clears it"
)
REFUSED = Text(zh="{label} 不接受“不适用”", en="{label} does not admit “not applicable”")
FIRST_CHOOSE = Text(zh="请先在指标树上选中一个指标", en="Choose an indicator in the tree first")
ANSWERED = Text(zh="已答 {done}，共 {of} 项", en="{done} of {of} answered")
LEFT = Text(zh="单位还需约 {n} 分钟（推定）", en="The body still needs about {n} minutes (assumed)")
ENTER = Text(
    zh="回车展开或收起；n 到下一个未作答的指标。", en="Enter opens or closes; n goes to the next open indicator."
)


class Bench(PlaceScreen):
    """The state of a workbench and its three panels; `going` and `workbench` add what can be done there."""

    def __init__(self, body: str, at: str = "", then: Callable[[Any], None] | None = None, **kwargs: Any) -> None:
        super().__init__(classes="-at-tree", **kwargs)
        self.body, self._start_at, self._then = body, at, then
        self.view: BodyView | None = None
        self.voice: Voice = "claimed"
        self.key = ""
        self._filter = ""
        self._folded: frozenset[str] = frozenset({"layer/facts"})
        self._flags = no_pointers()
        self.outline, self.form = TreePanel(), IndicatorForm()
        self.fact_form: FactForm | None = None
        self.heading, self.page = Sheet(classes="wall titled"), Prose()
        self.shown: Sheet | None = None
        self._moved = 0.0
        self._next: str | None = None
        self._rest: Timer | None = None
        self.form.add_class("wall", "titled")
        self.outline.add_class("titled")

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
            yield self.form
            with self.heading:
                yield self.page
            yield ScorePanel(classes="wall titled")

    def on_mount(self) -> None:
        """Read the body."""
        self._arrange(self.app.size.width)
        self._filter = home(self).filter_of("tree")
        self.outline.restore_filter(self._filter)
        self.outline.rows.on_move = self.follow
        self.outline.rows.focus()
        home(self).saver.read(self.body, self.show_view)

    def _arrange(self, cells: int) -> None:
        self.set_class(cells < NARROW, "-narrow")
        self.set_class(NARROW <= cells < WIDE, "-middle")
        self.set_class(cells >= BROAD, "-broad")

    def show_view(self, view: BodyView) -> None:
        """Show the body as it stands now."""
        first = self.view is None
        self.view = view
        self._flags = pointers(self.pack, view.result.findings)
        waiting = open_indicators(self.pack, view, self.voice) if first else []
        inside = {line.key for line in self._lines(filter=True)} if first and self._filter else None
        start = next((i for i in waiting if inside is None or f"indicator/{i}" in inside), "")
        start = start or next((i.id for i in in_order(self.pack)), "")
        at = f"indicator/{start}"
        if first and self._start_at in {line.key for line in self._lines()}:
            at = self._start_at
        self._show_tree(at if first else None)
        self._show_scores()
        if first:
            self.go(at) if at == self._start_at else self.show_item(at)
        elif self.key:
            self._refill(self.key)
        if self._then is not None:
            # What one came here for, such as an indicator that was asked for by name.
            then, self._then = self._then, None
            then(self)

    def _look(self) -> tree_lines.Look:
        return tree_lines.Look(voice=self.voice, filter=self._filter, closed=self._folded, dash=self.glyphs.dash)

    def _show_tree(self, at: str | None = None) -> None:
        if self.view is not None:
            self.outline.rows.show_lines(tree_lines.lines(self.pack, self.view, self._flags, self._look()), at)

    def _show_scores(self) -> None:
        if self.view is None:
            return
        waiting = len(open_indicators(self.pack, self.view, self.voice))
        total = sum(is_asked(i, self.view.result.score) for i in self.pack.indicators)
        panel = self.query_one(ScorePanel)
        panel.show(self.pack, self.view, self._past(self.view))
        entitle(panel, self.t(SCORES))
        entitle(self.outline, f"{self.t(INDICATORS)} {total - waiting}/{total}")
        self.query_one(ScoreStrip).show(self.pack, self.view, total - waiting, total)
        session = home(self).saver.session
        path = (session.campaign.title, self.view.state.body.name) if session else ()
        self.query_one(TopBar).show(path, self._aside(self.view))

    def _aside(self, view: BodyView) -> Text:
        """On top: where the work on the body stands and in which role one is, where that is used; the voice."""
        said = [x for x in (state_line(view), about_me(view)) if x is not None]
        if self.app.size.width < NARROW:
            said = said[:1]
        said.append(VOICE.fill(voice=self.t(VOICES[self.voice])))
        return Text(zh="  ".join(x.zh for x in said), en="  ".join(x.en for x in said))

    def spot(self) -> Spot:
        """Where one is, to come back to."""
        return Spot(self.body, self._next or self.key)

    def _past(self, view: BodyView) -> dict[str, list[Band | None]]:
        """The scores of the earlier periods that were compared with, and now."""
        held = home(self).earlier.get(self.body)
        if not held:
            return {}
        from assess.tui.beside import Column
        from assess.tui.over_time import past_bands

        return past_bands(
            self.pack, Column(self.body, view.result.body.name, self.pack, view.result), [*held.values()]
        )

    def on_screen_resume(self) -> None:
        """An earlier period may have been compared with meanwhile."""
        if self.body in home(self).earlier:
            self._show_scores()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        self._show_tree()
        self._show_scores()
        if self.key:
            self._refill(self.key)

    def follow(self, key: str) -> None:
        """The cursor in the tree has come to `key`: show it at once, or, while a key is held, when it rests."""
        now = time.monotonic()
        hurried = now - self._moved < HURRY
        self._moved = now
        self._next = key
        if self._rest is not None:
            self._rest.stop()
        if hurried:
            self._rest = self.set_timer(HURRY, self.catch_up)
        else:
            self.catch_up()

    def catch_up(self) -> None:
        """Show what the cursor in the tree is on, before anything is done to it."""
        if self._next is not None:
            key, self._next = self._next, None
            self.show_item(key)

    def show_item(self, key: str) -> None:
        """Show the form of `key`; what was being typed elsewhere is written first."""
        if key != self.key:
            home(self).flush()
            self.key = key
            self._refill(key)
            if self.shown is not None and self.shown.scroll_offset.y:
                self.shown.scroll_home(animate=False)
        else:
            self._refill(key)

    def _refill(self, key: str) -> None:
        if self.view is None:
            return
        kind, _, name = key.partition("/")
        saver = home(self).saver
        indicator = self.pack.indicator(name) if kind == "indicator" else None
        fact = self.pack.fact(name) if kind == "fact" else None
        if indicator is not None:
            busy = saver.busy(f"answer/{self.body}/{name}/{self.voice}")
            self.form.show(self.pack, indicator, self.view, self.voice, busy=busy)
            self._turn_to(self.form)
        elif fact is not None:
            if self.fact_form is None:
                self.fact_form = FactForm(classes="wall titled")
                self.query_one("#main").mount(self.fact_form, after=self.form)
            slot = f"measurement/{self.body}/{name}/{self.voice}"
            busy = saver.busy(slot) or saver.busy(slot + "/previous")
            self.fact_form.show(self.pack, fact, self.view, self.voice, busy=busy)
            self._turn_to(self.fact_form)
        else:
            self.page.show(self._heading_page(kind, name))
            self._turn_to(self.heading)

    def _turn_to(self, sheet: Sheet) -> None:
        entitle(sheet, self.t(ANSWER if sheet is self.form else FACT if sheet is self.fact_form else ABOUT))
        if sheet is not self.shown:
            if self.shown is not None:
                self.shown.remove_class("-shown")
            self.shown = sheet
            sheet.add_class("-shown")

    def go(self, key: str) -> None:
        """Go to `key` in the tree, opening what hides it."""
        self._next = None
        if self._filter and all(line.key != key for line in self._lines(filter=True)):
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

    @property
    def at_indicator(self) -> bool:
        """Whether the form of an indicator is shown."""
        return self.shown is self.form

    @property
    def at_fact(self) -> FactForm | None:
        """The form of a fact, when that is shown."""
        return self.fact_form if self.shown is self.fact_form else None

    def _heading_page(self, kind: str, name: str) -> list[Para]:
        assert self.view is not None
        line = next((x for x in self._lines() if x.key == f"{kind}/{name}"), None)
        if line is None:
            return []
        layer = self.pack.layer(name)
        page = [para(self.t(line.title), "bold")]
        if layer and layer.description:
            page.append(para(self.t(layer.description)))
        page.append(para(self.t(ANSWERED.fill(done=line.done, of=line.of)), "$text-muted"))
        if layer:
            left = shown(minutes_left(self.pack, self.view.state, self.pack.of_layer(name)))
            page.append(para(self.t(LEFT.fill(n=left)), "$text-muted"))
        return [*page, para(""), para(self.t(ENTER), "$text-muted")]

    def _lines(self, *, filter: bool = False) -> list[tree_lines.Line]:
        """All lines with every heading open, those alone that the filter leaves when `filter` is set."""
        assert self.view is not None
        look = tree_lines.Look(voice=self.voice, filter=self._filter if filter else "")
        return tree_lines.lines(self.pack, self.view, self._flags, look)
