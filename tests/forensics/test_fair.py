"""Read as an accused agency would: its honest habits raise nothing, planted ones are asked about.

Tables go the whole way that a user's table goes: columns are guessed, the plan is written, read back and run. Nobody
tells the draft which table is the honest one.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from assess.base.texts import same
from assess.exchange.forensic_table import read_forensic_table
from assess.forensics.columns import profile
from assess.forensics.guess import draft, is_body
from assess.forensics.plan_file import load_plan, plan_toml
from assess.forensics.run import run_family, signals_of
from assess.forensics.verdicts import Judged, judge_signals

Rows = list[list[object]]
SEEDS = range(3)
DAY = dt.datetime(2024, 3, 4)


def _judged(folder: Path, head: list[str], rows: Rows) -> tuple[Judged, ...]:
    path = folder / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    table = read_forensic_table(path, "utf-8")
    columns = [profile(n, table.texts(n), table.numbers(n), table.times(n)) for n in table.head]
    body = next((c.name for c in columns if is_body(c)), "")
    largest = int(np.unique(table.texts(body), return_counts=True)[1].max()) if body else table.rows
    (folder / "plan.toml").write_text(plan_toml(draft("p", same("P"), columns, largest).family), "utf-8")
    family = load_plan(folder / "plan.toml")
    return judge_signals(signals_of(family, run_family(family, table)))


def _asks(judged: tuple[Judged, ...]) -> set[tuple[str, str]]:
    return {(j.signal.body, j.signal.test) for j in judged if j.verdict == "asks"}


def _said(judged: tuple[Judged, ...]) -> set[str]:
    return {j.signal.test for j in judged if j.verdict != "silent"}


def _ratings(rng: np.random.Generator, invented: bool) -> Rows:
    """Satisfaction by month, to one decimal; where `invented`, percentages that no count stands behind."""
    rows: Rows = []
    for county in ("甲县", "乙县"):
        for month in range(1, 13):
            n = int(rng.integers(40, 160))
            share = 100 * rng.binomial(n, 0.95) / n
            if invented and county == "乙县":
                share = rng.uniform(93, 99)
            rows.append([county, f"2024年{month}月", f"{share:.1f}%", n])
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_rounded_percentages_raise_nothing_and_invented_ones_are_asked_about(tmp_path: Path, seed: int) -> None:
    head = ["区县", "月份", "满意率", "评价数"]
    honest = _judged(tmp_path, head, _ratings(np.random.default_rng(seed), False))
    assert _asks(honest) == set()
    assert "grim" in _said(honest)
    planted = _judged(tmp_path, head, _ratings(np.random.default_rng(seed), True))
    assert _asks(planted) == {("乙县", "grim")}


@pytest.mark.parametrize("form", ["share", "rounded share", "quotient"])
def test_what_a_spreadsheet_computed_raises_nothing(tmp_path: Path, form: str) -> None:
    """A workbook shows 0.951219512195122 as 95.1 %, and whoever exports it exports the quotient."""
    rows: Rows = []
    for n in range(20, 90):
        share = round(0.93 * n) / n
        rows.append(["甲县", {"share": share, "rounded share": round(share, 3), "quotient": 100 * share}[form], n])
    head = ["区县", "满意率", "评价数"]
    honest = _judged(tmp_path, head, rows)
    assert _asks(honest) == set()
    invented: Rows = [["甲县", round(0.9 + 0.001 * (7 * n % 97), 3), n] for _, _, n in rows]
    assert ("甲县", "grim") in _asks(_judged(tmp_path, head, invented))


@pytest.mark.parametrize("seed", SEEDS)
def test_percentages_rounded_to_whole_numbers_raise_nothing(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for school in range(60):
        n = int(rng.integers(12, 90))
        rows.append([f"街道{school % 3}", round(100 * rng.binomial(n, 0.9) / n), n])
    assert _asks(_judged(tmp_path, ["街道", "按时办结率", "总件数"], rows)) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_quotas_and_whole_targets_raise_nothing(tmp_path: Path, seed: int) -> None:
    """Every grid worker owes 120 visits a month; most do just that, some a few more: an order, not an invention."""
    rng = np.random.default_rng(seed)
    rows: Rows = [
        [f"乡镇{n % 2}", 120 if rng.random() < 0.7 else 120 + int(rng.integers(1, 30))] for n in range(600)
    ]
    assert _asks(_judged(tmp_path, ["乡镇", "走访户数"], rows)) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_small_counts_raise_nothing(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows: Rows = [[f"乡镇{n % 2}", int(x)] for n, x in enumerate(rng.poisson(8, 1200))]
    assert _asks(_judged(tmp_path, ["乡镇", "受理数"], rows)) == set()


def _punches(rng: np.random.Generator, persons: int, robots: int = 0, gate: int = 0) -> Rows:
    """Forty working days of check-ins: people spread by minutes, robots by a second, a gate that opens at half past eight."""
    rows: Rows = []
    for person in range(persons):
        usual = 8.3 * 3600 + rng.normal(0, 900)
        for day in range(40):
            second = usual + rng.normal(0, 240)
            if person < robots:
                second = usual + rng.normal(0, 1)
            elif person < robots + gate:
                # They wait in front of the kiosk, which wakes at half past eight and takes one every two seconds.
                second = 8.5 * 3600 + 2 * int(rng.integers(0, gate)) + rng.uniform(0, 1)
            rows.append(
                [
                    f"u{person:03}",
                    (DAY + dt.timedelta(days=day, seconds=float(second))).strftime("%Y-%m-%d %H:%M:%S"),
                ]
            )
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_people_and_a_queue_at_the_kiosk_raise_nothing_and_robots_are_asked_about(
    tmp_path: Path, seed: int
) -> None:
    head = ["账号", "打卡时间"]
    honest = _judged(tmp_path, head, _punches(np.random.default_rng(seed), 40, gate=15))
    assert _asks(honest) == set()
    assert "punch_in_regularity" in _said(honest)
    planted = _judged(tmp_path, head, _punches(np.random.default_rng(seed), 40, robots=6))
    assert ("", "punch_in_regularity") in _asks(planted)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clock_that_tells_minutes_raises_nothing(tmp_path: Path, seed: int) -> None:
    rows = [[who, str(when)[:16]] for who, when in _punches(np.random.default_rng(seed), 30)]
    assert _asks(_judged(tmp_path, ["账号", "打卡时间"], rows)) == set()


def _closings(rng: np.random.Generator, batch: int = 0) -> Rows:
    """Tickets closed over sixty office days by twelve clerks; `batch` of them by one clerk within two minutes."""
    rows: Rows = []
    for n in range(1500):
        second = (9 + 8 * rng.beta(2, 2)) * 3600
        when = DAY + dt.timedelta(days=int(rng.integers(0, 60)), seconds=float(second))
        if n < batch:
            when = DAY + dt.timedelta(days=30, hours=16, seconds=float(rng.uniform(0, 120)))
        clerk = f"clerk{0 if n < batch else rng.integers(0, 12)}"
        rows.append([clerk, when.strftime("%Y-%m-%d %H:%M:%S")])
    return rows


@pytest.mark.parametrize("seed", SEEDS)
def test_a_working_day_raises_nothing_and_a_batch_closed_at_once_is_asked_about(tmp_path: Path, seed: int) -> None:
    head = ["经办人", "关闭时间"]
    assert _asks(_judged(tmp_path, head, _closings(np.random.default_rng(seed)))) == set()
    planted = _asks(_judged(tmp_path, head, _closings(np.random.default_rng(seed), batch=120)))
    assert ("", "batch_closing") in planted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_natural_peak_at_the_end_of_months_raises_nothing(tmp_path: Path, seed: int) -> None:
    """Rents fall due and pensions are paid: a fifth more cases in the last three days, as everywhere."""
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for month in range(1, 13):
        days = (dt.date(2024 + month // 12, month % 12 + 1, 1) - dt.date(2024, month, 1)).days
        for day in range(1, days + 1):
            mean = 200 * (1.2 if day > days - 3 else 1.0)
            rows.append([f"2024-{month:02}", f"2024-{month:02}-{day:02}", int(rng.poisson(mean))])
    assert _asks(_judged(tmp_path, ["月份", "日期", "受理件数"], rows)) == set()


def _ledger(rng: np.random.Generator, rounded: float) -> Rows:
    """Monthly visits of three hundred service points; a share of them is estimated to the next ten."""
    values = np.exp(rng.normal(7.5, 0.8, 300)).astype(int) + 150
    values = np.where(rng.random(300) < rounded, values // 10 * 10, values)
    return [[f"p{n}", int(x)] for n, x in enumerate(values)]


@pytest.mark.parametrize("seed", SEEDS)
def test_counted_figures_raise_nothing_and_estimated_ones_are_asked_about(tmp_path: Path, seed: int) -> None:
    head = ["点名", "办理量"]
    assert _asks(_judged(tmp_path, head, _ledger(np.random.default_rng(seed), 0.0))) == set()
    asked = _asks(_judged(tmp_path, head, _ledger(np.random.default_rng(seed), 0.3)))
    assert ("", "too_round") in asked
