"""The parts of a pack gathered from all its files, each read but not yet checked against the others."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from assess.base.texts import Text
from assess.packs.inheritance.lineage import Lineage
from assess.packs.inheritance.override_tables import REMOVE, Override, read_overrides
from assess.packs.model import FORMAT
from assess.packs.reading.fields import any_number, plain, unknown_key, wrong_type
from assess.packs.reading.files import SourceFile
from assess.packs.reading.items import Item, read_table, read_tables
from assess.packs.reading.problems import Notes, Place, nearest, shown, suggestion
from assess.packs.tables import BURDEN, CALLED, KINDS, PACK, SCORING, UNCERTAINTY

MAIN = "pack.toml"
_ONLY_MAIN = ("format", "pack", "scoring", "uncertainty", "burden", "remove")
OVERRIDE = "override"


class Parts:
    """Everything a pack declares; `complete`: every file could be read, so what is missing is missing."""

    def __init__(self, complete: bool) -> None:
        self.complete = complete
        self.pack: Item | None = None
        self.scoring: Item | None = None
        self.uncertainty: Item | None = None
        self.burden: Item | None = None
        self.remove: Item | None = None
        self.overrides: list[Override] = []
        self.lineage: Lineage | None = None
        self._items: dict[str, list[Item]] = {kind: [] for kind in KINDS}
        self.unread: set[str] = set()
        self.nameless: set[str] = set()
        self.doubtful: dict[str, set[str]] = {}
        self._by_id: dict[str, dict[str, Item]] = {}

    def of(self, kind: str) -> list[Item]:
        """The items of one kind (`indicators`, `facts`, …) in reading order."""
        return self._items[kind]

    def by_id(self, kind: str) -> Mapping[str, Item]:
        """The items of one kind by id, of two with the same id the first; only once all is gathered."""
        if kind not in self._by_id:
            found: dict[str, Item] = {}
            for item in self._items[kind]:
                if "id" in item.values:
                    found.setdefault(item.get("id"), item)
            self._by_id[kind] = found
        return self._by_id[kind]

    def surely(self, kind: str, name: str | None = None) -> bool:
        """Whether all names of `kind` are known, so that another name is wrong and not just unread.

        With `name`, whether that name is surely wrong: an element whose id is no valid one is probably what a name
        much like it means, and no other name.
        """
        if not self.complete or kind in self.unread or kind in self.nameless:
            return False
        doubtful = self.doubtful.get(kind, set())
        if name is None or not doubtful:
            return not doubtful
        if not all(re.search("[a-z]", _folded(other)) for other in doubtful):
            return False  # Any name may stand for one in another script.
        return not difflib.get_close_matches(_folded(name), map(_folded, doubtful), n=1, cutoff=0.6)

    def note_names(self, kind: str, elements: Iterable[Any], items: Iterable[Item | None] = ()) -> None:
        """Keep the ids that stand in `elements` and could not be read as ids of `items`."""
        read = {item.get("id") for item in items if item is not None}
        for element in elements:
            name = element.get("id") if isinstance(element, dict) else None
            if not isinstance(name, str):
                self.nameless.add(kind)
            elif name not in read:
                self.doubtful.setdefault(kind, set()).add(name)


def gather(files: list[SourceFile], notes: Notes, prefix: str = "") -> Parts | None:
    """Read every table of every file; None when the pack is of a format this engine does not read.

    `prefix` stands before the names of the files: those of a pack that another extends.
    """
    at_top = prefix + MAIN
    main = next((file.data for file in files if file.name == at_top), None)
    if main is not None and not _format_is_ours(main, notes, at_top):
        return None
    parts = Parts(complete=all(file.data is not None for file in files))
    for file in files:
        is_main = file.name == at_top
        for key, value in (file.data or {}).items():
            place = Place(file.name, (key,))
            if key in KINDS:
                items = list(read_tables(notes, place, value, KINDS[key]))
                parts.of(key).extend(items)
                if not isinstance(value, list) or len(items) < len(value):
                    parts.unread.add(key)
                elif "id" in KINDS[key]:
                    parts.note_names(key, value, items)
            elif key == OVERRIDE:
                parts.overrides += [x for x in read_overrides(notes, place, value) if x is not None]
            elif is_main and key == "pack":
                parts.pack = read_table(notes, place, value, PACK)
            elif is_main and key == "scoring":
                parts.scoring = read_table(notes, place, value, SCORING)
            elif is_main and key == "uncertainty":
                parts.uncertainty = read_table(notes, place, value, UNCERTAINTY)
            elif is_main and key == "burden":
                parts.burden = read_table(notes, place, value, BURDEN)
            elif is_main and key == "remove":
                parts.remove = read_table(notes, place, value, REMOVE)
            elif not (is_main and key == "format"):
                _note_unknown(notes, place, key)
                meant = nearest(key, KINDS)
                if meant is not None:
                    parts.note_names(meant, value if isinstance(value, list) else [value])
    if main is not None and "pack" not in main:
        message = Text(zh="缺少 [pack] 表", en="the table [pack] is missing")
        hint = Text(
            zh="里面写 id、version、licence、title 和 summary。",
            en="it holds id, version, licence, title and summary",
        )
        notes.add(Place(at_top, ("pack",)), message, hint, on="key")
    return parts


def _note_unknown(notes: Notes, place: Place, key: str) -> None:
    if key in _ONLY_MAIN:
        message = Text(zh=f"`{key}` 只能写在 pack.toml 里", en=f"`{key}` may stand in pack.toml only")
        notes.add(place, message, Text(zh="移过去。", en="move it there"), on="key")
        return
    hint = suggestion(key, (*_ONLY_MAIN, OVERRIDE, *KINDS))
    notes.add(place, unknown_key(key), hint, on="key")


def _format_is_ours(main: dict[str, Any], notes: Notes, at_top: str) -> bool:
    place = Place(at_top, ("format",))
    ours = f"`format = {FORMAT}`"
    if "format" not in main:
        hint = Text(zh=f"在第一行写 {ours}。", en=f"write {ours} on the first line")
        notes.add(place, Text(zh="缺少 `format`", en="`format` is missing"), hint, on="key")
        return True
    value = main["format"]
    if isinstance(value, bool) or not isinstance(value, int):
        wrong_type(
            notes,
            place,
            Text(zh="整数", en="a whole number"),
            value,
            Text(zh=f"写 {ours}。", en=f"write {ours}"),
        )
        return True
    if value == FORMAT:
        return True
    found = plain(any_number(Notes(), place, value) or 0.0)
    newer = value > FORMAT
    notes.add(
        place,
        Text(
            zh=f"这个指标包用的是第 {found} 版格式，本程序只读第 {FORMAT} 版",
            en=f"the pack is written in format {found}; this version of assess reads format {FORMAT}",
        ),
        Text(
            zh=f"升级 assess，或向作者索取第 {FORMAT} 版格式的包。"
            if newer
            else f"按 docs/pack-format.md 改写并写 {ours}。",
            en=f"update assess, or ask for the pack in format {FORMAT}"
            if newer
            else f"rewrite it after docs/pack-format.md and set {ours}",
        ),
    )
    return False


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace("-", "_")


def asked(item: Item) -> bool:
    """Whether an indicator is asked at all: neither retired nor future."""
    return item.get("status", "active") == "active"  # type: ignore[no-any-return]


def counted(item: Item) -> bool:
    """Whether an indicator is asked and scored."""
    return asked(item) and item.get("scored", True)


def weighed(item: Item) -> bool:
    """Whether an indicator has a score: a veto counts, but by holding or not."""
    return counted(item) and item.get("role") != "veto"


def called(kind: str, name: str) -> Text:
    """An element in words: “指标 `x`”, “indicator `x`”."""
    what = CALLED[kind]
    return Text(zh=f"{what.zh} `{shown(name)}`", en=f"{what.en} `{shown(name)}`")
