"""Judging apart: what one evaluator is shown of the judgements of others, and the own one as the form edits it.

As on the command line this is a courtesy between colleagues: the own judgement first, then those of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.dossier.author import same_person
from assess.dossier.edits import ClearAnswer, Edit, Judge, SetAnswer
from assess.dossier.entities import Answer, Voice
from assess.dossier.judgement import Judgement
from assess.dossier.judging import as_verified, decision, differ, open_to, standing
from assess.packs.model import Indicator, Pack
from assess.tui.glyphs import Glyphs
from assess.tui.widgets.base import Para, para

if TYPE_CHECKING:
    from assess.tui.saving import BodyView

JUDGEMENTS: Final = Text(zh="各人的评判", en="Judgements")
HIDDEN: Final = Text(
    zh="另一位评估人已经评判。给出自己的评判之后，才看得到。",
    en="Another evaluator has judged this. You see it once you have given your own judgement.",
)
DECIDED: Final = Text(zh="裁定（{who}）：{value}", en="Decided ({who}): {value}")
DIFFER: Final = Text(zh="评判不一，待第三人裁定（B）", en="They differ; a third person decides (B)")
NOT_YET: Final = Text(
    zh="先给出评判，理由随它一起存；要收回自己的评判，用撤销（u）",
    en="Judge first, the reasons are kept with it; to take your own judgement back, undo it (u)",
)
AGREE: Final = Text(zh="评判一致", en="They agree")


def hidden(indicator: Indicator, view: BodyView, author: str) -> bool:
    """Whether there is a judgement that `author` is not shown yet."""
    found = standing(indicator, view.state)
    return len(open_to(found, author)) < len(found)


def judged_apart(indicator: Indicator, view: BodyView) -> bool:
    """Whether judgements stand in place of a single verified answer."""
    return bool(standing(indicator, view.state))


def own_judgement(indicator: Indicator, view: BodyView, author: str) -> Judgement | None:
    """What `author` judged."""
    return next((j for j in standing(indicator, view.state) if same_person(j.by, [author])), None)


def as_seen(pack: Pack, view: BodyView, author: str, *, apart: bool = False) -> BodyView:
    """`view` as `author` is shown it: their own judgement as the verified voice, and none that they may not see.

    When they judge `apart`, verified answers that somebody gave alone are out of sight as well.
    """
    if not view.state.judgements and not apart:
        return view
    answers, scored = dict(view.state.answers), dict(view.result.score.indicators)
    together = as_verified(pack, view.state)
    for indicator in pack.indicators:
        place: tuple[str, Voice] = (indicator.id, "verified")
        own = own_judgement(indicator, view, author)
        jointly = judged_apart(indicator, view)
        unseen = hidden(indicator, view, author) if jointly else apart
        if own is not None:
            answers[place] = _answer(own)
        elif unseen:
            answers.pop(place, None)
        elif jointly:
            answers[place] = together.answers[place]
        held = scored.get(indicator.id)
        if held is not None and unseen:
            voices = {v: band for v, band in held.voices.items() if v != "verified"}
            scored[indicator.id] = msgspec.structs.replace(held, voices=voices, gated=None, notes=())
    score = msgspec.structs.replace(view.result.score, indicators=scored)
    return msgspec.structs.replace(
        view,
        state=msgspec.structs.replace(view.state, answers=answers),
        result=msgspec.structs.replace(view.result, score=score),
    )


def _answer(own: Judgement) -> Answer:
    return Answer(
        body=own.body, indicator=own.indicator, voice="verified", state=own.state, value=own.value,
        comment=own.comment, definition=own.definition, judged=own.judged,
    )  # fmt: skip


def own_edit(edit: Edit, *, apart: bool) -> Edit | Text:
    """What an edit of the verified answer becomes where one judges `apart`; a text says why it cannot be."""
    if not apart or not isinstance(edit, SetAnswer | ClearAnswer) or edit.voice != "verified":
        return edit
    return as_judgement(edit) or NOT_YET


def as_judgement(edit: Edit) -> Judge | None:
    """The own judgement that an edit of the verified answer amounts to; None where nothing is judged yet."""
    if isinstance(edit, SetAnswer) and edit.state in ("answered", "not-applicable", "unknown"):
        state = edit.state
        return Judge(edit.body, edit.indicator, edit.value, state, edit.comment or "")
    return None


def judgement_lines(indicator: Indicator, view: BodyView, author: str, lang: Lang, g: Glyphs) -> list[Para]:
    """What others judged, once it may be seen, and what was decided."""
    from assess.tui.verifying import answer_words

    found = standing(indicator, view.state)
    if not found:
        return []
    lines = [para(JUDGEMENTS.get(lang), "bold")]
    for one in open_to(found, author):
        words = answer_words(indicator, _answer(one), lang)
        lines.append(para(words[0], "", f"{g.dot} {one.by}  ", "$primary"))
        lines += [para(more, "", "    ") for more in words[1:]]
        lines += [para(f"“{one.comment}”", "$text-muted", "    ")] if one.comment else []
    if hidden(indicator, view, author):
        return [*lines, para(HIDDEN.get(lang), "$accent"), para("")]
    decided = decision(indicator, view.state)
    if decided is not None:
        said = Answer(body=decided.body, indicator=decided.indicator, voice="verified", state=decided.state,
                      value=decided.value)  # fmt: skip
        value = "  ".join(answer_words(indicator, said, lang))
        lines.append(para(DECIDED.fill(who=decided.by, value=value).get(lang), "bold"))
        lines.append(para(f"“{decided.reason}”", "$text-muted", "    "))
    elif len(found) > 1:
        apart = differ(found)
        style = "$warning" if apart else "$success"
        lines.append(para((DIFFER if apart else AGREE).get(lang), style, f"{g.flag if apart else g.saved} ", style))
    return [*lines, para("")]
