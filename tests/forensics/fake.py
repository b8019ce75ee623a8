"""Cards made for tests of what runs them: how many values are above a line, and which body stands out."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.texts import Text, same
from assess.dossier.signal import Signal
from assess.forensics.card import Card, Columns, Option
from assess.forensics.outcome import Effect, Outcome, too_few


def _above(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """p is the share of values that are not above the line."""
    values = columns["value"]
    n = len(values)
    if n < 3:
        return too_few("above", n, 3)
    p = float((values <= options["line"]).mean())
    name = Text(zh="高出的占比", en="Share above")
    return Outcome(
        test="above", n=n, p=p, effect=Effect(name=name, value=1 - p, unit="share"), words=same(f"p is {p}"),
        figures={"above": (1 - p) * n, "line": options["line"]},
    )  # fmt: skip


def _rows(columns: Columns, options: Mapping[str, float]) -> Outcome:
    return Outcome(test="rows", n=len(columns["unit"]), p=1.0, words=same("rows"))


def _card(id: str, run: object, **more: object) -> Card:
    text = same(id)
    return Card(
        id=id, title=text, asks=text, run=run, formula="-", source="-", assumes=text, may_be_wrong_if=text, ask=text,  # type: ignore[arg-type]
        withdrawn_if=text, remedy=text, family="embellished", **more,  # type: ignore[arg-type]
    )  # fmt: skip


CARDS = {
    card.id: card
    for card in (
        _card(
            "above", _above, reads=("value",), may_read=("unit",), least=3,
            options=(Option("line", same("the line"), 0.0, least=0, most=100),),
        ),
        _card("rows", _rows, reads=("unit",), least=2, unit_of_test="campaign"),
        _card("target", _above, reads=("value",), least=3, options=(Option("line", same("the line"), None),)),
    )
}  # fmt: skip


def signal(p: float | None, body: str = "a", test: str = "t", **more: object) -> Signal:
    """A signal with this p; None makes it a silent one."""
    silent = same("too few") if p is None else None
    values = {
        "plan": "plan",
        "family": "f" * 64,
        "level": 0.05,
        "run": "r",
        "tests": 0,
        "n": 10,
        "subject": "s",
    } | more
    return Signal(id=test, body=body, test=test, about=same("s"), p=p, silent=silent, **values)  # type: ignore[arg-type]
