"""The help screen: where you are, what the marks mean, and every key that works here."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from assess.base.texts import Text
from assess.tui.actions import Action, bindings, key_name, of_place
from assess.tui.cells import pad, width
from assess.tui.matching import matches
from assess.tui.places import PLACES
from assess.tui.widgets.base import Para, Prose, home, para
from assess.tui.widgets.fields import Line

KEYS = Text(zh="按键", en="Keys")
MARKS = Text(zh="符号", en="Marks")
LISTS = Text(zh="在树和列表里", en="In the tree and in lists")
PIECES = Text(zh="在证据列表里", en="In the list of evidence")
ANYWHERE = Text(zh="到处可用", en="Everywhere")
HERE: dict[str, Text] = {
    "tree": Text(zh="光标在指标树上：数字键直接作答，Enter 到填写页。",
                 en="You are in the tree: digits answer, Enter goes to the form."),
    "choices": Text(zh="光标在选项上：数字键或 Enter 选择；多选题再按一次取消。",
                    en="You are at the options: a digit or Enter chooses; where several may be chosen, again takes back."),
    "value": Text(zh="光标在数值栏里：如 45%、12.5、1.2万；不对的数值不会保存。",
                  en="You are in the value: 45%, 12.5 or 12k; a value that is wrong is not saved."),
    "comment": Text(zh="光标在备注里：可以粘贴多段；停下来就保存，Esc 回到指标树。",
                    en="You are in the comment: paste several paragraphs; a pause saves, Escape goes back to the tree."),
    "free": Text(zh="光标在文字答案里：可以粘贴多段；停下来就保存。",
                 en="You are in an answer in words: paste several paragraphs; a pause saves."),
    "evidence": Text(zh="光标在证据列表里：+ 采信，i 不充分，- 不采信。",
                     en="You are in the list of evidence: + accepts, i is insufficient, - rejects."),
    "bodies": Text(zh="光标在单位列表里：Enter 打开。“各层”一层一格：左柱是确定的低端，右柱是可能的高端。",
                   en="You are in the bodies: Enter opens one. Layers have a cell each: the left column is the low end, certain, the right one the high end, possible."),
    "risk-rows": Text(zh="光标在线索列表里：Enter 看全文。", en="You are in the findings: Enter shows one in full."),
    "filter": Text(zh="光标在筛选栏里：边输入边筛选，Enter 到第一个，Esc 取消筛选。",
                   en="You are in the filter: it narrows as you type, Enter goes to the first, Escape clears it."),
}  # fmt: skip
"""By the id of what has the focus."""
CLOSE = Text(zh="j k 滚动，/ 查找，Esc 关闭", en="j k scroll, / finds a key, Escape closes")
NARROW = Text(zh="查找按键：写要做的事", en="Find a key: what you want to do")
NO_LINE = Text(zh="没有相符的按键", en="No key matches")


class HelpScreen(ModalScreen[None]):
    """Help for the places `places`, the first one explained."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = "#page"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        Binding("q,question_mark,f1", "back", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("ctrl+d,space", "scroll(12)", show=False),
        Binding("ctrl+u", "scroll(-12)", show=False),
        Binding("g", "scroll(-9999)", show=False),
        Binding("G", "scroll(9999)", show=False),
        Binding("slash", "narrow", show=False),
    ]
    CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    #page {
        width: 84; max-width: 96%; height: auto; max-height: 96%; padding: 1 2; background: $panel;
        border: round $primary; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    HelpScreen #narrow { display: none; margin-bottom: 1; background: $surface; }
    HelpScreen #narrow.-open { display: block; }
    """

    def __init__(self, place: str, at: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._about, self._at = place, at

    def compose(self) -> ComposeResult:
        """One page of text."""
        with VerticalScroll(id="page", classes="frame"):
            yield Line(id="narrow", prompt=NARROW)
            yield Prose(id="text")

    def on_mount(self) -> None:
        """Fill the page."""
        self.relabel()

    def relabel(self) -> None:
        """Say it in the language in use."""
        words = self.query_one("#narrow", Line).value.strip()
        page = self._paragraphs()
        if words:
            page = [p for p in page if p.lead.strip() and matches(words, p.lead, *(text for text, _ in p.pieces))]
        self.query_one(Prose).show(page or [para(NO_LINE.get(home(self).lang), "$text-muted")])

    def action_back(self) -> None:
        """Show everything again, or close."""
        bar = self.query_one("#narrow", Line)
        if bar.has_class("-open"):
            bar.remove_class("-open")
            bar.write("")
            self.query_one("#page").focus()
            self.relabel()
        else:
            self.dismiss(None)

    def action_narrow(self) -> None:
        """Show those lines alone that have the words."""
        bar = self.query_one("#narrow", Line)
        bar.add_class("-open")
        bar.focus()
        self.query_one("#page").scroll_home(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as it is typed."""
        event.stop()
        self.relabel()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the words to the page, to scroll it."""
        event.stop()
        self.query_one("#page").focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def _paragraphs(self) -> list[Para]:
        lang = home(self).lang
        title, about = PLACES.get(self._about, PLACES["dialog"])
        page = [para(title.get(lang), "bold $primary"), para(about.get(lang))]
        if self._at is not None and self._at in HERE:
            page.append(para(HERE[self._at].get(lang), "$accent"))
        page.append(para(""))
        page += self._keys(KEYS, [a for a in of_place(self._about) if "any" not in a.places])
        if self._about == "workbench":
            page += self._marks()
            page += self._keys(PIECES, of_place("evidence"))
        page += self._keys(LISTS, [*of_place("list"), *(of_place("tree") if self._about == "workbench" else [])])
        page += self._keys(ANYWHERE, of_place("any"))
        return [*page, para(CLOSE.get(lang), "$text-muted")]

    def _keys(self, heading: Text, actions: list[Action]) -> list[Para]:
        lang, plain = home(self).lang, home(self).glyphs.ellipsis != "…"
        lines = [para(heading.get(lang), "bold")] if actions else []
        for action in actions:
            keys = " ".join(key_name(k, plain=plain) for k in home(self).keys.of(action))
            lines.append(para(action.help.get(lang), "", "  " + pad(keys, 12), "$primary"))
        return [*lines, para("")] if lines else []

    def _marks(self) -> list[Para]:
        lang, g = home(self).lang, home(self).glyphs
        marks = [
            (g.unanswered, Text(zh="未作答", en="no answer")),
            (g.answered, Text(zh="已作答", en="answered")),
            (g.partial, Text(zh="不清楚，或只知道范围", en="unknown, or known as a range only")),
            (g.not_applicable, Text(zh="不适用", en="not applicable")),
            (g.dot, Text(zh="后续问题，按前面的答案不用答", en="a follow-up that does not arise")),
            (g.flag, Text(zh="风险线索指向这里", en="a finding points here")),
            (g.undetermined, Text(zh="缺这个事实，有线索未定", en="a finding waits for this fact")),
            (g.bar_sure * 3, Text(zh="已经确定的得分", en="score that is certain")),
            (g.bar_maybe * 3, Text(zh="尚未作答或不清楚，可能得到的分", en="score that is still open")),
        ]
        lines = [para(MARKS.get(lang), "bold")]
        lines += [
            para(text.get(lang), "", "  " + mark + " " * (6 - width(mark)), "$primary") for mark, text in marks
        ]
        return [*lines, para("")]
