"""What if: sliders on the weights of the layers, and beside them the ranks that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.bars import band_bar
from assess.tui.cells import pad
from assess.tui.numerals import score_text
from assess.tui.places import Place
from assess.tui.screens.base import PlaceScreen
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Piece, Prose, entitle, home, para
from assess.tui.widgets.bodyrows import BodyRows
from assess.tui.widgets.rows import Row
from assess.tui.widgets.sliders import Slider, Sliders

if TYPE_CHECKING:
    from assess.base.errors import AssessError
    from assess.scoring.ranks import Rank
    from assess.scoring.reweighed import Reweighed, Scales

TITLE = Text(zh="改变权重会怎样", en="What if the weights were others")
NOTHING_WRITTEN = Text(zh="只看，不写入卷宗", en="for looking only; nothing is written")
WEIGHTS = Text(zh="各层权重（括号里是指标包的）", en="Weights of the layers (those of the pack)")
RANKS = Text(zh="名次（括号里是区间容许的名次）", en="Ranks (in brackets what the bands allow)")
READY = Text(zh="正在准备…", en="Getting ready…")
AS_NOW = Text(zh="目前的权重", en="The weights of the pack")
MOVED = Text(
    zh="{n} 个单位名次有变，其中 {sure} 个在区间之外也变了",
    en="{n} bodies change rank, {sure} of them beyond what the bands leave open",
)
ALL_ZERO = Text(zh="权重全是 0：至少留下一层。", en="Every weight is 0: leave at least one layer.")


class WhatIfScreen(PlaceScreen):
    """Sliders and ranks; they are worked out beside the screen, the latest position alone."""

    place: ClassVar[Place] = "whatif"
    BINDINGS: ClassVar[list[Binding]] = bindings("whatif")  # type: ignore[assignment]
    CSS = """
    WhatIfScreen #split { height: 1fr; }
    WhatIfScreen #weights { width: 50; }
    WhatIfScreen #ranks { width: 1fr; border-left: vkey $line; }
    WhatIfScreen Prose { height: auto; margin: 0 1 1 1; }
    WhatIfScreen Sliders { height: auto; max-height: 12; }
    WhatIfScreen #told { margin: 1 1 0 1; }
    WhatIfScreen.-narrow #split { layout: vertical; }
    WhatIfScreen.-narrow #weights { width: 1fr; height: auto; }
    WhatIfScreen.-narrow #ranks { width: 1fr; height: 1fr; border-left: none; }
    WhatIfScreen.-narrow Prose { margin-bottom: 0; }
    WhatIfScreen.-narrow #told { margin: 0 1; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._scales: Scales | None = None
        self._problem: AssessError | None = None
        self._before: Reweighed | None = None
        self._now: Reweighed | None = None
        self._wanted: dict[str, int] | None = None
        self._working = False

    def middle(self) -> ComposeResult:
        """Weights left, ranks right."""
        with Horizontal(id="split"):
            with Vertical(id="weights", classes="titled topped"):
                yield Sliders(id="sliders")
                yield Prose(id="told")
            with Vertical(id="ranks", classes="wall sill titled topped"):
                yield BodyRows(self._drawn, id="places")

    def on_mount(self) -> None:
        """Read the scores of all bodies and make them ready."""
        self.query_one(Sliders).focus()
        self.relabel()
        saver = home(self).saver
        session = saver.session
        assert session is not None

        def scores() -> list[Any]:
            return [session.result(b.id).score for b in session.bodies()]

        saver.ask(scores, self._prepare, home(self).say_error, wait="none")

    def _prepare(self, scores: list[Any]) -> None:
        session = home(self).saver.session
        if session is None:
            return
        pack = session.pack

        def ready() -> tuple[Scales, Reweighed]:
            from assess.scoring.reweighed import Scales

            scales = Scales(pack, scores)
            return scales, scales.at()

        home(self).saver.aside(ready, self._start, self._refuse)

    def _refuse(self, error: AssessError) -> None:
        self._problem = error
        self.relabel()

    def _start(self, made: tuple[Scales, Reweighed]) -> None:
        self._scales, self._before = made
        self._now = self._before
        levers = self._scales.levers
        self.query_one(Sliders).offer([Slider(x.id, x.title, round(100 * x.share)) for x in levers])
        self.relabel()

    # -- sliding ---------------------------------------------------------------------------------------

    def on_sliders_slid(self, event: Sliders.Slid) -> None:
        """Work out the ranks; while that is under way, only the latest position is kept for the next round."""
        self._wanted = event.points
        self._work()

    def _work(self) -> None:
        if self._wanted is None or self._scales is None or self._working:
            return
        points, scales = self._wanted, self._scales
        self._wanted = None
        first = {x.id: x.at_first for x in self.query_one(Sliders).sliders}
        self._working = True
        shares = None if points == first else {name: value / 100 for name, value in points.items()}
        home(self).saver.aside(lambda: scales.at(shares), self._worked, self._failed)

    def _worked(self, found: Reweighed) -> None:
        self._working = False
        self._problem, self._now = None, found
        self.relabel()
        self._work()

    def _failed(self, error: AssessError) -> None:
        self._working = False
        self._problem = error
        self.relabel()
        self._work()

    # -- showing ---------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Sliders above the ranks where there is no room for both side by side."""
        self.set_class(event.size.width < 100, "-narrow")
        self.call_after_refresh(self.relabel)

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session = home(self).saver.session
        if session is None:
            return
        self.query_one(TopBar).show((session.campaign.title, TITLE), NOTHING_WRITTEN)
        entitle(self.query_one("#weights"), self.t(WEIGHTS))
        entitle(self.query_one("#ranks"), self.t(RANKS))
        self.query_one("#told", Prose).show([para(self._told(), "$warning" if self._problem else "$text-muted")])
        self._show_places()

    def _told(self) -> str:
        if self._problem is not None:
            both = (self._problem.message, self._problem.hint)
            return ("。" if self.lang == "zh" else ". ").join(self.t(x).rstrip("。.") for x in both if x)
        if self._now is None or self._before is None:
            return self.t(READY)
        if self._now == self._before:
            return self.t(AS_NOW)
        was, now = self._before.ranks, self._now.ranks
        moved = [n for n in now if n in was and now[n].rank != was[n].rank]
        return self.t(MOVED.fill(n=len(moved), sure=sum(apart(was[n], now[n]) for n in moved)))

    def _show_places(self) -> None:
        if self._now is None or self._before is None:
            return
        ranks = self._now.ranks
        places = self.query_one(BodyRows)
        places.show([Row(key=n, left=()) for n in sorted(ranks, key=lambda n: (ranks[n].rank, n))])
        # Drawn up when they come in sight: a slider that is moved must not wait for thousands of rows.
        places.changed()

    def _drawn(self, body: str) -> Row:
        if self._now is None or body not in self._now.ranks:
            return Row(key=body, left=())
        name = next((b.name for b in home(self).bodies if b.id == body), None)
        return self._row(body, {body: name} if name else {}, self.query_one(BodyRows).size.width - 3)

    def _row(self, body: str, names: dict[str, Text], cells: int) -> Row:
        assert self._now is not None
        assert self._before is not None
        g, rank, was = self.glyphs, self._now.ranks[body], self._before.ranks.get(body)
        open_to = f"({rank.best}{g.dash}{rank.worst})" if rank.best != rank.worst else ""
        pieces: list[Piece] = [(pad(str(rank.rank), 4, right=True) + "  ", "bold")]
        bar = max(min(40, cells - 70), 8)
        name = max(cells - 6 - 2 - bar - 12 - 16, 8)
        pieces.append((pad(self.t(names[body]) if body in names else body, name, ellipsis=g.ellipsis) + "  ", ""))
        total = self._now.totals[body]
        pieces += band_bar(total, 100, bar, g)
        pieces.append((f" {pad(score_text(total, g.dash), 11)}", "bold"))
        pieces.append((pad(open_to, 9), "$text-muted"))
        return Row(key=body, left=(*pieces, self._shift(was, rank)))

    def _shift(self, was: Rank | None, now: Rank) -> Piece:
        """How many places up or down; strong only where the ranks that are possible do not meet."""
        if was is None or was.rank == now.rank:
            return " " * 6, ""
        by = was.rank - now.rank
        style = ("bold $success" if by > 0 else "bold $error") if apart(was, now) else "$text-muted"
        mark = "!" if apart(was, now) else " "
        return f"{'↑' if by > 0 else '↓'}{pad(str(abs(by)), 3)}{mark} ", style

    def action_back(self) -> None:
        """Back to the bodies; nothing was written."""
        self.dismiss(None)


def apart(was: Rank, now: Rank) -> bool:
    """Whether no rank was possible before that is possible now."""
    return now.worst < was.best or was.worst < now.best
