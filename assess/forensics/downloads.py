"""Downloads that outnumber the views they need."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assess.base.texts import Text
from assess.forensics.card import Columns
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import lead

DOWNLOADS = "downloads_over_views"
LEAST = 20


def downloads_over_views(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Are there entries with more downloads than their counted views allow?

    Exact, but only where the publisher states that every counted download passes through a counted view of the
    entry, and how many downloads one view allows at most (`per_view`, usually the number of files): then downloads
    over views · per_view cannot be, and p is 0. Where more than a fifth of the entries exceed their views, the two
    counters count different things (direct links, programs, other periods) and the test is silent. Silent below 20
    entries, of which a fifth is no telling share.
    """
    views, loads = (np.asarray(columns[role], dtype=float) for role in ("views", "downloads"))
    known = np.isfinite(views) & np.isfinite(loads) & (views >= 0) & (loads >= 0)
    views, loads = views[known], loads[known]
    n = len(views)
    if n < LEAST:
        return too_few(DOWNLOADS, n, LEAST)
    over = loads - views * options["per_view"]
    wrong = over > 0
    checks = (_same_world(float(np.mean(wrong))),)
    if (refused := first_failed(DOWNLOADS, n, checks)) is not None:
        return refused
    number = int(wrong.sum())
    figures = {
        "entries": float(number),
        "downloads_too_many": float(over[wrong].sum()),
        "share_of_downloads": float(loads[wrong].sum() / loads.sum()) if loads.sum() else 0.0,
    }
    return Outcome(
        test=DOWNLOADS,
        n=n,
        p=0.0 if number else 1.0,
        effect=Effect(
            name=Text(zh="下载多于浏览的条目", en="Entries with more downloads than views"),
            value=float(number),
            unit="count",
        ),
        checks=checks,
        words=_words(n, number, figures),
        figures=figures,
    )


def _same_world(share: float) -> Check:
    return Check(
        what=Text(
            zh="两个计数器数的是同一批访问（超出的条目不多于五分之一）",
            en="Both counters count the same visits (no more than a fifth of the entries exceed)",
        ),
        held=share <= 0.2,
        seen=Text(zh=f"{share:.0%} 的条目超出", en=f"{share:.0%} of the entries exceed"),
    )


def _words(n: int, number: int, figures: Mapping[str, float]) -> Text:
    if not number:
        return Text(
            zh=f"{n:,} 个条目的下载数都没有超出浏览数所容许的范围。",
            en=f"None of {n:,} entries has more downloads than its views allow.",
        )
    many, share = f"{figures['downloads_too_many']:,.0f}", f"{figures['share_of_downloads']:.0%}"
    return lead(
        zh=f"{n:,} 个条目中有 {number:,} 个的下载数多于浏览数所容许的，共多出 {many} 次，"
        f"这些条目占全部下载的 {share}。两个计数器怎样计数，这些下载从哪里来？",
        en=f"{number:,} of {n:,} entries have more downloads than their views allow, {many} too many in all; these "
        f"entries make up {share} of all downloads. How do the two counters count, and where do these downloads "
        "come from?",
    )
