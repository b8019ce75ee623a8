"""The campaign's first page: what stands out, who can be told apart, how sure that is, and the ways to the rest."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

import msgspec

from assess.base.band import Band
from assess.report import files
from assess.report.format import fixed, ranks, signed
from assess.report.headlines import LEVEL, campaign_gaps, campaign_layers, say
from assess.report.messages import HTML_LANG
from assess.report.view.campaign_model import HeatRow, IndexView, IntervalRow, Standout
from assess.report.view.errata_over import campaign_errata, errata_lead_over
from assess.report.view.findings import live, undetermined
from assess.report.view.findings_over import kind_rows
from assess.report.view.frame import Frame, number_sections
from assess.report.view.head import campaign_head
from assess.report.view.heat import heat_cell, heat_legend
from assess.report.view.league import axis, bins, distribution_lead, league, league_lead
from assess.report.view.marks import Link, Section, Tile, Way
from assess.report.view.notice import is_public
from assess.report.view.orders import letters, orders, rank_axis, rank_plot
from assess.report.view.outcome import comparable, is_check, outcomes_line
from assess.report.view.robust import places, robust_lead
from assess.report.view.site import Site, page_ways, spans
from assess.snapshot import BodyResult

_STANDOUTS = 5
MOST: Final = 200
"""Bodies up to which the page holds them all."""
FIRST: Final = 50
"""Bodies that it shows of more than these."""


def index_view(site: Site, other_file: str = "") -> IndexView:
    """Everything that the campaign's first page shows."""
    frame = site.frame
    s = _sections(frame)
    shown = site.ordered if len(site.ordered) <= MOST else site.ordered[:FIRST]
    cut = len(shown) < len(site.ordered)
    leading = frame.snapshot.pack.totals[0] if frame.snapshot.pack.totals else None
    ways = orders(site)
    return IndexView(
        html_lang=HTML_LANG[frame.lang],
        page_title=frame.text(frame.snapshot.campaign.title),
        masthead=msgspec.structs.replace(campaign_head(frame, other_file), ways=site.ways()),
        contents=tuple(s.values()),
        verdict=s["verdict"],
        sentences=_sentences(frame),
        tiles=_tiles(frame),
        standouts=_standouts(site),
        league=s["league"],
        total_title=frame.text(leading.title) if leading else frame.t.total,
        axis=axis(frame),
        groups=league(site, len(shown)),
        gaps=any(b.gap is not None for b in site.ordered),
        grades=bool(frame.snapshot.pack.grades) or is_check(frame),
        grade_head=frame.t.outcome if is_check(frame) else frame.t.grade,
        extras=any(site.beside.get(b.body.id) for b in shown),
        cut=say("first_shown", frame.lang, n=len(shown), of=len(site.ordered)) if cut else "",
        orders=tuple(Way(o.title, site.address(o.page)) for o in ways),
        more=page_ways(site, "total", spans(len(site.ordered)), 0),
        letters=letters(site, ways[-1]) if cut else (),
        ranks=s["ranks"],
        rank_axis=rank_axis(len(site.ordered)),
        rank_rows=tuple(_interval(site, b) for b in shown),
        sampled=bool(places(frame)),
        heat=s["heat"],
        layer_heads=tuple(
            Link(frame.text(frame.layers[key].title), site.address(page)) for key, page in site.layer_pages.items()
        ),
        heat_rows=tuple(_heat(site, b) for b in shown),
        heat_legend=heat_legend(frame),
        spread=s["distribution"],
        bins=bins(frame),
        errata=campaign_errata(site, s["errata"]) if "errata" in s else None,
        risks=s.get("risks"),
        kinds=kind_rows(frame) if frame.checks else (),
        pages=s["pages"],
        files=(Link(files.SNAPSHOT, files.link(files.SNAPSHOT)),),
    )


def _sections(frame: Frame) -> dict[str, Section]:
    t = frame.t
    named = [
        ("verdict", t.verdict, _headline(frame)),
        *([("errata", t.errata, errata_lead_over(frame))] if frame.snapshot.edition else []),
        ("league", t.league, league_lead(frame)),
        ("ranks", t.robust, robust_lead(frame)),
        ("heat", t.heat, say("heat_lead", frame.lang)),
        ("distribution", t.distribution, distribution_lead(frame)),
        *([("risks", t.findings, say("not_proof", frame.lang))] if frame.checks else []),
        ("pages", t.more_pages, ""),
    ]
    return number_sections(named, frame.lang)


def _interval(site: Site, body: BodyResult) -> IntervalRow:
    frame, standing = site.frame, body.standing
    at = places(frame).get(body.body.id)
    lead = frame.snapshot.pack.totals[0].id if frame.snapshot.pack.totals else ""
    return IntervalRow(
        rank=str(standing.rank) if standing else "–",
        body=site.of(body),
        possible=ranks(standing.best, standing.worst) if standing else "–",
        likely=ranks(at.low, at.high) if at else "–",
        plot=rank_plot(frame, body, standing, lead),
    )


def _gaps(frame: Frame) -> list[tuple[BodyResult, Band]]:
    return [(b, b.gap) for b in frame.snapshot.bodies if b.gap is not None]


