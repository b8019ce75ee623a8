"""The dialog that adds many bodies at once, with what will be added before it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from textual.app import ComposeResult

from assess.base.texts import Text
from assess.packs.model import Profile
from assess.tui.manybodies import Lines, read_lines
from assess.tui.screens.dialogs import Dialog, Field, Refusal, Values
from assess.tui.widgets.base import Para, Prose, para
from assess.tui.widgets.fields import Paragraphs

TITLE: Final = Text(zh="一次添加多个单位", en="Add several bodies")
LINES: Final = Text(
    zh="每行一个：名称；或 代码，中文名称，英文名称，类别（可从表格粘贴）",
    en="One a line: a name; or id, name in Chinese, name in English, kind (a table can be pasted)",
)
EXAMPLE: Final = Text(zh="市大数据局", en="Data Bureau")
WILL: Final = Text(zh="将添加 {n} 个单位，一次撤销即可收回：", en="Will add {n} bodies, which one undo takes back:")
MORE: Final = Text(zh="……还有 {n} 个", en="and {n} more")
NONE: Final = Text(zh="请写下或粘贴名称。", en="Write or paste names.")
SHOWN: Final = 5
"""Bodies and problems that are listed."""


class PasteDialog(Dialog):
    """Asks for lines and shows what they come to."""

    CSS = """
    PasteDialog #field-lines { max-height: 8; min-height: 4; }
    PasteDialog #preview { margin: 0 1; }
    """

    def __init__(self, taken: Collection[str], profiles: tuple[Profile, ...], **kwargs: Any) -> None:
        self._taken, self._profiles = frozenset(taken), profiles
        super().__init__(TITLE, [Field("lines", LINES, EXAMPLE, kind="paragraphs")], self._refused, **kwargs)

    def under(self, field: Field) -> ComposeResult:
        """What the lines come to."""
        if field.name == "lines":
            yield Prose(id="preview")

    def read(self, values: Values) -> Lines:
        """What the lines come to."""
        return read_lines(values["lines"], self._taken, self._profiles)

    def _refused(self, values: Values) -> Refusal | None:
        found = self.read(values)
        if found.problems:
            return Refusal("lines", found.problems[0])
        return None if found.bodies else Refusal("lines", NONE)

    def on_paragraphs_typed(self, event: Paragraphs.Typed) -> None:
        """Show what the lines come to now."""
        event.stop()
        self.unsay()
        self.relabel()

    def relabel(self) -> None:
        """The language or the lines have changed."""
        field = self.query_one(Paragraphs)
        found = self.read(self.values)
        told: list[Para] = [para(field.t(p), "$error", "! ", "bold $error") for p in found.problems[:SHOWN]]
        if found.bodies and not told:
            told.append(para(field.t(WILL.fill(n=len(found.bodies))), "bold"))
            told += [
                para(f"{field.t(b.name)}  {b.kind}".rstrip(), "", f"{b.id}  ", "$primary")
                for b in found.bodies[:SHOWN]
            ]
            if len(found.bodies) > SHOWN:
                told.append(para(field.t(MORE.fill(n=len(found.bodies) - SHOWN)), "$text-muted"))
        self.query_one("#preview", Prose).show(told)
