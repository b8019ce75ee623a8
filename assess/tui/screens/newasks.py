"""The dialogs by which one comes to a campaign: a new assessment, and the address of a team's."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input

from assess.base.errors import InputError
from assess.base.texts import Text, same
from assess.dossier.dates import is_date
from assess.dossier.server import is_server, server_of
from assess.tui.paths import clean
from assess.tui.screens.asks import BAD_DATE, EXISTS, READONLY, READONLY_CHOICES, REQUIRED, SUFFIX
from assess.tui.screens.dialogs import Dialog, Field, Refusal, Values
from assess.tui.widgets.base import Para, Prose, para
from assess.tui.widgets.choices import Choice, Choices

TITLE: Final = Text(zh="新建评估", en="New assessment")
TITLE_ZH: Final = Text(zh="中文标题", en="Title in Chinese")
TITLE_EN: Final = Text(zh="英文标题（两种可以只填一种）", en="Title in English (one of the two is enough)")
NO_TITLE: Final = Text(zh="中文标题和英文标题至少填一个。", en="Give at least one of the two titles.")
PERIOD: Final = Text(zh="评估期，如 2026 或 2026 年上半年", en="Period, such as 2026 or first half of 2026")
ASSESSED_ON: Final = Text(
    zh="评估日（到这一天证据不得过期；不填则为评估期最后一天）",
    en="Assessed on (evidence must not have expired by then; empty: the last day of the period)",
)
PACK: Final = Text(zh="指标包", en="Index")
INDICATORS: Final = Text(zh="{n} 项指标", en="{n} indicators")
FILE: Final = Text(zh="文件名，或团队地址 postgresql://…", en="File name, or a team's address postgresql://…")
WRITES: Final = Text(zh="将写入 {path}", en="Will be written to {path}")
WRITES_THERE: Final = Text(zh="将建在服务器上：{place}", en="Will be made on the server: {place}")
NO_FOLDER: Final = Text(
    zh="没有目录 {path}，请先建立，或换一个。", en="There is no folder {path}; make it first, or choose another."
)
UNUSABLE: Final = Text(zh="这不能作文件名。", en="This cannot be the name of a file.")
OPEN_ADDRESS: Final = Text(zh="打开团队卷宗", en="Open a team's dossier")
ADDRESS: Final = Text(zh="地址", en="Address")
FORM: Final = same("postgresql://user@host/database?campaign=name")
ABOUT: Final = Text(
    zh="密码不写在地址里，取自环境变量 PGPASSWORD 或 ~/.pgpass；这里也不会记住它。",
    en="No password in the address: it is taken from PGPASSWORD or ~/.pgpass, and never remembered here.",
)
NOT_AN_ADDRESS: Final = Text(
    zh="地址以 postgresql:// 开头；打开文件请按 Esc，再按 o。",
    en="An address begins with postgresql://; for a file press Escape, then o.",
)


class PackAtHand(msgspec.Struct, frozen=True):
    """A pack one can begin with."""

    id: str
    title: Text
    summary: Text
    indicators: int


class NewDialog(Dialog):
    """Asks for a new assessment; says what the pack under the cursor is, and where the dossier will be written."""

    CSS = """
    NewDialog #pack-about { color: $text-muted; margin: 0 0 0 2; }
    NewDialog #box > Line, NewDialog #field-pack { margin-bottom: 0; }
    NewDialog #preview { color: $text-muted; margin: 0 1; }
    """

    def __init__(self, packs: Sequence[PackAtHand], folder: Path, **kwargs: Any) -> None:
        self._packs = {pack.id: pack for pack in packs}
        self._folder = folder
        super().__init__(TITLE, _fields(packs), lambda values: problem(values, folder), **kwargs)

    def under(self, field: Field) -> ComposeResult:
        """What the pack is; where the file will be."""
        if field.name == "pack":
            yield Prose(id="pack-about")
        elif field.name == "file":
            yield Prose(id="preview")

    def on_mount(self) -> None:
        """Tell of what is proposed."""
        # The fields are filled after this: Textual asks the innermost class first.
        self.call_after_refresh(self.relabel)

    def relabel(self) -> None:
        """The language has changed."""
        self._tell(self.values["pack"])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another file name, perhaps."""
        event.stop()
        self._tell_place()

    def on_choices_considered(self, event: Choices.Considered) -> None:
        """Tell of the pack under the cursor."""
        event.stop()
        self._tell(event.code)

    def on_key(self, event: events.Key) -> None:
        """The arrow down goes on from a line."""
        if event.key == "down" and isinstance(self.focused, Input):
            event.stop()
            self.focus_next()

    def _tell(self, pack: str) -> None:
        found = self._packs.get(pack)
        told: list[Para] = [para(self.query_one(Choices).t(found.summary))] if found is not None else []
        self.query_one("#pack-about", Prose).show(told)
        self._tell_place()

    def _tell_place(self) -> None:
        told = place_told(self.values, self._folder)
        self.query_one("#preview", Prose).show([para(self.query_one(Choices).t(told))] if told else [])


