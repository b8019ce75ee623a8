"""Giving and taking back waivers of evidence."""

from __future__ import annotations

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.edits import Waive
from assess.dossier.entities import BodyState
from assess.dossier.gating import gated, waived_print
from assess.dossier.judging import as_verified, standing
from assess.dossier.lookup import Mark, Puts, find_indicator
from assess.dossier.waiver import Waiver
from assess.packs.model import Indicator, Pack


def waive(edit: Waive, pack: Pack, state: BodyState, mark: Mark) -> Puts:
    """The waiver into its slot; without a reason the one that is there is taken back.

    InputError where nothing is to be waived, and where the author has a hand in what the waiver lets stand.
    """
    state = as_verified(pack, state)
    indicator = find_indicator(pack, edit.indicator)
    waiver = Waiver(body=state.body.id, indicator=indicator.id, reason=edit.reason.strip())
    if not waiver.reason:
        if indicator.id not in state.waivers:
            raise InputError(
                Text(zh=f"{indicator.label} 没有豁免", en=f"there is no waiver on {indicator.label}"),
                Text(zh="要豁免，请写明理由。", en="To give one, say why."),
            )
        return Puts(slots=((waiver.slot, None),))
    verified = state.answer(indicator.id, "verified")
    if verified is None:
        raise InputError(
            Text(
                zh=f"{indicator.label} 还没有核实答案，无从豁免",
                en=f"{indicator.label} has no verified answer to waive for",
            ),
            Text(zh="先由评估人员给出核实答案。", en="An evaluator has to give the verified answer first."),
        )
    found = gated(indicator, verified, state)
    if found is None or not found.missing:
        raise InputError(
            Text(
                zh=f"{indicator.label} 的核实答案不缺证据",
                en=f"the verified answer to {indicator.label} lacks no evidence",
            ),
            Text(zh="不需要豁免。", en="No waiver is needed."),
        )
    _check_second(_with_judges(mark, indicator, state), indicator.label)
    return Puts(slots=((waiver.slot, _covering(waiver, waived_print(indicator, state))),))


def _covering(waiver: Waiver, covers: str) -> Waiver:
    return Waiver(body=waiver.body, indicator=waiver.indicator, reason=waiver.reason, covers=covers)


def _with_judges(mark: Mark, indicator: Indicator, state: BodyState) -> Mark:
    """`mark` with the evaluators whose judgements, or whose decision between them, the verified answer is."""
    decided = state.adjudications.get(indicator.id)
    names = [j.by for j in standing(indicator, state)] + ([decided.by] if decided else [])
    return msgspec.structs.replace(mark, verified_by=mark.verified_by | frozenset(names))


def _check_second(mark: Mark, label: str) -> None:
    """Refuse whoever gave the verified answer or the claim, or attached evidence."""
    did = (
        (mark.verified_by, Text(zh="给出了核实答案", en="gave the verified answer")),
        (mark.claimed_by, Text(zh="填报了自报答案", en="gave the claim")),
        (mark.attached_by, Text(zh="附上了证据", en="attached evidence")),
    )
    for people, what in did:
        if same_person(mark.author, people):
            raise InputError(
                Text(
                    zh=f"{mark.author} 为 {label} {what.zh}，不能再豁免它",
                    en=f"{mark.author} {what.en} on {label} and cannot waive what it lacks",
                ),
                Text(
                    zh="豁免须由第二个人决定（命令行用 --author 写其姓名）。",
                    en="A second person has to decide on it (on the command line, --author names who does).",
                ),
            )
