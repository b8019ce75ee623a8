"""Merging bundles into a dossier: what would come in is shown first; and the conflicts that this leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.output import DOSSIER, author_option, echo, json_option, print_json, say, session_of, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assess.dossier.entities import Entity
    from assess.dossier.erasure import Erasure
    from assess.dossier.heads import Conflict
    from assess.exchange.bundle.check import Contents
    from assess.exchange.bundle.merge import MergePlan
    from assess.packs.model import Pack


@click.command(
    help=t(
        "把收到的包合并进卷宗：先列出会进来什么、来自谁、有哪些冲突，确认后才写入。卷宗不存在时由包建立。",
        "Merge bundles into a dossier: what would come in, from whom and with which conflicts is shown first, and "
        "written once you agree. A dossier that is not there is made from the bundles.",
    )
)
@DOSSIER
@click.argument("bundles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help=t("只预览，不写入", "Only show; write nothing"))
@click.option("--yes", is_flag=True, help=t("不再询问", "Do not ask"))
@click.option(
    "--accept-erasures",
    is_flag=True,
    help=t(
        "也接受包里的依法删除：这里的同样文字会删去", "Accept erasures by law too: the same texts go here for good"
    ),
)
@author_option
@json_option
def merge(
    dossier: Path, bundles: tuple[Path, ...], preview: bool, yes: bool, accept_erasures: bool, author: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Check, show, ask, write, tell."""
    from assess.base.errors import InputError
    from assess.base.texts import Text
    from assess.dossier.store import stands
    from assess.exchange.bundle.merge import blobs_from, plan_merge, read_bundles

    sent = read_bundles(bundles)
    if not stands(dossier):
        _found(dossier, sent, author, preview=preview, yes=yes, as_json=as_json)
        return
    with session_of(dossier, author=author) as session:
        held = session.journal()
        plan = plan_merge(held, session.blobs_held(), session.campaign.id, sent)
        before = {c.slot for c in session.conflicts()}
        conflicts = session.unite(plan.events, rehearse=True) if plan.events else session.conflicts()
        if not as_json:
            _tell(plan, [c for c in conflicts if c.slot not in before])
        write = bool(plan.events or plan.blobs) and not preview
        if write and not accept_erasures and (erasures := _erasures(plan)):
            raise InputError(
                Text(
                    zh=f"包里有 {len(erasures)} 次依法删除，合并会删去这里的文字，没有写入",
                    en=f"the bundles hold erasures ({len(erasures)}) that would take texts away here; nothing was written",
                ),
                Text(
                    zh="看过预览里的理由后，加 --accept-erasures 再合并。",
                    en="Read their reasons in the preview, then merge with --accept-erasures.",
                ),
            )
        if write and not yes:
            write = not as_json and click.confirm(t("合并进卷宗吗？", "Merge it into the dossier?"))
        if write:
            conflicts = session.unite(plan.events, blobs_from(plan))
        if as_json:
            print_json(_report(plan, conflicts, written=write))
            return
        if not plan.events and not plan.blobs:
            echo(t("没有新内容：都已在卷宗里。", "Nothing new: the dossier has it all."))
        elif write:
            echo(
                t(
                    f"已合并 {len(plan.events)} 条事件，待裁定的冲突 {len(conflicts)} 处。",
                    f"Merged events: {len(plan.events)}; conflicts to settle: {len(conflicts)}.",
                )
            )
        else:
            echo(t("没有写入任何内容。", "Nothing was written."))


