"""The campaign's page: what stands out, who can be told apart, layers, ranks and findings over all bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from assess.base.band import TIE, Band
from assess.findings.model import Finding
from assess.packs.vocabulary import MANIFESTATIONS, SEVERITIES
from assess.report import files
from assess.report.format import decimal, fixed, percent, ranks, score, signed
from assess.report.geometry import against, place, stretch
from assess.report.headlines import LEVEL, WIDE, campaign_gaps, campaign_layers, say
from assess.report.messages import HTML_LANG, MARKS, name
from assess.report.security import safe_href
from assess.report.view.campaign_model import (
    BinRow,
    Cell,
    HeatRow,
    IndexView,
    LeagueGroup,
    LeagueRow,
    MatrixCell,
    MatrixRow,
    RankRow,
    RuleRow,
    Standout,
)
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame, number_sections
from assess.report.view.head import campaign_head
from assess.report.view.marks import Link, Section, Tile
from assess.report.view.method import method_facts, method_notes
from assess.snapshot import BodyResult, Standing

HEAT = (20.0, 40.0, 60.0, 80.0)
"""Boundaries of the five classes of the heat map."""
_BINS = 10
_STANDOUTS = 5
_MOST_LINKS = 40


def index_view(frame: Frame, links: Mapping[str, str], other_file: str = "") -> IndexView:
    """Everything that the campaign's page shows; `links` gives each body's address, by id."""
    s = _sections(frame)
    ordered = _ordered(frame)
    leading = frame.snapshot.pack.totals[0] if frame.snapshot.pack.totals else None
    heads = [frame.text(layer.title) for layer in frame.layers.values()]
    return IndexView(
        html_lang=HTML_LANG[frame.lang],
        page_title=frame.text(frame.snapshot.campaign.title),
        masthead=campaign_head(frame, other_file),
        contents=tuple(s.values()),
        verdict=s["verdict"],
        sentences=_sentences(frame),
        tiles=_tiles(frame),
        standouts=_standouts(frame, links),
        league=s["league"],
        total_title=frame.text(leading.title) if leading else frame.t.total,
        axis=_axis(frame),
        groups=_league(frame, ordered, links),
        gaps=any(b.gap is not None for b in ordered),
        grades=bool(frame.snapshot.pack.grades),
        spread=s["distribution"],
        bins=_bins(frame),
        heat=s["heat"],
        layer_heads=tuple(heads),
        heat_rows=tuple(_heat(frame, b, links) for b in ordered),
        heat_legend=_heat_legend(frame),
        ranks=s["ranks"],
        rank_rows=tuple(_rank_row(frame, b, links) for b in ordered),
        rules=s["findings"],
        rule_rows=_rules(frame, links),
        matrix_heads=tuple(MANIFESTATIONS[m].get(frame.lang) for m in _manifestations(frame)),
        matrix=tuple(_matrix(frame, b, links) for b in ordered),
        method=s["method"],
        method_notes=(*method_notes(frame), *_gap_note(frame)),
        method_facts=method_facts(frame),
        downloads=(Link(files.SNAPSHOT, files.link(files.SNAPSHOT)),),
    )


def _sections(frame: Frame) -> dict[str, Section]:
    t = frame.t
    raised = len({f.rule for b in frame.snapshot.bodies for f in live(b)})
    named = [
        ("verdict", t.verdict, _headline(frame)),
        ("league", t.league, _league_lead(frame)),
        ("distribution", t.distribution, _distribution_lead(frame)),
        ("heat", t.heat, say("heat_lead", frame.lang)),
        ("ranks", t.layer_ranks, say("rank_lead", frame.lang)),
        ("findings", t.all_findings, say("rules_lead", frame.lang, rules=len(frame.checks), raised=raised)),
        ("method", t.method, ""),
    ]
    return number_sections(named, frame.lang)


def _ordered(frame: Frame) -> list[BodyResult]:
    """Bodies by rank, those without one last; equal ranks by their possible ranks and id."""
    last = len(frame.snapshot.bodies) + 1

    def place(body: BodyResult) -> tuple[int, int, str]:
        standing = body.standing
        return (standing.rank, standing.worst, body.body.id) if standing else (last, last, body.body.id)

    return sorted(frame.snapshot.bodies, key=place)


def _link(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> Link:
    return Link(frame.text(body.body.name), safe_href(links.get(body.body.id, "")))


def _gaps(frame: Frame) -> list[tuple[BodyResult, Band]]:
    return [(b, b.gap) for b in frame.snapshot.bodies if b.gap is not None]


def _scored(frame: Frame) -> int:
    return sum(frame.total(b) is not None for b in frame.snapshot.bodies)


def _headline(frame: Frame) -> str:
    return campaign_gaps([gap for _, gap in _gaps(frame)], _scored(frame), frame.lang)


def _sentences(frame: Frame) -> tuple[str, ...]:
    spreads = frame.snapshot.layer_spreads
    titled = [(frame.text(layer.title), spreads[key]) for key, layer in frame.layers.items() if key in spreads]
    raised = [f for b in frame.snapshot.bodies for f in live(b)]
    concerned = sum(bool(live(b)) for b in frame.snapshot.bodies)
    open_ = sum(len(undetermined(b)) for b in frame.snapshot.bodies)
    lines = [
        campaign_layers(titled, frame.lang),
        say("index_flags", frame.lang, n=len(raised), bodies=concerned, open=open_)
        if frame.checks
        else say("flags_no_rules", frame.lang),
        say("not_proof", frame.lang) if frame.checks else "",
    ]
    return tuple(line for line in lines if line)


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


def _standouts(frame: Frame, links: Mapping[str, str]) -> tuple[Standout, ...]:
    wide = sorted((x for x in _gaps(frame) if x[1].lo >= LEVEL), key=lambda x: (-x[1].lo, x[0].body.id))
    flagged = sorted(((b, len(live(b))) for b in frame.snapshot.bodies), key=lambda x: (-x[1], x[0].body.id))
    rules = Counter(rule for b in frame.snapshot.bodies for rule in {f.rule for f in live(b)})
    lists = (
        ("standout_gap", [
            _told(frame, "item_gap", _link(frame, b, links), gap=signed(gap, frame.lang))
            for b, gap in wide[:_STANDOUTS]
        ]),
        ("standout_flags", [
            _told(frame, "item_flags", _link(frame, b, links), n=n) for b, n in flagged[:_STANDOUTS] if n
        ]),
        ("standout_rules", [
            Link(
                say("item_rule", frame.lang, rule=_rule_title(frame, key), n=n, of=len(frame.snapshot.bodies)),
                "#findings",
            )
            for key, n in sorted(rules.items(), key=lambda x: (-x[1], x[0]))[:_STANDOUTS]
        ]),
    )  # fmt: skip
    return tuple(Standout(say(title, frame.lang), tuple(items)) for title, items in lists if items)


def _told(frame: Frame, key: str, link: Link, **values: object) -> Link:
    return Link(say(key, frame.lang, body=link.text, **values), link.href)


def _rule_title(frame: Frame, key: str) -> str:
    return frame.text(frame.checks[key].title) if key in frame.checks else key


def groups_apart(standings: list[Standing]) -> list[int]:
    """How many bodies each group holds, in rank order: a group ends where no possible ranks overlap."""
    sizes: list[int] = []
    reach = 0
    for standing in standings:
        if sizes and standing.best <= reach:
            sizes[-1] += 1
        else:
            sizes.append(1)
        reach = max(reach, standing.worst)
    return sizes


def _standings(bodies: list[BodyResult]) -> list[Standing]:
    return [b.standing for b in bodies if b.standing is not None]


def _league_lead(frame: Frame) -> str:
    sizes = groups_apart(_standings(_ordered(frame)))
    if not sizes:
        return say("index_none", frame.lang)
    if len(sizes) == sum(sizes):
        return say("league_settled", frame.lang)
    return say("league_grouped", frame.lang, n=len(sizes))


def _league(frame: Frame, ordered: list[BodyResult], links: Mapping[str, str]) -> tuple[LeagueGroup, ...]:
    rows = [_league_row(frame, b, links) for b in ordered]
    groups, at = [], 0
    for n, count in enumerate(groups_apart(_standings(ordered)), 1):
        groups.append(LeagueGroup(str(n), tuple(rows[at : at + count])))
        at += count
    if at < len(rows):
        groups.append(LeagueGroup("–", tuple(rows[at:])))
    return tuple(groups)


def _league_row(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> LeagueRow:
    standing, total = body.standing, frame.total(body)
    top = frame.bounds[0]
    grades = {g.id: frame.text(g.title) for g in frame.snapshot.pack.grades}
    return LeagueRow(
        rank=str(standing.rank) if standing else "–",
        possible=ranks(standing.best, standing.worst) if standing else "–",
        body=_link(frame, body, links),
        score=frame.total_shown(body),
        grade=grades.get(body.score.grade or "", "–"),
        coverage=percent(body.score.coverage),
        gap=signed(body.gap, frame.lang) if body.gap is not None else "–",
        flags=str(len(live(body))),
        open=str(len(undetermined(body))),
        plot=against(total, None, 0.0, top),
    )


def _gap_note(frame: Frame) -> tuple[str, ...]:
    return (say("gap_note", frame.lang, least=decimal(LEVEL), much=decimal(WIDE)),) if _gaps(frame) else ()


def _axis(frame: Frame) -> tuple[tuple[str, str], ...]:
    top = frame.bounds[0]
    return tuple((place(top * n / 4, 0.0, top), decimal(top * n / 4)) for n in range(5))


def _distribution_lead(frame: Frame) -> str:
    spread, totals = frame.snapshot.total_spread, frame.snapshot.pack.totals
    if spread is None or not totals:
        return say("index_none", frame.lang)
    low, middle, high = (fixed(x, bounds=frame.bounds) for x in (spread.least, spread.median, spread.most))
    return say("index_total", frame.lang, total=frame.text(totals[0].title), median=middle, least=low, most=high)


def _bins(frame: Frame) -> tuple[BinRow, ...]:
    """Ten equal classes of the leading total, by low ends; the last one includes full marks."""
    top = frame.bounds[0]
    width = top / _BINS
    counts: Counter[int] = Counter()
    for body in frame.snapshot.bodies:
        total = frame.total(body)
        if total is not None:
            counts[min(int((total.lo + TIE) // width), _BINS - 1)] += 1
    most = max(counts.values(), default=0)
    return tuple(
        BinRow(
            label=f"{decimal(n * width)}–{decimal((n + 1) * width)}",
            count=str(counts[n]),
            bar=stretch(0, counts[n], 0, most) if counts[n] else None,
        )
        for n in range(_BINS)
    )


def _heat(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> HeatRow:
    layers = (body.score.layers.get(key) for key in frame.layers)
    return HeatRow(_link(frame, body, links), tuple(_cell(x.score if x else None) for x in layers))


def _cell(band: Band | None) -> Cell:
    if band is None:
        return Cell("h0", "–", "")
    value = score(band, bounds=(100.0, *HEAT))
    return Cell(f"h{1 + sum(band.lo >= b - TIE for b in HEAT)}", value.text, value.band)


def _heat_legend(frame: Frame) -> tuple[Cell, ...]:
    lang, ends = frame.lang, [decimal(b) for b in HEAT]
    middle = [say("heat_range", lang, low=a, high=b) for a, b in pairwise(ends)]
    texts = [say("heat_under", lang, high=ends[0]), *middle, say("heat_from", lang, low=ends[-1])]
    return tuple(Cell(f"h{n}", text, "") for n, text in enumerate(texts, 1))


def _rank_row(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> RankRow:
    cells = []
    for key in frame.layers:
        standing = body.layer_standings.get(key)
        cells.append(ranks(standing.best, standing.worst) if standing else "–")
    return RankRow(_link(frame, body, links), tuple(cells))


def _manifestations(frame: Frame) -> list[str]:
    used = {r.manifestation for r in frame.checks.values()}
    return [m for m in MANIFESTATIONS if m in used]


def _rules(frame: Frame, links: Mapping[str, str]) -> tuple[RuleRow, ...]:
    raised: dict[str, list[BodyResult]] = {}
    open_: Counter[str] = Counter()
    for body in frame.snapshot.bodies:
        for rule in sorted({f.rule for f in live(body)}):
            raised.setdefault(rule, []).append(body)
        open_.update({f.rule for f in undetermined(body)})
    order = {"high": 0, "medium": 1, "low": 2}
    rows = sorted(
        frame.checks.items(),
        key=lambda x: (-len(raised.get(x[0], ())), order[x[1].severity], -open_[x[0]], x[0]),
    )
    return tuple(
        RuleRow(
            title=frame.text(check.title),
            rule=rule,
            manifestation=name(MANIFESTATIONS, check.manifestation, frame.lang),
            level=check.severity,
            severity=name(SEVERITIES, check.severity, frame.lang),
            mark=MARKS[check.severity],
            raised=str(len(raised.get(rule, ()))),
            open=str(open_[rule]),
            bodies=_some(frame, raised.get(rule, []), links),
        )
        for rule, check in rows
    )


def _some(frame: Frame, bodies: list[BodyResult], links: Mapping[str, str]) -> tuple[Link, ...]:
    named = [_link(frame, b, links) for b in bodies[:_MOST_LINKS]]
    return (*named, Link("…")) if len(bodies) > _MOST_LINKS else tuple(named)


def _matrix(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> MatrixRow:
    raised, open_ = live(body), undetermined(body)
    cells = (
        _matrix_cell(frame, [f for f in raised if f.manifestation == m], sum(f.manifestation == m for f in open_))
        for m in _manifestations(frame)
    )
    return MatrixRow(_link(frame, body, links), tuple(cells))


def _matrix_cell(frame: Frame, raised: list[Finding], open_: int) -> MatrixCell:
    by: Counter[str] = Counter(f.severity for f in raised)
    if not raised and not open_:
        return MatrixCell("–", say("none_clear", frame.lang))
    marks = "".join(mark * by[severity] for severity, mark in MARKS.items())
    text = say("cell_text", frame.lang, high=by["high"], medium=by["medium"], low=by["low"], open=open_)
    return MatrixCell(" ".join(x for x in (marks, f"?{open_}" if open_ else "") if x), text)
