"""The first page: headline, key figures, layers, flags, and what the report does not say."""

from __future__ import annotations

from collections import Counter

from assess.findings.model import Finding
from assess.packs.vocabulary import CONFIDENCES, MANIFESTATIONS, SEVERITIES
from assess.report.format import decimal, percent, ranks, shown
from assess.report.headlines import flag_line, rank_line, say, verdict
from assess.report.messages import MARKS, name
from assess.report.security import anchor
from assess.report.view.axes import ticks
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame
from assess.report.view.layers import has_peers
from assess.report.view.marks import Section, Tile
from assess.report.view.model import FindingLine, FlagRow, LayerRow, Verdict
from assess.report.view.notice import unpublished
from assess.report.view.outcome import outcome_line, outcome_notes, outcome_tile
from assess.report.view.robust import rank_sampled
from assess.snapshot import BodyResult

_TOP = 3


def verdict_headline(frame: Frame, body: BodyResult) -> str:
    """The sentence that opens the report."""
    if line := outcome_line(frame, body):
        return line
    total = frame.total_shown(body)
    return verdict(total.text if total else None, body.score.coverage, body.gap, frame.lang)


def verdict_section(frame: Frame, body: BodyResult, section: Section, rows: tuple[LayerRow, ...]) -> Verdict:
    """The first page of a body's report."""
    raised, open_ = live(body), undetermined(body)
    return Verdict(
        section=section,
        sentences=_sentences(frame, body, raised, len(open_)),
        tiles=_tiles(frame, body, raised, len(open_)),
        layers=rows,
        caption=frame.t.layer_table if frame.layer_axis == (0.0, 100.0) else frame.t.layer_table_open,
        axis=ticks(frame.layer_axis, 2),
        peers=has_peers(frame),
        flags=_flags(frame, body, raised, open_),
        top=tuple(finding_line(frame, f) for f in raised[:_TOP]),
        silent=_silent(frame, body),
    )


def finding_line(frame: Frame, finding: Finding) -> FindingLine:
    """A finding in one line, linked to its place in the report."""
    return FindingLine(
        href="#" + anchor("f", finding.id),
        title=frame.text(finding.title),
        level=finding.severity,
        severity=name(SEVERITIES, finding.severity, frame.lang),
        mark=MARKS[finding.severity],
        confidence=name(CONFIDENCES, finding.confidence, frame.lang),
        manifestation=name(MANIFESTATIONS, finding.manifestation, frame.lang),
    )


def _sentences(frame: Frame, body: BodyResult, raised: list[Finding], open_: int) -> tuple[str, ...]:
    total = frame.total_shown(body)
    high = sum(f.severity == "high" for f in raised)
    lines = outcome_notes(frame, body)
    lines += [rank_line(total.text, body.standing, frame.lang)] if total else []
    lines += [line] if (line := rank_sampled(frame, body)) else []
    if (left := unpublished(frame, body)) is not None:
        lines.append(say("copy_flags", frame.lang, n=len(raised), unheard=left[0], open=left[1]))
    else:
        lines.append(flag_line(len(raised), high, open_, len(frame.rules), frame.lang))
    lines.append(_rests_on(frame, body))
    # What is open or amiss in scores that all bodies make.
    notes = [note for layer in body.score.layers.values() for note in layer.notes]
    notes += [note for total in body.score.totals.values() for note in total.notes]
    lines += dict.fromkeys(map(frame.text, notes))
    return tuple(lines)


def _rests_on(frame: Frame, body: BodyResult) -> str:
    scored = [s for s in body.score.indicators.values() if s.state != "unscored"]
    verified = sum(s.standing == "verified" for s in scored)
    known = [s for s in scored if s.state in ("scored", "not-applicable")]
    claimed = sum(s.standing == "claimed" for s in known)
    counts = {"n": len(scored), "verified": verified, "claimed": claimed, "unknown": len(scored) - len(known)}
    if other := len(known) - claimed - sum(s.standing == "verified" for s in known):
        return say("rests_on_more", frame.lang, **counts, other=other)
    return say("rests_on", frame.lang, **counts)


