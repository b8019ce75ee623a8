"""Tables for decision aids: rows by column, each cell that cannot be used told with its row, none dropped."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from assess.base.errors import InputError, NotFound
from assess.base.shown import shown
from assess.base.texts import Text
from assess.exchange.cells import MISSING, Cells
from assess.exchange.table_in import Raw, cell_text, read_raw
from assess.findings.aids.columns import YES_NO, Column, Fault, Row, Sheet, Value, code_of, guess, split
from assess.packs.reading.problems import nearest

_TITLES = 4
"""Rows that may stand above the names of columns."""


class Mapping(msgspec.Struct, frozen=True):
    """What a user says of a table: column of the aid -> column of the file (`""`: none), words for choices."""

    columns: dict[str, str] = {}
    values: dict[str, dict[str, list[str]]] = {}


def read_mapping(path: Path) -> dict[str, Mapping]:
    """The mapping file at `path`: `[columns]` and `[values.COLUMN]`, or the same within a table per input.

    Keyed by the name of the input, "" for one that holds for all; NotFound or InputError says what is wrong.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        name = shown(str(path))
        raise NotFound(Text(zh=f"没有文件“{name}”", en=f"there is no file “{name}”")) from error
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(path, str(error)) from error
    try:
        whole = msgspec.convert({k: v for k, v in table.items() if k in ("columns", "values")}, Mapping)
        parts = {
            name: msgspec.convert(part, Mapping)
            for name, part in table.items()
            if name not in ("columns", "values")
        }
    except msgspec.ValidationError as error:
        raise _wrong(path, str(error)) from error
    return {"": whole, **parts}


def _wrong(path: Path, reason: str) -> InputError:
    name, reason = shown(path.name), shown(reason)
    return InputError(
        Text(zh=f"映射“{name}”不能用：{reason}", en=f"the mapping “{name}” cannot be used: {reason}"),
        Text(
            zh='在 [columns] 下写 dataset = "列名"；多个表时写 [systems.columns]。',
            en='Write dataset = "name of the column" under [columns]; with several tables, [systems.columns].',
        ),
    )


def read_sheet(
    path: Path, columns: Sequence[Column], mapping: Mapping | None = None, encoding: str | None = None
) -> Sheet:
    """The table at `path` as rows of `columns`; InputError when a needed column is missing or no row is sound."""
    raw, sha256 = read_raw(path, encoding)
    mapping = mapping or Mapping()
    columns = [_with_words(column, mapping) for column in columns]
    raw, head_row = _headed(columns, raw, mapping)
    found = _settled(path, columns, raw, mapping)
    faults: list[Fault] = []
    cells: dict[str, list[Value]] = {}
    for column in columns:
        if column.name in found:
            cells[column.name] = _column(column, found[column.name], raw, faults)
    faults += _repeated(found, cells, raw.numbers)
    bad = {f.number for f in faults if f.dropped}
    rows = tuple(
        Row(number, {name: values[at] for name, values in cells.items()})
        for at, number in enumerate(raw.numbers)
        if number not in bad
    )
    if not rows:
        raise InputError(
            Text(zh=f"“{shown(path.name)}”没有一行可用", en=f"“{shown(path.name)}” has no row that can be used"),
            Text(zh="请核对列名和编码。", en="Check the names of its columns and its encoding."),
        )
    return Sheet(
        name=path.name,
        rows=rows,
        faults=tuple(sorted(faults, key=lambda f: f.number)),
        columns=found,
        unread=tuple(h for h in raw.head if h and h not in found.values()),
        total=len(raw.rows),
        sha256=sha256,
        encoding=raw.encoding,
        guessed=raw.guessed,
        head_row=head_row,
    )


def _headed(columns: Sequence[Column], raw: Raw, mapping: Mapping) -> tuple[Raw, int]:
    """The table from its head on: many files have a title or two above the names of columns.

    The first of the top rows with a name for every needed column is the head, else the first row.
    """
    needed = {c.name for c in columns if c.needed and not mapping.columns.get(c.name)}
    told = {of for of in mapping.columns.values() if of}
    heads = [raw.head, *([cell_text(c) for c in row] for row in raw.rows[:_TITLES])]
    for at, head in enumerate(heads):
        if told <= set(head) and needed <= guess(columns, head).keys():
            if at == 0:
                break
            return raw._replace(head=head, rows=raw.rows[at:], numbers=raw.numbers[at:]), raw.numbers[at - 1]
    return raw, 1


def _with_words(column: Column, mapping: Mapping) -> Column:
    own = mapping.values.get(column.name)
    if own is None:
        return column
    choices = {code: (*own.get(code, ()), *words) for code, words in column.choices.items()}
    return msgspec.structs.replace(column, choices=choices)


