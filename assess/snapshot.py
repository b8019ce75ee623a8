"""The snapshot: one tree of results computed purely from (pack, dossier at a journal head, engine version).

Everything that is shown or sent out reads from here: the report, the index page, `--json`. The same inputs
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess import __version__
from assess.base.band import Band, subtract
from assess.base.copying import CopyOf
from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.entities import (
    Answer,
    Body,
    BodyState,
    Campaign,
    Evidence,
    Import,
    Measurement,
    Record,
    Series,
)
from assess.dossier.evidence_states import Stale, stale_evidence
from assess.dossier.imprint import Imprint
from assess.dossier.restriction import Restriction
from assess.dossier.waiver import Waiver
from assess.dossier.workflow.standing import body_work
from assess.dossier.workflow.told import WorkTold, work_told
from assess.findings.book import FamilyTold, signal_book
from assess.findings.evaluate import Scored, judge, score_together
from assess.findings.gates import GateDecision
from assess.findings.model import Finding, SetAside, Settled, Withdrawn
from assess.findings.years import Earlier, beside, in_time
from assess.forensics.verdicts import Judged as JudgedSignal
from assess.packs.model import Pack, Scoring
from assess.packs.relative import ALONE, ranges_of, within_marks
from assess.scoring.aggregate import weighted_mean
from assess.scoring.agreed import LayerAgreement, layer_agreement
from assess.scoring.periods import Apart, PastPack, apart, past_pack
from assess.scoring.ranks import quantile, rank
from assess.scoring.result import BodyScore
from assess.scoring.robustness import Robustness

BUILT = ("readiness", "platform", "data")
"""The base layers that say what was built; the fourth says what is used."""

FORMAT = 1
"""Version of the snapshot's JSON form."""


class Spread(msgspec.Struct, frozen=True):
    """Where the peers stand: quartiles of the low ends, over `n` bodies that have a score."""

    n: int
    least: float
    lower: float
    median: float
    upper: float
    most: float


class Standing(msgspec.Struct, frozen=True):
    """A body's place among its peers: rank of the low end, and the ranks its band leaves possible."""

    rank: int
    best: int
    worst: int
    of: int


class Past(msgspec.Struct, frozen=True):
    """A body's scores of an earlier period: its leading total and its layers; none where it was not assessed."""

    period: str
    total: Band | None = None
    layers: dict[str, Band] = {}


class BodyResult(msgspec.Struct, frozen=True):
    """One body: what was said, what was scored, what was found."""

    body: Body
    score: BodyScore
    standing: Standing | None
    layer_standings: dict[str, Standing]
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    measurements: tuple[Measurement, ...]
    imports: tuple[Import, ...]
    facts: dict[str, Band | None]
    gap: Band | None
    """Built minus used: mean of the supply layers less the utilization layer, when the pack maps its layers."""
    set_aside: tuple[SetAside, ...] = ()
    """Rules that do not apply to the body."""
    signals: tuple[JudgedSignal, ...] = ()
    """What forensic tests said about the body's figures, those that ask nothing or are silent as well."""
    gates: tuple[GateDecision, ...] = ()
    """What each gate of the pack decides."""
    series: tuple[Series, ...] = ()
    """Measured tables, by id."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """Findings on which steps were taken and that no longer hold."""
    settled: tuple[Settled, ...] = ()
    """Findings of the period before that do not hold any more, where that period was given."""
    past: tuple[Past, ...] = ()
    """The scores of the earlier periods that were given, in the order of the snapshot's `before`."""
    restrictions: tuple[Restriction, ...] = ()
    """What is marked as not for publication."""
    stale: dict[str, tuple[Stale, ...]] = {}
    """Why evidence has gone stale or will not count, by its id."""
    waivers: tuple[Waiver, ...] = ()
    """Waivers of evidence, those that are void as well; which are is told by `IndicatorScore.gated`."""
    work: WorkTold | None = None
    """How far the assessment has got; None where no step of the workflow was taken."""


