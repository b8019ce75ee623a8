"""Two states of each body's data catalogue, a quarter apart, as CKAN answers to package_search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from world import DAYS, START, Body

Entry = dict[str, object]
_THEMES = ("traffic", "health", "education", "environment", "housing", "budget", "business", "culture")


def states(body: Body) -> tuple[dict[str, object], dict[str, object]]:
    """The catalogue a quarter ago and now.

    `hollow-catalogue` plants a third to a half of entries without content or with the same files as another, half a
    tenth to an eighth. `freshness-theatre` moves nearly all dates while the bytes stay, half: a third of the moves.
    `downloads-over-views` multiplies downloads in every entry; half: in a quarter of them.
    """
    rng = np.random.default_rng([body.number, 30])
    n = 60 if body.pilot else int(rng.integers(120, 260))
    hollow = {1.0: rng.uniform(0.32, 0.5), 0.5: rng.uniform(0.1, 0.13)}.get(
        body.truth["hollow-catalogue"], rng.uniform(0, 0.03)
    )
    before = [_entry(rng, body, i, rng.random() < hollow) for i in range(n)]
    for i in range(1, n):
        if rng.random() < hollow / 2:
            before[i]["resources"] = before[i - 1]["resources"]
    now = [_later(rng, body, entry) for entry in before]
    now += [_entry(rng, body, n + i, False) for i in range(int(rng.integers(0, 8)))]
    return _answer(before), _answer(now)


def _answer(entries: list[Entry]) -> dict[str, object]:
    return {"success": True, "result": {"count": len(entries), "results": entries}}


def _entry(rng: np.random.Generator, body: Body, i: int, hollow: bool) -> Entry:
    made = START - timedelta(days=float(rng.uniform(100, 1200)))
    changed = min(
        made + timedelta(days=float(rng.uniform(5, 900))), START - timedelta(days=float(rng.uniform(1, 60)))
    )
    views = int(rng.lognormal(6, 1)) + 20
    theme = str(rng.choice(_THEMES))
    sheet = {
        "id": f"{body.id}-{i}-r", "format": str(rng.choice(["CSV", "XLSX", "JSON"])),
        "url": f"https://data.{body.id}.example/files/{i}", "size": int(rng.lognormal(10, 1.5)) + 900,
        "hash": f"{int(rng.integers(1 << 62)):016x}",
    }  # fmt: skip
    empty: list[object] = []
    if hollow and rng.random() < 0.5:
        empty = [{**sheet, "size": 0}]
    return {
        "id": f"{body.id}-{i}", "name": f"set-{i}", "title": f"{theme.title()} register no. {_word(i)} of {body.id}",
        "notes": f"Records of {theme} kept under duty {_word(i)}.", "organization": {"title": f"Office of {theme}"},
        "metadata_created": _iso(made), "metadata_modified": _iso(changed), "license_id": "cc-by",
        "tags": [{"name": theme}], "frequency": "monthly",
        "tracking_summary": {"total": views}, "resources": empty if hollow else [sheet],
    }  # fmt: skip


def portal_list(body: Body) -> Iterator[list[object]]:
    """title, office, views, downloads: the list that the portal shows to its visitors."""
    rng = np.random.default_rng([body.number, 31])
    result = states(body)[1]["result"]
    assert isinstance(result, dict)
    for entry in result["results"]:
        views = entry["tracking_summary"]["total"]
        yield [entry["title"], entry["organization"]["title"], views, _downloads(rng, body, views)]


def _word(i: int) -> str:
    """A name without digits, so that entries do not look like slices of one."""
    letters = "bcdfghjklmnpqrstvw"
    vowels = "aeiou"
    return (
        letters[i % 18] + vowels[i // 18 % 5] + letters[i * 7 % 18] + vowels[i // 90 % 5] + letters[i // 450 % 18]
    )


def _downloads(rng: np.random.Generator, body: Body, views: int) -> int:
    share = {1.0: 1.0, 0.5: 0.25}.get(body.truth["downloads-over-views"], 0.0)
    return int(views * (rng.uniform(1.3, 3) if rng.random() < share else rng.uniform(0.02, 0.5)))


def _later(rng: np.random.Generator, body: Body, entry: Entry) -> Entry:
    """The same entry a quarter later: honest updates change the files, theatre changes the date only."""
    if rng.random() > 0.5:
        return entry
    theatre = {1.0: 0.93, 0.5: 0.33}.get(body.truth["freshness-theatre"], 0.03)
    moved = {**entry, "metadata_modified": _iso(START + timedelta(days=float(rng.uniform(1, DAYS - 1))))}
    resources = entry["resources"]
    assert isinstance(resources, list)
    if rng.random() > theatre and resources:
        moved["resources"] = [
            {**r, "hash": f"{int(rng.integers(1 << 62)):016x}", "size": r["size"] + int(rng.integers(1, 900))}
            for r in resources
        ]
    return moved


def _iso(at: object) -> str:
    return at.isoformat(timespec="seconds")  # type: ignore[attr-defined]
