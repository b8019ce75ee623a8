"""A campaign as large as the largest published questionnaires: 172 indicators, long comments, much evidence."""

from __future__ import annotations

import msgspec

from assess.base.digest import sha256_hex
from assess.base.texts import Text
from assess.dossier.entities import Answer, Evidence
from assess.scoring.result import IndicatorScore
from assess.snapshot import Snapshot

from .sample import make_snapshot

INDICATORS = 172


def make_large(comment: str, evidence: int) -> Snapshot:
    """The sample with its first body blown up: `comment` on every answer, `evidence` pieces of evidence."""
    sample = make_snapshot()
    made = []
    for n in range(INDICATORS):
        old = sample.pack.indicators[n % 12]
        made.append(
            msgspec.structs.replace(
                old,
                id=f"q{n}",
                label=f"Q{n}",
                title=Text(zh=f"{old.title.zh}（第 {n} 题）", en=f"{old.title.en}, question {n}"),
                question=Text(zh=old.question.zh * 3, en=old.question.en * 2),
            )
        )
    first = sample.bodies[0]
    scores = {
        i.id: IndicatorScore(
            i.id,
            "scored",
            "claimed",
            first.score.indicators["r1"].score,
            first.score.indicators["r1"].points,
            10.0,
            {"claimed": first.score.indicators["r1"].score},  # type: ignore[dict-item]
        )
        for i in made
    }
    body = msgspec.structs.replace(
        first,
        score=msgspec.structs.replace(first.score, indicators=scores),
        answers=tuple(Answer(first.body.id, i.id, "claimed", "answered", "all", comment=comment) for i in made),
        evidence=tuple(
            Evidence(
                f"e{n}", first.body.id, f"q{n % INDICATORS}", "document", f"证据材料 {n}.pdf",
                locator=f"https://example.org/evidence/{n}", sha256=sha256_hex(str(n).encode()), size=1000 + n,
                captured="2025-11-02",
            )
            for n in range(evidence)
        ),
    )  # fmt: skip
    pack = msgspec.structs.replace(sample.pack, indicators=tuple(made))
    return msgspec.structs.replace(sample, pack=pack, bodies=(body, *sample.bodies[1:]))
