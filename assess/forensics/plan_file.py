"""The form of a family as a TOML file: read with all problems at once, and written (`docs/forensics-plan.md`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.forensics.card import Card, Option
from assess.forensics.cards import CARDS
from assess.forensics.family import FORMAT, LEVEL, SEVERAL, Family, Planned
from assess.packs.methods.tables import names, title
from assess.packs.reading.fields import any_number, list_of, number, plain, string, unknown_key
from assess.packs.reading.files import read_source
from assess.packs.reading.formats import CODE, mapping
from assess.packs.reading.items import Field, Item, Table, read_table, read_tables
from assess.packs.reading.positions import place_all
from assess.packs.reading.problems import Enough, Notes, PackErrors, Place, Problem, nearest, shown, suggestion

PLAN: Final[Table] = {
    "id": Field(CODE, '"ratings"'),
    "title": Field(title, '{ zh = "…", en = "…" }'),
    "level": Field(number(0.0001, 0.2)),
    "body": Field(string),
    "bodies": Field(list_of(string, least=1)),
}
TEST: Final[Table] = {
    "test": Field(string, '"grim"'),
    "columns": Field(mapping(names), '{ text = "…", cases = "…" }'),
    "options": Field(mapping(any_number)),
    "subject": Field(string),
}
KEYS: Final = ("format", "plan", "tests")


class PlanErrors(PackErrors):
    """The plan has problems; all of them are in `problems` and nothing was run."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        super().__init__(path, problems)
        count, name = len(self.problems), shown(path.name)
        self.message = Text(
            zh=f"检验方案“{name}”有 {count} 处问题，没有运行任何检验。",
            en=f"the plan “{name}” has {count} problem{'' if count == 1 else 's'}; no test was run",
        )


def load_plan(path: Path, cards: Mapping[str, Card] = CARDS) -> Family:
    """The family in the TOML file at `path`; raises NotFound, or PlanErrors with every problem found."""
    if not path.exists():
        raise NotFound(
            Text(zh=f"没有检验方案“{shown(str(path))}”", en=f"there is no plan “{shown(str(path))}”"),
            Text(zh="“assess forensics guess 表格”可以起草一份。", en="“assess forensics guess TABLE” drafts one."),
        )
    notes = Notes()
    family = None
    file = read_source(path.parent, path.name, notes)
    try:
        if file.data is not None:
            family = _read(file.name, file.data, notes, cards)
    except Enough:
        pass  # The first thousand problems are enough to begin with.
    if notes.drafts or family is None:
        raise PlanErrors(path, place_all(notes.drafts, {file.name: file.source}))
    return family


def _read(file: str, data: dict[str, Any], notes: Notes, cards: Mapping[str, Card]) -> Family | None:
    found = data.get("format")
    if found != FORMAT or isinstance(found, bool):
        message = Text(zh=f"`format` 应为 {FORMAT}", en=f"`format` must be {FORMAT}")
        hint = Text(zh=f"首行写 `format = {FORMAT}`。", en=f"begin the file with `format = {FORMAT}`")
        notes.add(Place(file, ("format",)), message, hint, on="value" if "format" in data else "key")
    for key in data.keys() - set(KEYS):
        notes.add(Place(file, (key,)), unknown_key(key), suggestion(key, KEYS), on="key")
    head = read_table(notes, Place(file, ("plan",)), data.get("plan", {}), PLAN)
    tests = list(read_tables(notes, Place(file, ("tests",)), data.get("tests", []), TEST))
    if not data.get("tests"):
        message = Text(zh="没有任何检验", en="there is no test")
        notes.add(Place(file, ("tests",)), message, Text(zh="写一个 [[tests]] 表。", en="write a table [[tests]]"))
    planned = [_planned(notes, item, cards) for item in tests]
    _note_twice(notes, tests, planned)
    if notes.drafts or head is None:
        return None
    return Family(
        id=head.get("id"),
        title=head.get("title"),
        tests=tuple(p for p in planned if p is not None),
        level=head.get("level", LEVEL),
        body=head.get("body", ""),
        bodies=tuple(head.get("bodies", ())),
    )


def _planned(notes: Notes, item: Item, cards: Mapping[str, Card]) -> Planned | None:
    name = item.get("test")
    card = cards.get(name) if name is not None else None
    if card is None:
        if name is not None:
            message = Text(zh=f"没有名为 `{shown(name)}` 的检验", en=f"there is no test `{shown(name)}`")
            hint = suggestion(name, cards) or Text(
                zh="“assess forensics tests”列出全部。", en="“assess forensics tests” lists them all"
            )
            notes.add(item.at("test"), message, hint)
        return None
    columns = _columns(notes, item, card)
    options = item.get("options", {})
    _check_options(notes, item, card, options)
    return Planned(card.id, columns, options, item.get("subject", ""))


