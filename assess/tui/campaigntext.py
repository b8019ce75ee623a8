"""What stands over the list of bodies: the campaign, how far it is, the heads of the columns."""

from __future__ import annotations

from collections.abc import Sequence

from assess.base.texts import Lang, Text
from assess.dossier.tally import Tally
from assess.packs.model import Pack
from assess.tui.cells import terse, width
from assess.tui.glyphs import Glyphs
from assess.tui.hometext import DISPUTES, FINDINGS, QUERIES, REPLIES, per_cent
from assess.tui.ordering import COLUMNS, Order
from assess.tui.widgets.bodyrows import Columns

HEAD = Text(zh="单位", en="Body")
DONE = Text(zh="已答", en="Answered")
TOTAL = Text(zh="总分", en="Total")
RISKS = Text(zh="线索", en="Findings")
LAYERS = Text(zh="各层", en="Layers")
CLASS = Text(zh="等第", en="Class")
OUTCOME = Text(zh="结论", en="Outcome")
TOTAL_IS = Text(zh="总分：{title}", en="Total: {title}")
ANSWERED = Text(zh="自报 {done}/{of}（{share}）", en="claims {done}/{of} ({share})")
BEGUN = Text(zh="已开始填报 {n}/{of}", en="begun {n}/{of}")
VERIFIED = Text(zh="已核实 {n}", en="verified {n}")
UNVERIFIED = Text(zh="待核实 {n}", en="to verify {n}")
SUBMITTED = Text(zh="已提交 {n}", en="submitted {n}")
RETURNED = Text(zh="退回 {n}", en="returned {n}")
SIGNED = Text(zh="已签署 {n}", en="signed {n}")
ORDER = Text(zh="按{by}", en="by {by}")
TURNED = Text(zh="倒序", en="turned round")
WORKING_OUT = Text(zh="还要算 {n} 个单位才能排序", en="{n} bodies still to work out before they are in order")
SEP = " · "


def heads(pack: Pack, widths: Columns, order: Order, lang: Lang, g: Glyphs) -> str:
    """The heads of the columns; a total whose name does not fit is called that, and named above."""
    last = OUTCOME if pack.totals[0].method == "deductions" else CLASS
    named = ((HEAD, "name"), (DONE, "answered"), (TOTAL, "total"), (LAYERS, ""), (RISKS, "findings"), (last, ""))
    titles = [text.get(lang) for text, _ in named]
    if not long_total(pack, widths, order, lang):
        titles[2] = terse(pack.totals[0].title.get(lang), widths.total - len(order.mark))
    titles = [
        title + (order.mark if column == order.by else "") for title, (_, column) in zip(titles, named, strict=True)
    ]
    return "  " + widths.heads(titles, [layer.title.get(lang) for layer in pack.layers], g.ellipsis)


def long_total(pack: Pack, widths: Columns, order: Order, lang: Lang) -> bool:
    """Whether the name of the total is too long for its column, even without what it says in brackets."""
    room = widths.total - len(order.mark)
    return width(terse(pack.totals[0].title.get(lang), room)) > room


def progress(tally: Tally | None, pack: Pack, lang: Lang) -> str:
    """How far the campaign is, on a line; "" before it was counted, and where there is no body."""
    if tally is None or not tally.bodies:
        return ""
    asked = [i.id for i in pack.indicators]
    done, verified = (sum(tally.answers.get(v, {}).get(i, 0) for i in asked) for v in ("claimed", "verified"))
    of = len(asked) * tally.bodies
    parts = [
        BEGUN.fill(n=f"{tally.begun:,}", of=f"{tally.bodies:,}"),
        ANSWERED.fill(done=f"{done:,}", of=f"{of:,}", share=per_cent(done, of)),
    ]
    counts: Sequence[tuple[Text, int]] = (
        (VERIFIED, verified), (UNVERIFIED, tally.unverified), (SUBMITTED, tally.stages.submitted),
        (RETURNED, tally.stages.returned), (SIGNED, tally.stages.signed), (QUERIES, tally.work.queries),
        (REPLIES, tally.work.replies), (DISPUTES, tally.work.disputes), (FINDINGS, tally.findings),
    )  # fmt: skip
    parts += [text.fill(n=f"{n:,}") for text, n in counts if n]
    return SEP.join(part.get(lang) for part in parts)


def order_told(order: Order, to_come: int, lang: Lang) -> str:
    """In which order the bodies stand, where it is not the usual one."""
    if not order.kept:
        return ""
    told = ORDER.fill(by=COLUMNS[order.by].get(lang)).get(lang)
    if order.reverse:
        told += SEP + TURNED.get(lang)
    return told + (SEP + WORKING_OUT.fill(n=f"{to_come:,}").get(lang) if to_come else "")
