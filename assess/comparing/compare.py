"""Two snapshots, or two bodies, compared."""

from __future__ import annotations

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.comparing.held import evidence_shifts, finding_shifts
from assess.comparing.lines import indicator_lines, layer_lines, total_lines
from assess.comparing.model import Campaigns, Comparison, NoSplit, Row, Side
from assess.comparing.split import Splitter
from assess.packs.model import Pack
from assess.scoring.shapley import Parts
from assess.snapshot import BodyResult, Snapshot


def side_of(snapshot: Snapshot) -> Side:
    """What identifies a snapshot."""
    return Side(
        campaign=snapshot.campaign.title,
        period=snapshot.campaign.period,
        made=snapshot.made,
        head=snapshot.head,
        digest=snapshot.digest,
        engine=snapshot.engine,
        pack=snapshot.pack.id,
        pack_title=snapshot.pack.title,
        pack_version=snapshot.pack.version,
        pack_digest=snapshot.pack.digest,
    )


def compare_campaigns(before: Snapshot, after: Snapshot) -> Campaigns:
    """All bodies that are in both snapshots; InputError for packs of different families."""
    check_family(before.pack, after.pack)
    then = {b.body.id: b for b in before.bodies}
    now = {b.body.id: b for b in after.bodies}
    splitter = Splitter(before, after)
    why: NoSplit | None = splitter.no_split or ("relative" if splitter.relative else None)
    packs = (before.pack, after.pack)
    rows = []
    for key, body in now.items():
        if key in then:
            sides = (then[key], body)
            shifts = [f.shift for f in finding_shifts(packs, sides)]
            rows.append(
                Row(
                    body=body.body,
                    total=total_lines(packs, sides)[0],
                    parts=splitter.score_parts(key) if why is None else None,
                    new=shifts.count("new") + shifts.count("told"),
                    gone=shifts.count("gone"),
                    remain=shifts.count("remains"),
                )
            )
    return Campaigns(
        sides=(side_of(before), side_of(after)),
        rows=tuple(sorted(rows, key=_place)),
        only_before=tuple(b.body for key, b in then.items() if key not in now),
        only_after=tuple(b.body for key, b in now.items() if key not in then),
        no_split=why,
    )


def _place(row: Row) -> tuple[int, str]:
    standing = row.total.after_standing
    return (standing.rank if standing else 10**9, row.body.id)


def compare_bodies(before: Snapshot, body: str, after: Snapshot, other: str) -> Comparison:
    """`body` in one snapshot beside `other` in another; the same body in two snapshots is compared over time.

    NotFound for a body that is not there, InputError for packs of different families.
    """
    check_family(before.pack, after.pack)
    sides = (_result(before, body), _result(after, other))
    packs = (before.pack, after.pack)
    score, ranks, why = _split(before, after, sides)
    shifts, kept = evidence_shifts(sides)
    return Comparison(
        mode="years" if body == other else "bodies",
        sides=(side_of(before), side_of(after)),
        bodies=(sides[0].body, sides[1].body),
        coverage=(sides[0].score.coverage, sides[1].score.coverage),
        totals=total_lines(packs, sides),
        layers=layer_lines(packs, sides),
        indicators=indicator_lines(packs, sides),
        findings=finding_shifts(packs, sides),
        evidence=shifts if body == other else (),
        evidence_kept=kept if body == other else 0,
        score_parts=score,
        rank_parts=ranks,
        no_split=why,
    )


def _split(
    before: Snapshot, after: Snapshot, sides: tuple[BodyResult, BodyResult]
) -> tuple[Parts | None, Parts | None, NoSplit | None]:
    if sides[0].body.id != sides[1].body.id:
        return None, None, "bodies"
    splitter = Splitter(before, after)
    if splitter.no_split is not None:
        return None, None, splitter.no_split
    key = sides[0].body.id
    score = splitter.score_parts(key)
    ranked = all(side.standing is not None and side.standing.of > 1 for side in sides)
    return score, splitter.rank_parts(key) if ranked else None, None if score is not None else "unknown"


def _result(snapshot: Snapshot, body: str) -> BodyResult:
    found = snapshot.body(body)
    if found is None:
        import difflib

        known = [b.body.id for b in snapshot.bodies]
        near = difflib.get_close_matches(body, known, n=1)
        when = snapshot.campaign.period or snapshot.made[:10]
        raise NotFound(
            Text(zh=f"{when} 的快照里没有被评估单位 {body}", en=f"the snapshot of {when} has no body {body}"),
            Text(zh=f"是不是 {near[0]}？", en=f"Did you mean {near[0]}?")
            if near
            else Text(zh="用“assess status”查看单位代码。", en="See the ids with “assess status”."),
        )
    return found


def check_family(before: Pack, after: Pack) -> None:
    """Packs are of one family when they have the same id, or descend from a pack in common."""
    if _line(before) & _line(after):
        return
    raise InputError(
        Text(
            zh=f"两边的指标包不是同一系列：{before.id} 与 {after.id}，无从比较",
            en=f"the packs are of different families, {before.id} and {after.id}: they do not compare",
        ),
        Text(
            zh="给出同一指标包（或由它扩展的指标包）的两份卷宗或快照。",
            en="Give two dossiers or snapshots by the same pack, or by packs that extend it.",
        ),
    )


def _line(pack: Pack) -> set[str]:
    return {pack.id, *((b.id for b in pack.lineage.bases) if pack.lineage else ())}