def _columns(notes: Notes, item: Item, card: Card) -> dict[str, str]:
    given: dict[str, list[str] | None] = item.get("columns", {})
    known = (*card.reads, *card.may_read)
    columns: dict[str, str] = {}
    meant = {nearest(role, known) for role in given}  # A misspelt role is one mistake: it is not missing as well.
    for role, named in given.items():
        if role not in known:
            message = Text(zh=f"{card.id} 不读 `{shown(role)}`", en=f"{card.id} does not read `{shown(role)}`")
            notes.add(item.at("columns", role), message, suggestion(role, known), on="key")
        elif named and role in SEVERAL:
            columns.update({f"{role}.{n}": column for n, column in enumerate(named, 1) if column})
        elif named and len(named) == 1 and named[0]:
            columns[role] = named[0]
        elif named:
            message = Text(zh=f"`{role}` 只能是一列", en=f"`{role}` is one column only")
            notes.add(item.at("columns", role), message)
    for role in card.reads:
        if role not in meant and "columns" not in item.wrong:
            message = Text(zh=f"{card.id} 需要 `{role}` 列", en=f"{card.id} needs a column for `{role}`")
            hint = Text(zh=f'在 columns 里加上 `{role} = "列名"`。', en=f'add `{role} = "…"` to columns')
            notes.add(item.at("columns"), message, hint, on="key")
    return columns


def _check_options(notes: Notes, item: Item, card: Card, options: Mapping[str, float | None]) -> None:
    known = {o.name: o for o in card.options}
    for name, value in options.items():
        option = known.get(name)
        if option is None:
            message = Text(zh=f"{card.id} 没有选项 `{shown(name)}`", en=f"{card.id} has no option `{shown(name)}`")
            notes.add(item.at("options", name), message, suggestion(name, known), on="key")
        elif value is not None and not option.least <= value <= option.most:
            notes.add(item.at("options", name), _out_of_range(option, value))
    for option in card.options:
        if option.default is None and option.name not in options and "options" not in item.wrong:
            message = Text(
                zh=f"{card.id} 需要选项 `{option.name}`：{option.what.zh}",
                en=f"{card.id} needs the option `{option.name}`: {option.what.en}",
            )
            hint = Text(
                zh=f"写 `options = {{ {option.name} = … }}`。", en=f"write `options = {{ {option.name} = … }}`"
            )
            notes.add(item.at("options"), message, hint, on="key")


def _out_of_range(option: Option, value: float) -> Text:
    least, most = plain(option.least), plain(option.most)
    return Text(
        zh=f"`{option.name}` 应在 {least} 与 {most} 之间，写的是 {plain(value)}",
        en=f"`{option.name}` lies within {least} and {most}, not {plain(value)}",
    )


def _note_twice(notes: Notes, items: list[Item], planned: list[Planned | None]) -> None:
    seen: dict[tuple[object, ...], Item] = {}
    for item, found in zip(items, planned, strict=True):
        if found is None:
            continue
        key = (found.test, tuple(sorted(found.columns.items())), tuple(sorted(found.options.items())))
        first = seen.setdefault(key, item)
        if first is not item:
            message = Text(zh=f"{found.test} 与前面的完全相同", en=f"{found.test} is there twice, exactly alike")
            notes.add(item.at("test"), message, first=first.at("test"))


def plan_toml(family: Family, remarks: Iterable[str] = ()) -> str:
    """`family` as the text of a plan, with `remarks` as comments at its head."""
    lines = [*(f"# {_one_line(r)}".rstrip() for r in remarks), f"format = {FORMAT}", "", "[plan]"]
    lines += [f"id = {_quoted(family.id)}"]
    lines += [f"title = {{ zh = {_quoted(family.title.zh)}, en = {_quoted(family.title.en)} }}"]
    lines += [f"level = {plain(family.level)}"]
    lines += [f"body = {_quoted(family.body)}"] if family.body else []
    lines += [f"bodies = [{', '.join(map(_quoted, family.bodies))}]"] if family.bodies else []
    for test in family.tests:
        lines += ["", "[[tests]]", f"test = {_quoted(test.test)}"]
        lines += [f"subject = {_quoted(test.subject)}"] if test.subject else []
        lines += [f"columns = {{ {_columns_toml(test.columns)} }}"]
        options = ", ".join(f"{name} = {plain(value)}" for name, value in test.options.items())
        lines += [f"options = {{ {options} }}"] if options else []
    return "\n".join(lines) + "\n"


def _columns_toml(columns: Mapping[str, str]) -> str:
    told: dict[str, list[str]] = {}
    for role, column in columns.items():
        told.setdefault(role.partition(".")[0], []).append(_quoted(column))
    return ", ".join(
        f"{role} = {names[0]}" if role not in SEVERAL else f"{role} = [{', '.join(names)}]"
        for role, names in told.items()
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
