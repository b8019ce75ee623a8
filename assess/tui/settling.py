"""A conflict in words, and what settling it for one side would do; runs on the session's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.dossier.heads import Conflict
from assess.packs.model import Pack
from assess.tui.cells import cut
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text
from assess.tui.told import entity_words
from assess.tui.widgets.base import Para, Piece, para

if TYPE_CHECKING:
    from assess.session import Session

SHOWN = Text(zh="现显示", en="shown now")
REMOVED = Text(
    zh="一方移除了这个单位，另一方不知情，又在它名下作了登记。",
    en="One side removed this body while another, not knowing of it, recorded something on it.",
)
EDITED = Text(
    zh="两方各自改动了同一处，互不知情。裁定之前，得分按各方答案的整个区间计。",
    en="Both sides changed the same place without knowing of each other. Until it is settled, scores take in the "
    "whole range of what the sides say.",
)
NOBODY = Text(zh="（不署名）", en="(unsigned)")


class Effect(msgspec.Struct, frozen=True):
    """What settling does: how many places change, and the score of the indicator and the total, now and then."""

    places: int
    emptied: int
    indicator: tuple[Band | None, Band | None] | None = None
    total: tuple[Band | None, Band | None] | None = None


def effect_of(session: Session, conflict: Conflict, event: str) -> Effect:
    """What settling `conflict` for the side of `event` would do."""
    from assess.dossier.record import overlaid
    from assess.snapshot import result_of

    slots = session.rehearse_settling(conflict.slot, event)
    put = {slot: entity for slot, entity in slots.items() if not slot.startswith("settlement/")}
    effect = Effect(len(put), sum(entity is None for entity in put.values()))
    here = any(b.id == conflict.body for b in session.bodies())
    if conflict.kind != "edit" or not here or session.pack.relative:
        return effect
    before = session.state(conflict.body)
    after = overlaid(conflict.body, before, put)
    if after is None:
        return effect
    open_still = {k: v for k, v in before.disputed.items() if f"answer/{conflict.body}/{k[0]}/{k[1]}" not in put}
    now = session.result(conflict.body).score
    then = result_of(session.pack, msgspec.structs.replace(after, disputed=open_still)).score
    lead = session.pack.totals[0].id
    kind, _, *rest = conflict.slot.split("/")
    own = rest[0] if kind == "answer" else ""
    bands = (now.indicators[own].score, then.indicators[own].score) if own in now.indicators else None
    return msgspec.structs.replace(effect, indicator=bands, total=(now.totals[lead].value, then.totals[lead].value))


def sides_page(pack: Pack, conflict: Conflict, when: dict[str, str], lang: Lang, g: Glyphs) -> list[Para]:
    """Why it is a conflict, and what each side says, by whom and when (`when` by event, as local time)."""
    page = [para((REMOVED if conflict.kind == "removed" else EDITED).get(lang), "$text-muted"), para("")]
    for number, side in enumerate(conflict.sides, start=1):
        mark = g.radio_on if side.shown else g.radio_off
        who = f"{side.author or NOBODY.get(lang)}  {when[side.event]}  {cut(side.device, 8, '')}"
        pieces: list[Piece] = [(who, "$text-muted")]
        pieces += [(f"  {SHOWN.get(lang)}", "$accent")] if side.shown else []
        first, *more = entity_words(pack, side.entity, lang)
        page.append(para(first, "bold", f"{number} {mark} ", "bold $primary"))
        page += [para(text, "", "    ") for text in more]
        page += [Para(pieces=tuple(pieces), lead="    ", hang=4), para("")]
    return page


def arrow(bands: tuple[Band | None, Band | None], g: Glyphs) -> str:
    """Two bands, one after the other."""
    return f"{score_text(bands[0], g.dash)} {g.path} {score_text(bands[1], g.dash)}"
