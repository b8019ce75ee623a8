"""The campaign's results as tables for other programs: rows out of the snapshot, every figure at full precision.

Long forms rather than wide ones, so that a pack with other indicators gives the same columns. What the columns say
stands in the catalogues, table `column`; `columns_of` gives them beside the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from assess.base.band import Band
from assess.base.sheets import Cell, Row
from assess.dossier.cases import WAYS
from assess.findings.model import Finding
from assess.packs.vocabulary import VOICES
from assess.report.view.ranking import groups_apart, in_rank_order
from assess.snapshot import BodyResult, Snapshot, Standing


class DataTable(NamedTuple):
    """A table of the campaign; `rows` makes its rows when asked."""

    id: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def data_tables(snapshot: Snapshot) -> tuple[DataTable, ...]:
    """All tables, in the order in which they are told of."""
    totals = tuple(f"total_{x.id}_{end}" for x in snapshot.pack.totals for end in ("low", "high"))
    league = (*_BODY, *_RANKED, "group", *_SAMPLED, "first", "top", "ahead", *totals, *_LEAGUE_END)
    return (
        DataTable("league", league, lambda: _league(snapshot)),
        DataTable("layers", _LAYERS, lambda: _layers(snapshot)),
        DataTable("indicators", _INDICATORS, lambda: _indicators(snapshot)),
        DataTable("findings", _FINDINGS, lambda: _findings(snapshot)),
        DataTable("evidence", _EVIDENCE, lambda: _evidence(snapshot)),
        DataTable("facts", _FACTS, lambda: _facts(snapshot)),
        DataTable("definitions", _DEFINITIONS, lambda: _definitions(snapshot)),
    )


_BODY: Final = ("body", "name_zh", "name_en", "kind")
_RANKED: Final = ("rank", "rank_best", "rank_worst", "ranked")
_SAMPLED: Final = ("sampled_low", "sampled_high", "sampled_median")
_LEAGUE_END: Final = (
    "gap_low", "gap_high", "coverage", "grade", "outcome", "flags_high", "flags_medium", "flags_low",
    "undetermined",
)  # fmt: skip
_LAYERS: Final = (
    "body", "layer", "score_low", "score_high", "points_low", "points_high", "maximum", "coverage", *_RANKED,
    *_SAMPLED,
)  # fmt: skip
_INDICATORS: Final = (
    "body", "indicator", "label", "layer", "voice", "state", "answer", "value", "score_low", "score_high", "counts",
    "points_low", "points_high", "maximum",
)  # fmt: skip
_FINDINGS: Final = (
    "body", "finding", "rule", "title_zh", "title_en", "verdict", "stage", "severity", "confidence",
    "manifestation", "effect", "causes", "indicators", "missing", "basis_zh", "basis_en", "replied", "reply",
    "decided", "decision", "due",
)  # fmt: skip
_EVIDENCE: Final = (
    "body", "evidence", "indicator", "type", "title", "locator", "sha256", "size", "media_type", "captured",
    "number", "independent", "status", "note",
)  # fmt: skip
_FACTS: Final = (
    "body", "fact", "unit", "voice", "previous", "low", "high", "used_low", "used_high", "n", "fact_coverage",
    "method", "period", "status", "note",
)  # fmt: skip
_DEFINITIONS: Final = ("part", "id", "label", "title_zh", "title_en", "layer", "weight", "definition")


def _ends(band: Band | None) -> tuple[Cell, Cell]:
    return (band.lo, band.hi) if band is not None else (None, None)


def _ranked(standing: Standing | None) -> tuple[Cell, ...]:
    return (standing.rank, standing.best, standing.worst, standing.of) if standing else (None,) * 4


def _in_order(snapshot: Snapshot) -> list[BodyResult]:
    return in_rank_order(snapshot.bodies, lambda body: body.standing)


def _league(snapshot: Snapshot) -> Iterator[Row]:
    held, totals = snapshot.robustness, snapshot.pack.totals
    # A public copy does not hold what is undetermined: its number there would be wrong.
    public = snapshot.copy is not None and snapshot.copy.kind == "public"
    places = held.nodes.get(totals[0].id, {}) if held and totals else {}
    ordered = _in_order(snapshot)
    sizes = groups_apart([b.standing for b in ordered if b.standing])
    groups = (n for n, size in enumerate(sizes, 1) for _ in range(size))
    for b in ordered:
        at, found = places.get(b.body.id), b.score.reckoning
        values = (b.score.totals.get(x.id) for x in totals)
        holding = [f.severity for f in b.findings if f.verdict == "yes" and f.state != "dropped"]
        yield (
            b.body.id, b.body.name.zh, b.body.name.en, b.body.kind, *_ranked(b.standing),
            next(groups) if b.standing else None,
            *((at.low, at.high, at.median, at.first, at.top, at.ahead) if at else (None,) * 6),
            *(end for v in values for end in _ends(v.value if v else None)),
            *_ends(b.gap), b.score.coverage, b.score.grade, found.outcome if found else None,
            *(holding.count(severity) for severity in ("high", "medium", "low")),
            None if public else sum(f.verdict == "undetermined" for f in b.findings),
        )  # fmt: skip


def _layers(snapshot: Snapshot) -> Iterator[Row]:
    nodes = snapshot.robustness.nodes if snapshot.robustness else {}
    for b in _in_order(snapshot):
        for key, layer in b.score.layers.items():
            at = nodes.get(key, {}).get(b.body.id)
            yield (
                b.body.id, key, *_ends(layer.score), *_ends(layer.points), layer.maximum, layer.coverage,
                *_ranked(b.layer_standings.get(key)), *((at.low, at.high, at.median) if at else (None,) * 3),
            )  # fmt: skip


def _indicators(snapshot: Snapshot) -> Iterator[Row]:
    pack = {i.id: i for i in snapshot.pack.indicators}
    for b in _in_order(snapshot):
        answers = {(a.indicator, a.voice): a for a in b.answers}
        for key, score in b.score.indicators.items():
            asked = pack.get(key)
            head = (b.body.id, key, asked.label if asked else "", asked.layer if asked else "")
            voices = [v for v in VOICES if v in score.voices or (key, v) in answers]
            for voice in voices or [""]:
                answer = answers.get((key, voice))  # type: ignore[arg-type]
                counts = voice == (score.standing or "")
                yield (
                    *head, voice, score.state, answer.state if answer else "",
                    _value(answer.value if answer else None),
                    *_ends(score.voices.get(voice)), "yes" if counts else "no",
                    *(_ends(score.points) if counts else (None, None)), score.maximum if counts else None,
                )  # fmt: skip


def _value(value: str | float | tuple[str, ...] | None) -> Cell:
    return " ".join(value) if isinstance(value, tuple) else value


def _findings(snapshot: Snapshot) -> Iterator[Row]:
    for b in _in_order(snapshot):
        for f in b.findings:
            yield (
                b.body.id, f.id, f.rule, f.title.zh, f.title.en, f.verdict, f.state if f.verdict == "yes" else "",
                f.severity, f.confidence, f.manifestation, f.effect, _listed(f.causes), _listed(f.indicators),
                _listed(f.missing), f.basis.zh, f.basis.en, *_heard(f),
            )  # fmt: skip


def _heard(finding: Finding) -> tuple[Cell, ...]:
    case = finding.case
    replies = [s for s in case.steps if WAYS[s.move].side == "body"]
    decision = case.decision
    return (
        replies[-1].at if replies else "",
        " / ".join(s.text for s in replies if s.text),
        decision.at if decision else "",
        decision.text if decision else "",
        case.due,
    )


def _listed(items: Iterable[str]) -> str:
    return " ".join(items)


def _evidence(snapshot: Snapshot) -> Iterator[Row]:
    for b in _in_order(snapshot):
        for e in b.evidence:
            yield (
                b.body.id, e.id, e.indicator, e.kind, e.title, e.locator, e.sha256, e.size or None, e.media_type,
                e.captured, e.count, "yes" if e.independent else "no", e.status, e.note,
            )  # fmt: skip


def _facts(snapshot: Snapshot) -> Iterator[Row]:
    units = {f.id: f.unit for f in snapshot.pack.facts}
    for b in _in_order(snapshot):
        told = set()
        for m in b.measurements:
            told.add(m.fact)
            used = (None, None) if m.previous else _ends(b.facts.get(m.fact))
            yield (
                b.body.id, m.fact, m.unit or units.get(m.fact, ""), m.voice, "yes" if m.previous else "no",
                *_ends(m.band), *used, m.n, m.coverage, m.method, m.period, m.status, m.note,
            )  # fmt: skip
        for key, band in b.facts.items():
            if key not in told:
                derived = (None,) * 2 + _ends(band)
                yield (b.body.id, key, units.get(key, ""), "", "no", *derived, None, None, "", "", "", "")


def _definitions(snapshot: Snapshot) -> Iterator[Row]:
    pack = snapshot.pack
    for total in pack.totals:
        yield ("total", total.id, "", total.title.zh, total.title.en, "", None, "")
    for layer in pack.layers:
        yield ("layer", layer.id, "", layer.title.zh, layer.title.en, "", layer.weight, "")
    for i in pack.indicators:
        yield ("indicator", i.id, i.label, i.title.zh, i.title.en, i.layer, i.weight, i.digest)
    for fact in pack.facts:
        yield ("fact", fact.id, "", fact.title.zh, fact.title.en, "", None, "")
    for rule in pack.rules:
        yield ("rule", rule.id, "", rule.title.zh, rule.title.en, "", None, "")


def described(columns: Sequence[str], snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """Each column beside the key of its description and the name to fill in: `total_overall_low` is a total's."""
    ends = {f"total_{x.id}_{end}": (f"total_{end}", x.id) for x in snapshot.pack.totals for end in ("low", "high")}
    return [(c, *ends.get(c, (c, ""))) for c in columns]