def _fields(packs: Sequence[PackAtHand]) -> list[Field]:
    year = dt.datetime.now().astimezone().year
    choices = tuple(Choice(p.id, p.title, f"{p.indicators}") for p in packs)
    return [
        Field("zh", TITLE_ZH, Text(zh="如：示例市 2026 年数字政府评估", en="如：示例市 2026 年数字政府评估")),
        Field("en", TITLE_EN, Text(zh="e.g. Sample City 2026", en="e.g. Digital government of Sample City 2026")),
        Field("file", FILE, value=f"assessment-{year}{SUFFIX}"),
        Field("period", PERIOD, value=str(year)),
        Field("assessed_on", ASSESSED_ON, Text(zh="如 2026-12-31", en="e.g. 2026-12-31")),
        Field("pack", PACK, kind="choices", value=packs[0].id if packs else "", choices=choices),
    ]


def problem(values: Values, folder: Path) -> Refusal | None:
    """What is wrong with the values of the dialog, and in which field."""
    if not (values["zh"].strip() or values["en"].strip()):
        return Refusal("zh", NO_TITLE)
    day = narrow(values["assessed_on"])
    if day and not is_date(day):
        return Refusal("assessed_on", BAD_DATE)
    if not values["pack"]:
        return Refusal("pack", REQUIRED)
    if not values["file"].strip():
        return Refusal("file", REQUIRED)
    if is_server(clean(values["file"])):
        wrong = address_problem(values["file"])
        return Refusal("file", wrong) if wrong else None
    path = new_path(values, folder)
    try:
        if path.exists() or path.is_symlink():
            return Refusal("file", EXISTS)
        return None if path.parent.is_dir() else Refusal("file", NO_FOLDER.fill(path=path.parent))
    except (OSError, ValueError):
        return Refusal("file", UNUSABLE)


def place_told(values: Values, folder: Path) -> Text | None:
    """Where the dossier will be written; None while that cannot be told."""
    typed = clean(values["file"])
    if not typed:
        return None
    if is_server(typed):
        try:
            server = server_of(typed)
        except InputError:
            return None
        return WRITES_THERE.fill(place=server.place) if server is not None else None
    return WRITES.fill(path=new_path(values, folder))


def new_path(values: Values, folder: Path) -> Path:
    """The file or address to make; the suffix is added where it is missing."""
    typed = clean(values["file"])
    if is_server(typed):
        return Path(typed)
    path = folder / typed
    return path if path.suffix else path.with_suffix(SUFFIX)


def title_of(values: Values) -> Text:
    """The title; a language left empty reads like the other."""
    zh, en = values["zh"].strip(), values["en"].strip()
    return Text(zh=zh or en, en=en or zh)


def narrow(text: str) -> str:
    """What was typed, full-width digits and signs made narrow."""
    return unicodedata.normalize("NFKC", text).strip()


def address() -> Dialog:
    """Asks for the address of a campaign on a server."""
    return Dialog(
        OPEN_ADDRESS,
        [
            Field("address", ADDRESS, FORM),
            Field("readonly", READONLY, kind="choices", value="no", choices=READONLY_CHOICES),
        ],
        _address_refusal,
        about=ABOUT,
    )


def address_of(values: Values) -> Path:
    """The address that was named, in the form that the dossier takes."""
    return Path(clean(values["address"]))


def _address_refusal(values: Values) -> Refusal | None:
    typed = clean(values["address"])
    wrong = address_problem(typed) if is_server(typed) else NOT_AN_ADDRESS
    return Refusal("address", wrong) if wrong else None


def address_problem(typed: str) -> Text | None:
    """What is wrong with an address, with the way out, or None."""
    try:
        server_of(clean(typed))
    except InputError as error:
        hint = error.hint or Text(zh="", en="")
        return Text(zh=f"{error.message.zh}。{hint.zh}", en=f"{error.message.en}. {hint.en}")
    return None
