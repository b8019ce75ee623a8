"""Logs read by place and logs read line by line: the same rows, the same bad lines, whatever stands in them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assess.measure.traces import load as loading
from assess.measure.traces import quick as quick_reading
from assess.measure.traces.load import Settings, load

GOOD = '10.0.0.{n} - - [17/May/2015:10:05:0{n} +0800] "GET /{n} HTTP/1.1" 200 2{n} "-" "Mozilla/5.0"'
HEAD = "10.0.0.9 - li [17/May/2015:10:05:03 +0800]"

# Each is regular but for one thing, or a thing that reading by place could take for another.
NASTY = [
    *(f'{head} "GET / HTTP/1.1" 200 5 "-" "Mozilla"' for head in (
        HEAD, "2001:db8::1 - - [17/May/2015:10:05:03 +0800]", "10.0.0.9 - bob smith [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 - [x] y [17/May/2015:10:05:03 +0800]", "10.0.0.9 - a]b [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 id u [17/May/2015:10:05:03 +0800]", "10.0.0.9 -  [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 - [17/May/2015:10:05:03 +0800]", "10.0.0.9 [17/May/2015:10:05:03 +0800]", "10.0.0.9",
        " - u [17/May/2015:10:05:03 +0800]", " 10.0.0.9 - u [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 - u[17/May/2015:10:05:03 +0800]", "10.0.0.9 - u  [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 - 李伟 [17/May/2015:10:05:03 +0800]", "10.0.0.9 - - - [17/May/2015:10:05:03 +0800]",
        "10.0.0.9 - u [7/May/2015:10:05:03  +0800]", "10.0.0.9 - u [ 7/May/2015:10:05:03 +0800]",
        "10.0.0.9 - u [7/May/2015:10:05:03 +0800] ", "10.0.0.9 - u [17/May/2015:1:05:03 +0800]",
        "10.0.0.9 - u [17/May/2015:10:05:03 -0330]", "10.0.0.9 - u [17/May/2015:10:05:03 +08:00]",
        "10.0.0.9 - u [17/May/2015:10:05:03]", "10.0.0.9 - u [17/May/2015:10:05:03 [+080]",
        "10.0.0.9 - u [17/May/2015:10:05:03 +080]]", "10.0.0.9 - u [32/May/2015:10:05:03 +0800]",
        "10.0.0.9 - u [17/Mai/2015:10:05:03 +0800]", "10.0.0.9 - u [17/May/2015:10:05:03 +0800",
        "10.0.0.9 - u 17/May/2015:10:05:03 +0800]", "10.0.0.9 - u [x[7/May/2015:1:05:03 +0800]",
        "10.0.0.9\t- u [17/May/2015:10:05:03 +0800]", "10.0.0.9 - u [17/May/2015:10:05:03\t+0800]",
        "10.0.0.9 - u [\t7/May/2015:10:05:03 +0800]", "10.0.0.9 - u [17/May/2015:10:05:3\t +0800]",
        'a\\"b - u [17/May/2015:10:05:03 +0800]', "\0 - u [17/May/2015:10:05:03 +0800]",
    )),
    *(f'{HEAD} "GET / HTTP/1.1"{tail}' for tail in (
        " 200 5", " 200 -", " 200", " 200 ", "", " ", " 2000 5", " 20 5", "200 5", " 600 5", " 099 5", " 2e2 5", " 2a0 5",
        " +20 5", " ２00 5", " 200  5", "  200 5", " 200 1,234", " 200 x", " 200 -5", " 200 1e3", " 200 5 0.003", " 200 - 0.003",
        " 200 5 x\\", " 200 5\\", " 200\t5", " 200 5\t", " 200 - ", " 200 -  ", " 200 5  ", " 200 inf",
    )),
    *(f'{HEAD} "{request}" 200 5 "-" "Mozilla"' for request in (
        "", "-", "\\x16\\x03", 'GET /\\"x\\"', 'GET /"x" y', "GET /a\tb", "GET /办事?q=\\", "\x02", "GET /" + "é" * 5000, '"',
    )),
    *(f'{HEAD} "GET / HTTP/1.1" 200 5{tail}' for tail in (
        ' "-" "Mozilla \\"x\\" (Mac"', ' "-" "\\"x\\""', ' "-" "bot\\"', ' "-" "trunc', ' "-"', ' "-" ', ' "trunc', ' "a\\"b" "curl/8"',
        ' "a\\" "curl/8"', ' "-" ""', ' "-" "-"', ' "" ""', ' "-""curl/8"', ' "-"  "curl/8"', ' "-" x "curl/8"', ' "-" "curl/8" "10.0.0.1" 0.003',
        ' "-" "curl/8" "10.0.0.1', ' "-" "a\\\\" "b"', ' "-" "a\\\\\\"b"', ' "-" "Googlebot" x', ' "-" "a\\"" "x\\"y"', ' "-" "x" \\"y"',
        ' "-" "\x02bot"', ' "-"' + ' "x"' * 8, ' "-"' + ' "x"' * 7 + ' "x', ' "-" "' + '\\"x' * 40 + ' bot"', ' "-"' + ' "x\\""' * 40,
    )),
    "", " ", "\t", "junk", '"', '""', '"""', '" "', "\\", '\\"', "\n\n", "#", "\x01\x02", "x" * 70_000, '"x' * 300,
]  # fmt: skip


