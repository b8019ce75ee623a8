"""Points in time as offices write them, and what is none."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from assess.exchange.moments import moments


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2024-03-05", "2024-03-05T00:00:00"),
        ("2024-03-05 08:31:22", "2024-03-05T08:31:22"),
        ("2024-03-05T08:31:22.5", "2024-03-05T08:31:22.5"),
        ("2024-03-05T08:31:22+08:00", "2024-03-05T08:31:22"),
        ("2024-03-05T08:31Z", "2024-03-05T08:31:00"),
        ("2024/3/5 8:31", "2024-03-05T08:31:00"),
        ("2024年3月5日 8时31分22秒", "2024-03-05T08:31:22"),
        ("2024年3月5日8点31分", "2024-03-05T08:31:00"),
        ("２０２４．３．５", "2024-03-05T00:00:00"),
        ("8:31:22", "1970-01-01T08:31:22"),
        (dt.datetime(2024, 3, 5, 8, 31), "2024-03-05T08:31:00"),
        (dt.date(2024, 3, 5), "2024-03-05T00:00:00"),
        (dt.time(8, 31, 22), "1970-01-01T08:31:22"),
    ],
)
def test_points_in_time_are_read(cell: object, moment: str) -> None:
    assert moments([cell])[0] == np.datetime64(moment, "us")


@pytest.mark.parametrize(
    "cell", ["", "  ", "yesterday", "2024", "2023-02-29", "2024/13/1", "25:10", 20240305, None, "12.5"]
)
def test_what_is_no_point_in_time_is_none(cell: object) -> None:
    assert np.isnat(moments([cell])[0])
