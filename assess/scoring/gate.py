"""Evidence gating: a verified answer counts only as far as accepted evidence carries it."""

from __future__ import annotations

from collections.abc import Sequence

from assess.base.texts import Text
from assess.dossier.entities import Evidence
from assess.packs.model import EvidenceNeed, Indicator, Option


def met(need: EvidenceNeed, evidence: Sequence[Evidence]) -> bool:
    """Whether accepted `evidence` meets `need`: enough of the kind, independent where that is asked."""
    fitting = (
        e.count
        for e in evidence
        if e.status == "accepted" and e.kind == need.kind and (e.independent or not need.independent)
    )
    return sum(fitting) >= need.count


def carried(
    indicator: Indicator, code: str, evidence: Sequence[Evidence]
) -> tuple[Option | None, Text | None]:
    """The best option, not above `code`, whose requirements accepted evidence meets, and why it is lower.

    (None, reason) when no option is carried: the verified answer then stays undecided.
    """
    scale = indicator.scale
    claimed = scale.option(code)
    if claimed is None:
        return None, None
    ladder = sorted((o for o in scale.options if o.points <= claimed.points), key=lambda o: -o.points)
    for option in [claimed, *(o for o in ladder if o is not claimed)]:
        if all(met(need, evidence) for need in option.evidence):
            if option is claimed:
                return option, None
            return option, Text(
                zh=f"核实为“{claimed.text.zh}”，但已采信的证据只支持“{option.text.zh}”",
                en=f"verified as “{claimed.text.en}”, but accepted evidence carries only “{option.text.en}”",
            )
    return None, Text(
        zh="已采信的证据不足以支持任何一档", en="the accepted evidence carries none of the levels"
    )
