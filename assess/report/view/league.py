"""The league table: bodies by rank, who can be told apart, and how the leading total is distributed."""

from __future__ import annotations

from collections import Counter

from assess.base.band import TIE
from assess.report.format import decimal, fixed, percent, ranks, signed
from assess.report.geometry import against, stretch
from assess.report.headlines import say
from assess.report.view.axes import ticks
from assess.report.view.campaign_model import BinRow, LeagueGroup, LeagueRow
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame
from assess.report.view.notice import is_public
from assess.report.view.outcome import outcome_cell
from assess.report.view.ranking import by_rank, groups_apart
from assess.report.view.site import Site
from assess.snapshot import BodyResult, Standing

_BINS = 10


def _standings(bodies: list[BodyResult]) -> list[Standing]:
    return [b.standing for b in bodies if b.standing is not None]


def league_lead(frame: Frame) -> str:
    """Whether the order is settled, and if not, how many groups can be told apart."""
    sizes = groups_apart(_standings(by_rank(frame)))
    if not sizes:
        return say("index_none", frame.lang)
    if len(sizes) == sum(sizes):
        return say("league_settled", frame.lang)
    return say("league_grouped", frame.lang, n=len(sizes))


def league(site: Site, most: int) -> tuple[LeagueGroup, ...]:
    """The league table by groups, down to the `most`-th body; those without a score come last, under a dash."""
    ordered = site.ordered
    rows = [_league_row(site, b) for b in ordered[:most]]
    groups, at = [], 0
    for n, count in enumerate(groups_apart(_standings(ordered)), 1):
        if at < most:
            groups.append(LeagueGroup(str(n), tuple(rows[at : at + count])))
        at += count
    if at < len(rows):
        groups.append(LeagueGroup("–", tuple(rows[at:])))
    return tuple(groups)


def _league_row(site: Site, body: BodyResult) -> LeagueRow:
    frame = site.frame
    standing, total = body.standing, frame.total(body)
    grades = {g.id: frame.text(g.title) for g in frame.snapshot.pack.grades}
    return LeagueRow(
        rank=str(standing.rank) if standing else "–",
        possible=ranks(standing.best, standing.worst) if standing else "–",
        body=site.of(body),
        score=frame.total_shown(body),
        grade=frame.text(outcome_cell(frame, body)) or grades.get(body.score.grade or "", "–"),
        coverage=percent(body.score.coverage),
        gap=signed(body.gap, frame.lang) if body.gap is not None else "–",
        flags=str(len(live(body))),
        open="–" if is_public(frame) else str(len(undetermined(body))),
        plot=against(total, None, *frame.total_axis),
        beside=site.beside.get(body.body.id, ()),
    )


def axis(frame: Frame) -> tuple[tuple[str, str], ...]:
    """The ticks of the league table: place and text, up to full marks where there are any."""
    return ticks(frame.total_axis, 4)


def distribution_lead(frame: Frame) -> str:
    """Median, least and most of the leading total."""
    spread, totals = frame.snapshot.total_spread, frame.snapshot.pack.totals
    if spread is None or not totals:
        return say("index_none", frame.lang)
    low, middle, high = (fixed(x, bounds=frame.bounds) for x in (spread.least, spread.median, spread.most))
    return say("index_total", frame.lang, total=frame.text(totals[0].title), median=middle, least=low, most=high)


def bins(frame: Frame) -> tuple[BinRow, ...]:
    """Ten equal classes of the leading total, by low ends; the last one includes full marks."""
    low, high = frame.total_axis
    width = (high - low) / _BINS
    counts: Counter[int] = Counter()
    for body in frame.snapshot.bodies:
        total = frame.total(body)
        if total is not None:
            counts[min(int((total.lo - low + TIE) // width), _BINS - 1)] += 1
    most = max(counts.values(), default=0)
    return tuple(
        BinRow(
            label=f"{decimal(low + n * width)}–{decimal(low + (n + 1) * width)}",
            count=str(counts[n]),
            bar=stretch(0, counts[n], 0, most) if counts[n] else None,
        )
        for n in range(_BINS)
    )