class Compared(msgspec.Struct, frozen=True):
    """An earlier period that findings and scores were compared with."""

    title: Text
    period: str
    pack_version: str
    head: str
    engine: str = ""
    apart: dict[str, Apart] = {}
    """By layer and total, why the scores of this period do not compare with those of the one after it."""


class Replaced(msgspec.Struct, frozen=True):
    """The edition that a corrected one replaces."""

    number: int
    made: str
    head: str
    digest: str


class Erratum(msgspec.Struct, frozen=True):
    """A number that is another one in the corrected edition; `body` is "" for what all bodies share.

    `kind` says what it is (`comparing.figures`), `key` of which layer, indicator, fact or rule; None is no number.
    """

    body: str
    kind: str
    key: str
    was: Band | None
    now: Band | None


class Edition(msgspec.Struct, frozen=True):
    """That this is a corrected edition: its number, why, what it replaces, and every number that changed."""

    number: int
    reason: str
    replaces: Replaced
    errata: tuple[Erratum, ...] = ()


class Snapshot(msgspec.Struct, frozen=True):
    """A campaign's results at one journal head."""

    format: int
    engine: str
    made: str
    head: str
    events: int
    pack: Pack
    campaign: Campaign
    bodies: tuple[BodyResult, ...]
    layer_spreads: dict[str, Spread]
    total_spread: Spread | None
    robustness: Robustness | None
    digest: str
    families: tuple[FamilyTold, ...] = ()
    """The families of forensic tests that were run, fixed beforehand."""
    signals: tuple[JudgedSignal, ...] = ()
    """What forensic tests said about the campaign as a whole."""
    before: tuple[Compared, ...] = ()
    """The earlier periods that findings were compared with, the latest first."""
    imprint: Imprint | None = None
    """What is printed on documents besides results."""
    copy: CopyOf | None = None
    """None for the full snapshot."""
    edition: Edition | None = None
    """None for a first edition."""
    agreement: tuple[LayerAgreement, ...] = ()
    """How far evaluators agree, for each layer of which two judged anything."""

    def body(self, id: str) -> BodyResult | None:
        """The result of the body with `id`, or None."""
        return next((b for b in self.bodies if b.body.id == id), None)


def result_of(
    pack: Pack, state: BodyState, scored: Scored | None = None, signals: tuple[JudgedSignal, ...] = ()
) -> BodyResult:
    """The result of one body on its own: scores, findings and facts, but no place among peers.

    `scored` is what `score_together` found for it, where the scores of a body depend on the others; `signals` are
    its own out of the campaign's `signal_book`.
    """
    judged = judge(pack, state, scored, signals)
    return BodyResult(
        body=state.body,
        score=judged.score,
        standing=None,
        layer_standings={},
        findings=judged.findings,
        answers=tuple(state.answers[key] for key in sorted(state.answers)),
        evidence=tuple(e for key in sorted(state.evidence) for e in state.evidence[key]),
        measurements=tuple(m for group in (state.measurements, state.previous) for _, m in sorted(group.items())),
        imports=state.imports,
        facts=judged.facts,
        gap=gap_of(pack, judged.score),
        set_aside=judged.set_aside,
        signals=signals,
        gates=judged.gates,
        series=tuple(s for _, s in sorted(state.series.items())),
        withdrawn=judged.withdrawn,
        restrictions=tuple(r for _, r in sorted(state.restrictions.items())),
        stale=stale_evidence(pack, state),
        waivers=tuple(w for _, w in sorted(state.waivers.items())),
    )


def gap_of(pack: Pack, score: BodyScore) -> Band | None:
    """Mean of the built layers (readiness, platform, data) less the utilization layer; None without both.

    Scores that are no marks from 0 to 100, such as z-scores, stand on no common scale to be subtracted on.
    """
    if pack.relative and not all(map(within_marks, ranges_of(pack).layers.values())):
        return None
    built = [b for layer in pack.layers if layer.base_layer in BUILT and (b := score.layers[layer.id].score)]
    used = [b for layer in pack.layers if layer.base_layer == "utilization" and (b := score.layers[layer.id].score)]
    mean_built = weighted_mean(built, [1.0] * len(built))
    mean_used = weighted_mean(used, [1.0] * len(used))
    return subtract(mean_built, mean_used) if mean_built and mean_used else None


