"""Exports of Matomo and xAPI statements: every form gives the same events, and what is broken is counted."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assess.base.errors import InputError
from assess.measure.traces.load import Settings, load
from assess.measure.traces.mapping import Mapping
from assess.measure.traces.nested import detect
from assess.measure.traces.run import measure

# 1767225600 is 2026-01-01 00:00:00 UTC.
VISITS: list[dict[str, Any]] = [
    {
        "idVisit": "1", "idSite": 3, "siteName": "门户", "visitorId": "v1", "userId": "u1", "visitIp": "10.1.2.3",
        "dimension1": "民政局",
        "actionDetails": [
            {"type": "action", "url": "https://x.example/a", "timestamp": 1767225600, "pageLoadTimeMilliseconds": "520"},
            {"type": "event", "eventCategory": "办事", "eventAction": "提交", "timestamp": 1767225660},
        ],
    },
    {
        "idVisit": "2", "idSite": 3, "siteName": "门户", "visitorId": "v2", "userId": None, "visitIp": "10.1.2.4",
        "actionDetails": [{"type": "download", "url": "https://x.example/b.csv", "timestamp": 1767312000}],
    },
    {"idVisit": "3", "idSite": 3, "siteName": "门户", "visitorId": "v3", "userId": None, "actionDetails": []},
]  # fmt: skip
EVENTS = [
    (datetime(2026, 1, 1, 0, 0), "u1", "1", "use", "https://x.example/a", 0.52),
    (datetime(2026, 1, 1, 0, 1), "u1", "1", "submit", None, None),
    (datetime(2026, 1, 2, 0, 0), "v2", "2", "use", "https://x.example/b.csv", None),
]
_SQL = "SELECT ts, user_id, session_id, act, path, latency_s FROM events ORDER BY ts"


def _wide() -> bytes:
    """The visits as Matomo writes them to CSV: actions side by side, in UTF-16 with a mark."""
    rows = []
    for visit in VISITS:
        row = {k: v for k, v in visit.items() if k != "actionDetails"}
        for n, act in enumerate(visit["actionDetails"]):
            row |= {f"actionDetails_{n}_{k}": v for k, v in act.items()}
        rows.append(row)
    head = list(dict.fromkeys(k for row in rows for k in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-16")


FORMS = {
    "list.json": json.dumps(VISITS, ensure_ascii=False).encode(),
    "lines.jsonl": "\n".join(json.dumps(v, ensure_ascii=False) for v in VISITS).encode(),
    "wide.csv": _wide(),
}


@pytest.mark.parametrize("name", FORMS)
def test_visits_give_an_event_for_each_action_in_every_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])
    assert detect(path) == "matomo"
    with load([path], "matomo") as loaded:
        assert loaded.db.execute(_SQL).fetchall() == EVENTS
        # The visit without any action is counted and not forgotten.
        assert (loaded.rows, loaded.bad) == (3, 1)
        assert loaded.db.execute("SELECT DISTINCT platform FROM events").fetchall() == [("门户",)]


def test_times_of_visits_are_moments_that_a_zone_moves(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(FORMS["list.json"])
    with load([path], "matomo", settings=Settings(timezone="Asia/Shanghai")) as loaded:
        assert loaded.db.execute("SELECT min(ts) FROM events").fetchone() == (datetime(2026, 1, 1, 8, 0),)


def test_a_dimension_can_be_mapped_to_the_office(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(FORMS["list.json"])
    mapping = Mapping(kind="matomo", columns={"ts": "ts", "user_id": "user_id", "department": "dimension1"})
    with load([path], "matomo", mapping) as loaded:
        found = loaded.db.execute("SELECT department, count(*) FROM events GROUP BY 1 ORDER BY 1").fetchall()
    assert found == [("民政局", 2), (None, 1)]


def test_page_views_are_no_facts_about_actions(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(FORMS["list.json"])
    with load([path], "matomo") as loaded:
        found = {r.metric: r for r in measure(loaded, ["active_users_30d", "sessions_total"])}
    assert found["sessions_total"].value == 2
    assert found["active_users_30d"].facts == ()


def test_the_table_of_actions_of_matomos_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "idlink_va,idsite,idvisitor,idvisit,server_time,idaction_url,idaction_event_action\n"
        "1,3,a1b2,7,2026-01-01 00:00:00,5,NULL\n2,3,a1b2,7,2026-01-01 00:00:09,5,12\n3,3,c3,8,broken,5,NULL\n"
    )
    assert detect(path) == "matomo"
    with load([path], "matomo", settings=Settings(timezone="Asia/Shanghai")) as loaded:
        found = loaded.db.execute("SELECT ts, user_id, session_id FROM events ORDER BY ts").fetchall()
        assert loaded.bad == 1
    assert found == [(datetime(2026, 1, 1, 8, 0), "a1b2", "7"), (datetime(2026, 1, 1, 8, 0, 9), "a1b2", "7")]


def test_a_table_that_matomo_did_not_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no export of visits"), load([path], "matomo"):
        pass


def _said(n: int, verb: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"s{n}", "actor": {"account": {"homePage": "https://lms.example", "name": f"p{n % 2}"}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": "https://x.example/course/1", "definition": {"name": {"zh-CN": "业务培训"}}},
        "timestamp": f"2026-01-0{n}T08:00:00+08:00",
    } | more  # fmt: skip


STATEMENTS = [
    _said(1, "registered", context={"platform": "学习平台", "registration": "r1", "team": {"name": "人社局"}}),
    _said(2, "completed", actor={"mbox": "mailto:li@x.example"}),
    _said(3, "experienced"),
    _said(4, "voided", object={"objectType": "StatementRef", "id": "s3"}),
    _said(5, "completed", timestamp="never"),
]
LEARNED = {
    "list.json": json.dumps(STATEMENTS),
    "lines.jsonl": "\n".join(map(json.dumps, STATEMENTS)),
    "answer.json": json.dumps({"statements": STATEMENTS, "more": "/xapi/more/1"}),
    "answer2.json": json.dumps({"more": "", "statements": STATEMENTS}),
}


@pytest.mark.parametrize("name", LEARNED)
def test_statements_are_read_in_every_form_and_voided_ones_are_not_counted(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(LEARNED[name], "utf-8")
    assert detect(path) == "xapi"
    with load([path], "xapi", settings=Settings(timezone="Asia/Shanghai")) as loaded:
        found = loaded.db.execute(
            "SELECT ts, user_id, platform, department, act, topic FROM events ORDER BY ts"
        ).fetchall()
        assert (loaded.rows, loaded.bad) == (2, 1)
    assert found == [
        (datetime(2026, 1, 1, 8), "p1", "学习平台", "人社局", "register", "业务培训"),
        (datetime(2026, 1, 2, 8), "mailto:li@x.example", None, None, "submit", "业务培训"),
    ]


def test_broken_lines_of_statements_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(LEARNED["lines.jsonl"] + '\n{"actor": {"name"\n', "utf-8")
    with load([path], "xapi") as loaded:
        assert (loaded.rows, loaded.bad) == (2, 2)


def test_statements_are_actions_and_give_facts(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(LEARNED["list.json"], "utf-8")
    with load([path], "xapi") as loaded:
        (found,) = measure(loaded, ["active_users_30d"])
    assert (found.value, found.facts) == (1, ("active_users_30d",))


def test_other_files_are_not_taken_for_either(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("时间,用户\n2026-01-01,u\n")
    assert detect(path) is None
