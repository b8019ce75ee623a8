"""`assess forensics traces`: logs asked by a fixed family, printed and recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def log(tmp_path: Path) -> Path:
    rows = [f"2026-01-{day:02} 08:03:0{day % 3},r{i},A,打卡" for i in range(1) for day in range(5, 17)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["时间,用户,平台,操作", *rows]), "utf-8")
    return path


def test_a_robot_is_asked_about_and_nobody_is_named(run: Run, log: Path) -> None:
    done = run("forensics", "traces", log, "--kind", "events")
    assert "Who or what made these check-ins?" in done.out
    assert "identical_time_stamps" in done.out
    assert "r0" not in done.out
    assert "这些卡是谁、用什么打的" in run("forensics", "traces", log, "--kind", "events", lang="zh").out


def test_an_option_that_no_test_has_is_refused(run: Run, log: Path) -> None:
    for word in ("batch_closing.staff=6", "punch_in_regularity.days=6", "nonsense"):
        done = run("forensics", "traces", log, "--kind", "events", "--set", word, code=2)
        assert "--set" in done.err
