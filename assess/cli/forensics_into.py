"""Forensic results into a dossier: all of them, by body, shown before they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.cli.output import echo, session_of, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.dossier.entities import Body
    from assess.dossier.signal import Signal
    from assess.forensics.family import Family


def fact_titles(into: Path | None) -> Mapping[str, Text]:
    """The titles of the facts that subjects of the plan may name, from the pack of the dossier."""
    if into is None:
        return {}
    with session_of(into, readonly=True) as session:
        return {fact.id: fact.title for fact in session.pack.facts}


def record(
    family: Family,
    signals: Sequence[Signal],
    into: Path,
    body: str | None,
    yes: bool,
    author: str | None,
    quiet: bool,
) -> dict[str, Any]:
    """Show what would be recorded and, with `yes`, record it as one action; the JSON of what was done."""
    from assess.forensics.recording import changed_from, recording

    with session_of(into, readonly=not yes, author=author) as session:
        by_body = _by_body(session.bodies(), signals, body)
        known = {b: found for b, found in by_body.items() if b is not None}
        if not known:
            raise NotFound(
                Text(zh="表里的单位都不在卷宗中", en="none of the table's bodies is in the dossier"),
                Text(
                    zh="先用“assess body add”登记单位，或用 --body 指明。",
                    en="Enter bodies with “assess body add”, or name one with --body.",
                ),
            )
        held = {b: session.state(b).signals if b else session.campaign_signals() for b in known}
        edits = [recording(b, held[b], found) for b, found in known.items()]
        before = {changed_from(held[b], family.id, family.digest) for b in known} - {""}
        strangers = sorted({s.body for s in by_body.get(None, ())})
        if not quiet:
            _preview(known, strangers)
        for old in sorted(before):
            _tell_changed(old, family)
        written = session.apply(*edits).events if yes else 0
    if not quiet:
        echo(
            t(
                f"已写入 {written} 条事件；assess undo 可撤销。",
                f"Wrote {written} events; assess undo takes them back.",
            )
            if yes
            else t("预览：没有写入任何内容。加 --yes 写入。", "Preview: nothing was written. Add --yes to write.")
        )
    return {
        "events": written,
        "bodies": {b: len(found) for b, found in known.items()},
        "not_in_dossier": strangers,
        "plan_changed_from": sorted(before),
    }


def _by_body(bodies: Sequence[Body], signals: Sequence[Signal], body: str | None) -> dict[str | None, list[Signal]]:
    """The signals by body of the dossier (by id or name); None holds those of bodies it does not have."""
    ids = {name: b.id for b in bodies for name in (b.name.en, b.name.zh, b.id)}
    if body is not None and body not in ids:
        from assess.dossier.lookup import no_body

        raise no_body(body)
    found: dict[str | None, list[Signal]] = {}
    for signal in signals:
        # Tests that compare bodies are kept on the campaign.
        where = ids.get(signal.body) if signal.body else ""
        found.setdefault(where, []).append(signal)
    return found


def _preview(known: Mapping[str, Sequence[Signal]], strangers: Sequence[str]) -> None:
    rows = [
        [b or t("（整个活动）", "(the campaign)"), str(len(found)), str(sum(s.silent is not None for s in found))]
        for b, found in known.items()
    ]
    echo()
    table(
        [t("将登记到", "To record on"), t("检验结果", "Results"), t("其中不作判断", "Silent")], rows, right=(1, 2)
    )
    if strangers:
        names = ", ".join(strangers[:8]) + (" …" if len(strangers) > 8 else "")
        warn(
            t(f"卷宗里没有这些单位，不登记：{names}；它们的检验仍计入检验总数。",
              f"Not in the dossier and not recorded: {names}; their tests still count in the family.")
        )  # fmt: skip


def _tell_changed(old: str, family: Family) -> None:
    warn(
        t(
            f"注意：方案 {family.id} 先前以摘要 {old[:16]}… 登记过，现在是 {family.digest[:16]}…。看过结果之后改动检验方案，"
            "结果就不再有原来的把握；卷宗和报告会写明这一点。",
            f"Note: the plan {family.id} was recorded before with the digest {old[:16]}…; now it is "
            f"{family.digest[:16]}…. A family that was changed after looking no longer keeps its error rate; the dossier "
            "and the report say so.",
        )
    )
