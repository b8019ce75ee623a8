"""Several evaluators on one indicator: who may judge and decide, what others see, and what stands as verified."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import msgspec

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.edits import Adjudicate, Judge
from assess.dossier.entities import Answer, BodyState
from assess.dossier.judgement import Adjudication, Judgement, by_person
from assess.dossier.lookup import Mark, Puts, find_indicator
from assess.dossier.workflow.claims import claim_digest, outdated
from assess.packs.model import Indicator, Pack
from assess.packs.scales import check_value


def judge(edit: Judge, state: BodyState, pack: Pack, mark: Mark) -> Puts:
    """The evaluator's own judgement, over the one that this evaluator gave before."""
    indicator = find_indicator(pack, edit.indicator)
    _check(edit, indicator)
    before = [j for j in state.judgements.get(indicator.id, ()) if same_person(j.by, [mark.author])]
    made = Judgement(
        id=before[-1].id if before else uuid.uuid4().hex[:16],
        body=edit.body,
        indicator=indicator.id,
        by=mark.author,
        state=edit.state,
        value=edit.value,
        comment=edit.comment.strip(),
        definition=indicator.digest,
        judged=claim_digest(state.answer(indicator.id), indicator),
    )
    return Puts(slots=((made.slot, made), *((j.slot, None) for j in before[:-1])))


def adjudicate(edit: Adjudicate, state: BodyState, pack: Pack, mark: Mark) -> Puts:
    """The decision of a third person; InputError where there is nothing to decide, or for one of the evaluators."""
    indicator = find_indicator(pack, edit.indicator)
    found = standing(indicator, state)
    if not differ(found):
        raise InputError(
            Text(
                zh=f"{indicator.label} 没有两份不同的评判，无可裁定",
                en=f"{indicator.label} has no two judgements that differ; there is nothing to decide",
            ),
            Text(zh="用“assess agreement”查看分歧。", en="“assess agreement” lists where evaluators differ."),
        )
    if same_person(mark.author, [j.by for j in found]):
        raise InputError(
            Text(zh=f"{mark.author} 是评判人之一，不能裁定", en=f"{mark.author} is one of the evaluators"),
            Text(zh="请由第三人裁定（--author）。", en="A third person decides (--author)."),
        )
    if not edit.reason.strip():
        raise InputError(
            Text(zh="裁定需要理由", en="a decision needs its reason"),
            Text(zh="补上 --reason。", en="Give --reason."),
        )
    _check(edit, indicator)
    made = Adjudication(
        body=edit.body,
        indicator=indicator.id,
        by=mark.author,
        state=edit.state,
        value=edit.value,
        reason=edit.reason.strip(),
        definition=indicator.digest,
        judged=claim_digest(state.answer(indicator.id), indicator),
        of=marks(found),
    )
    return Puts(slots=((made.slot, made),))


def _check(edit: Judge | Adjudicate, indicator: Indicator) -> None:
    if indicator.scale.kind == "text":
        raise InputError(Text(zh="文字题不作评判", en="a question in free text is not judged"))
    if edit.state == "answered":
        check_value(indicator, edit.value)
    elif edit.value is not None:
        raise InputError(Text(zh="只有“已作答”才带答案值", en="only an answered indicator carries a value"))
    if edit.state == "not-applicable" and indicator.not_applicable == "refuse":
        raise InputError(
            Text(zh=f"{indicator.label} 不接受“不适用”", en=f"{indicator.label} does not admit “not applicable”")
        )


def standing(indicator: Indicator, state: BodyState) -> list[Judgement]:
    """The judgements of `indicator` as it is now, the last of each person.

    Those of another question or another claim do not count.
    """
    return [own[-1] for own in _of_now(indicator, state)]


def passed_over(pack: Pack, state: BodyState) -> list[Judgement]:
    """Judgements that do not count for nothing but that the same person gave a later one, in another copy."""
    asked = [i for i in pack.indicators if len(state.judgements.get(i.id, ())) > 1]
    return [j for i in asked for own in _of_now(i, state) for j in own[:-1]]


def _of_now(indicator: Indicator, state: BodyState) -> list[list[Judgement]]:
    claim = state.answer(indicator.id)
    held = state.judgements.get(indicator.id, ())
    return by_person(
        j for j in held if j.definition == indicator.digest and not outdated(j.judged, claim, indicator)
    )


def differ(found: Sequence[Judgement]) -> bool:
    """Whether evaluators judged differently, remarks aside."""
    return len({(j.state, j.value) for j in found}) > 1


def marks(found: Sequence[Judgement]) -> tuple[str, ...]:
    """What tells judgements from others and from what they were before."""
    return tuple(sorted(digest([j.id, j.state, j.value])[:16] for j in found))


def decision(indicator: Indicator, state: BodyState) -> Adjudication | None:
    """The decision on `indicator`, unless a judgement came or changed since it was taken."""
    held = state.adjudications.get(indicator.id)
    found = standing(indicator, state)
    return held if held is not None and held.of == marks(found) and held.definition == indicator.digest else None


def undecided(pack: Pack, state: BodyState) -> list[Indicator]:
    """The indicators on which evaluators differ and nobody has decided."""
    if not state.judgements:
        return []
    return [i for i in pack.indicators if differ(standing(i, state)) and decision(i, state) is None]


def open_to(found: Sequence[Judgement], author: str) -> list[Judgement]:
    """The judgements that `author` is shown: the own alone until there is one, else all."""
    own = [j for j in found if same_person(j.by, [author])]
    return list(found) if own or len(found) > 1 else own


def as_verified(pack: Pack, state: BodyState) -> BodyState:
    """`state` with what evaluators judged as the verified voice, which then takes the place of a single answer.

    Evaluators who agree stand as one; where they differ both stand against each other, so that their score is the
    hull of both, until a decision stands.
    """
    if not state.judgements:
        return state
    answers, disputed = dict(state.answers), dict(state.disputed)
    for indicator in pack.indicators:
        found = standing(indicator, state)
        if not found:
            if of_another := [
                j for j in state.judgements.get(indicator.id, ()) if j.definition == indicator.digest
            ]:
                # Said again as it was, the claim has its judgements back.
                again = _answer(of_another[0])
                answers[indicator.id, "verified"] = msgspec.structs.replace(again, state="not-reviewed", value=None)
            continue
        decided = decision(indicator, state)
        disputed.pop((indicator.id, "verified"), None)
        if decided is None and differ(found):
            answers[indicator.id, "verified"] = Answer(
                body=state.body.id, indicator=indicator.id, voice="verified", state="unknown",
                definition=indicator.digest,
            )  # fmt: skip
            disputed[indicator.id, "verified"] = tuple(_answer(j) for j in found)
        else:
            answers[indicator.id, "verified"] = _answer(decided or found[0])
    return msgspec.structs.replace(state, answers=answers, disputed=disputed)


def _answer(said: Judgement | Adjudication) -> Answer:
    return Answer(
        body=said.body, indicator=said.indicator, voice="verified", state=said.state, value=said.value,
        definition=said.definition, judged=said.judged,
    )  # fmt: skip