def _read(
    path: Path, exact: bool, monkeypatch: pytest.MonkeyPatch, *, by_place: bool | None = None, **asked: Any
) -> tuple[Any, ...]:
    """Counts, days, columns and rows; `exact` keeps lines from being read by place, `by_place` says if they must be."""
    with monkeypatch.context() as patched:
        if exact:
            patched.setattr(loading, "quick", lambda *_: None)
        with load([path], "access-log", settings=Settings(raw=True, **asked)) as loaded:
            rows = loaded.db.execute("SELECT COLUMNS(*)::VARCHAR FROM parts ORDER BY ALL").fetchall()
            names = [c[0] for c in loaded.db.description]
            told = [dict(sorted(zip(names, row, strict=True))) for row in rows]
            made = loaded.db.execute("FROM duckdb_tables() WHERE table_name = 'refused_part_0'").fetchall()
            assert bool(made) is (not exact if by_place is None else by_place)
            return loaded.rows, loaded.bad, loaded.first, loaded.last, loaded.columns, sorted(map(str, told))


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as found:
        yield found


def _bytes(lines: list[str], end: str = "\n") -> bytes:
    # The first hundred lines tell how many parts are usual; a log of which most is irregular is not read by place.
    good = [GOOD.format(n=n % 10) for n in range(150)]
    return end.join([*good, *lines, *good]).encode()


@pytest.mark.parametrize("zone", [None, "America/New_York"])
@pytest.mark.parametrize("form", ["plain", "CRLF", "gz", "site first", "with end"])
def test_nasty_lines_mean_the_same_whichever_way_they_are_read(
    tmp_path: Path, patch: pytest.MonkeyPatch, form: str, zone: str | None
) -> None:
    ends = "\r\n" if form == "CRLF" else "\n"
    data = _bytes([line.replace("\n", ends) for line in NASTY], ends)
    if form == "site first":
        data = b"\n".join(b"a.example:443 " + line if line.strip() else line for line in data.split(b"\n"))
    path = tmp_path / ("access.log.gz" if form == "gz" else "access.log")
    path.write_bytes(gzip.compress(data) if form == "gz" else data + b"\n" * (form == "with end"))
    fast = _read(path, False, patch, timezone=zone)
    assert fast == _read(path, True, patch, timezone=zone)
    # Every line that holds anything is either a row or a bad line.
    assert fast[0] + fast[1] == sum(1 for line in data.splitlines() if line.strip(b" \r\n"))


def test_lines_with_more_parts_than_can_be_kept_apart_are_read_all_the_same(
    tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(_bytes([GOOD.format(n=5) + ' "x"' * 30] * 20))
    whole = _read(path, False, patch)
    assert whole[:2] == (320, 0)
    with patch.context() as patched:
        patched.setattr(quick_reading, "REFUSED", 10)
        assert _read(path, False, patch) == whole


def test_a_log_that_changes_its_form_on_the_way_is_read_to_its_end(
    tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    plain = [GOOD.format(n=n % 10) for n in range(20_000)]
    other = [line.replace(" - - [", " id u [") for line in plain]
    for lines, by_place in ((plain + other, True), (other + plain, False)):
        path = tmp_path / "access.log"
        path.write_text("\n".join(lines))
        found = _read(path, False, patch, by_place=by_place)
        assert found[:2] == (40_000, 0)
        assert sum("'user_id': 'u'" in row for row in found[-1]) == 20_000


def test_agents_that_come_late_are_told_from_programs_too(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(
        _bytes([GOOD.format(n=5).replace("Mozilla", agent) for agent in ("Googlebot", "curl", "Opera")])
    )
    with patch.context() as patched:
        patched.setattr(quick_reading, "_KNOWN", 1)
        assert sum("'bot': 'true'" in row for row in _read(path, False, patch)[-1]) == 2
