"""The typed table of each kind: its columns from a file's columns, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces import casts, meanings
from assess.measure.traces.kinds import KINDS, TABLES, Column
from assess.measure.traces.literals import name, text
from assess.measure.traces.mapping import Mapping
from assess.measure.traces.tables import Relation

if TYPE_CHECKING:
    import duckdb

EMPTY = {"text": "VARCHAR", "time": "TIMESTAMP", "number": "DOUBLE"}
OF, NEXT = "\x1f", "\x1e"
"""Between a column and its value, and between cells, of a sample; no text of a table holds them."""
CLOCKS = {"events": "ts", "cases": "created", "ratings": "ts", "counts": "ts"}
ENDS = {"events": "deadline", "cases": "due"}
"""The column that says until when; a day without a time of day lasts to its end."""
TIMES = ("ts", "created", "answered", "closed")
"""Columns that say when something was recorded; the latest of all is the last day."""
ALWAYS = ("event", "automatic")
"""Columns whose every word has a meaning, none at all included."""


def clocks(table: str) -> dict[str, str]:
    """What is asked of times, whether any has a time of day, to the column that is asked."""
    found = {"clock": CLOCKS[table]}
    if end := ENDS.get(table):
        found["end_clock"] = end
    return found | ({"closed_clock": "closed"} if table == "cases" else {})


def check_columns(file: str, found: Relation, mapping: Mapping) -> None:
    """Refuse a mapping that names columns which the file lacks, or leaves out one that every row needs."""
    said = shown(file)
    have = Text(zh="、".join(shown(h) for h in found.head if h), en=", ".join(shown(h) for h in found.head if h))
    for mine, theirs in mapping.columns.items():
        if theirs not in found.head:
            raise InputError(
                Text(zh=f"“{said}”没有“{shown(theirs)}”列（映射为 {mine}）",
                     en=f"“{said}” has no column “{shown(theirs)}” (mapped to {mine})"),
                Text(zh=f"它的列有：{have.zh}", en=f"Its columns: {have.en}"),
            )  # fmt: skip
    missing = [c.name for c in KINDS[mapping.kind] if c.required and c.name not in mapping.columns]
    if missing:
        names = ", ".join(missing)
        raise InputError(
            Text(
                zh=f"“{said}”里哪一列是 {names}，看不出来", en=f"which column of “{said}” is {names} cannot be told"
            ),
            Text(
                zh=f"请用 --guess 得到映射，改好后以 --mapping 给出。它的列有：{have.zh}",
                en=f"Take a mapping from --guess, correct it, give it as --mapping. Columns: {have.en}",
            ),
        )


def typed(
    db: duckdb.DuckDBPyConnection, found: Relation, mapping: Mapping, kind: str, zone: str | None, raw: bool = False
) -> str:
    """SQL of the typed rows of one file, with `bad` where a value cannot be used, and `sample` to show then.

    `sample` is the line, else the cells that are at fault, each as column, OF, value, with NEXT between them; with
    `raw` all cells of the row.

    A row is bad when a column that it cannot do without is empty, or when a cell of a mapped column of times or
    numbers holds something that cannot be read. It is set aside whole: an end that cannot be read is no open end.
    """
    types: dict[str, str] = {}
    if found.native:
        types = {str(r[0]): str(r[1]) for r in db.execute(f"DESCRIBE {found.sql}").fetchall()}
    values, named, faults, cells = [], [], [], []
    for column in KINDS[kind]:
        theirs = mapping.columns.get(column.name)
        held = name(f"= {column.name}")
        if theirs is None:
            named.append(f"CAST(NULL AS {EMPTY[column.type]}) AS {column.name}")
            continue
        type_ = types.get(theirs, "VARCHAR")
        values.append(f"{_value(db, found, mapping, column, theirs, type_, zone)} AS {held}")
        named.append(f"{held} AS {column.name}")
        fault = ""
        if column.required:
            fault = f"{held} IS NULL"
        elif column.type != "text" and type_ == "VARCHAR":
            fault = f"coalesce({held} IS NULL AND trim({name(theirs)}) <> '', FALSE)"
        if fault:
            faults.append(fault)
            told = f"{text(theirs + OF)} || coalesce(CAST({name(theirs)} AS VARCHAR), '')"
            cells.append(f"CASE WHEN {fault} THEN {told} END")
    whole = ", ".join(name(c) for c in dict.fromkeys(mapping.columns.values()))
    sample = f"concat_ws(' | ', {whole})" if raw else f"concat_ws({text(NEXT)}, {', '.join(cells)})"
    sample = "line" if found.lines else sample
    bad = f"({' OR '.join(faults)})"
    cast = f"SELECT raw.*, {', '.join(values)} FROM ({found.counted}) AS raw"
    middle = f"SELECT {', '.join(named)}, {bad} AS bad, CASE WHEN {bad} THEN {sample} END AS sample FROM ({cast})"
    kept = ", ".join(c.name for c in KINDS[kind])
    meant = _meant(kept, mapping, kind)
    if found.native and TABLES[kind] == "events":
        meant = _looked_up(db, middle, meant, mapping)
    return f"SELECT {meant}, bad, sample FROM ({middle})"


def _value(
    db: duckdb.DuckDBPyConnection, found: Relation, mapping: Mapping, column: Column, theirs: str, kind: str,
    zone: str | None,
) -> str:  # fmt: skip
    cell = name(theirs)
    if column.type == "time":
        if kind != "VARCHAR":
            return casts.native_time(cell, kind, zone)
        if found.spelling:
            return casts.time_as(found.spelling, theirs, zone)
        return casts.time(db, found.sql, theirs, zone, mapping.formats.get(column.name))
    if column.type == "number":
        value = casts.number(f"trim({cell})") if kind == "VARCHAR" else f"CAST({cell} AS DOUBLE)"
        factor = mapping.scale.get(column.name)
        return value if factor is None else f"{value} * {factor!r}"
    if column.name == "grade":
        return meanings.grade(f"CAST({cell} AS VARCHAR)", mapping.values.get("grade", {}))
    if kind != "VARCHAR":
        return cell
    # The parts of a line were cut at its blanks and quotes, and trimming long texts is slow.
    return f"nullif({cell}, '')" if found.lines else f"nullif(trim({cell}), '')"


def _meant(kept: str, mapping: Mapping, kind: str) -> str:
    """The columns, and those that words are read into."""
    own = mapping.values
    if TABLES[kind] == "events":
        agent = "CAST(agent AS VARCHAR)"
        given = meanings.is_bot(agent) if "agent" in mapping.columns else "CAST(NULL AS BOOLEAN)"
        user = "coalesce(user_id, address) AS user_id" if kind == "access-log" else "user_id"
        kept = ", ".join(user if c == "user_id" else c for c in kept.split(", ") if c not in ("event", "agent"))
        acts = (
            meanings.act("CAST(event AS VARCHAR)", own.get("event", {})) if "event" in mapping.columns else "'use'"
        )
        return f"{kept}, {acts} AS act, {given} AS bot"
    if TABLES[kind] == "cases":
        channel = (
            meanings.on_platform("channel", own.get("channel", {}))
            if kind == "tickets"
            else "CAST(NULL AS BOOLEAN)"
        )
        rest = ["channel"] if kind == "tickets" else []
        return ", ".join(c for c in kept.split(", ") if c not in rest) + f", {channel} AS on_platform"
    if TABLES[kind] == "ratings":
        said = meanings.yes("CAST(automatic AS VARCHAR)")
        return kept.replace("automatic", f"{said} AS automatic")
    return kept


_WORDS = 500
"""Distinct words up to which a column is compared with each rather than looked into."""


def _looked_up(db: duckdb.DuckDBPyConnection, rows: str, meant: str, mapping: Mapping) -> str:
    """`meant` with the words that a column holds in place of the rules for words.

    Columns of Parquet are read anew by every metric. A regular expression over each row costs more than all the
    rest of most metrics; over each word that there is, next to nothing.
    """
    rules = {
        "event": meanings.act("CAST(event AS VARCHAR)", mapping.values.get("event", {})),
        "agent": meanings.is_bot("CAST(agent AS VARCHAR)"),
    }
    for column, rule in rules.items():
        if column not in mapping.columns:
            continue
        words = f"SELECT DISTINCT {column} FROM ({rows}) WHERE {column} IS NOT NULL LIMIT {_WORDS + 1}"
        found = db.execute(f"SELECT CAST({column} AS VARCHAR), {rule} FROM ({words}) ORDER BY ALL").fetchall()
        if len(found) <= _WORDS:
            by_word = _program_by_word if column == "agent" else _act_by_word
            meant = meant.replace(rule, by_word(f"CAST({column} AS VARCHAR)", found))
    return meant


def _program_by_word(agent: str, found: list[tuple[str, bool]]) -> str:
    programs = [text(word) for word, program in found if program]
    # No name is not the name of a program, but nor is it known to be none.
    return f"{agent} IN ({', '.join(programs)})" if programs else f"{agent} <> {agent}"


def _act_by_word(event: str, found: list[tuple[str, str]]) -> str:
    acts = dict.fromkeys(act for _, act in found if act != "use")
    cases = [
        f"WHEN {event} IN ({', '.join(text(word) for word, meaning in found if meaning == act)}) THEN {text(act)}"
        for act in acts
    ]
    return f"CASE {' '.join(cases)} ELSE 'use' END" if cases else "'use'"


def filled(db: duckdb.DuckDBPyConnection, table: str, columns: set[str]) -> set[str]:
    """Of the mapped columns, those that hold anything; and which times have a time of day."""
    stands = {"event": "act", "agent": "bot", "channel": "on_platform"}
    looked = sorted(columns)
    times = clocks(table)
    asked = [f"{name(stands.get(c, c))} IS NOT NULL" for c in looked]
    asked += [f"{c} <> date_trunc('day', {c})" for c in times.values()]
    # Each question is answered by the first row that says yes; a sum over the columns would read all of the file.
    any_of = ", ".join(f"EXISTS (FROM parts WHERE NOT bad AND {question})" for question in asked)
    row = db.execute(f"SELECT {any_of}").fetchone()
    assert row is not None
    found = {c for c, any_ in zip(looked, row, strict=False) if any_}
    found |= {clock for clock, any_ in zip(times, row[len(looked) :], strict=True) if any_}
    if "user_id" not in found and "address" in found and table == "events":
        filled_user = db.execute("SELECT user_id FROM parts WHERE user_id IS NOT NULL LIMIT 1").fetchone()
        found |= {"user_id"} if filled_user else set()
    return found


def shown_as(table: str, columns: set[str]) -> str:
    """SQL of the view that metrics read: good rows only, and the moment at which a deadline is over."""
    end = ENDS.get(table)
    more = ""
    if end:
        more = f", {end} AS {end}_end" if "end_clock" in columns else f", {end} + INTERVAL 1 DAY AS {end}_end"
    less = ""
    if table == "events":
        less, more = ", bot", more + ", coalesce(bot, FALSE) AS bot"
    return f"SELECT * EXCLUDE (bad, sample{less}){more} FROM parts WHERE NOT bad"
