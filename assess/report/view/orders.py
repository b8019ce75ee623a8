"""The bodies in every order a reader may ask for: by the total, by each layer, by gap, flags and name.

Each order is a page of its own (several for many bodies); the heads of its columns lead to the other orders, so
that a table is sorted by following a link, without script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from assess.report.format import fixed, ranks, signed
from assess.report.geometry import place, stretch
from assess.report.headlines import say
from assess.report.messages import HTML_LANG
from assess.report.view.campaign_model import RankPlot
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame
from assess.report.view.heat import heat_cell, heat_legend
from assess.report.view.marks import Link, Section, Stretch, Way
from assess.report.view.names import REST, letter, name_key
from assess.report.view.notice import is_public
from assess.report.view.ranking import in_rank_order
from assess.report.view.site import Site, page_ways, parts, spans
from assess.report.view.site_model import Head, Heads, Line, OrderPage, OrderRow
from assess.scoring.robustness import Place
from assess.snapshot import BodyResult, Standing

_Standing = Callable[[BodyResult], Standing | None]


class Order(NamedTuple):
    """One order: its page, its name, the bodies in it, whose rank it shows, and where that rank was sampled."""

    page: str
    title: str
    bodies: list[BodyResult]
    standing: _Standing
    node: str
    ranked: bool


def orders(site: Site) -> list[Order]:
    """Every order of the campaign; those by gap and by flags where there is any."""
    frame, bodies = site.frame, list(site.ordered)
    totals = frame.snapshot.pack.totals
    lead = totals[0].id if totals else ""
    whole = frame.text(totals[0].title) if totals else frame.t.total
    found = [Order("total", whole, bodies, _total, lead, True)]
    for key, page in site.layer_pages.items():
        standing = _of_layer(key)
        ordered = in_rank_order(bodies, standing)
        found.append(Order(page, frame.text(frame.layers[key].title), ordered, standing, key, True))
    if any(b.gap is not None for b in bodies):
        by_gap = sorted(bodies, key=lambda b: -b.gap.lo if b.gap is not None else float("inf"))
        found.append(Order("gap", frame.t.gap, by_gap, _total, lead, False))
    if frame.checks:
        by_flags = sorted(bodies, key=_flagged)
        found.append(Order("flags", frame.t.flags, by_flags, _total, lead, False))
    by_name = sorted(bodies, key=lambda b: (name_key(frame.text(b.body.name), frame.lang), b.body.id))
    found.append(Order("name", frame.t.by_name, by_name, _total, lead, False))
    return found


def _total(body: BodyResult) -> Standing | None:
    return body.standing


def _of_layer(key: str) -> _Standing:
    return lambda body: body.layer_standings.get(key)


def _flagged(body: BodyResult) -> tuple[int, int]:
    raised = live(body)
    return -len(raised), -sum(f.severity == "high" for f in raised)


def lines(site: Site) -> dict[str, Line]:
    """What every order shows of each body, by its id."""
    frame = site.frame
    return {
        b.body.id: Line(
            body=site.of(b),
            total=frame.total_shown(b),
            cells=tuple(heat_cell(x.score if (x := b.score.layers.get(key)) else None) for key in frame.layers),
            gap=signed(b.gap, frame.lang) if b.gap is not None else "–",
            flags=str(len(live(b))),
            open="–" if is_public(frame) else str(len(undetermined(b))),
            beside=site.beside.get(b.body.id, ()),
        )
        for b in site.ordered
    }


def order_pages(site: Site, every: list[Order], at: Order, told: dict[str, Line]) -> Iterator[OrderPage]:
    """The pages of one order."""
    frame, t = site.frame, site.frame.t
    anchors = _anchors(frame, at) if at.page == "name" else {}
    cut = parts(len(at.bodies))
    texts = _letter_spans(frame, at, cut) if anchors else spans(len(at.bodies))
    title = say("sorted_by", frame.lang, by=at.title)
    lead = say("order_name" if anchors else "order_ranked" if at.ranked else "order_plain", frame.lang)
    for number, (start, end) in enumerate(cut, 1):
        yield OrderPage(
            html_lang=HTML_LANG[frame.lang],
            page_title=f"{title} · {frame.text(frame.snapshot.campaign.title)}",
            masthead=site.head(at.page, title, number),
            pages=page_ways(site, at.page, texts, number),
            section=Section("order", "", t.order_table, lead),
            caption=say(
                "order_caption", frame.lang, by=at.title, start=start + (end > start), end=end, of=len(at.bodies)
            ),
            orders=tuple(Way(o.title, site.address(o.page), o.page == at.page) for o in every),
            letters=letters(site, at) if anchors else (),
            heads=_heads(site, every, at),
            charted=at.ranked,
            beside=bool(site.beside),
            axis=rank_axis(len(at.bodies)),
            legend=heat_legend(frame),
            rows=tuple(
                _row(frame, at, b, anchors.get(n, ""), told) for n, b in enumerate(at.bodies[start:end], start)
            ),
        )


def _row(frame: Frame, at: Order, body: BodyResult, anchor: str, told: dict[str, Line]) -> OrderRow:
    standing = at.standing(body)
    return OrderRow(
        anchor=anchor,
        place=str(standing.rank) if standing else "–",
        possible=ranks(standing.best, standing.worst) if standing else "–",
        plot=rank_plot(frame, body, standing, at.node) if at.ranked else None,
        line=told[body.body.id],
    )


def _heads(site: Site, every: list[Order], at: Order) -> Heads:
    by = {o.page: o for o in every}

    def head(page: str, text: str, sort: str = "descending") -> Head | None:
        return Head(text, site.address(page), sort if page == at.page else "") if page in by else None

    layers = (head(page, by[page].title) for page in site.layer_pages.values())
    return Heads(
        rank=Head(site.frame.t.rank, "", "ascending" if at.ranked else ""),
        body=head("name", site.frame.t.body, "ascending"),
        total=head("total", site.frame.t.total),
        layers=tuple(x for x in layers if x),
        gap=head("gap", site.frame.t.difference_short),
        flags=head("flags", site.frame.t.flags),
    )


def _anchors(frame: Frame, at: Order) -> dict[int, str]:
    """The first body under each letter, by its place in the order."""
    found: dict[str, int] = {}
    for n, body in enumerate(at.bodies):
        found.setdefault(letter(frame.text(body.body.name), frame.lang), n)
    return {n: "letter-rest" if char == REST else f"letter-{char}" for char, n in found.items()}


def letters(site: Site, at: Order) -> tuple[Link, ...]:
    """A way to the first body under each letter, on whichever page of the order by name it stands."""
    anchors, links = _anchors(site.frame, at), []
    for number, (start, end) in enumerate(parts(len(at.bodies)), 1):
        for n in range(start, end):
            if n in anchors:
                char = anchors[n].removeprefix("letter-")
                text = site.frame.t.other_names if char == "rest" else char
                links.append(Link(text, site.address(at.page, number, anchors[n])))
    return tuple(links)


def _letter_spans(frame: Frame, at: Order, cut: list[tuple[int, int]]) -> list[str]:
    """What the pages by name are called: their first and last names."""
    names = [frame.text(b.body.name) for b in at.bodies]
    return [f"{names[a]} – {names[b - 1]}" if b > a else "–" for a, b in cut]


def rank_plot(frame: Frame, body: BodyResult, standing: Standing | None, node: str) -> RankPlot | None:
    """The body's ranks at `node` on the axis of all bodies."""
    if standing is None:
        return None
    held = frame.snapshot.robustness
    at: Place | None = held.nodes.get(node, {}).get(body.body.id) if held else None
    axis = (0.5, len(frame.snapshot.bodies) + 0.5)
    return RankPlot(
        mark=place(standing.rank, *axis),
        possible=_span(standing.best, standing.worst, axis),
        likely=_span(at.low, at.high, axis) if at else None,
    )


def _span(low: int, high: int, axis: tuple[float, float]) -> Stretch | None:
    return stretch(low - 0.5, high + 0.5, *axis) if low < high else None


def rank_axis(of: int) -> tuple[tuple[str, str], ...]:
    """The first and the last rank, where they stand on the axis of all bodies."""
    if of < 1:
        return ()
    ends = dict.fromkeys((1, of))
    return tuple((place(n, 0.5, of + 0.5), fixed(n, 0, ())) for n in ends)
