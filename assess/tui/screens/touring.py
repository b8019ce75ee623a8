"""The guided tour: cards over the live app, each about one part of it, which is brought in sight and named.

What a card says of keys is filled in from the keys in use, those of the user's own included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from assess.base.texts import Text
from assess.tui.actions import BY_ID, bindings, key_name
from assess.tui.widgets.base import Prose, home, para

if TYPE_CHECKING:
    from assess.tui.screens.workbench import Workbench

Part = Literal["tree", "form", "score"]
ON = Text(zh="{at}/{of}   Enter 下一张  ← 上一张  Esc 结束", en="{at}/{of}   Enter next   ← previous   Escape ends")


class Card(msgspec.Struct, frozen=True):
    """One card: the panel it is about, its title, and what it says; {the id of an action} is its key."""

    part: Part
    title: Text
    text: Text


CARDS: Final = (
    Card("tree", Text(zh="工作台", en="The workbench"),
         Text(zh="左边是指标树，中间是填写页，右边是得分；屏幕窄时一次只看一处，Enter 进去，{back} 退回。"
                 "每次改动立即保存，右上角看得到；随时可以退出。",
              en="The tree of indicators on the left, the form in the middle, scores on the right; on a narrow screen "
                 "one at a time: Enter goes in, {back} comes back. Every change is saved at once, as the mark on top "
                 "shows; leave whenever you like.")),
    Card("tree", Text(zh="指标树", en="The tree"),
         Text(zh="j k 上下移动，h 收起。{next_open} 到下一个未答的指标，{next_flagged} 到下一条线索，{next_returned} 到被退回的。"
                 "{filter} 筛选：代码、中文、拼音首字母（sjgx = 数据共享）都行。",
              en="j and k move, h folds. {next_open} goes to the next indicator without an answer, {next_flagged} to what "
                 "a finding points to, {next_returned} to what was returned. {filter} filters by code, title or Pinyin "
                 "initials.")),
    Card("form", Text(zh="作答", en="Answering"),
         Text(zh="按数字键选一级；每一级下面写着须有哪些证据。{not_applicable} 不适用，{unknown} 不清楚——不清楚只会加宽区间，不当作零分。",
              en="A digit chooses a level; below it stands the evidence that level needs. {not_applicable} marks as not "
                 "applicable, {unknown} as unknown, which widens the band and never counts as zero.")),
    Card("form", Text(zh="证据与备注", en="Evidence and comment"),
         Text(zh="{attach} 附文件（也可以拖进终端），{link} 加链接，{comment} 写备注，长的用 {editor} 到自己的编辑器里写。",
              en="{attach} attaches a file (or drop one on the terminal), {link} adds a link, {comment} goes to the "
                 "comment; longer texts are written in your own editor with {editor}.")),
    Card("form", Text(zh="四种声音", en="Four voices"),
         Text(zh="自报、实测、用户、核实各写各的，互不覆盖；{voice} 切换。差距本身就是线索。",
              en="Claimed, measured, users and verified are written side by side and none overwrites another; {voice} "
                 "switches. The gap between them is a lead in itself.")),
    Card("score", Text(zh="得分是区间", en="Scores are bands"),
         Text(zh="{bar} 是已经确定的，{maybe} 是还可能得到的。答得越全，区间越窄。窄屏按 {score} 看得分。",
              en="{bar} is certain, {maybe} may still come. The more is answered, the narrower the band. {score} shows "
                 "the scores on a narrow screen.")),
    Card("score", Text(zh="风险线索", en="Findings"),
         Text(zh="{findings} 打开线索：每条写明依据、要问什么、什么情况下可能有误。线索不是结论，先听被评估单位的答复。",
              en="{findings} opens the findings; each states its basis, what to ask and what could make it wrong. A "
                 "finding is no verdict: the body is heard first.")),
    Card("tree", Text(zh="其余的", en="The rest"),
         Text(zh="{report} 出报告，{undo} 撤销（重新打开也行），{history} 看记录，{palette} 按名称找一切，"
                 "{jump} 跳到看得见的任何地方，{help} 说明现在所在之处。",
              en="{report} writes the report, {undo} undoes, even after a restart, {history} shows the record, {palette} "
                 "finds everything by name, {jump} jumps to anything in sight, {help} explains where you are.")),
)  # fmt: skip


class TourScreen(ModalScreen[None]):
    """One card at a time over the workbench."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = None
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        Binding("enter,space,right,l,j,down", "turn(1)", show=False),
        Binding("left,h,k,up,backspace", "turn(-1)", show=False),
    ]
    CSS = """
    TourScreen { align: center bottom; background: transparent; }
    TourScreen > #card {
        width: 76; max-width: 100%; height: auto; padding: 0 1; background: $panel; border: round $accent;
        margin-bottom: 1;
    }
    """

    def __init__(self, bench: Workbench, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._bench = bench
        self.at = 0

    def compose(self) -> ComposeResult:
        """The card."""
        with Vertical(id="card", classes="frame"):
            yield Prose(id="words")

    def on_mount(self) -> None:
        """The first card."""
        self.relabel()

    def relabel(self) -> None:
        """Say the card in the language in use, and bring its panel in sight."""
        app, card = home(self), CARDS[self.at]
        plain = app.glyphs.ellipsis != "…"
        keys = {name: key_name(app.keys.of(action)[0], plain=plain) for name, action in BY_ID.items()}
        marks = {"bar": app.glyphs.bar_sure * 3, "maybe": app.glyphs.bar_maybe * 3}
        self._bench.show_panel(card.part)
        self.query_one(Prose).show(
            [
                para(card.title.get(app.lang), "bold $accent"),
                para(card.text.fill(**{**keys, **marks}).get(app.lang)),
                para(""),
                para(ON.fill(at=self.at + 1, of=len(CARDS)).get(app.lang), "$text-muted"),
            ]
        )

    def action_turn(self, step: int) -> None:
        """The next card or the one before; after the last one the tour ends."""
        if self.at + step >= len(CARDS):
            self.action_back()
        else:
            self.at = max(self.at + step, 0)
            self.relabel()

    def on_click(self) -> None:
        """The mouse goes on, too."""
        self.action_turn(1)

    def action_back(self) -> None:
        """End; the tree is in sight again."""
        self._bench.show_panel("tree")
        self.dismiss(None)
