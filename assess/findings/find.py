"""A finding by the name that people give it, and a step on it completed with what the finding is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.edits import StepFinding
from assess.dossier.lookup import nearest
from assess.findings.model import Finding, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_finding(findings: Sequence[Finding], withdrawn: Sequence[Withdrawn], name: str) -> Finding | Withdrawn:
    """The finding with this id, an unmistakable beginning of it (four letters or more), or the id of its rule."""
    everything: list[Finding | Withdrawn] = [*findings, *withdrawn]
    ways = (
        [f for f in everything if f.id == name],
        [f for f in everything if f.rule == name],
        [f for f in everything if len(name) >= 4 and f.id.startswith(name)],
    )
    for found in ways:
        if len(found) > 1:
            ids = ", ".join(f.id for f in found)
            raise InputError(
                Text(zh=f"{name} 指的不止一条线索", en=f"{name} names more than one finding"),
                Text(zh=f"用编号指明：{ids}", en=f"Name it by its id: {ids}"),
            )
        if found:
            return found[0]
    for finding in findings:
        if any(a.rule == name for a in finding.also):
            raise InputError(
                Text(zh=f"{name} 已并入线索 {finding.rule}", en=f"{name} is told with the finding {finding.rule}"),
                Text(zh=f"改用 {finding.rule}。", en=f"Name {finding.rule} instead."),
            )
    hint = nearest(name, [n for f in everything for n in (f.rule, f.id)]) or Text(
        zh="用“assess findings 卷宗 --all”查看全部线索。", en="See all with “assess findings DOSSIER --all”."
    )
    raise NotFound(Text(zh=f"没有线索 {name}", en=f"there is no finding {name}"), hint)


def as_it_stands(edit: StepFinding, findings: Sequence[Finding], withdrawn: Sequence[Withdrawn]) -> StepFinding:
    """`edit` with what its finding is now; NotFound when there is none, InputError when it no longer holds."""
    found = find_finding(findings, withdrawn, edit.finding)
    if isinstance(found, Withdrawn):
        raise InputError(
            Text(zh="这条线索已因事实变化而撤回", en="the finding is withdrawn: the facts changed"), found.why
        )
    return msgspec.structs.replace(
        edit, finding=found.id, rule=found.rule, title=found.title, verdict=found.verdict, basis=found.rests
    )
