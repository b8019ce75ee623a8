"""The states of the workflow as signs and words: in the tree, in filters, and on top of the screen."""

from __future__ import annotations

from typing import Final, Literal

from assess.base.texts import Text
from assess.dossier.workflow.standing import BodyWork
from assess.dossier.workflow.table import ASSESSMENT_STATES, INDICATOR_STATES, ROLES
from assess.tui.glyphs import Glyphs
from assess.tui.matching import folded
from assess.tui.saving import BodyView

Sign = Literal["queried", "in-review", "returned", "verified", "disputed", "settled"]

QUERIED: Final = Text(zh="有提问", en="Queried")
SIGNED: Final = Text(zh="已签署", en="Signed")
ME: Final = Text(zh="我是{roles}", en="I am {roles}")
NO_ROLE: Final = Text(zh="我没有角色，只读", en="no role here, reading only")
SHORT: Final[dict[str, Text]] = {
    "queried": Text(zh="提问", en="query"),
    "in-review": Text(zh="在核", en="in review"),
    "returned": Text(zh="退回", en="returned"),
    "verified": Text(zh="核实", en="verified"),
    "disputed": Text(zh="异议", en="disputed"),
    "settled": Text(zh="裁决", en="settled"),
}
CALLS: Final = frozenset({"queried", "returned", "disputed"})
"""States in which somebody is waited for: told in words even where there is little room."""
_STYLES: Final = {"returned": "bold $warning", "disputed": "bold $error", "queried": "bold $warning",
                  "verified": "$success", "settled": "$success"}  # fmt: skip


def sign_of(work: BodyWork | None, indicator: str) -> Sign | None:
    """What the workflow says of an indicator beyond answered or not; a query waits longest in sight."""
    if work is None or (own := work.indicators.get(indicator)) is None:
        return None
    if own.state not in ("disputed", "returned") and work.open_queries(indicator):
        return "queried"
    return own.state if own.state in SHORT else None  # type: ignore[return-value]


def mark(sign: Sign, g: Glyphs) -> tuple[str, str]:
    """The sign of a state and its style; each has a shape of its own."""
    shapes = {"queried": g.queried, "in-review": g.reviewed, "returned": g.returned, "verified": g.saved,
              "disputed": g.disputed, "settled": g.settled}  # fmt: skip
    return shapes[sign], _STYLES.get(sign, "$text-muted")


def state_words(work: BodyWork | None, indicator: str) -> tuple[str, ...]:
    """The words by which a filter finds an indicator in its state, folded."""
    own = work.indicators.get(indicator) if work is not None else None
    if work is None or own is None:
        return ()
    names = [INDICATOR_STATES[own.state]]
    names += [SHORT[own.state]] if own.state in SHORT else []
    if any(q.about == indicator and q.state != "closed" for q in work.queries):
        names += [QUERIED, SHORT["queried"]]
    return (*(folded(x) for name in names for x in (name.zh, name.en)), own.state)


def in_state(word: str, words: tuple[str, ...]) -> bool:
    """Whether `word` of a filter names the state that has `words`: whole, or begun after a “=”."""
    if word.startswith("="):
        return any(known.startswith(word[1:]) for known in words) if len(word) > 1 else True
    return word in words


def about_me(view: BodyView) -> Text | None:
    """Whose hat one wears here; nothing while no roles were given."""
    if view.roles is None:
        return None
    mine = [ROLES[r] for r in ROLES if r in view.roles]
    if not mine:
        return NO_ROLE
    return Text(
        zh=ME.zh.format(roles="、".join(r.zh for r in mine)),
        en=ME.en.format(roles=", ".join(r.en.lower() for r in mine)),
    )


def began(view: BodyView) -> bool:
    """Whether the workflow is used at all for this body: a step, a date, a query, or roles."""
    work = view.work
    return work is not None and bool(
        work.since or work.due or work.queries or work.disputes or work.signs or view.roles is not None
    )


def state_line(view: BodyView) -> Text | None:
    """The state of the assessment, and whether it is signed; nothing where the workflow is not used."""
    if view.work is None or not began(view):
        return None
    state = ASSESSMENT_STATES[view.work.state]
    if not view.signed:
        return state
    return Text(zh=f"{state.zh}·{SIGNED.zh}", en=f"{state.en}, {SIGNED.en.lower()}")
