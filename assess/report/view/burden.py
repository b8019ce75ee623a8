"""What filling in asks of a body, in the method section: questions, minutes, and how they are known."""

from __future__ import annotations

from assess.dossier.prefill import is_prefilled
from assess.packs.burden import asked_of
from assess.report.format import decimal
from assess.report.headlines import say
from assess.report.view.frame import Frame


def burden_notes(frame: Frame) -> tuple[str, ...]:
    """Sentences on the burden of the pack, its budget, and answers that were filled in and not confirmed."""
    asked, lang = asked_of(frame.snapshot.pack), frame.lang
    if asked.stated == asked.questions:
        basis = say("burden_stated", lang)
    elif asked.stated:
        basis = say("burden_part", lang, n=asked.stated)
    else:
        basis = say("burden_assumed", lang)
    low, high = decimal(asked.sure, 0), decimal(asked.most, 0)
    minutes = high if low == high else f"{low}–{high}"
    lines = [say("burden_asked", lang, n=asked.questions, minutes=minutes, basis=basis)]
    if asked.budget is not None:
        key = "burden_over" if asked.over > 0 else "burden_budget"
        lines.append(say(key, lang, budget=decimal(asked.budget, 0), over=decimal(asked.over, 0)))
    waiting = sum(is_prefilled(a) for b in frame.snapshot.bodies for a in b.answers)
    if waiting:
        lines.append(say("burden_prefilled", lang, n=waiting))
    return tuple(lines)
