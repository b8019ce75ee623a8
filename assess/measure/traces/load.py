"""Sources to one typed table in DuckDB, with every line that could not be used counted and sampled."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assess.base.errors import InputError
from assess.base.privacy import NAMELESS, Pseudonyms, form
from assess.base.shown import shown
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Stopped, Watch
from assess.measure.traces import logs, shapes
from assess.measure.traces.engines.engine import Embedded, Engine
from assess.measure.traces.kinds import TABLES
from assess.measure.traces.literals import name, text
from assess.measure.traces.mapping import Mapping, guess
from assess.measure.traces.ncsa import ncsa
from assess.measure.traces.nested import nested
from assess.measure.traces.quick import PARQUET, quick
from assess.measure.traces.sources import Source, prepare
from assess.measure.traces.tables import Relation, relation

if TYPE_CHECKING:
    import duckdb

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PULSE = 0.2
"""Seconds between two looks at how far the engine is."""
_SAMPLES = 5
"""Bad lines that are kept to be looked at."""


class Settings(msgspec.Struct, frozen=True):
    """What definitions leave open: time zone (None: as written), last day, minutes that end a session, memory.

    `independent` says that a survey was made by someone outside the body it asks about. `pseudonyms` stand for
    what might name a person in the samples of bad lines, unless `raw` asks for the lines as they are. `watch` is
    told how far reading is, and may stop it.
    """

    timezone: str | None = None
    as_of: date | None = None
    session_gap: float = 30.0
    independent: bool = False
    memory: str = "2GB"
    encoding: str | None = None
    pseudonyms: Pseudonyms = NAMELESS
    raw: bool = False
    watch: Watch = SILENT


class Loaded(msgspec.Struct, frozen=True):
    """A typed table, ready for metrics: rows used and bad, samples, columns that hold something, period, inputs.

    `db` is the embedded engine's connection, None if the table is another engine's; `place` then says which table
    of which engine it is, and `tables` what metrics' tables are there, as queries in that engine's SQL.
    """

    db: Any
    engine: Engine
    kind: str
    rows: int
    bad: int
    samples: tuple[str, ...]
    columns: frozenset[str]
    first: date
    last: date
    as_of: date
    sources: tuple[Source, ...]
    mapping: Mapping
    settings: Settings
    tables: dict[str, str] = {}
    place: str = ""

    @property
    def coverage(self) -> float:
        """Share of the rows that could be used."""
        return self.rows / (self.rows + self.bad)


@contextmanager
def load(
    paths: Sequence[Path], kind: str, mapping: Mapping | None = None, settings: Settings | None = None
) -> Iterator[Loaded]:
    """The traces in `paths` as a typed table; closed and its temporary files removed at the end.

    Raises NotFound and InputError for files that cannot be read, columns that are missing, or when nothing is left.
    """
    import duckdb

    settings = settings or Settings()
    with tempfile.TemporaryDirectory(prefix="assess-") as folder, duckdb.connect(config=_config(settings)) as db:
        db.execute(f"SET temp_directory = {text(folder)}; SET TimeZone = 'UTC'")
        check_zone(db, settings.timezone)
        try:
            with settings.watch.stoppable(db.interrupt):
                yield _loaded(db, paths, kind, mapping, settings, Path(folder))
        except duckdb.Error as error:
            if settings.watch.stopped:
                raise Stopped from error
            raise _refused(error) from error


@contextmanager
def _followed(db: duckdb.DuckDBPyConnection, source: Source, watch: Watch) -> Iterator[None]:
    """While within, tell a few times a second how far the engine is with `source`."""
    if not watch.listening:
        yield
        return
    db.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    size, over = source.path.stat().st_size, threading.Event()

    def follow() -> None:
        with suppress(Stopped):
            while not over.wait(_PULSE):
                if (percent := db.query_progress()) >= 0:
                    watch.tell(Step(source.path.name, size * percent / 100, size, "bytes"))

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def head_of(path: Path, settings: Settings | None = None, kind: str = "") -> tuple[str, ...]:
    """The column names of one file, for guessing a mapping."""
    import duckdb

    settings = settings or Settings()
    with tempfile.TemporaryDirectory(prefix="assess-") as folder, duckdb.connect(config=_config(settings)) as db:
        source = prepare(path, Path(folder), encoding=settings.encoding)
        try:
            return (nested(source, db, kind, Path(folder)) or relation(source, db, Path(folder))).head
        except duckdb.Error as error:
            raise _refused(error) from error


def _config(settings: Settings) -> dict[str, Any]:
    # Nothing is ever fetched: an extension that is not built in is refused instead of downloaded.
    return {
        "memory_limit": settings.memory,
        "autoinstall_known_extensions": "false",
        "preserve_insertion_order": "false",
    }


def _refused(error: Exception) -> InputError:
    # Engines quote the value that they stumbled over.
    said = shown(NAMELESS.masked(_QUOTED.sub(lambda m: form(m[0]), str(error).partition("\n")[0])))
    return InputError(Text(zh=f"数据引擎读不了输入：{said}", en=f"the engine cannot read the input: {said}"))


def check_zone(db: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    if zone is not None and not db.execute("FROM pg_timezone_names() WHERE name = ?", [zone]).fetchone():
        raise InputError(
            Text(zh=f"不认识时区 {shown(zone)}", en=f"there is no time zone {shown(zone)}"),
            Text(zh="例如 Asia/Shanghai、UTC。", en="For example Asia/Shanghai or UTC."),
        )


def _loaded(
    db: duckdb.DuckDBPyConnection, paths: Sequence[Path], kind: str, mapping: Mapping | None, settings: Settings,
    folder: Path,
) -> Loaded:  # fmt: skip
    sources = tuple(
        prepare(p, folder, lenient=kind == "access-log", encoding=settings.encoding, watch=settings.watch)
        for p in paths
    )
    parts, columns = [], set[str]()
    used = mapping
    for i, source in enumerate(sources):
        with _followed(db, source, settings.watch):
            used = _part(db, source, f"part_{i}", kind, mapping, settings, folder)
        parts.append(f"SELECT * FROM part_{i}")
        columns |= set(used.columns)
    assert used is not None
    db.execute(f"CREATE VIEW parts AS {' UNION ALL BY NAME '.join(parts)}")
    held, bad, samples = _counted(db, settings)
    table = TABLES[kind]
    columns = shapes.filled(db, table, columns)
    db.execute(f"CREATE VIEW {table} AS {shapes.shown_as(table, columns)}")
    first, last, as_of = _period(db, table, held, columns, paths[0], samples)
    as_of = settings.as_of or as_of
    gap = settings.session_gap * 60
    days = f"CAST({text(str(as_of))} AS DATE) AS as_of, CAST({text(str(first))} AS DATE) AS first_day"
    db.execute(f"CREATE TABLE settings AS SELECT {days}, {gap!r} AS gap_s")
    if settings.independent:
        columns.add("independent")
    return Loaded(
        db=db, engine=Embedded(db), kind=kind, rows=held, bad=bad, samples=samples, columns=frozenset(columns),
        first=first, last=last, as_of=as_of, sources=sources, mapping=used, settings=settings,
    )  # fmt: skip


def _part(
    db: duckdb.DuckDBPyConnection, source: Source, part: str, kind: str, mapping: Mapping | None,
    settings: Settings, folder: Path,
) -> Mapping:  # fmt: skip
    """Make the typed rows of one file, good and bad, the relation `part`; give back the mapping that did it."""
    found, used = _relation(source, db, kind, mapping, folder)
    read = None
    if found.spelling == "log" and (read := quick(db, source, part, folder, settings.timezone)):
        found = ncsa(source, read.lines)
    rows = shapes.typed(db, found, used, kind, settings.timezone, settings.raw)
    if read:
        rest = text(str(folder / f"{part}_rest.parquet"))
        db.execute(f"COPY ({rows}) TO {rest} ({PARQUET})")
        rows = f"SELECT *, FALSE AS bad FROM ({read.rows}) UNION ALL BY NAME SELECT * FROM read_parquet({rest})"
    db.execute(f"CREATE {'VIEW' if found.native or read else 'TABLE'} {part} AS {rows}")
    return used


def _relation(
    source: Source, db: duckdb.DuckDBPyConnection, kind: str, mapping: Mapping | None, folder: Path
) -> tuple[Relation, Mapping]:
    if kind == "access-log" and (form := logs.form_of(source)) != "json":
        found = logs.w3c(source, db) if form == "w3c" else ncsa(source)
        return found, Mapping(kind=kind, columns={c: c for c in found.head})
    found = nested(source, db, kind, folder) or relation(source, db, folder)
    if mapping is None:
        mapping = guess(kind, found.head)
    shapes.check_columns(source.path.name, found, mapping)
    return found, mapping


def _counted(db: duckdb.DuckDBPyConnection, settings: Settings) -> tuple[int, int, tuple[str, ...]]:
    """Rows used; rows that cannot be (marked as bad, or refused by the reader altogether); some of the latter."""
    row = db.execute("SELECT count(*) FILTER (NOT bad), count(*) FILTER (bad) FROM parts").fetchone()
    assert row is not None
    found = db.execute(f"SELECT sample FROM parts WHERE bad LIMIT {_SAMPLES}").fetchall()
    samples = [_sample(str(s), settings) for (s,) in found]
    refused = 0
    if db.execute("FROM duckdb_tables() WHERE table_name = 'reject_errors'").fetchone():
        # A quote that is never closed takes the lines behind it along; each of them counts.
        lines = "SELECT DISTINCT scan_id, file_id, line, csv_line FROM reject_errors"
        count = "sum(len(string_split(rtrim(csv_line, chr(10) || chr(13)), chr(10))))"
        whole = db.execute(f"SELECT {count} FROM ({lines})").fetchone()
        refused = int(whole[0] or 0) if whole else 0
        found = db.execute(f"SELECT csv_line FROM ({lines}) ORDER BY ALL LIMIT {_SAMPLES}").fetchall()
        samples += [shown(str(s)) if settings.raw else form(str(s)) for (s,) in found]
    return int(row[0]), int(row[1]) + refused, tuple(samples[:_SAMPLES])


def _sample(sample: str, settings: Settings) -> str:
    """A bad row to be looked at: as it stands if asked for, else its faulty cells, or the form of its line."""
    if settings.raw:
        return shown(sample)
    cells = [cell.partition(shapes.OF) for cell in sample.split(shapes.NEXT)]
    if any(not of for _, of, _ in cells):
        return form(sample)
    told = settings.pseudonyms.told
    return " | ".join(f"{shown(column)}: {told(value) if value else '–'}" for column, _, value in cells)


def _period(
    db: duckdb.DuckDBPyConnection, table: str, held: int, columns: set[str], path: Path, samples: Sequence[str]
) -> tuple[date, date, date]:
    """First and last day of the rows, and the last day on which anything is recorded at all."""
    times = [c for c in shapes.TIMES if c in columns]
    if not held or not times:
        if held:
            today = date.today()
            return today, today, today
        said = shown(path.name)
        hint = Text(zh=f"例如：{samples[0]}", en=f"For example: {samples[0]}") if samples else None
        raise InputError(Text(zh=f"“{said}”里没有一行可用", en=f"no row of “{said}” can be used"), hint)
    latest = ", ".join(f"max({name(c)})" for c in times)
    row = db.execute(f"SELECT min({times[0]}), max({times[0]}), {latest} FROM {table}").fetchone()
    assert row is not None
    return row[0].date(), row[1].date(), max(t for t in row[2:] if t is not None).date()