def _tiles(frame: Frame, body: BodyResult, raised: list[Finding], open_: int) -> tuple[Tile, ...]:
    return (
        *outcome_tile(frame, body),
        *_totals(frame, body),
        *_rank(frame, body),
        Tile(frame.t.coverage, percent(body.score.coverage), "", say("tile_coverage", frame.lang)),
        _flag_tile(frame, body, raised, open_),
    )


def _totals(frame: Frame, body: BodyResult) -> list[Tile]:
    tiles = []
    grades = {g.id: frame.text(g.title) for g in frame.snapshot.pack.grades}
    for place, total in enumerate(frame.snapshot.pack.totals):
        score = body.score.totals.get(total.id)
        if score is None:
            continue
        bounds = frame.bounds if place == 0 else (score.maximum,)
        value = shown(score.value, digits=1 if score.maximum <= 100 else 0, bounds=bounds)
        marked = frame.marks or place > 0
        note = say("tile_out_of", frame.lang, maximum=decimal(score.maximum)) if marked else ""
        if place == 0 and body.score.grade:
            note = say("tile_grade", frame.lang, grade=grades.get(body.score.grade, body.score.grade))
        tiles.append(Tile(frame.text(total.title), value.text if value else "–", value.band if value else "", note))
    return tiles


def _rank(frame: Frame, body: BodyResult) -> list[Tile]:
    standing = body.standing
    if standing is None or standing.of < 2:
        return []
    possible = ranks(standing.best, standing.worst) if standing.best != standing.worst else ""
    return [Tile(frame.t.rank, str(standing.rank), possible, say("tile_rank", frame.lang, of=standing.of))]


def _flag_tile(frame: Frame, body: BodyResult, raised: list[Finding], open_: int) -> Tile:
    by = Counter(f.severity for f in raised)
    split = say("tile_flags", frame.lang, high=by["high"], medium=by["medium"], low=by["low"])
    left = unpublished(frame, body)
    rest = say("tile_open", frame.lang, open=open_)
    if left is not None:
        rest = say("copy_tile", frame.lang, unheard=left[0], open=left[1])
    note = f"{split}；{rest}" if frame.lang == "zh" else f"{split}; {rest}"
    return Tile(frame.t.flags, str(len(raised)), "", note)


def _flags(frame: Frame, body: BodyResult, raised: list[Finding], open_: list[Finding]) -> tuple[FlagRow, ...]:
    left = unpublished(frame, body)
    if not frame.checks or (left is not None and not raised):
        return ()
    held = Counter((f.manifestation, f.severity) for f in raised)
    unsettled = Counter(f.manifestation for f in open_)
    used = {r.manifestation for r in frame.checks.values()}
    return tuple(
        FlagRow(
            title=text.get(frame.lang),
            high=str(held[m, "high"]),
            medium=str(held[m, "medium"]),
            low=str(held[m, "low"]),
            undetermined="–" if left else str(unsettled[m]),
        )
        for m, text in MANIFESTATIONS.items()
        if m in used
    )


def _silent(frame: Frame, body: BodyResult) -> tuple[str, ...]:
    spoke = {a.voice for a in body.answers} | {m.voice for m in body.measurements}
    verified = sum(s.standing == "verified" for s in body.score.indicators.values())
    lines = ["not_proof"] if frame.checks else []
    lines.append("not_zero")
    if not verified:
        lines.append("not_checked")
    elif any(s.standing == "claimed" for s in body.score.indicators.values()):
        lines.append("partly_checked")
    if "measured" not in spoke:
        lines.append("not_measured")
    if "users" not in spoke:
        lines.append("not_users")
    if not has_peers(frame):
        lines.append("not_alone")
    return tuple(say(line, frame.lang, verified=verified) for line in lines)