def _scored(frame: Frame) -> int:
    return sum(frame.total(b) is not None for b in frame.snapshot.bodies)


def _headline(frame: Frame) -> str:
    if line := outcomes_line(frame):
        return line
    return campaign_gaps([gap for _, gap in _gaps(frame)], _scored(frame), frame.lang)


def _sentences(frame: Frame) -> tuple[str, ...]:
    spreads = frame.snapshot.layer_spreads
    titled = [(frame.text(x.title), spreads[x.id]) for x in comparable(frame) if x.id in spreads]
    raised = [f for b in frame.snapshot.bodies for f in live(b)]
    concerned = sum(bool(live(b)) for b in frame.snapshot.bodies)
    open_ = sum(len(undetermined(b)) for b in frame.snapshot.bodies)
    lines = [
        campaign_layers(titled, frame.lang),
        _flags_line(frame, len(raised), concerned, open_) if frame.checks else say("flags_no_rules", frame.lang),
        say("not_proof", frame.lang) if frame.checks else "",
    ]
    return tuple(line for line in lines if line)


def _flags_line(frame: Frame, raised: int, concerned: int, open_: int) -> str:
    if is_public(frame):
        unheard, left = (sum(counts) for counts in zip((0, 0), *frame.unpublished.values(), strict=True))
        return say("copy_index_flags", frame.lang, n=raised, bodies=concerned, unheard=unheard, open=left)
    return say("index_flags", frame.lang, n=raised, bodies=concerned, open=open_)


def _tiles(frame: Frame) -> tuple[Tile, ...]:
    t, spread = frame.t, frame.snapshot.total_spread
    bodies = Tile(t.bodies, str(len(frame.snapshot.bodies)), "", say("index_plain_n", frame.lang, n=_scored(frame)))
    raised = [f for b in frame.snapshot.bodies for f in live(b)]
    by = Counter(f.severity for f in raised)
    split = say("tile_flags", frame.lang, high=by["high"], medium=by["medium"], low=by["low"])
    flags = Tile(t.flags, str(len(raised)), "", split)
    if spread is None:
        return bodies, flags
    middle = Tile(
        t.median_total, fixed(spread.median, bounds=frame.bounds), "",
        f"{fixed(spread.least, bounds=frame.bounds)}–{fixed(spread.most, bounds=frame.bounds)}",
    )  # fmt: skip
    return bodies, middle, flags


def _standouts(site: Site) -> tuple[Standout, ...]:
    frame = site.frame
    wide = sorted((x for x in _gaps(frame) if x[1].lo >= LEVEL), key=lambda x: (-x[1].lo, x[0].body.id))
    counts = ((b, len(live(b))) for b in frame.snapshot.bodies)
    flagged = sorted((x for x in counts if x[1]), key=lambda x: (-x[1], x[0].body.id))
    by_rule = Counter(rule for b in frame.snapshot.bodies for rule in {f.rule for f in live(b)})
    rules = sorted(by_rule.items(), key=lambda x: (-x[1], x[0]))
    of = len(frame.snapshot.bodies)
    most, many = _untied([n for _, n in flagged]), _untied([n for _, n in rules])
    lists = (
        ("standout_gap", [
            _told(frame, "item_gap", site.of(b, "gap"), gap=signed(gap, frame.lang)) for b, gap in wide[:_STANDOUTS]
        ]),
        ("standout_flags", [
            *(_told(frame, "item_flags", site.of(b, "findings"), n=n) for b, n in flagged[: most.shown]),
            *([Link(say("item_flags_tied", frame.lang, n=most.tied, k=most.each), site.address("flags"))]
              if most.tied else []),
        ]),
        ("standout_rules", [
            *(
                Link(
                    say("item_rule", frame.lang, rule=_rule_title(frame, key), n=n, of=of),
                    site.address(site.rule_pages[key]) if key in site.rule_pages else "",
                )
                for key, n in rules[: many.shown]
            ),
            *([Link(say("item_rules_tied", frame.lang, n=many.tied, k=many.each, of=of), site.address("findings"))]
              if many.tied else []),
        ]),
    )  # fmt: skip
    return tuple(Standout(say(title, frame.lang), tuple(items)) for title, items in lists if items)


class _Cut(NamedTuple):
    shown: int
    tied: int
    each: int


def _untied(counts: list[int]) -> _Cut:
    """How many of `counts`, falling, are shown by name: equal ones are not split by the accident of their names."""
    if len(counts) <= _STANDOUTS or counts[_STANDOUTS - 1] != counts[_STANDOUTS]:
        return _Cut(min(len(counts), _STANDOUTS), 0, 0)
    each = counts[_STANDOUTS]
    return _Cut(sum(n > each for n in counts), counts.count(each), each)


def _told(frame: Frame, key: str, link: Link, **values: object) -> Link:
    return Link(say(key, frame.lang, body=link.text, **values), link.href)


def _rule_title(frame: Frame, key: str) -> str:
    return frame.text(frame.checks[key].title) if key in frame.checks else key


def _heat(site: Site, body: BodyResult) -> HeatRow:
    layers = (body.score.layers.get(key) for key in site.frame.layers)
    return HeatRow(site.of(body), tuple(heat_cell(x.score if x else None) for x in layers))
