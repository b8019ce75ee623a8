"""Two to four bodies side by side, or one beside itself in an earlier dossier, in bands."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.band import Band
from assess.base.texts import Text
from assess.snapshot import BodyResult
from assess.tui.actions import bindings
from assess.tui.bars import band_bar, profile
from assess.tui.beside import MOST, Column, Line, earlier, findings_of, lines
from assess.tui.cells import pad, terse, width
from assess.tui.numerals import score_text
from assess.tui.over_time import change_piece, past_bands
from assess.tui.paths import clean
from assess.tui.places import Place
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.screens.palette import Entry, PaletteScreen
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Piece, Prose, home, para
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="比较", en="Compare")
BODY = Text(zh="单位", en="body")
EMPTY = Text(
    zh="按 a 选要比较的单位（二到四个），按 o 与往期的卷宗或快照比较。",
    en="Press a to choose bodies to compare (two to four), o for an earlier dossier or snapshot.",
)
LEGEND = Text(
    zh="{above} 整个区间都高于其他各列；≠ 定义与现在不同，不可比。回车展开一层。",
    en="{above} the whole band lies above the other columns; ≠ defined otherwise, not comparable. "
    "Enter opens a layer.",
)
FULL = Text(zh="最多并列 {n} 列；按 Del 去掉最后一列", en="At most {n} columns; Del takes the last one away")
ALL_HERE = Text(zh="其余单位都已在列", en="All bodies are shown already")
FIRST_BODY = Text(zh="请先按 a 选一个单位", en="Choose a body first, with a")
EARLIER = Text(zh="与往期比较：{name}", en="Compare with an earlier one: {name}")
FINDINGS = Text(zh="风险线索（成立／未定）", en="Findings (held / undetermined)")
COVERAGE = Text(zh="覆盖率", en="Coverage")
OVER_TIME = Text(zh="历年", en="Years")
COURSE = 16
"""Cells for the course over the periods, where earlier ones are shown."""
LEAST_TITLE, MOST_TITLE, WIDEST = 20, 52, 52
"""Cells left to the titles of rows, at least and at most, and the most for a column."""


class CompareScreen(PlaceScreen):
    """A row a total, layer or indicator; a column a body."""

    place: ClassVar[Place] = "compare"
    BINDINGS: ClassVar[list[Binding]] = bindings("compare")  # type: ignore[assignment]
    CSS = """
    CompareScreen > Prose { margin: 0 1; }
    CompareScreen > #about { margin: 1 1 1 1; }
    """

    def __init__(self, bodies: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._wanted = bodies
        self._columns: list[Column] = []
        self._opened: frozenset[str] = frozenset()
        self._courses: dict[str, list[Band | None]] = {}

    def middle(self) -> ComposeResult:
        """About, heads, rows."""
        yield Prose(id="about")
        yield Prose(id="heads")
        yield RowList(id="lines")

    def on_mount(self) -> None:
        """Read the first body; with one alone, ask for the second."""
        self.query_one(RowList).focus()
        self.relabel()
        for body in self._wanted:
            self._read(body)
        if len(self._wanted) == 1 and len(home(self).bodies) > 1:
            self.call_after_refresh(self.action_add_column)

    def on_resize(self) -> None:
        """Fit the columns."""
        self.relabel()

    # -- columns ---------------------------------------------------------------------------------------

    def _read(self, body: str) -> None:
        saver = home(self).saver
        session = saver.session
        if session is not None:
            saver.ask(lambda: session.result(body), self._add, home(self).say_error)

    def _add(self, result: BodyResult) -> None:
        session = home(self).saver.session
        if session is not None:
            self._take(Column(result.body.id, result.body.name, session.pack, result))

    def _take(self, column: Column) -> None:
        if all(c.key != column.key for c in self._columns) and len(self._columns) < MOST:
            self._columns.append(column)
            if column.when:
                home(self).earlier.setdefault(column.result.body.id, {})[column.key] = column
            self.relabel()

    def _is_full(self) -> bool:
        if len(self._columns) >= MOST:
            home(self).say(FULL.fill(n=MOST), "warning")
            return True
        return False

    def action_add_column(self) -> None:
        """Choose another body, by typing its name."""
        if self._is_full():
            return None
        here = {c.key for c in self._columns}
        rest = [b for b in home(self).bodies if b.id not in here]
        if not rest:
            return home(self).say(ALL_HERE)
        found = [Entry(BODY, b.name, lambda body=b.id: self._read(body), words=b.id) for b in rest]  # type: ignore[misc]
        self.app.push_screen(PaletteScreen(found), lambda entry: entry.run() if entry else None)
        return None

    def go_to_body(self, id: str) -> bool:
        """Put the body that was asked for by name beside the others."""
        if not self._is_full():
            self._read(id)
        return True

    def go_to(self, key: str) -> bool:
        """Stand on the indicator that was asked for by name, its layer opened; False for what is not compared."""
        session = home(self).saver.session
        kind, _, name = key.partition("/")
        found = session.pack.indicator(name) if session is not None and kind == "indicator" else None
        if found is None or not self._columns:
            return False
        self._opened |= {found.layer}
        self.relabel()
        return self.query_one(RowList).go(key)

    def action_earlier(self) -> None:
        """Put the first body beside itself in an earlier dossier or snapshot."""
        if not self._columns:
            home(self).say(FIRST_BODY, "warning")
        elif not self._is_full():
            from assess.tui.screens.asks import NO_FILE, PathDialog

            first = self._columns[0]
            title = Text(zh=EARLIER.zh.format(name=first.name.zh), en=EARLIER.en.format(name=first.name.en))
            asked = PathDialog(title, [], lambda values: None if _there(values) else NO_FILE)
            self.app.push_screen(asked, self._from_file)

    def _from_file(self, values: Values | None) -> None:
        session = home(self).saver.session
        if values is None or session is None or not self._columns:
            return
        path, body, pack = Path(clean(values["path"])), self._columns[0].result.body.id, session.pack
        home(self).saver.aside(lambda: earlier(path, body, pack), self._take, home(self).say_error)

    def action_drop_column(self) -> None:
        """Take the last column away."""
        if self._columns:
            self._columns.pop()
            self.relabel()

    # -- showing ---------------------------------------------------------------------------------------

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session = home(self).saver.session
        if session is None:
            return
        self.query_one(TopBar).show((session.campaign.title, TITLE))
        about = LEGEND.fill(above=self.glyphs.answered) if len(self._columns) > 1 else EMPTY
        self.query_one("#about", Prose).show([para(self.t(about), "$text-muted")])
        found = lines(session.pack, self._columns, self._opened) if self._columns else []
        now = next((c for c in self._columns if not c.when), None)
        past = [c for c in self._columns if c.when and now is not None and c.result.body.id == now.result.body.id]
        self._courses = past_bands(session.pack, now, past) if now is not None and past else {}
        title, column = self._widths()
        self.query_one("#heads", Prose).show(self._heads(title, column))
        rows = [self._row(line, title, column) for line in found]
        self.query_one(RowList).show(rows + (self._more(title, column) if rows else []))

    def _widths(self) -> tuple[int, int]:
        """Cells of the title, and of each column."""
        cells = self.size.width - 4 - (COURSE if self._courses else 0)
        count = max(len(self._columns), 2)
        title = min(max(LEAST_TITLE, cells // (count + 1)), MOST_TITLE)
        column = min((cells - title) // count, WIDEST)
        return min(cells - column * len(self._columns), MOST_TITLE), column

    def _heads(self, title: int, column: int) -> list[Para]:
        if not self._columns:
            return []
        pieces: list[Piece] = [(" " * (title + 1), "")]
        for c in self._columns:
            when = f" {c.when}" if c.when else ""
            name = pad(self.t(c.name), max(column - 2 - width(when), 4), ellipsis=self.glyphs.ellipsis).rstrip()
            pieces.append((pad(f"{name}{when}", column - 1, ellipsis=self.glyphs.ellipsis) + " ", "bold $primary"))
        if self._courses:
            pieces.append((self.t(OVER_TIME), "bold $primary"))
        return [Para(pieces=tuple(pieces))]

    def _row(self, line: Line, title: int, column: int) -> Row:
        g = self.glyphs
        indent = {"total": "", "layer": "", "indicator": "  "}[line.kind]
        fold = ""
        if line.kind == "layer":
            fold = f"{g.opened if line.key.removeprefix('layer/') in self._opened else g.closed} "
        name = f"{indent}{fold}{line.label}{' ' if line.label else ''}{self.t(line.title)}"
        style = "" if line.kind == "indicator" else "bold"
        pieces: list[Piece] = [(pad(terse(name, title - 1), title - 1, ellipsis=g.ellipsis) + " ", style)]
        for cell in line.cells:
            mark = "≠" if cell.broken else g.answered if cell.above else " "
            text = f"{mark} {score_text(cell.band, g.dash)}"
            shade = "$text-muted" if cell.broken else "bold $success" if cell.above else ""
            bar = column - 16 if column >= 24 else 0
            pieces.append((pad(text, 14 if bar else column - 1, ellipsis=g.ellipsis), shade))
            pieces += (
                band_bar(cell.band, line.maximum, bar, g, "$text-muted" if cell.broken else "$primary")
                if bar
                else []
            )
            pieces.append(("  " if bar else " ", ""))
        if course := self._courses.get(line.key):
            text, shade = change_piece(course, g)
            pieces += [(profile(course, g), "$primary"), (f" {text}", shade)]
        return Row(key=line.key, left=tuple(pieces))

    def _more(self, title: int, column: int) -> list[Row]:
        g = self.glyphs
        covered: list[Piece] = [(pad(self.t(COVERAGE), title), "$text-muted")]
        held: list[Piece] = [
            (pad(terse(self.t(FINDINGS), title - 1), title - 1, ellipsis=g.ellipsis) + " ", "$text-muted")
        ]
        for c in self._columns:
            raised, open_still = findings_of(c)
            covered.append((pad(f"  {int(c.result.score.coverage * 100)}%", column), "$text-muted"))
            held.append((pad(f"  {g.flag}{raised} {g.undetermined}{open_still}", column), "bold" if raised else ""))
        return [Row(key="coverage", left=tuple(covered)), Row(key="findings", left=tuple(held))]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open or close a layer."""
        event.stop()
        kind, _, name = event.key.partition("/")
        if kind == "layer":
            self._opened ^= {name}
            self.relabel()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _there(values: Values) -> bool:
    try:
        return Path(clean(values["path"])).is_file()
    except (OSError, ValueError):
        return False