def build_snapshot(pack: Pack, record: Record, *, made: str, before: Sequence[Earlier] = ()) -> Snapshot:
    """The snapshot of `record` by `pack`; `made` is the time to print, the only thing not computed.

    Findings are told beside those of the earlier periods in `before`.
    """
    together = score_together(pack, record.bodies) if pack.relative else {}
    book = signal_book(pack, record.bodies, record.signals)
    results = [result_of(pack, s, together.get(s.body.id), book.of(s.body.id)) for s in record.bodies]
    results = [beside_earlier(pack, r, before, record.campaign.period or made[:10]) for r in results]
    lead = pack.totals[0].id
    standings = _standings({r.body.id: r.score.totals[lead].value for r in results}, pack.scoring)
    by_layer = {layer.id: {r.body.id: r.score.layers[layer.id].score for r in results} for layer in pack.layers}
    places = {layer: _standings(values, pack.scoring) for layer, values in by_layer.items()}
    bodies = tuple(
        msgspec.structs.replace(
            r,
            standing=standings.get(r.body.id),
            layer_standings={x: p[r.body.id] for x, p in places.items() if r.body.id in p},
            work=_work(pack, state, record),
        )
        for r, state in zip(results, record.bodies, strict=True)
    )
    spreads = {x: s for x, values in by_layer.items() if (s := spread(list(values.values())))}
    snapshot = Snapshot(
        format=FORMAT,
        engine=f"assess {__version__}",
        made=made,
        head=record.head,
        events=record.events,
        pack=pack,
        campaign=record.campaign,
        bodies=bodies,
        layer_spreads=spreads,
        total_spread=spread([r.score.totals[lead].value for r in results]),
        robustness=_robustness(pack, results),
        digest="",
        families=book.families,
        signals=book.campaign,
        before=_compared(pack, before),
        imprint=record.imprint,
        agreement=layer_agreement(pack, record.bodies),
    )
    return msgspec.structs.replace(snapshot, digest=fingerprint(snapshot))


def _work(pack: Pack, state: BodyState, record: Record) -> WorkTold | None:
    return work_told(body_work(pack, state, record.deadline), record.heads) if state.work else None


def beside_earlier(pack: Pack, result: BodyResult, before: Sequence[Earlier], period: str) -> BodyResult:
    """`result` with its findings told beside those of earlier periods; `period` is what this one is called."""
    if not before:
        return result
    rules = {r.id: r.when for r in pack.rules}
    aside = {r.rule for r in result.set_aside}
    told = beside(result.body.id, result.findings, before, rules, period, aside)
    past = tuple(_past(pack, result.body.id, e) for e in in_time(before))
    return msgspec.structs.replace(result, findings=told.findings, settled=told.settled, past=past)


def _past(pack: Pack, body: str, earlier: Earlier) -> Past:
    """The scores of `body` in an earlier period, as far as the pack of now has them."""
    found = next((b for b in earlier.bodies if b.body.id == body), None)
    if found is None:
        return Past(period=earlier.period)
    lead = found.score.totals.get(pack.totals[0].id)
    scores = {x.id: s.score for x in pack.layers if (s := found.score.layers.get(x.id))}
    return Past(
        period=earlier.period,
        total=lead.value if lead else None,
        layers={key: band for key, band in scores.items() if band is not None},
    )


def _compared(pack: Pack, before: Sequence[Earlier]) -> tuple[Compared, ...]:
    """The earlier periods, the latest first, each with what sets it apart from the one after it."""
    if not before:
        return ()
    relative = _made_together(pack)
    after: PastPack = past_pack(pack)
    found = []
    for e in in_time(before):
        found.append(
            Compared(
                title=e.campaign.title,
                period=e.period,
                pack_version=e.pack.version,
                head=e.head,
                engine=e.engine,
                apart=apart(e.pack, after, relative),
            )
        )
        after = e.pack
    return tuple(found)


