"""What speeds the hand up wherever one is: jumping, the editor of one's choice, copying out, one's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.widget import Widget
from textual.widgets import Input, TextArea

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.tui import compat
from assess.tui.core import Core

if TYPE_CHECKING:
    from assess.tui.widgets.fields import Paragraphs

NO_FIELD = Text(
    zh="先到一个可以写多段文字的栏里，如备注", en="Go to a field for longer texts first, such as the comment"
)
NOT_HERE = Text(zh="这个终端不能让出屏幕给编辑器", en="This terminal cannot be handed over to an editor")
NOTHING = Text(zh="这里没有可以复制的内容", en="There is nothing to copy here")
NOT_COPIED = Text(zh="没能复制：设置目录不可写", en="Not copied: the folder of settings cannot be written")
KEYS_WRONG = Text(
    zh="keys.toml 有 {n} 处不对，其余照用：{first}。运行 assess keymap 查看全部",
    en="{n} problems in keys.toml, the rest applies: {first}. Run assess keymap for all of them",
)


class ByHand(Core):
    """The actions of this file work in every place."""

    def tell_keymap(self) -> None:
        """Say what is wrong in the user's own keys, once."""
        if problems := self.keys.problems:
            first = problems[0]
            zh = KEYS_WRONG.zh.format(n=len(problems), first=first.zh)
            self.say(Text(zh=zh, en=KEYS_WRONG.en.format(n=len(problems), first=first.en)), "warning")

    def key_of(self, id: str) -> str:
        """The key of an action as it is shown: the user's own, if there is one."""
        from assess.tui.actions import BY_ID, key_name

        return key_name(self.keys.of(BY_ID[id])[0], plain=self.glyphs.ellipsis != "…")

    def action_jump(self) -> None:
        """Put letters on what is in sight."""
        from assess.tui.screens.jumping import NOWHERE, JumpScreen, arrive, targets

        if isinstance(self.screen, JumpScreen):
            return
        found = targets(self.screen)
        if found:
            self.push_screen(JumpScreen(found), arrive)
        else:
            self.say(NOWHERE)

    # -- the editor ------------------------------------------------------------------------------------

    def action_editor(self) -> None:
        """Hand the text of the field, or the comment, to the user's editor."""
        from assess.tui.editing import edited

        field = self._long_field()
        if field is None:
            return self.say(NO_FIELD, "warning")
        if self.saver.session is not None and not self.may_edit():
            return None
        try:
            with self.suspend(), compat.interrupts_set_aside():
                text = edited(field.text)
        except SuspendNotSupported:
            return self.say(NOT_HERE, "warning")
        except AssessError as error:
            self.refresh()
            return self.say_error(error)
        self.refresh()
        if text != field.text:
            field.load_text(text)
            field.move_cursor(field.document.end)
        field.focus()
        return None

    def _long_field(self) -> Paragraphs | None:
        from assess.tui.widgets.fields import Paragraphs

        focused = self.screen.focused
        if isinstance(focused, Paragraphs):
            return focused
        # Where the focus is elsewhere, the place says which of its texts is meant.
        named = getattr(self.screen, "long_field", None)
        return named if isinstance(named, Paragraphs) else None

    # -- copying ---------------------------------------------------------------------------------------

    def action_copy_out(self) -> None:
        """Copy the line or the field that has the focus."""
        text = _text_of(self.screen.focused)
        if text:
            self.copy_to_clipboard(text)
        else:
            self.say(NOTHING)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy `text`, also where Textual's own way ends: inside tmux, and in terminals without OSC 52."""
        from assess.tui import clipboard

        self._clipboard = text
        if self._driver is None or self.is_headless:
            return

        def copied(found: tuple[bool, str | None]) -> None:
            through_tmux, path = found
            way: clipboard.Way = "tmux" if through_tmux else "terminal"
            if not through_tmux and len(text.encode()) > clipboard.MOST:
                way = "file"
            if way == "terminal" and self._driver is not None:
                self._driver.write(clipboard.sequence(text, *clipboard.terminal()))
            if path is None and way != "tmux":
                self.say(NOT_COPIED, "warning")
            else:
                self.say(clipboard.SAID[way].fill(path=path))

        def copy() -> tuple[bool, str | None]:
            path = clipboard.to_file(text)
            return clipboard.to_tmux(text), str(path) if path else None

        self.saver.aside(copy, copied, self.say_error)


def _text_of(widget: Widget | None) -> str:
    """What is copied from `widget`: the selection, the whole field, the option or the line under the cursor."""
    from assess.tui.widgets.choices import Choices
    from assess.tui.widgets.rows import RowList

    if isinstance(widget, TextArea):
        return widget.selected_text or widget.text
    if isinstance(widget, Input):
        return widget.selected_text or widget.value
    if isinstance(widget, Choices) and widget.choices:
        return widget.t(widget.choices[widget.cursor].text)
    if isinstance(widget, RowList) and widget.key:
        row = widget.row_at(widget.cursor)
        parts = ("".join(text for text, _ in side) for side in (row.left, row.right))
        return "  ".join(" ".join(part.split()) for part in parts if part.strip())
    return ""
