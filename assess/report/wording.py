"""The wording of the reports: Babel catalogues beside the templates, one folder a language.

An entry's `msgctxt` is the table it belongs to, its `msgid` a stable key, so that neither language is the original
of the other. A folder of the user's own (`locale/zh/*.po`, `locale/en/*.po`) may reword any entry and may add
labels for templates of its own; what is reworded keeps its places.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from assess.base.errors import InputError
from assess.base.resources import search_path, shipped
from assess.base.texts import LANGS, Lang, Text

FOLDER: Final = "locale"
LABEL: Final = "label"
"""The table whose entries templates print as they stand; the only one that a user's catalogue may add to."""

_UNKNOWN: Final = Text(
    zh="没有这一条；新增的标签两种语言都要有",
    en="there is no such entry, and a label that is new is needed in both languages",
)
Entries = dict[tuple[str, str], str]
Tables = dict[str, dict[str, Text]]
_NOW: list[Tables] = []


class Table(Mapping[str, Text]):
    """One table of the catalogues, read when first asked for: a text in both languages by its key."""

    def __init__(self, context: str) -> None:
        self._context = context

    def __getitem__(self, key: str) -> Text:
        return self._texts()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def __len__(self) -> int:
        return len(self._texts())

    def _texts(self) -> dict[str, Text]:
        return tables()[self._context]


def tables() -> Tables:
    """All tables by their context, with the user's wording over ours; InputError when the user's does not fit."""
    return _NOW[-1] if _NOW else refresh()


def refresh() -> Tables:
    """`tables` for the folders of this moment; for many pages ask once, since each look visits the disk."""
    _NOW[:] = [_tables(tuple(search_path("templates")))]
    return _NOW[-1]


@cache
def _tables(folders: tuple[Path, ...]) -> Tables:
    ours = shipped("templates")
    texts = {lang: _entries(ours, lang) for lang in LANGS}
    for folder in reversed(folders):
        if folder != ours:
            _reword(texts, folder)
    made: Tables = {}
    for (context, key), zh in texts["zh"].items():
        made.setdefault(context, {})[key] = Text(zh=zh, en=texts["en"][context, key])
    return made


def _reword(texts: dict[Lang, Entries], folder: Path) -> None:
    own = {lang: _entries(folder, lang) for lang in LANGS}
    for lang, entries in own.items():
        for at, said in entries.items():
            old = texts[lang].get(at)
            if old is None and (at[0] != LABEL or any(at not in other for other in own.values())):
                raise _unfit(folder, at, _UNKNOWN)
            if old is not None and places(said) != places(old):
                named = "、".join(sorted(places(old))) or "–", ", ".join(sorted(places(old))) or "none"
                raise _unfit(folder, at, Text(zh=f"占位符须为：{named[0]}", en=f"its places must be: {named[1]}"))
    for lang, entries in own.items():
        texts[lang].update(entries)


def _entries(folder: Path, lang: Lang) -> Entries:
    from babel.messages.pofile import PoFileError, read_po

    found: Entries = {}
    for path in sorted((folder / FOLDER / lang).glob("*.po")):
        try:
            with path.open("rb") as file:
                catalogue = read_po(file, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError, ValueError) as error:
            raise InputError(
                Text(zh=f"读不懂 {path.name}：{error}", en=f"cannot read {path.name}: {error}"),
                Text(zh="请用 UTF-8 保存，并用 msgfmt 检查。", en="Save it as UTF-8 and check it with msgfmt."),
            ) from error
        for message in catalogue:
            if message.id and message.string and isinstance(message.id, str) and not message.fuzzy:
                found[message.context or LABEL, message.id] = str(message.string)
    return found


def places(text: str) -> frozenset[str]:
    """The names of the places to fill in; a text that is no format has the place `{`, which none of ours has."""
    try:
        return frozenset(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
    except ValueError:
        return frozenset({"{"})


def _unfit(folder: Path, at: tuple[str, str], why: Text) -> InputError:
    context, key = at
    return InputError(
        Text(zh=f"用语 {context}/{key} 不合用：{why.zh}", en=f"the wording {context}/{key} does not fit: {why.en}"),
        Text(
            zh=f"请改正 {folder.name}/{FOLDER} 下的 .po 文件；条目见 docs/report.md。",
            en=f"Mend the .po files under {folder.name}/{FOLDER}; docs/report.md tells of the entries.",
        ),
    )
