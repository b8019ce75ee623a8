"""The clock: UTC times as text, from one function that tests and replays can replace."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

Clock = Callable[[], str]


def utc_now() -> str:
    """The time now as RFC 3339 in UTC to the millisecond, or `SOURCE_DATE_EPOCH` when that is set.

    `SOURCE_DATE_EPOCH` (reproducible-builds.org) lets a report be rendered again to the same bytes.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else dt.datetime.now(dt.UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
