"""What an audit found as one long table for other programs: a row for every figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from assess.base.sheets import escape
from assess.scoring.audit_model import Audit, NodeAudit

if TYPE_CHECKING:
    import pandas as pd


class Row(NamedTuple):
    """`figure` of `item` (a member or unit) in one `part` of the audit; `other` is what it concerns as well."""

    part: str
    node: str
    item: str
    other: str
    figure: str
    value: float


def audit_frame(found: Audit) -> pd.DataFrame:
    """Columns part, node, item, other, figure, value; what cannot be said has no row."""
    import pandas as pd

    rows = [row._replace(item=escape(row.item), other=escape(row.other)) for row in _rows(found)]
    return pd.DataFrame(rows, columns=list(Row._fields))


def audit_json(found: Audit) -> dict[str, Any]:
    """Everything that was found, in plain data; what cannot be said is null and has its reason."""
    data: dict[str, Any] = msgspec.to_builtins(found)
    return data


def _rows(found: Audit) -> Iterator[Row]:
    for node in found.nodes:
        yield from _node(node)
    for fall in found.falls.units:
        yield from _figures("compensation", found.node, fall.unit, "", fall, ("unit",))
    for part, omissions in (("without-member", found.without_members), ("without-unit", found.without_units)):
        for left in omissions.found:
            yield from _figures(part, found.node, left.id, left.furthest or "", left, ("id", "furthest"))
    for swing in found.swings.members:
        yield Row("swing", swing.node, swing.member, found.swings.leader or "", "share", swing.share)
        for figure, share, other in (("up", swing.up, swing.up_by), ("down", swing.down, swing.down_by)):
            if share is not None:
                yield Row("swing", swing.node, swing.member, other or "", figure, share)
        if swing.swap is not None:
            yield Row("swing", swing.node, swing.member, " ".join(swing.swapped), "swap", swing.swap)
    for edge in found.edges.cells:
        yield from _figures("knife-edge", found.node, edge.unit, edge.column, edge, ("unit", "column"))


def _node(node: NodeAudit) -> Iterator[Row]:
    if node.alpha is not None:
        yield Row("alpha", node.id, "", "", "alpha", node.alpha)
    for member in node.members:
        yield from _figures("member", node.id, member.id, "", member, ("id", "why"))
    for number, component in enumerate(node.components, 1):
        name = f"component {number}"
        yield Row("component", node.id, name, "", "variance", component.variance)
        yield Row("component", node.id, name, "", "share", component.share)
        for member_id, loading in component.loadings.items():
            yield Row("component", node.id, name, member_id, "loading", loading)
    for flag in node.flags:
        if flag.worry == "alpha":
            continue
        yield Row("flag", node.id, flag.members[0], " ".join(flag.members[1:]), flag.worry, flag.value)


def _figures(
    part: str, node: str, item: str, other: str, struct: msgspec.Struct, but: tuple[str, ...]
) -> Iterator[Row]:
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name not in but and isinstance(value, int | float):
            yield Row(part, node, item, other, name, float(value))
