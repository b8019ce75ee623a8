"""The moves that there are: those one may make now on top, the others below them with the reason why not."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from assess.base.texts import Text
from assess.dossier.workflow.table import MOVES, ROLES
from assess.packs.model import Pack
from assess.tui.actions import bindings
from assess.tui.moves import MEANS, Offer
from assess.tui.screens.taking import ASKED, both, subject
from assess.tui.widgets.base import InLanguage, Para, Prose, Said, para
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="流程：可走的步骤", en="Workflow: the steps there are")
HINT = Text(zh="数字或回车选定  Esc 取消", en="Digits or Enter take one  Esc cancels")
WHO = Text(zh="由{roles}来做。", en="Taken by: {roles}.")
NOT_MINE = Text(zh="不归我做", en="not mine")
NOT_NOW = Text(zh="现在不行", en="not now")
NONE = Text(zh="这里没有可走的步骤", en="There is no step to take here")


class MovesScreen(InLanguage, ModalScreen[Offer | None]):
    """A list of moves; below it what the one under the cursor does, or why it cannot be made."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = "#moves"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
    ]
    CSS = """
    MovesScreen { align: center middle; background: $background 60%; }
    MovesScreen > #offered {
        width: 84; max-width: 96%; height: auto; max-height: 96%; padding: 0 1; background: $panel;
        border: round $primary;
    }
    MovesScreen #title { text-style: bold; color: $primary; margin: 0 1; }
    MovesScreen #moves { height: 11; background: $panel; margin: 1 0; }
    MovesScreen #moves > .rows--cursor { background: $cursor; text-style: bold; }
    MovesScreen #means { height: 5; margin: 0 1; }
    MovesScreen #hint { color: $text-muted; margin: 0 1; }
    """

    def __init__(self, pack: Pack, found: list[Offer], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pack, self._offers = pack, {o.key: o for o in found}

    def compose(self) -> ComposeResult:
        """Title, moves, what the move does."""
        with Vertical(id="offered", classes="frame"):
            yield Said(TITLE, id="title")
            yield RowList(id="moves")
            yield Prose(id="means")
            yield Said(HINT, id="hint")

    def on_mount(self) -> None:
        """List them."""
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        rows = [self._row(offer) for offer in self._offers.values()]
        self.query_one(RowList).show(rows or [Row(key="", left=((self.t(NONE), "$text-muted"),))])
        self._tell()

    def _row(self, offer: Offer) -> Row:
        g = self.glyphs
        on = (f"  {g.dot} {self.t(subject(self._pack, offer, None))}", "$text-muted")
        said = (f"  {' '.join(offer.subject.split())}" if offer.subject else "", "$text-muted")
        if offer.allowed:
            name = (self.t(MOVES[offer.move].name), "")
            number = list(self._offers).index(offer.key) + 1
            return Row(offer.key, ((f"{number if number < 10 else g.dot} ", "bold $success"), name, on, said))
        name = (self.t(MOVES[offer.move].name), "$text-muted")
        why = self.t(NOT_MINE if offer.barred else NOT_NOW)
        return Row(offer.key, ((f"{g.not_applicable} ", "$text-muted"), name, on, said), ((why, "$text-muted"),))

    def _tell(self) -> None:
        offer = self._offers.get(self.query_one(RowList).key or "")
        self.query_one("#means", Prose).show(self._page(offer) if offer else [para(" ")])

    def _page(self, offer: Offer) -> list[Para]:
        page = []
        if offer.obstacle is not None:
            told = both(offer.obstacle, offer.way_out)
            page.append(para(self.t(told), "$warning", f"{self.glyphs.flag} ", "bold $warning"))
        page.append(para(self.t(MEANS[offer.move])))
        if offer.subject:
            page.append(para(self.t(ASKED.fill(text=offer.subject)), "$text-muted"))
        roles = MOVES[offer.move].roles
        names = ("、" if self.lang == "zh" else ", ").join(
            ROLES[r].zh if self.lang == "zh" else ROLES[r].en.lower() for r in roles
        )
        return [*page, para(self.t(WHO.fill(roles=names)), "$text-muted")]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the move under the cursor."""
        event.stop()
        self._tell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the move, when it can be made."""
        event.stop()
        offer = self._offers.get(event.key)
        if offer is not None and offer.allowed:
            self.dismiss(offer)

    def action_number(self, number: int) -> None:
        """Close with the move of that number, when it can be made."""
        allowed = [o for o in self._offers.values() if o.allowed]
        if number <= len(allowed):
            self.dismiss(allowed[number - 1])

    def action_back(self) -> None:
        """Close without one."""
        self.dismiss(None)
