"""The campaign's page: what stands out, the league table, layers, ranks and findings over all bodies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assess.base.band import Band
from assess.packs.vocabulary import MANIFESTATIONS
from assess.report import files
from assess.report.format import decimal, fixed, ranks, score, signed
from assess.report.headlines import LEVEL, WIDE, campaign_gaps, campaign_layers, say
from assess.report.messages import HTML_LANG
from assess.report.view.campaign_model import Cell, HeatRow, IndexView, RankRow, Standout
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame, number_sections
from assess.report.view.head import campaign_head
from assess.report.view.heat import HEAT, heat_class, heat_legend
from assess.report.view.league import axis, bins, body_link, by_rank, distribution_lead, league, league_lead
from assess.report.view.marks import Link, Section, Tile
from assess.report.view.method import method_facts, method_notes
from assess.report.view.negative import negative_list
from assess.report.view.notice import is_public
from assess.report.view.outcome import comparable, is_check, outcomes_line
from assess.report.view.overview import manifestations, matrix_row, rule_rows
from assess.report.view.robust import robust_axis, robust_lead, robust_notes, robust_rows
from assess.report.view.signals import families
from assess.report.view.work import work_notes, work_rows
from assess.snapshot import BodyResult

_STANDOUTS = 5


def index_view(frame: Frame, links: Mapping[str, str], other_file: str = "") -> IndexView:
    """Everything that the campaign's page shows; `links` gives each body's address, by id."""
    s = _sections(frame)
    ordered = by_rank(frame)
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
        axis=axis(frame),
        groups=league(frame, ordered, links),
        gaps=any(b.gap is not None for b in ordered),
        grades=bool(frame.snapshot.pack.grades) or is_check(frame),
        grade_head=frame.t.outcome if is_check(frame) else frame.t.grade,
        spread=s["distribution"],
        bins=bins(frame),
        heat=s["heat"],
        layer_heads=tuple(heads),
        heat_rows=tuple(_heat(frame, b, links) for b in ordered),
        heat_legend=heat_legend(frame),
        ranks=s["ranks"],
        rank_rows=tuple(_rank_row(frame, b, links) for b in ordered),
        robust=s["robust"],
        robust_axis=robust_axis(frame),
        robust_rows=robust_rows(frame, ordered, links),
        robust_top=say("robust_top", frame.lang, top=held.top) if (held := frame.snapshot.robustness) else "",
        robust_notes=robust_notes(frame),
        work_rows=work_rows(frame),
        work_notes=work_notes(frame),
        rules=s["findings"],
        rule_rows=rule_rows(frame, links),
        matrix_heads=tuple(MANIFESTATIONS[m].get(frame.lang) for m in manifestations(frame)),
        matrix=tuple(matrix_row(frame, b, links) for b in ordered),
        negative=negative_list(frame, links),
        method=s["method"],
        method_notes=(*method_notes(frame), *_gap_note(frame)),
        method_facts=method_facts(frame),
        families=families(frame),
        downloads=(Link(files.SNAPSHOT, files.link(files.SNAPSHOT)),),
    )


def _sections(frame: Frame) -> dict[str, Section]:
    t = frame.t
    raised = len({f.rule for b in frame.snapshot.bodies for f in live(b)})
    named = [
        ("verdict", t.verdict, _headline(frame)),
        ("league", t.league, league_lead(frame)),
        ("distribution", t.distribution, distribution_lead(frame)),
        ("heat", t.heat, say("heat_lead", frame.lang)),
        ("ranks", t.layer_ranks, say("rank_lead", frame.lang)),
        ("robust", t.robust, robust_lead(frame)),
        ("findings", t.all_findings, _rules_lead(frame, raised)),
        ("method", t.method, ""),
    ]
    return number_sections(named, frame.lang)


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


def _rules_lead(frame: Frame, raised: int) -> str:
    key = "copy_rules_lead" if is_public(frame) else "rules_lead"
    return say(key, frame.lang, rules=len(frame.checks), raised=raised)


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
            _told(frame, "item_gap", body_link(frame, b, links), gap=signed(gap, frame.lang))
            for b, gap in wide[:_STANDOUTS]
        ]),
        ("standout_flags", [
            _told(frame, "item_flags", body_link(frame, b, links), n=n) for b, n in flagged[:_STANDOUTS] if n
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


def _gap_note(frame: Frame) -> tuple[str, ...]:
    return (say("gap_note", frame.lang, least=decimal(LEVEL), much=decimal(WIDE)),) if _gaps(frame) else ()


def _heat(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> HeatRow:
    layers = (body.score.layers.get(key) for key in frame.layers)
    return HeatRow(body_link(frame, body, links), tuple(_cell(x.score if x else None) for x in layers))


def _cell(band: Band | None) -> Cell:
    if band is None:
        return Cell("h0", "–", "")
    value = score(band, bounds=(100.0, *HEAT))
    return Cell(heat_class(band), value.text, value.band)


def _rank_row(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> RankRow:
    cells = []
    for key in frame.layers:
        standing = body.layer_standings.get(key)
        cells.append(ranks(standing.best, standing.worst) if standing else "–")
    return RankRow(body_link(frame, body, links), tuple(cells))
