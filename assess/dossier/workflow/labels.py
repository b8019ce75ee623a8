"""Steps of the workflow in words, for undo, history and the audit trail."""

from __future__ import annotations

from assess.base.texts import Text, same
from assess.dossier.events import Event
from assess.dossier.workflow.table import MOVES, ROLES
from assess.packs.model import Pack


def step_label(event: Event, pack: Pack) -> tuple[Text, Text]:
    """What a step is on, and the move: “ask” “R3 Portal”; taking it back is told by its place alone."""
    move, about = MOVES.get(_said(event, "move")), _said(event, "about")
    indicator = pack.indicator(about) if about else None
    # A step that names no body is on all of them: the deadline of the campaign.
    on = same(event.body) if event.body else Text(zh="全部单位", en="all bodies")
    if indicator:
        on = Text(
            zh=f"{event.body} {indicator.label} {indicator.title.zh}",
            en=f"{event.body} {indicator.label} {indicator.title.en}",
        )
    if due := _said(event, "due"):
        on = Text(zh=f"{on.zh}（{due}）", en=f"{on.en} ({due})")
    if move is None or not event.kind:
        return on, Text(zh="取消流程中的一步", en="Take back a step on")
    return on, Text(zh=move.name.zh, en=f"{move.name.en}:")


def grant_label(event: Event) -> tuple[Text, Text]:
    """Whose roles, and what they are now."""
    field = event.fields.get("roles")
    # Just written it is a tuple, read back a list.
    held = field.value if field is not None and isinstance(field.value, list | tuple) else ()
    roles = [ROLES[r] for r in held if r in ROLES]
    if not event.kind:
        return same(event.slot.split("/")[-1]), Text(zh="收回角色", en="Take a role away")
    name = _said(event, "holder")
    return (
        Text(zh=f"{name}：{'、'.join(r.zh for r in roles)}", en=f"{name}: {', '.join(r.en for r in roles)}"),
        Text(zh="授予角色", en="Give role"),
    )


def _said(event: Event, name: str) -> str:
    field = event.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else ""
