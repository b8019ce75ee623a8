"""The sample campaign with earlier periods and with all four voices."""

from __future__ import annotations

import msgspec

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.scoring.periods import Apart
from assess.snapshot import BodyResult, Compared, Past, Snapshot, fingerprint

BROKEN = {
    "platform": Apart(added=("P4",), changed=("P1", "P2"), weights=True),
    "overall": Apart(changed=("platform",)),
}


def with_years(snapshot: Snapshot, periods: int = 3) -> Snapshot:
    """The campaign after `periods` others, the latest of 2024; before the last but one, one layer was another."""
    before = tuple(
        Compared(
            title=Text(zh=f"{2024 - n} 年示例评估", en=f"Sample assessment {2024 - n}"),
            period=str(2024 - n),
            pack_version="1.2.0" if n < 1 else "1.1.0",
            head="ab" * 32,
            apart=BROKEN if n == 1 else {},
        )
        for n in range(periods)
    )
    return _sealed(snapshot, [_with_past(b, periods) for b in snapshot.bodies], before)


def _with_past(body: BodyResult, periods: int) -> BodyResult:
    if body.body.id == "mid":
        return msgspec.structs.replace(body, past=tuple(Past(str(2024 - n)) for n in range(periods)))
    layers = {k: s.score for k, s in body.score.layers.items() if s.score is not None}
    past = tuple(
        Past(
            period=str(2024 - n),
            total=_less(body.score.totals["overall"].value, 4 * (n + 1)),
            layers={k: b for m, (k, s) in enumerate(layers.items()) if (b := _less(s, (m - 1) * 3 * (n + 1)))},
        )
        for n in range(periods)
    )
    return msgspec.structs.replace(body, past=past)


def _less(band: Band | None, by: float) -> Band | None:
    if band is None:
        return None
    low = min(max(band.lo - by, 0.0), 100.0)
    return Band(low, min(low + band.width + (3 if by > 6 else 0), 100.0))


def with_voices(snapshot: Snapshot) -> Snapshot:
    """The campaign in which the first body's indicators were measured, rated and verified, to differing outcomes."""
    said = {
        "r2": {"claimed": point(50.0), "verified": point(20.5)},
        "r3": {"claimed": point(50.0), "measured": Band(45.0, 55.0)},
        "p1": {
            "claimed": point(100.0),
            "measured": point(40.0),
            "users": Band(55.5, 62.5),
            "verified": point(60.0),
        },
        "d2": {"claimed": Band(30.0, 50.0), "verified": point(75.0)},
        "u1": {"claimed": point(100.0), "users": Band(38.2, 44.6)},
    }
    first = snapshot.bodies[0]
    indicators = {
        key: msgspec.structs.replace(s, voices=said[key]) if key in said else s
        for key, s in first.score.indicators.items()
    }
    counted = next(m for m in first.measurements if m.fact == "results_displayed")
    claimed = msgspec.structs.replace(counted, voice="claimed", band=point(260.0))
    body = msgspec.structs.replace(
        first,
        score=msgspec.structs.replace(first.score, indicators=indicators),
        measurements=(*first.measurements, claimed),
    )
    return _sealed(snapshot, [body, *snapshot.bodies[1:]], snapshot.before)


def _sealed(snapshot: Snapshot, bodies: list[BodyResult], before: tuple[Compared, ...]) -> Snapshot:
    made = msgspec.structs.replace(snapshot, bodies=tuple(bodies), before=before)
    typed = msgspec.json.decode(msgspec.json.encode(made), type=Snapshot)
    return msgspec.structs.replace(typed, digest=fingerprint(typed))