def _made_together(pack: Pack) -> set[str]:
    """The layers and totals whose scores are made from all bodies of a campaign."""
    held = pack.scoring
    turned = {
        i.layer for i in pack.indicators if i.scored and i.scale.normalise and i.scale.normalise.method not in ALONE
    }
    layers = {x.id for x in pack.layers if x.id in turned or held.rescale_layers}
    return layers | {t.id for t in pack.totals if layers or held.rescale}


def _robustness(pack: Pack, results: list[BodyResult]) -> Robustness | None:
    if len(results) < 2:
        return None  # Nothing is compared, and numpy is not needed.
    from assess.scoring.varied_campaign import robustness

    return robustness(pack, [r.score for r in results])


def fingerprint(snapshot: Snapshot) -> str:
    """The digest of everything in the snapshot but its own digest and the time it was made."""
    bare = msgspec.structs.replace(snapshot, digest="", made="")
    return sha256_hex(msgspec.json.encode(bare, order="deterministic"))


def spread(values: list[Band | None]) -> Spread | None:
    """Quartiles of the low ends; None when no body has a value."""
    lows = sorted(b.lo for b in values if b is not None)
    if not lows:
        return None
    return Spread(
        n=len(lows),
        least=lows[0],
        lower=quantile(lows, 0.25),
        median=quantile(lows, 0.5),
        upper=quantile(lows, 0.75),
        most=lows[-1],
    )


def _standings(values: dict[str, Band | None], scoring: Scoring) -> dict[str, Standing]:
    ranks = rank(values, scoring.rank, scoring.rank_digits)
    return {name: Standing(rank=r.rank, best=r.best, worst=r.worst, of=r.of) for name, r in ranks.items()}


def to_json(snapshot: Snapshot) -> bytes:
    """The snapshot as indented JSON in UTF-8, the same bytes for the same snapshot."""
    return msgspec.json.format(msgspec.json.encode(snapshot, order="deterministic"), indent=1)


def from_json(data: bytes, name: str = "") -> Snapshot:
    """The snapshot that `to_json` wrote; `name` is what the file is called.

    InputError for what is no snapshot, one of another format, and one that was altered after it was made.
    """
    file = name or "JSON"
    export = Text(zh="用“assess snapshot”重新导出。", en="Export it again with “assess snapshot”.")
    try:
        raw = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise InputError(
            Text(zh=f"{file} 不是快照：{error}", en=f"{file} is no snapshot: {error}"), export
        ) from error
    if not isinstance(raw, dict) or not {"format", "digest", "pack", "bodies"} <= raw.keys():
        raise InputError(Text(zh=f"{file} 不是快照", en=f"{file} is no snapshot"), export)
    if raw["format"] != FORMAT:
        made, engine = raw["format"], raw.get("engine", "assess")
        raise InputError(
            Text(
                zh=f"{file} 的快照格式是 {made}（{engine}），本程序读格式 {FORMAT}",
                en=f"{file} is a snapshot of format {made} ({engine}); this program reads format {FORMAT}",
            ),
            Text(
                zh="用本程序从卷宗重新导出，或直接给出卷宗。",
                en="Export it again from its dossier with this program, or give the dossier itself.",
            ),
        )
    # Over the data as they stand: what an older engine did not write yet has no part in its digest.
    if sha256_hex(msgspec.json.encode({**raw, "digest": "", "made": ""})) != raw["digest"]:
        raise InputError(
            Text(
                zh=f"{file} 的摘要不符：生成之后有改动",
                en=f"{file} does not match its digest: it was altered after it was made",
            ),
            export,
        )
    try:
        return msgspec.convert(raw, Snapshot)
    except msgspec.ValidationError as error:
        raise InputError(
            Text(zh=f"{file} 不合快照的格式：{error}", en=f"{file} is no snapshot of this form: {error}"), export
        ) from error
