"""Traces for comparing engines: ties, NULLs, blanks, fractions of seconds, ends of weeks, months and leap Februaries.

Pseudo-random by hashes of row numbers in DuckDB, which wrote them once for everybody: each engine is given the same
rows. Groups that are empty, accounts that check in by the clock, bursts and batches are among them.
"""

from __future__ import annotations

from typing import Final


def _pick(salt: int, *values: str) -> str:
    """One of the SQL values, by the hash of the row."""
    cases = " ".join(f"WHEN {i} THEN {value}" for i, value in enumerate(values))
    return f"CASE hash(i * 64 + {salt}) % {len(values)} {cases} END"


# From Wednesday 28 February of a leap year over the end of a year to 1 March; every fourth event on a half second.
_TIME = (
    "TIMESTAMP '2023-12-28' + to_days(CAST(hash(i * 64 + {salt}) % 65 AS INTEGER)) "
    "+ to_seconds(CAST(hash(i * 64 + {salt} + 1) % 40 * 2160 AS INTEGER)) "
    "+ to_microseconds(CASE WHEN i % 4 = 0 THEN 500000 WHEN i % 7 = 0 THEN 999999 ELSE 0 END)"
)

_EVENT = _pick(
    3, "'登录'", "'LOGIN'", "' submit '", "'提交'", "'查询'", "NULL", "'start'", "'view'", "'注册'", "'logout'"
)

EVENTS: Final = f"""
  SELECT CASE WHEN i % 97 = 0 THEN NULL ELSE {_TIME.format(salt=1)} END AS ts,
    {_pick(4, "'u1'", "'u2'", "' u2'", "'u3'", "''", "NULL", "'u4'", "'用户'", "'U4'", "'u5'", "'u6'")} AS user_id,
    {_pick(5, "'A'", "'b'", "'B'", "NULL", "'平台'")} AS platform,
    {_pick(6, "'民政'", "'Zoning'", "'archives'", "'Ärzte'", "NULL", "'教育'")} AS department,
    {_pick(7, "'社保'", "'税'", "NULL", "'Tax'")} AS topic, {_EVENT} AS event,
    CASE WHEN i % 11 > 0 THEN 's' || (hash(i * 64 + 9) % 400) END AS session_id,
    CASE WHEN i % 3 = 0 THEN 'f' || (hash(i * 64 + 10) % 50) END AS field,
    CASE WHEN i % 2 = 0 THEN CAST(DATE '2023-12-31' + CAST(hash(i * 64 + 11) % 70 AS INTEGER) AS TIMESTAMP) END AS deadline,
    CASE WHEN i % 5 > 0 THEN hash(i * 64 + 12) % 700 / 8.0 + 0.1 END AS latency_ms,
    {_pick(13, "'10.0.0.1'", "'10.0.0.2'", "'::1'", "NULL")} AS address,
    {_pick(14, "'Mozilla/5.0'", "'Mozilla'", "'-'", "''", "NULL", "'ExampleBot/2'", "'robots are liked'", "'curl/8'", "'libcurl/8'", "'Safari'")} AS agent,
    {_pick(15, "200", "404", "NULL", "500")} AS status, CAST(hash(i * 64 + 16) % 5000 AS BIGINT) AS bytes
  FROM range(3000) AS t(i)
  UNION ALL BY NAME
  SELECT TIMESTAMP '2024-01-02 08:00:00' + to_days(CAST(i // 3 AS INTEGER))
      + to_microseconds(CAST(CASE i % 3 WHEN 0 THEN i // 3 % 3 * 400000 WHEN 1 THEN i * 977000 ELSE 3600000000 END AS BIGINT)) AS ts,
    'clock' || (i % 3) AS user_id, 'A' AS platform, '打卡' AS event
  FROM range(60) AS t(i)
"""

_CLOSED = "CASE WHEN i % 6 > 0 THEN " + _TIME.format(salt=21) + " + INTERVAL 9 DAY END"

TICKETS: Final = f"""
  SELECT i AS id, CASE WHEN i % 89 = 0 THEN NULL ELSE {_TIME.format(salt=1)} END AS created,
    CASE WHEN i % 3 > 0 THEN {_TIME.format(salt=1)} + to_hours(CAST(hash(i * 64 + 23) % 90 AS INTEGER)) END AS answered,
    {_CLOSED} AS closed,
    CASE WHEN i % 4 > 0 THEN {_TIME.format(salt=1)} + to_hours(CAST(hash(i * 64 + 24) % 500 AS INTEGER)) END AS due,
    {_pick(25, "'p1'", "'p2'", "'p3'", "NULL", "' p1'")} AS user_id,
    {_pick(26, "'城管'", "'交通'", "NULL", "'zoo'", "'Äcker'")} AS department,
    {_pick(27, "'噪音'", "'道路'", "NULL", "'noise'", "'Noise'")} AS topic,
    {_pick(28, "'网上'", "'APP'", "' 电话'", "NULL", "''", "'Web '")} AS channel
  FROM range(2000) AS t(i)
  UNION ALL BY NAME
  SELECT 5000 + i AS id, TIMESTAMP '1969-12-31 23:59:59.5' AS created, TIMESTAMP '2024-02-29 17:00:00' + to_seconds(i) AS closed,
    '城管' AS department
  FROM range(12) AS t(i)
"""

TASKS: Final = f"""
  SELECT CAST({_TIME.format(salt=1)} AS TIMESTAMP) AS assigned,
    CASE WHEN i % 3 > 0 THEN {_TIME.format(salt=1)} + to_minutes(CAST(hash(i * 64 + 33) % 900 AS INTEGER)) END AS started,
    {_CLOSED} AS done,
    CASE WHEN i % 4 > 0 THEN date_trunc('day', {_TIME.format(salt=1)}) + to_days(CAST(hash(i * 64 + 34) % 12 AS INTEGER) - 1) END AS deadline,
    {_pick(35, "'甲'", "'乙'", "'甲 '", "NULL", "'丙'")} AS assignee, {_pick(36, "0", "1", "NULL", "3")} AS reminders,
    {_pick(37, "'城管'", "NULL")} AS department, {_pick(38, "'检查'", "'report'")} AS topic
  FROM range(1500) AS t(i)
"""

SURVEY: Final = f"""
  SELECT {_pick(41, "'非常满意'", "'满意'", "'5'", "'Neutral'", "' 不满意'", "'1'", "'?'", "NULL")} AS rating,
    CASE WHEN i % 9 > 0 THEN {_TIME.format(salt=1)} END AS time,
    CASE WHEN i % 8 > 0 THEN 'd' || (hash(i * 64 + 42) % 40) END AS device,
    {_pick(43, "'是'", "'否'", "NULL", "''")} AS "default"
  FROM range(1200) AS t(i)
  UNION ALL BY NAME
  SELECT '满意' AS rating, TIMESTAMP '2024-01-31 23:55:00' + to_seconds(150 * i) AS time, 'burst' AS device FROM range(7) AS t(i)
"""

COUNTS: Final = """
  SELECT DATE '2023-12-30' + CAST(i * 2 // 3 AS INTEGER) AS date, hash(i) % 5000 / 4.0 AS amount FROM range(100) AS t(i)
"""

ROWS: Final = {"events": EVENTS, "tickets": TICKETS, "tasks": TASKS, "survey": SURVEY, "counts": COUNTS}
