"""Evidence gating in points: a verified answer earns what accepted evidence carries of it, and says why."""

from __future__ import annotations

from assess.base.band import Band, hull, point
from assess.base.texts import Text
from assess.dossier.entities import Answer, BodyState
from assess.dossier.gating import Gated, gated
from assess.packs.model import Indicator, Option
from assess.packs.scales import points_of

UNCARRIED = Text(zh="已采信的证据不足以支持任何一档", en="the accepted evidence carries none of the levels")


def verified_points(
    indicator: Indicator, answer: Answer, state: BodyState
) -> tuple[Band, bool, tuple[Text, ...], Gated | None]:
    """The points that a verified answer earns, whether that is decided, what is to be said, and the data of it."""
    given = points_of(indicator.scale, answer.value)
    found = gated(indicator, answer, state)
    if found is None:
        return given, True, (), None
    notes = _waiver_notes(found)
    if not found.short:
        return given, True, notes, found
    if isinstance(answer.value, tuple):
        kept = points_of(indicator.scale, found.held)
        # A fault that was found but not shown is not disproved either.
        points = hull([kept, given]) if indicator.role == "deduction" else kept
        return points, indicator.role != "deduction", (_bare(indicator, found), *notes), found
    if not found.held:
        # Nothing is known but that it is no better than was found; of a deduction, that it takes off no less.
        # A plain “no” that the pack wants shown, and nobody showed, counts against a body no more than for it.
        far = indicator.scale.maximum if indicator.role == "deduction" or given.hi <= 0 else 0.0
        return hull([given, point(far)]), False, (UNCARRIED, *notes), found
    return points_of(indicator.scale, found.held[0]), True, (_lower(indicator, found), *notes), found


def _waiver_notes(found: Gated) -> tuple[Text, ...]:
    if found.waiver == "in-force":
        return (Text(zh=f"所缺证据已豁免：{found.reason}", en=f"the evidence it lacks was waived: {found.reason}"),)
    if found.waiver == "void":
        return (
            Text(
                zh="豁免已失效：所涉答案或证据在豁免之后改了",
                en="a waiver is void: the answer or the evidence it covered has changed since",
            ),
        )
    return ()


def _options(indicator: Indicator, codes: tuple[str, ...]) -> list[Option]:
    return [o for o in indicator.scale.options if o.code in codes]


def _bare(indicator: Indicator, found: Gated) -> Text:
    bare = [o for o in _options(indicator, found.given) if o.code not in found.held]
    return Text(
        zh=f"已采信的证据不支持：{'；'.join(o.text.zh for o in bare)}",
        en=f"the accepted evidence does not carry: {'; '.join(o.text.en for o in bare)}",
    )


def _lower(indicator: Indicator, found: Gated) -> Text:
    (claimed,), (option,) = _options(indicator, found.given), _options(indicator, found.held)
    return Text(
        zh=f"核实为“{claimed.text.zh}”，但已采信的证据只支持“{option.text.zh}”",
        en=f"verified as “{claimed.text.en}”, but accepted evidence carries only “{option.text.en}”",
    )