def _found(
    dossier: Path,
    sent: Sequence[tuple[Path, Contents]],
    author: str | None,
    *,
    preview: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Make the dossier from the bundles, once the user agrees: all of it or nothing, in a file or on a server."""
    from assess.dossier.author import this_author
    from assess.exchange.bundle.merge import blobs_from, plan_merge
    from assess.session import found_session

    m = sent[0][1].manifest
    plan = plan_merge((), frozenset(), m.campaign, sent)
    bodies = {body for _, contents in sent for body in contents.manifest.bodies}
    echo(
        t(
            f"没有 {dossier}：将由 {sent[0][0].name} 建立（{m.title_zh}，{len(bodies)} 个单位）。",
            f"There is no {dossier}: it will be made from {sent[0][0].name} ({m.title_en}, bodies: {len(bodies)}).",
        ),
        err=True,
    )
    pack = _pack_for(*sent[0])
    if not as_json:
        _tell(plan, [])
    write = not preview and (yes or (not as_json and click.confirm(t("建立吗？", "Make it?"))))
    conflicts: Sequence[Conflict] = ()
    if write:
        with found_session(dossier, plan.events, pack, this_author(author), blobs_from(plan)) as session:
            conflicts = session.conflicts()
    if as_json:
        print_json(_report(plan, conflicts, written=write))
    elif write:
        echo(
            t(
                f"已建立 {dossier}：事件 {len(plan.events)} 条，单位 {len(bodies)} 个，证据文件 {len(plan.blobs)} 份，"
                f"待裁定的冲突 {len(conflicts)} 处。",
                f"Made {dossier}: events {len(plan.events)}, bodies {len(bodies)}, files of evidence "
                f"{len(plan.blobs)}; conflicts to settle: {len(conflicts)}.",
            )
        )
    else:
        echo(t("没有写入任何内容。", "Nothing was written."))


def _pack_for(path: Path, contents: Contents) -> Pack:
    """The pack that the campaign in the bundle at `path` goes by, as it is on this machine."""
    from assess.base.errors import NotFound
    from assess.base.texts import Text
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack

    m = contents.manifest
    try:
        pack = load_pack(find_pack(m.pack))
    except NotFound as error:
        hint = Text(
            zh=f"包里带有它：先运行“assess pack install {path.name}”。",
            en=f"The bundle has it: run “assess pack install {path.name}” first.",
        )
        raise NotFound(error.message, hint) from error
    if pack.digest != m.pack_digest:
        warn(
            t(
                "注意：这里的指标包与包里的不同，结果按这里的计算。",
                "Note: the pack here is not the one in the bundle; results follow the one here.",
            )
        )
    return pack


def _report(plan: MergePlan, conflicts: Sequence[Conflict], *, written: bool) -> dict[str, object]:
    return {
        "written": written,
        "events": len(plan.events),
        "blobs": len(plan.blobs),
        "from": plan.arrivals,
        "breaches": plan.breaches,
        "conflicts": conflicts,
    }


def _erasures(plan: MergePlan) -> list[tuple[Erasure, str]]:
    """Erasures that the bundles bring, and by whom."""
    from assess.dossier.erasure import Erasure
    from assess.dossier.events import entity_of

    found = ((entity_of(e), e.author) for e in plan.events if e.kind == "erasure")
    return [(entity, author) for entity, author in found if isinstance(entity, Erasure)]


def _tell(plan: MergePlan, new: Sequence[Conflict]) -> None:
    if plan.arrivals:
        head = [t("作者", "Author"), t("设备", "Device"), t("单位", "Body"), t("事件", "Events"), t("最早", "First"),
                t("最晚", "Last"), ""]  # fmt: skip
        rows = [
            [a.author or "–", a.device[:8], a.body or "–", str(a.events), a.first[:16], a.last[:16],
             "" if a.known else t("首次出现", "not seen before")]
            for a in plan.arrivals
        ]  # fmt: skip
        table(head, rows, right=(3,))
    for erasure, author in _erasures(plan):
        echo(
            t(
                f"依法删除 {len(erasure.events)} 条事件里的文字，{author or '–'}：“{erasure.reason}”",
                f"Erases texts of events by law: {len(erasure.events)}, {author or '–'}: “{erasure.reason}”",
            )
        )
    for breach in plan.breaches:
        echo("  ! " + say(breach))
    if plan.blobs:
        echo(t(f"证据文件 {len(plan.blobs)} 份", f"Files of evidence: {len(plan.blobs)}"))
    if new:
        echo(t(f"会产生冲突 {len(new)} 处：", f"Conflicts that this makes: {len(new)}"))
        _list(new)


@click.group(help=t("合并后的冲突：查看、裁定。", "Conflicts left by merging: list and settle."))
def conflicts() -> None:
    """The group of verbs on conflicts."""


@conflicts.command(
    "list", help=t("列出待裁定的冲突，各方内容并列。", "List open conflicts with what each side says.")
)
@DOSSIER
@json_option
def conflicts_list(dossier: Path, as_json: bool) -> None:
    """List them."""
    with session_of(dossier, readonly=True) as session:
        found = session.conflicts()
    if as_json:
        print_json(found)
    elif found:
        _list(found)
    else:
        echo(t("没有待裁定的冲突。", "No conflicts."))


@conflicts.command(
    "settle",
    help=t(
        "裁定一处冲突：采用第几方（见 list 的编号）。可撤销。",
        "Settle a conflict by taking one side, by its number in the list. It can be undone.",
    ),
)
@DOSSIER
@click.argument("slot")
@click.option("--take", required=True, type=click.IntRange(1), help=t("采用第几方", "Number of the side to take"))
@author_option
@json_option
def conflicts_settle(dossier: Path, slot: str, take: int, author: str | None, as_json: bool) -> None:
    """Settle one."""
    with session_of(dossier, author=author) as session:
        found = next((c for c in session.conflicts() if c.slot == slot), None)
        if found is not None and take > len(found.sides):
            raise click.BadParameter(
                t(f"只有 {len(found.sides)} 方。", f"There are {len(found.sides)} sides."), param_hint="--take"
            )
        change = session.settle(slot, found.sides[take - 1].event if found else "")
    if as_json:
        print_json(change)
    else:
        echo(say(change.label))


def _list(found: Sequence[Conflict]) -> None:
    for conflict in found:
        removed = conflict.kind == "removed"
        echo(
            f"{conflict.slot}"
            + (t("  （移除时另有登记）", "  (removed while something was recorded)") if removed else "")
        )
        for n, side in enumerate(conflict.sides, start=1):
            mark = t("  ← 现显示", "  ← shown now") if side.shown else ""
            echo(f"  {n}. {said(side.entity)}  {side.author or '–'}@{side.device[:8]} {side.at[:16]}{mark}")


def said(entity: Entity | None) -> str:
    """What one side says, on a line."""
    import msgspec

    from assess.dossier.entities import Answer, Body, Measurement

    match entity:
        case None:
            return t("（清除）", "(taken out)")
        case Answer():
            value = "、".join(entity.value) if isinstance(entity.value, tuple) else entity.value
            text = str(value) if entity.state == "answered" else entity.state
            return f"{text}  “{entity.comment}”" if entity.comment else text
        case Measurement():
            band = entity.band
            return (
                entity.status
                if band is None
                else f"{band.lo:g}–{band.hi:g}"
                if band.lo < band.hi
                else f"{band.lo:g}"
            )
        case Body():
            return say(entity.name)
        case _:
            text = msgspec.json.encode(entity).decode()
            return text if len(text) <= 120 else text[:119] + "…"
