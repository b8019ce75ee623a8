"""A campaign of many bodies: the sample's bodies again and again, each with its own id, name, scores and rank."""

from __future__ import annotations

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.snapshot import Snapshot, fingerprint

from .sample import _standings

_CHARS = "安宝长大鄂丰高海江开兰马南平清荣上太武西阳中衢"


def make_many(count: int) -> Snapshot:
    """The sample with `count` bodies; its draws are dropped, since they tell of six."""
    from .sample import make_snapshot

    sample = make_snapshot()
    bodies = []
    for n in range(count):
        old = sample.bodies[n % 5]
        total = old.score.totals["overall"]
        low = (n * 7919 % 9700) / 100
        totals = old.score.totals | {"overall": msgspec.structs.replace(total, value=Band(low, low + n % 4))}
        first, second = _CHARS[n % len(_CHARS)], _CHARS[n // len(_CHARS) % len(_CHARS)]
        body = msgspec.structs.replace(
            old.body, id=f"b{n:04}", name=Text(zh=f"{first}{second}县{n}", en=f"{chr(65 + n % 26)}{n} County")
        )
        found = tuple(
            msgspec.structs.replace(f, id=f"{body.id}.{f.rule}", body=body.id, also=()) for f in old.findings
        )
        score = msgspec.structs.replace(old.score, body=body.id, totals=totals)
        bodies.append(msgspec.structs.replace(old, body=body, score=score, findings=found))
    places = _standings({b.body.id: b.score.totals["overall"].value for b in bodies})
    placed = tuple(msgspec.structs.replace(b, standing=places[b.body.id]) for b in bodies)
    made = msgspec.structs.replace(sample, bodies=placed, robustness=None, digest="")
    return msgspec.structs.replace(made, digest=fingerprint(made))
