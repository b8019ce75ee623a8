"""What the home screen says of a campaign: its row, and the page about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from assess.base.clock import utc_now
from assess.base.texts import Lang, Text
from assess.tui.bars import progress_bar
from assess.tui.campaigns import Known
from assess.tui.cards import Card
from assess.tui.cells import pad
from assess.tui.glyphs import Glyphs
from assess.tui.reporting import short
from assess.tui.screens.history import local_time
from assess.tui.widgets.base import Para, Piece, para
from assess.tui.widgets.rows import Row
from assess.tui.worktext import LATE, LEFT

State = Literal["known", "reading", "missing", "failed"]

NAME: Final = Text(zh="评估活动", en="Campaign")
BODIES: Final = Text(zh="单位", en="Bodies")
ANSWERED: Final = Text(zh="已答", en="Answered")
VERIFY: Final = Text(zh="待核实", en="Verify")
WAITS: Final = Text(zh="待办", en="Waits")
CHANGED: Final = Text(zh="改动于", en="Changed")
VERIFIED: Final = Text(zh="已核实", en="Verified")
READING: Final = Text(zh="正在读取…", en="reading…")
MISSING: Final = Text(zh="文件不在了；Delete 移出列表", en="the file is gone; Delete takes it off the list")
UNREAD: Final = Text(zh="现在读不了", en="cannot be read now")
NOT_NOW: Final = Text(zh="读不了", en="unread")
IN_USE: Final = Text(zh="使用中", en="in use")
HELD: Final = Text(zh="{who} 正在写入，现在只能只读打开", en="{who} is writing to it; it opens read-only now")
NO_PACK: Final = Text(
    zh="本机没有指标包 {pack}，算不出进度", en="The pack {pack} is not on this machine: no progress"
)
NO_BODIES: Final = Text(zh="还没有被评估单位", en="No body to assess yet")
TO_VERIFY: Final = Text(zh="待核实的自报 {n}", en="claims to verify: {n}")
QUERIES: Final = Text(zh="待单位答复的提问 {n}", en="queries for bodies: {n}")
REPLIES: Final = Text(zh="待处理的答复 {n}", en="replies to look at: {n}")
DISPUTES: Final = Text(zh="待裁决的异议 {n}", en="disputes to decide: {n}")
FINDINGS: Final = Text(zh="待决定的线索 {n}", en="findings under way: {n}")
CONFLICTS: Final = Text(zh="待裁定的冲突 {n}", en="conflicts to settle: {n}")
NOTHING_WAITS: Final = Text(zh="没有待办", en="nothing waits")
DEADLINE: Final = Text(zh="提交期限", en="Deadline")
LAYERS: Final = Text(zh="各层已答", en="Answered by layer")
LAST: Final = Text(zh="最近改动", en="Last changes")
SEP: Final = " · "


class Item(msgspec.Struct, frozen=True):
    """A line of the home screen.

    `name` is the path or address that opens it, `place` how it is shown, `at` when it was last changed or opened
    (UTC), `holder` who writes to it now, `problem` why it could not be read. `label` is what it is called before it
    was ever read.
    """

    name: str
    place: str
    label: str
    here: bool
    server: bool
    at: str
    stamp: str
    known: Known
    state: State = "known"
    holder: str = ""
    problem: Text | None = None

    @property
    def card(self) -> Card | None:
        """What is known of it."""
        return self.known.card


class Widths(msgspec.Struct, frozen=True):
    """Cells of the columns: name, bodies, bar with per cent, to verify, waiting, time."""

    name: int
    bodies: int = 6
    bar: int = 11
    verify: int = 6
    waits: int = 5
    time: int = 11


def widths(cells: int) -> Widths:
    """The columns at `cells`: what more there is goes to the name."""
    one = Widths(0)
    return Widths(max(cells - one.bodies - one.bar - one.verify - one.waits - one.time - 10, 12))


def heads(w: Widths, lang: Lang, g: Glyphs) -> str:
    """The line over the columns."""
    named = ((NAME, w.name, False), (BODIES, w.bodies, True), (ANSWERED, w.bar, False), (VERIFY, w.verify, True),
             (WAITS, w.waits, True), (CHANGED, w.time, False))  # fmt: skip
    return "  ".join(pad(text.get(lang), cells, right=right, ellipsis=g.ellipsis) for text, cells, right in named)


def row(item: Item, w: Widths, lang: Lang, g: Glyphs) -> Row:
    """The row of a campaign."""
    card = item.card
    name = card.title.get(lang) if card is not None else item.label
    pieces: list[Piece] = [
        (pad(name, w.name, ellipsis=g.ellipsis) + "  ", "" if card is not None else "$text-muted")
    ]
    told = _told(item)
    if told is not None:
        text, style = told
        return Row(key=item.name, left=(*pieces, (text.get(lang), style)))
    assert card is not None
    pieces.append((pad(f"{card.bodies:,}", w.bodies, right=True) + "  ", ""))
    if card.of:
        pieces += progress_bar(card.answered, card.of, w.bar - 5, g)
        pieces.append((pad(per_cent(card.answered, card.of), 5, right=True) + "  ", "bold"))
    else:
        pieces.append((pad(g.dash, w.bar) + "  ", "$text-muted"))
    for n, cells, style in ((card.unverified, w.verify, ""), (card.waiting, w.waits, "bold $warning")):
        pieces.append((pad(f"{n:,}" if n else g.dash, cells, right=True) + "  ", style if n else "$text-muted"))
    mark = IN_USE if item.holder else NOT_NOW if item.problem is not None else None
    if mark is not None:
        pieces.append((f"{g.flag} {mark.get(lang)}", "bold $warning"))
    else:
        pieces.append((brief_time(card.changed or item.at), "$text-muted"))
    return Row(key=item.name, left=tuple(pieces))


def _told(item: Item) -> tuple[Text, str] | None:
    """What stands in place of the columns."""
    if item.state == "missing":
        return MISSING, "$warning"
    if item.problem is not None and item.card is None:
        return UNREAD, "$warning"
    return (READING, "$text-muted") if item.card is None else None


def brief_time(at: str) -> str:
    """A time of this year as month, day and minute, of another year as its day."""
    told = local_time(at)
    return told[5:] if told[:4] == local_time(utc_now())[:4] else told[:10]


def per_cent(done: int, of: int) -> str:
    """The part that is done; 100 only when all is."""
    return f"{100 * done // of}%"


def about(item: Item, cells: int, lang: Lang, g: Glyphs, today: str = "") -> list[Para]:
    """The whole page about a campaign, for wide screens."""
    card = item.card
    if card is None:
        return [para(item.label, "bold"), *_problem(item, lang), para(item.place, "$text-muted")]
    found = [*_head(item, card, lang), *_problem(item, lang), para("")]
    found += _progress(card, cells, lang, g)
    found += [para(line, "bold $warning" if n else "", "  ") for line, n in _waiting(card, lang)]
    if card.due:
        found += [para(""), para(f"{DEADLINE.get(lang)}  {_deadline(card.due, today or utc_now()[:10]).get(lang)}")]
    if card.layers and card.bodies:
        found += [para(""), para(LAYERS.get(lang), "bold $primary")]
        found += [_layer_line(x.title.get(lang), x.answered, x.of, cells, g) for x in card.layers]
    if card.deeds:
        found += [para(""), para(LAST.get(lang), "bold $primary")]
        for deed in card.deeds:
            when = f"{brief_time(deed.at)}  {deed.by}  "
            found.append(Para(((when, "$text-muted"), (deed.label.get(lang), "")), hang=2))
    return found


def in_short(item: Item, lang: Lang, today: str = "") -> list[Para]:
    """A few lines about a campaign, for narrow screens."""
    card = item.card
    if card is None:
        return [*_problem(item, lang), para(item.place, "$text-muted")]
    found = [*_problem(item, lang), *_head(item, card, lang)[1:]]
    waits = [line for line, _ in _waiting(card, lang)]
    if card.due:
        waits.append(f"{DEADLINE.get(lang)} {_deadline(card.due, today or utc_now()[:10]).get(lang)}")
    found.append(para(SEP.join(waits)))
    for deed in card.deeds[:1]:
        found.append(para(f"{brief_time(deed.at)}  {deed.by}  {deed.label.get(lang)}", "$text-muted"))
    return found


def _head(item: Item, card: Card, lang: Lang) -> list[Para]:
    return [
        para(card.title.get(lang), "bold"),
        para(SEP.join(x for x in (f"{card.pack_title.get(lang)} {card.version}", card.period) if x), "$text-muted"),
        para(item.place if item.server else short(Path(item.name)), "$text-muted"),
    ]


def _problem(item: Item, lang: Lang) -> list[Para]:
    told = MISSING if item.state == "missing" else item.problem
    if told is None and item.holder:
        told = HELD.fill(who=item.holder)
    if told is None and item.card is not None and not item.card.of:
        told = NO_BODIES if not item.card.bodies else NO_PACK.fill(pack=item.card.pack)
    return [para(told.get(lang), "$warning", "! ", "bold $warning")] if told is not None else []


def _progress(card: Card, cells: int, lang: Lang, g: Glyphs) -> list[Para]:
    lines = [para(f"{BODIES.get(lang)}  {card.bodies:,}")]
    for title, n in ((ANSWERED, card.answered), (VERIFIED, card.verified)):
        if card.of:
            tail = (f" {n:,}/{card.of:,}", "$text-muted")
            line = _layer_line(title.get(lang), n, card.of, cells - 12, g)
            lines.append(msgspec.structs.replace(line, pieces=(*line.pieces, tail)))
    return lines


def _layer_line(name: str, n: int, of: int, cells: int, g: Glyphs) -> Para:
    named = max(min(cells - 20, 24), 8)
    pieces = ((pad(name, named, ellipsis=g.ellipsis) + " ", ""), *progress_bar(n, of, 12, g),
              (pad(per_cent(n, of) if of else g.dash, 5, right=True), "bold"))  # fmt: skip
    return Para(pieces)


def _waiting(card: Card, lang: Lang) -> Sequence[tuple[str, int]]:
    """What waits, and whether it is more than claims to verify; that nothing does, else."""
    found = [(TO_VERIFY.fill(n=f"{card.unverified:,}").get(lang), 0)] if card.unverified else []
    for text, n in ((QUERIES, card.queries), (REPLIES, card.replies), (DISPUTES, card.disputes),
                    (FINDINGS, card.findings), (CONFLICTS, card.conflicts)):  # fmt: skip
        if n:
            found.append((text.fill(n=f"{n:,}").get(lang), n))
    return found or [(NOTHING_WAITS.get(lang), 0)]


def _deadline(due: str, today: str) -> Text:
    days = (dt.date.fromisoformat(due) - dt.date.fromisoformat(today)).days
    return (LATE if days < 0 else LEFT).fill(due=due, days=abs(days))
