"""What comes in: forms, encodings, spellings of time, and lines that cannot be used."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from assess.base.errors import InputError, NotFound
from assess.measure.traces.load import Settings, head_of, load
from assess.measure.traces.mapping import Mapping, as_toml, guess, read_mapping
from tests.measure.traces.conftest import EVENTS, TICKETS, Measured

# An escaped quote, a quote never closed, a request of nothing, stray bytes, a name with a blank, fields behind.
LOG = (
    b'1.1.1.1 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 20 "-" "Mozilla \\"x\\" (Mac"\n'
    b'1.1.1.2 - - [17/May/2015:10:05:04 +0000] "GET /b HTTP/1.1" 200 20 "-" "Mozilla trunc\n'
    b'1.1.1.3 - - [17/May/2015:10:05:05 +0000] "GET /c HTTP/1.1" 200 20 "-" "curl/8.1"\n'
    b'1.1.1.4 - - [17/May/2015:23:59:59 +0000] "-" 400 -\n'
    b'1.1.1.4 - - [17/May/2015:23:59:59 +0000] "\\x16\\x03" 400 - "-" "-"\n'
    b"junk\n"
    b"\n"
    b"\x00\x01\xff\xfe binary\n"
    b'1.1.1.6 - bob smith [18/May/2015:00:00:00 +0000] "GET /\xe4\xb8\xad HTTP/1.1" 200 7 "-" "Mozilla" "10.0.0.1" 0.003\n'
)


def _rows(path: Path, kind: str, sql: str, mapping: Mapping | None = None, **settings: Any) -> list[Any]:
    with load([path], kind, mapping, Settings(**settings)) as loaded:
        return list(loaded.db.execute(sql).fetchall())


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_of_a_log_can_spoil_only_itself(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("access.log.gz" if packed else "access.log")
    path.write_bytes(gzip.compress(LOG) if packed else LOG)
    with load([path], "access-log", settings=Settings(raw=True)) as loaded:
        assert (loaded.rows, loaded.bad) == (5, 3)
        assert any(s.startswith("1.1.1.2 ") for s in loaded.samples)
        assert loaded.sources[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        found = loaded.db.execute(
            "SELECT address, user_id, status, bytes, bot FROM events ORDER BY address, bot"
        ).fetchall()
    assert found == [
        ("1.1.1.1", "1.1.1.1", 200, 20, False),
        ("1.1.1.3", "1.1.1.3", 200, 20, True),
        ("1.1.1.4", "1.1.1.4", 400, None, False),
        # An agent that gives no name where the log has room for one.
        ("1.1.1.4", "1.1.1.4", 400, None, True),
        ("1.1.1.6", "bob smith", 200, 7, False),
    ]


def test_times_stay_as_written_unless_a_zone_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    path.write_bytes(LOG)
    days = "SELECT count(DISTINCT CAST(ts AS DATE)), max(ts) FROM events"
    assert _rows(path, "access-log", days) == [(2, datetime(2015, 5, 18, 0, 0))]
    assert _rows(path, "access-log", days, timezone="Asia/Shanghai") == [(2, datetime(2015, 5, 18, 8, 0))]
    assert _rows(path, "access-log", days, timezone="America/New_York") == [(1, datetime(2015, 5, 17, 20, 0))]
    with pytest.raises(InputError, match="time zone"):
        _rows(path, "access-log", days, timezone="Mars/Olympus")


def test_w3c_logs_are_read_by_their_fields_line(tmp_path: Path) -> None:
    path = tmp_path / "u_ex.log"
    path.write_text(
        "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-username cs-method cs-uri-stem "
        "sc-status time-taken cs(User-Agent)\n2026-01-31 16:00:00 10.0.0.1 - GET /a 200 1500 Mozilla/5.0+(X11)\n"
        "2026-01-31 16:00:01 10.0.0.2 li GET /b 404 20 Googlebot/2.1\n2026-01-31 16:00:02 10.0.0.3 GET\n"
    )
    found = "SELECT ts, user_id, status, latency_s, bot FROM events ORDER BY ts"
    assert _rows(path, "access-log", found, timezone="Asia/Shanghai") == [
        (datetime(2026, 2, 1, 0, 0), "10.0.0.1", 200, 1.5, False),
        (datetime(2026, 2, 1, 0, 0, 1), "li", 404, 0.02, True),
    ]
    with load([path], "access-log") as loaded:
        assert loaded.bad == 1


def test_fields_that_change_far_into_a_w3c_log_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "u_ex.log"
    rows = "".join(f"2026-01-31 16:00:00 200 {n}\n" for n in range(20_000))
    again = "#Fields: date time sc-status sc-bytes\n"
    path.write_text(again + rows + again + rows)
    with load([path], "access-log") as loaded:
        assert (loaded.rows, loaded.bad) == (40_000, 0)
    path.write_text(again + rows + "#Fields: date time sc-bytes sc-status\n2026-01-31 16:00:00 5 200\n")
    with pytest.raises(InputError, match="#Fields"), load([path], "access-log"):
        pass


def test_w3c_logs_with_tabs_and_seconds_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cdn.log"
    path.write_text(
        "#Version: 1.0\n#Fields: date time c-ip sc-status time-taken\n"
        "2026-01-31\t16:00:00\t2001:db8::1\t200\t0.250\n2026-01-31\t16:00:01\t2001:db8::2\t404\t2.000\n"
    )
    found = "SELECT user_id, status, latency_s FROM events ORDER BY ts"
    assert _rows(path, "access-log", found) == [("2001:db8::1", 200, 0.25), ("2001:db8::2", 404, 2.0)]


def test_the_site_before_the_address_is_the_platform(tmp_path: Path) -> None:
    path = tmp_path / "other_vhosts_access.log"
    path.write_text(
        'a.example:443 2001:db8::1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 5 "-" "Mozilla"\n'
        'b.example:80 10.0.0.2 - li wei [17/May/2015:10:05:04 +0000] "GET / HTTP/1.1" 200 5 "-" "Mozilla"\n'
    )
    found = "SELECT platform, address, user_id FROM events ORDER BY ts"
    assert _rows(path, "access-log", found) == [
        ("a.example", "2001:db8::1", "2001:db8::1"),
        ("b.example", "10.0.0.2", "li wei"),
    ]


def test_a_name_that_comes_late_in_json_lines_is_a_column_too(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    rows = [
        {"time": "2026-01-31T10:00:00", "event": "submit"} | ({"office": "A"} if n >= 200 else {})
        for n in range(300)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert _rows(path, "events", "SELECT count(*), count(department) FROM events") == [(300, 100)]


def test_days_as_spreadsheets_count_them_are_times(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    # 45292 is 1 January 2024; half a day and a second more is 12:00:01.
    for row in (["受理时间", "办结时间", "编号"], [45292, 45292.5 + 1 / 86400, 1], [45293.75, None, 2]):
        sheet.append(row)
    book.save(path := tmp_path / "t.xlsx")
    assert _rows(path, "tickets", "SELECT created, closed FROM cases ORDER BY created") == [
        (datetime(2024, 1, 1), datetime(2024, 1, 1, 12, 0, 1)),
        (datetime(2024, 1, 2, 18), None),
    ]


def test_json_of_nginx_is_read_with_its_broken_lines_counted(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    lines = [
        {
            "time_local": "31/Jan/2026:23:00:00 +0800",
            "remote_addr": "10.0.0.1",
            "status": 200,
            "request_time": 0.25,
        },
        {
            "time_local": "31/Jan/2026:23:00:01 +0800",
            "remote_addr": "10.0.0.2",
            "status": "404",
            "request_time": "0.5",
        },
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"time_local": "31/Jan\n')
    with load([path], "access-log") as loaded:
        assert (loaded.rows, loaded.bad) == (2, 1)
        found = loaded.db.execute("SELECT ts, user_id, status, latency_s FROM events ORDER BY ts").fetchall()
    assert found[0] == (datetime(2026, 1, 31, 23, 0), "10.0.0.1", 200, 0.25)
    assert found[1][2:] == (404, 0.5)


def _workbook(table: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for i, line in enumerate(table.splitlines()):
        cells: list[Any] = line.split(",")
        if i == 1:
            # As Excel stores times: values with a type of their own.
            cells[1:4] = [datetime.fromisoformat(c) for c in cells[1:4]]
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", TICKETS.encode("gb18030")),
        ("t.csv", TICKETS.encode("utf-8-sig")),
        ("t.csv", TICKETS.encode("utf-16")),
        ("t.csv", TICKETS.replace("\n", "\r").encode()),
        ("t.csv", TICKETS.replace("\n", "\r\n").encode("gb18030")),
        ("t.csv", TICKETS.replace(",", ";").encode()),
        ("t.tsv", TICKETS.replace(",", "\t").encode()),
        ("t.csv.gz", gzip.compress(TICKETS.encode("gb18030"))),
        ("t.xlsx", _workbook(TICKETS)),
    ],
    ids=["gb18030", "utf-8 mark", "utf-16", "CR", "CRLF", "semicolons", "tabs", "gz", "xlsx"],
)  # fmt: skip
def test_every_form_and_encoding_of_a_table_gives_the_same_values(
    measured: Measured, name: str, data: bytes
) -> None:
    plain = measured(TICKETS, "tickets")
    found = measured(data, "tickets", name=name)
    assert {m: (r.value, r.n, r.rows, r.coverage) for m, r in found.items()} == {
        m: (r.value, r.n, r.rows, r.coverage) for m, r in plain.items()
    }


def test_json_lines_and_parquet_give_the_same_values_as_csv(tmp_path: Path, measured: Measured) -> None:
    import duckdb

    plain = measured(EVENTS, "events")
    (tmp_path / "e.csv").write_text(EVENTS)
    with duckdb.connect() as db:
        table = f"SELECT * REPLACE (CAST(时间 AS TIMESTAMP) AS 时间) FROM read_csv('{tmp_path}/e.csv', all_varchar=true, header=true)"
        db.execute(f"COPY ({table}) TO '{tmp_path}/e.parquet'")
        db.execute(f"COPY ({table}) TO '{tmp_path}/e.jsonl' (FORMAT json)")
    for name in ("e.parquet", "e.jsonl"):
        found = measured((tmp_path / name).read_bytes(), "events", name=name)
        assert {m: (r.value, r.rows) for m, r in found.items()} == {
            m: (r.value, r.rows) for m, r in plain.items()
        }, name


def test_refused_lines_of_a_table_are_counted_with_the_lines_they_swallow(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        'time,user\n2026-01-01,"a\nb"\n2026-01-02\n2026-01-03,c,d\n2026-01-04,e\n"2026-01-05,f\n2026-01-06,g\n'
    )
    with load([path], "events") as loaded:
        assert (loaded.rows, loaded.bad) == (2, 4)


SPELLINGS = {
    "2026-02-01 08:05:00": "2026-02-01 08:05:00", "2026/2/1 8:05": "2026-02-01 08:05:00",
    "2026年2月1日 8:05": "2026-02-01 08:05:00", "2026年02月01日08时05分": "2026-02-01 08:05:00",
    "20260201": "2026-02-01 00:00:00", "20260201080500": "2026-02-01 08:05:00", "1769933100": "2026-02-01 08:05:00",
    "1769933100000": "2026-02-01 08:05:00", "2026-02-01T08:05:00Z": "2026-02-01 08:05:00",
    "2026-02-01T08:05:00+08:00": "2026-02-01 08:05:00", "1.2.2026 08:05": "2026-02-01 08:05:00",
    "2026.02.01": "2026-02-01 00:00:00", "02/13/2026 08:05:00 PM": "2026-02-13 20:05:00",
    "13/02/2026 20:05": "2026-02-13 20:05:00", "01/Feb/2026:08:05:00 +0800": "2026-02-01 08:05:00",
}  # fmt: skip


@pytest.mark.parametrize("spelt", SPELLINGS)
def test_times_are_read_as_people_and_systems_spell_them(tmp_path: Path, spelt: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text(f"time,user\n{spelt},a\n")
    assert _rows(path, "events", "SELECT ts FROM events") == [(datetime.fromisoformat(SPELLINGS[spelt]),)]


def test_offsets_are_converted_when_a_zone_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("time,user\n2026-02-01T00:05:00Z,a\n2026-02-01T08:05:00+08:00,a\n2026-02-01T08:05:00,a\n")
    found = _rows(path, "events", "SELECT DISTINCT ts FROM events", timezone="Asia/Shanghai")
    assert found == [(datetime(2026, 2, 1, 8, 5),)]


def test_day_and_month_that_could_be_either_way_round_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("time,user\n01/02/2026,a\n03/04/2026,b\n")
    with pytest.raises(InputError, match="day or month comes first"):
        _rows(path, "events", "SELECT ts FROM events")
    told = Mapping(kind="events", columns={"ts": "time"}, formats={"ts": "%d/%m/%Y"})
    assert _rows(path, "events", "SELECT max(ts) FROM events", told) == [(datetime(2026, 4, 3),)]


def test_several_files_of_a_kind_make_one_table_each_with_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("time,user\n2026-01-01,a\n")
    (tmp_path / "b.csv").write_text("用户,时间\nb,2026-01-02\nc,没有\n", encoding="gb18030")
    with load([tmp_path / "a.csv", tmp_path / "b.csv"], "events") as loaded:
        assert (loaded.rows, loaded.bad, len(loaded.sources)) == (2, 1, 2)
        assert loaded.sources[1].encoding == "gb18030"


def test_a_guess_reads_back_as_the_mapping_it_is(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TICKETS, encoding="gb18030")
    proposed = guess("tickets", head_of(path))
    assert proposed.columns["due"] == "办理期限"
    assert proposed.columns["user_id"] == "诉求人"
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(as_toml(proposed), encoding="utf-8")
    assert read_mapping(mapping, "tickets") == proposed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns]\nclosd = 'x'\n", "closd"),
        ("kind = 'tasks'\n", "tasks"),
        ("[colums]\n", "colums"),
        ("[columns\n", "TOML"),
        ("[columns]\nclosed = 3\n", "Expected `str`"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        read_mapping(path, "tickets")


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"),
    [
        ("a.csv", b"", "events", "has no head"),
        ("a.csv", b"x,y\n1,2\n", "events", "which column"),
        ("a.csv", b"time,user\nnever,a\n", "events", "no row"),
        ("a.pdf", b"%PDF", "events", "form of"),
        ("a.parquet", b"PAR1 and no more", "events", "engine cannot read"),
        ("a.xlsx", b"PK", "events", "a.xlsx"),
        ("a.csv.gz", b"no gzip", "events", "cannot be read"),
        ("a.jsonl", b"[1, 2]\n", "events", "not JSON lines"),
        (
            "a.csv",
            "time,user\n2026-01-01,\u00e9\u0131".encode("iso8859-9", "replace") + b"\xfe\xff\x81\n",
            "events",
            "not UTF-8",
        ),
        ("a.log", b"#Fields: c-ip\n1.1.1.1\n", "access-log", "#Fields"),
        ("a.log", b"nothing of a log\n", "access-log", "no row"),
    ],
)
def test_inputs_that_cannot_be_read_are_refused_with_the_reason(
    tmp_path: Path, name: str, data: bytes, kind: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        _rows(path, kind, "SELECT 1")


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        _rows(tmp_path / "none.csv", "events", "SELECT 1")


def test_a_mapping_to_a_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("when,user\n2026-01-01,a\n")
    with pytest.raises(InputError, match="no column “time”") as caught:
        _rows(path, "events", "SELECT 1", Mapping(kind="events", columns={"ts": "time"}))
    assert "when, user" in " ".join(caught.value.lines("en"))


def test_names_in_files_are_never_taken_for_sql(tmp_path: Path) -> None:
    path = tmp_path / 'o\'clock "x".csv'
    path.write_text('time,"us""er\'); DROP TABLE x; --"\n2026-01-01,o\'brien\n')
    mapping = Mapping(kind="events", columns={"ts": "time", "user_id": "us\"er'); DROP TABLE x; --"})
    assert _rows(path, "events", "SELECT user_id FROM events", mapping) == [("o'brien",)]


@pytest.mark.parametrize("words", [0, 7, 900])
def test_words_mean_the_same_in_parquet_whether_few_or_many(tmp_path: Path, words: int) -> None:
    agents = ", ".join(f"('view', 'Agent {i}{'bot' * (i % 3 == 0)}')" for i in range(words))
    odd = "(' Submit ', 'curl/8'), ('打卡', ''), (NULL, NULL), ('o''clock', '-'), ('LOGIN', 'My-Curl/8'), ('x', 'xcurl/8 robots')"
    rows = f"SELECT TIMESTAMP '2026-01-01 10:00:00' AS ts, event, agent FROM (VALUES {odd}{', ' if words else ''}{agents}) AS v(event, agent)"
    duckdb.sql(f"COPY ({rows}) TO '{tmp_path}/a.parquet'; COPY ({rows}) TO '{tmp_path}/a.csv'")
    asked = "SELECT act, bot, count(*) FROM events GROUP BY ALL ORDER BY ALL"
    found = _rows(tmp_path / "a.parquet", "events", asked)
    assert found == _rows(tmp_path / "a.csv", "events", asked)
    assert ("submit", True, 1) in found
    assert ("use", True, 1 + len(range(0, words, 3))) in found


def test_a_column_of_events_without_any_word_is_all_use(tmp_path: Path) -> None:
    duckdb.sql(
        f"COPY (SELECT TIMESTAMP '2026-01-01' AS ts, CAST(NULL AS VARCHAR) AS event, CAST(NULL AS VARCHAR) AS agent) TO '{tmp_path}/a.parquet'"
    )
    assert _rows(tmp_path / "a.parquet", "events", "SELECT act, bot FROM events") == [("use", False)]