def _settled(path: Path, columns: Sequence[Column], raw: Raw, mapping: Mapping) -> dict[str, str]:
    """column of the aid -> column of the file; what the user says comes before what the names tell."""
    names = [c.name for c in columns]
    for name, of in mapping.columns.items():
        if name not in names:
            near = nearest(name, names)
            raise InputError(
                Text(zh=f"这个工具没有列 {shown(name)}", en=f"this aid has no column {shown(name)}"),
                Text(zh=f"是不是 {near}？", en=f"Did you mean {near}?")
                if near
                else Text(zh=f"可用：{'、'.join(names)}", en=f"There are: {', '.join(names)}"),
            )
        if of and of not in raw.head:
            raise InputError(
                Text(
                    zh=f"“{shown(path.name)}”里没有列“{shown(of)}”",
                    en=f"“{shown(path.name)}” has no column “{shown(of)}”",
                )
            )
    taken = set(mapping.columns.values())
    free = [c for c in columns if c.name not in mapping.columns]
    guessed = guess(free, [h for h in raw.head if h not in taken])
    found = {name: of for name, of in (guessed | mapping.columns).items() if of}
    lacking = [
        c for c in columns if c.name not in found and (c.needed or (c.sought and c.name not in mapping.columns))
    ]
    if lacking:
        heads = shown("、".join(h for h in raw.head if h))
        lack_zh, lack_en = "、".join(c.title.zh for c in lacking), ", ".join(c.title.en for c in lacking)
        raise InputError(
            Text(
                zh=f"“{shown(path.name)}”里看不出哪一列是{lack_zh}（列：{heads}）",
                en=f"no column of “{shown(path.name)}” is known to be: {lack_en} (columns: {heads})",
            ),
            Text(
                zh=f'请用 --mapping 给出 TOML，在 [columns] 下写 {lacking[0].name} = "列名"。'
                + ("" if lacking[0].needed else '表里没有这一列就写 ""。'),
                en=f'Give a TOML file with --mapping that says {lacking[0].name} = "the column" under [columns]'
                + ("." if lacking[0].needed else ', or "" if the table has none.'),
            ),
        )
    return {c.name: found[c.name] for c in columns if c.name in found}


def _repeated(found: dict[str, str], cells: dict[str, list[Value]], numbers: Sequence[int]) -> Iterator[Fault]:
    """Datasets that an earlier row names already, of the same department where the table has one."""
    first: dict[tuple[Value, Value], int] = {}
    names, departments = cells.get("dataset", []), cells.get("department")
    for at, (number, name) in enumerate(zip(numbers, names, strict=False)):
        key = (name, departments[at] if departments else None)
        if isinstance(name, str) and first.setdefault(key, number) != number:
            message = Text(zh=f"与第 {first[key]} 行同名", en=f"is named by row {first[key]} too")
            yield Fault(number, found["dataset"], shown(name), message, False, kept=True)


def _column(column: Column, name: str, raw: Raw, faults: list[Fault]) -> list[Value]:
    at = raw.head.index(name)
    cells = [row[at] if at < len(row) else None for row in raw.rows]
    if column.kind == "number":
        return _numbers(column, name, cells, raw, faults)
    values: list[Value] = []
    for number, cell in zip(raw.numbers, cells, strict=True):
        text = cell_text(cell)
        yes_no = column.choices is YES_NO
        missing = not text or (text.lower() in MISSING and not (yes_no and code_of(column, text)))
        if missing:
            values.append(() if column.kind == "names" else None)
            if column.needed:
                faults.append(Fault(number, name, shown(text), Text(zh="空着", en="is empty"), True))
        elif column.kind == "names":
            values.append(split(text))
        elif column.kind == "choice":
            code = code_of(column, text)
            values.append(code)
            if code is None:
                words = "、".join(w for group in column.choices.values() for w in group[:2])
                message = Text(zh=f"看不懂（例如：{words}）", en=f"is not understood (for instance: {words})")
                faults.append(Fault(number, name, shown(text), message, column.needed))
        else:
            values.append(text)
    return values


def _numbers(column: Column, name: str, cells: Sequence[object], raw: Raw, faults: list[Fault]) -> list[Value]:
    reader = Cells(raw.comma_is_decimal)
    numbers = reader.column(name, cells, raw.numbers)
    told = {remark.row for remark in reader.remarks if remark.error}
    values: list[Value] = [None if math.isnan(x) else x for x in numbers]
    for remark in reader.remarks:
        if remark.error:
            faults.append(Fault(remark.row, name, remark.text, remark.message, column.needed))
    for at, (number, value) in enumerate(zip(raw.numbers, numbers, strict=True)):
        if value < 0:
            values[at] = None
            message = Text(zh="小于零", en="is below zero")
            faults.append(Fault(number, name, f"{value:g}", message, column.needed))
        elif math.isnan(value) and column.needed and number not in told:
            faults.append(Fault(number, name, "", Text(zh="空着", en="is empty"), True))
    return values
