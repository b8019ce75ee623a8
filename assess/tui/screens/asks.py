"""The dialogs of the app: a reason, a link, a file, a body, a new assessment."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from assess.base.texts import Text
from assess.dossier.dates import is_date
from assess.dossier.entities import Body
from assess.packs.model import Profile
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.tui.paths import clean, completed, entries
from assess.tui.screens.dialogs import Dialog, Field, Values
from assess.tui.widgets.choices import Choice
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

SUFFIX = ".assess"
REQUIRED = Text(zh="这一栏必须填写。", en="This field is required.")
BAD_DATE = Text(zh="日期请写成 2026-05-31。", en="Write the date like 2026-05-31.")
BAD_LINK = Text(zh="链接须以 http:// 或 https:// 开头。", en="A link starts with http:// or https://.")
NO_FILE = Text(zh="没有这个文件。", en="There is no such file.")
EXISTS = Text(zh="已有同名文件，请换一个。", en="A file of that name exists; choose another.")
BAD_ID = Text(
    zh="代码请用字母、数字、点、下划线或连字符。", en="Use letters, digits, dots, underscores or hyphens."
)
TAKEN = Text(zh="已有单位使用这个代码。", en="Another body has this id.")
KIND_OF_BODY = Text(zh="类别（决定适用哪些指标）", en="Kind (it decides which indicators apply)")
OTHER_KIND = Text(zh="其他：适用全部指标", en="Other: all indicators apply")
KIND = Text(zh="证据类型", en="Kind of evidence")
TITLE = Text(zh="标题", en="Title")
TITLE_OPTIONAL = Text(zh="标题（不填则用文件名）", en="Title (the file's name if left empty)")
CAPTURED = Text(zh="取得日期", en="Date obtained")
INDEPENDENT = Text(zh="来源是否独立于被评估单位", en="Is the source independent of the assessed body")
YES_NO = (
    Choice("no", Text(zh="否，由该单位提供", en="No, provided by the body")),
    Choice("yes", Text(zh="是", en="Yes")),
)
READONLY = Text(zh="打开方式", en="How to open it")
READONLY_CHOICES = (
    Choice("no", Text(zh="可以修改", en="For writing")),
    Choice("yes", Text(zh="只读", en="Read-only")),
)
_FILE_KINDS = ("document", "screenshot", "dataset", "log", "survey", "observation")


def reason(label: str) -> Dialog:
    """Asks why an indicator is not applicable."""
    return Dialog(
        Text(zh=f"{label}：为什么不适用？", en=f"{label}: why is it not applicable?"),
        [Field("reason", Text(zh="理由（记入备注）", en="Reason (kept in the comment)"), kind="paragraphs")],
        lambda values: None if values["reason"].strip() else REQUIRED,
    )


REASON = Text(zh="理由（被评估单位会看到）", en="Reason (the body will see it)")


def why(status: Text, note: str) -> Dialog:
    """Asks why a piece of evidence does not do."""
    return Dialog(
        Text(zh=f"{status.zh}：为什么？", en=f"“{status.en}”: why?"),
        [Field("reason", REASON, kind="paragraphs", value=note)],
        lambda values: None if values["reason"].strip() else REQUIRED,
    )


def _date_problem(text: str) -> Text | None:
    return BAD_DATE if text.strip() and not is_date(text.strip()) else None


def _link_problem(values: Values) -> Text | None:
    if not re.match(r"https?://\S+$", values["locator"].strip()):
        return BAD_LINK
    return _date_problem(values["captured"])


def link(label: str, today: str) -> Dialog:
    """Asks for a link as evidence."""
    return Dialog(
        Text(zh=f"{label}：添加链接", en=f"{label}: add a link"),
        [
            Field("locator", Text(zh="网址", en="Address"), Text(zh="https://…", en="https://…")),
            Field("title", TITLE, Text(zh="这个网页说明什么", en="What the page shows")),
            Field("captured", CAPTURED, BAD_DATE, today),
            Field("independent", INDEPENDENT, kind="choices", value="no", choices=YES_NO),
        ],
        _link_problem,
    )


def _is_file(values: Values) -> bool:
    try:
        return Path(clean(values["path"])).is_file()
    except (OSError, ValueError):
        return False


def _file_problem(values: Values) -> Text | None:
    return _date_problem(values["captured"]) if _is_file(values) else NO_FILE


class PathDialog(Dialog):
    """Asks for a file, with the folder's entries under the field; Tab completes, an arrow goes to the entries."""

    CSS = """
    PathDialog #entries { height: 6; background: $surface; margin-bottom: 1; }
    PathDialog #field-path { margin-bottom: 0; }
    """

    def __init__(
        self,
        title: Text,
        fields: list[Field],
        check: Callable[[Values], Text | None],
        path: str = "",
        **kwargs: Any,
    ) -> None:
        asked = Field("path", Text(zh="文件路径（Tab 补全，↓ 选择）", en="Path (Tab completes, ↓ chooses)"),
                      Text(zh="输入路径，或把文件拖进来", en="Type a path, or drop a file"), path)  # fmt: skip
        super().__init__(title, [asked, *fields], check, **kwargs)
        self._second = f"#field-{fields[0].name}" if fields else "Ok"

    def under(self, field: Field) -> ComposeResult:
        """The entries of the folder under the path."""
        if field.name == "path":
            yield RowList(id="entries")

    def on_mount(self) -> None:
        """List the folder at once."""
        self._list(self._path.value)

    @property
    def _path(self) -> Line:
        return self.query_one("#field-path", Line)

    def _list(self, typed: str) -> None:
        rows = [Row(key=p, left=((Path(p).name + ("/" if p.endswith("/") else ""), ""),)) for p in entries(typed)]
        self.query_one("#entries", RowList).show(rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what begins with what is typed."""
        if event.input is self._path:
            event.stop()
            self._list(event.value)

    def next_field(self) -> None:
        """Complete the path while there is more to complete, else go to the next field."""
        longer = completed(self._path.value) if self._path.has_focus else ""
        if len(longer) > len(self._path.value):
            self._take(longer)
        elif self._path.has_focus:
            self.query_one(self._second).focus()
        else:
            self.focus_next()

    def on_key(self, event: events.Key) -> None:
        """The arrow down goes to the entries."""
        if self._path.has_focus and event.key == "down":
            event.stop()
            event.prevent_default()
            self.query_one("#entries").focus()

    def _take(self, path: str) -> None:
        self._path.value = path
        self._path.cursor_position = len(path)
        self._list(path)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A folder opens; a file is taken, and the next field has the focus."""
        event.stop()
        self._take(event.key)
        if event.key.endswith("/"):
            self._path.focus()
        else:
            self.query_one(self._second).focus()


def path_of(values: Values) -> Path:
    """The path that was named."""
    return Path(clean(values["path"])).absolute()


def open_file(folder: Path) -> PathDialog:
    """Asks for a dossier to open."""
    return PathDialog(
        Text(zh="打开评估卷宗", en="Open a dossier"),
        [Field("readonly", READONLY, kind="choices", value="no", choices=READONLY_CHOICES)],
        lambda values: None if _is_file(values) else NO_FILE,
        f"{folder}/",
    )


def attach(label: str, path: str = "") -> PathDialog:
    """Asks for a file as evidence."""
    return PathDialog(
        Text(zh=f"{label}：附文件", en=f"{label}: attach a file"),
        [
            Field("title", TITLE_OPTIONAL),
            Field("captured", CAPTURED, BAD_DATE),
            Field("kind", KIND, kind="choices", value="document",
                  choices=tuple(Choice(k, EVIDENCE_KINDS[k]) for k in _FILE_KINDS)),
            Field("independent", INDEPENDENT, kind="choices", value="no", choices=YES_NO),
        ],
        _file_problem,
        path,
    )  # fmt: skip


def body(bodies: list[Body], profiles: tuple[Profile, ...], held: Body | None = None) -> Dialog:
    """Asks for a new body, or for another name and kind of `held`; the kind decides which indicators apply."""
    taken = {b.id for b in bodies}

    def problem(values: Values) -> Text | None:
        name = values.get("id", "").strip()
        if held is None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", name):
            return BAD_ID
        if held is None and name in taken:
            return TAKEN
        return None if values["zh"].strip() or values["en"].strip() else REQUIRED

    id_field = Field("id", Text(zh="代码（短，不再改动）", en="Id (short, never changes)"),
                     Text(zh="如 data-bureau", en="e.g. data-bureau"), free_id(taken))  # fmt: skip
    names = [
        Field("zh", Text(zh="中文名称", en="Name in Chinese"), value=held.name.zh if held else ""),
        Field(
            "en", Text(zh="英文名称（可不填）", en="Name in English (optional)"), value=held.name.en if held else ""
        ),
    ]
    kinds = (*(Choice(p.id, p.title) for p in profiles), Choice("", OTHER_KIND))
    kind = Field("kind", KIND_OF_BODY, kind="choices", value=held.kind if held else kinds[0].code, choices=kinds)
    fields = [*names, *([kind] if profiles else []), *([] if held else [id_field])]
    title = Text(zh="修改名称", en="Change the name") if held else Text(zh="添加评估单位", en="Add a body")
    return Dialog(title, fields, problem)


def free_id(taken: set[str]) -> str:
    """An id nobody has: b1, b2, …"""
    number = 1
    while f"b{number}" in taken:
        number += 1
    return f"b{number}"


def name_of(values: Values) -> Text:
    """The name typed; a language left empty reads like the other."""
    zh, en = values["zh"].strip(), values["en"].strip()
    return Text(zh=zh or en, en=en or zh)
