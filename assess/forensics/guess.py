"""A family drafted from a table, for a person to read, correct and freeze before any test is run.

Only names and the kind of cells are looked at here, never whether the numbers look odd: a plan that was chosen by
its results would find what it was chosen for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from assess.base.texts import Text
from assess.forensics.card import ROLES, Card
from assess.forensics.cards import CARDS
from assess.forensics.columns import Profile
from assess.forensics.family import SEVERAL, Family, Planned

_TEXT_KINDS: Final = {"grim_mean": "mean"}
"""What a test that reads figures as written wants them to be; percentages, unless said otherwise."""
_ON_GROUNDS: Final = {
    test: Text(
        zh="许多诚实的数本来就不合本福特定律，表里看不出它该不该成立；有理由时请自行写入",
        en="many honest figures do not follow Benford's law, and no table shows whether it should hold; write it "
        "in where there are grounds",
    )
    for test in ("benford_first", "benford_second")
}
"""Tests that a draft leaves out, because only whoever knows the figures can say that they apply."""
_LEAST_ANSWERS = 5
_MOST_ANSWERS = 12
"""An answer has at most so many different values."""


class LeftOut(NamedTuple):
    """A test that is not in the draft, and why."""

    test: str
    why: Text


class Draft(NamedTuple):
    """A drafted family, and the tests left out of it."""

    family: Family
    left_out: tuple[LeftOut, ...]


def draft(
    id: str, title: Text, columns: Sequence[Profile], largest: int, cards: Mapping[str, Card] = CARDS
) -> Draft:
    """Plan every test whose columns are there; `largest` is how many rows the largest body has."""
    body = next((c.name for c in columns if is_body(c)), "")
    planned: list[Planned] = []
    left: list[LeftOut] = []
    for card in cards.values():
        why = _unplannable(card, columns, body, largest)
        if why is not None:
            left.append(LeftOut(card.id, why))
            continue
        planned += _plans(card, columns, body)
    return Draft(Family(id=id, title=title, tests=tuple(planned), body=body), tuple(left))


def is_body(column: Profile) -> bool:
    """Whether a column seems to name the body of each row."""
    return column.role == "body" and column.kind == "text" and column.known == column.rows


def candidates(role: str, columns: Sequence[Profile], body: str, test: str = "") -> list[Profile]:
    """The columns that may stand for `role` of `test`, in the order of the table."""
    free = [c for c in columns if c.kind != "empty" and c.role != "identifier"]
    unnamed = [c for c in free if c.role in ("", "unit", "amount")]
    found: dict[str, list[Profile]] = {
        "value": [c for c in unnamed if c.kind == "number"] + [c for c in free if c.whole and c.role == "reported"],
        "count": [c for c in free if c.whole and c.role in ("", "reported", "cases")],
        "text": [
            c for c in free if c.kind == _TEXT_KINDS.get(test, "percent") and c.role not in ("coverage", "change")
        ],
        "cases": [c for c in free if c.whole and c.role == "cases"],
        "time": [c for c in free if c.kind == "time" and c.role not in ("deadline", "period", "seen")],
        "answer": [c for c in free if c.role == "answer" and 2 <= c.distinct <= _MOST_ANSWERS],
        "unit": [c for c in free if c.kind == "text" and (c.role == "unit" or c.name == body)],
    }
    if role in found:
        return found[role]
    kinds = {"deadline": ("time",), "ended": ("time",), "seen": ("time",), "digest": ("text",),
             "marked": ("number", "text"), "person": ("text", "number"), "period": ("text", "number", "time"),
             "coverage": ("number", "percent")}  # fmt: skip
    return [c for c in free if c.role == role and c.kind in kinds.get(role, ("number",))]


def _unplannable(card: Card, columns: Sequence[Profile], body: str, largest: int) -> Text | None:
    if card.id in _ON_GROUNDS:
        return _ON_GROUNDS[card.id]
    rows = columns[0].rows if columns else 0
    for role in card.reads:
        found = candidates(role, columns, body, card.id)
        if not found or (role in SEVERAL and len(found) < _LEAST_ANSWERS):
            name = ROLES.get(role, Text(zh=role, en=role))
            return Text(zh=f"表里看不出哪一列是“{name.zh}”", en=f"no column seems to be “{name.en}”")
    for option in card.options:
        if option.default is None:
            return Text(
                zh=f"要由您给出选项 {option.name}（{option.what.zh}）",
                en=f"needs the option {option.name}, which only you can give: {option.what.en}",
            )
    there = rows if card.unit_of_test == "campaign" else largest
    if card.unit_of_test == "body" and "time" not in card.reads and there < card.least:
        return Text(
            zh=f"每个单位至多 {there:,} 行，少于 {card.least:,} 个数时不作判断",
            en=f"no body has more than {there:,} rows; it is silent below {card.least:,} values",
        )
    if card.unit_of_test == "campaign" and there < card.least:
        return Text(
            zh=f"表里只有 {there:,} 行，少于 {card.least:,} 个单位时不作判断",
            en=f"the table has {there:,} rows; it is silent below {card.least:,} bodies",
        )
    return None


def _plans(card: Card, columns: Sequence[Profile], body: str) -> Iterator[Planned]:
    """One plan for each column that the test's first role may be read from; the other roles take the nearest."""
    place = {c.name: n for n, c in enumerate(columns)}
    lead = card.reads[0]
    used: set[tuple[str, ...]] = set()
    for first in candidates(lead, columns, body, card.id):
        roles = {lead: first.name} if lead not in SEVERAL else {}
        for role in (*card.reads, *card.may_read):
            found = [c.name for c in candidates(role, columns, body, card.id) if c.name not in roles.values()]
            if role in SEVERAL:
                roles |= {f"{role}.{n}": name for n, name in enumerate(found, 1)}
            elif role != lead and found:
                roles[role] = min(found, key=lambda name: (abs(place[name] - place[first.name]), place[name]))
        names = tuple(roles.values())
        if set(card.reads) <= {r.partition(".")[0] for r in roles} and names not in used:
            used.add(names)
            yield Planned(card.id, roles)
