"""Bodies side by side: what each column is, which rows there are, and which bands surely lie above the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from assess.base.band import TIE, Band
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.packs.model import Pack
from assess.snapshot import BodyResult

MOST = 4
Kind = Literal["total", "layer", "indicator"]


class Column(msgspec.Struct, frozen=True):
    """One body as it is held here, or in an earlier dossier; `when` names the earlier one."""

    key: str
    name: Text
    pack: Pack
    result: BodyResult
    when: str = ""


class Cell(msgspec.Struct, frozen=True):
    """One score; `broken` where it was measured otherwise than here, `above` where it surely exceeds the others."""

    band: Band | None
    broken: bool = False
    above: bool = False


class Line(msgspec.Struct, frozen=True):
    """One row: a total, a layer, or an indicator of it."""

    key: str
    kind: Kind
    label: str
    title: Text
    maximum: float
    cells: tuple[Cell, ...]


def lines(pack: Pack, columns: Sequence[Column], opened: frozenset[str]) -> list[Line]:
    """The totals, then every layer, those that are `opened` with their scored indicators."""
    found = [
        _line(f"total/{t.id}", "total", "", t.title, columns, t.id, _maximum(columns, t.id)) for t in pack.totals
    ]
    for layer in pack.layers:
        found.append(_line(f"layer/{layer.id}", "layer", "", layer.title, columns, layer.id))
        if layer.id in opened:
            found += [
                _line(f"indicator/{i.id}", "indicator", i.label, i.title, columns, i.id)
                for i in pack.of_layer(layer.id)
                if i.scored
            ]
    return found


def _maximum(columns: Sequence[Column], total: str) -> float:
    return max((s.maximum for c in columns if (s := c.result.score.totals.get(total))), default=100.0)


def _line(
    key: str, kind: Kind, label: str, title: Text, columns: Sequence[Column], name: str, maximum: float = 100.0
) -> Line:
    bands = [_band(c, kind, name) for c in columns]
    broken = [_broken(columns, n, kind, name) for n in range(len(columns))]
    whole = [b for b, bad in zip(bands, broken, strict=True) if b is not None and not bad]
    cells = tuple(
        Cell(b, bad, not bad and b is not None and len(whole) > 1 and _above(b, whole))
        for b, bad in zip(bands, broken, strict=True)
    )
    return Line(key, kind, label, title, maximum, cells)


def _above(band: Band, others: Sequence[Band]) -> bool:
    """Whether `band` lies above all of `others` but itself, without touching one."""
    return sum(band.lo <= other.hi + TIE for other in others) == 1


def _band(column: Column, kind: Kind, name: str) -> Band | None:
    score = column.result.score
    if kind == "total":
        total = score.totals.get(name)
        return total.value if total else None
    if kind == "layer":
        layer = score.layers.get(name)
        return layer.score if layer else None
    indicator = score.indicators.get(name)
    return indicator.score if indicator else None


def _broken(columns: Sequence[Column], at: int, kind: Kind, name: str) -> bool:
    """Whether the row of this column was measured otherwise than that of the first one that is held here."""
    from assess.comparing.lines import broken_in

    now = next((c.pack for c in columns if not c.when), columns[0].pack)
    then = columns[at].pack
    if then.digest == now.digest:
        return False
    found = broken_in(then, now, layer=name if kind == "layer" else None)
    if kind == "indicator":
        return name in (*found.changed, *found.added, *found.removed)
    return found.any


def findings_of(column: Column) -> tuple[int, int]:
    """How many findings hold, and how many are undetermined."""
    raised = sum(f.verdict == "yes" for f in column.result.findings)
    return raised, len(column.result.findings) - raised


def earlier(path: Path, body: str, pack: Pack) -> Column:
    """`body` as an earlier dossier or snapshot has it.

    InputError for a file that is neither, that is a copy with things left out, or by a pack of another family;
    NotFound when the body is not in it.
    """
    from assess.comparing.compare import check_family
    from assess.session import open_session
    from assess.snapshot import from_json

    with path.open("rb") as handle:
        json = handle.read(64).lstrip().startswith(b"{")
    if json:
        snapshot = from_json(path.read_bytes(), path.name)
        if snapshot.copy is not None:
            raise InputError(
                Text(
                    zh=f"{path.name} 是对外文本，删去了部分内容，不能用来比较",
                    en=f"{path.name} is a copy that leaves things out: it is nothing to compare with",
                ),
                Text(zh="给出完整的快照或卷宗。", en="Give the full snapshot or the dossier."),
            )
        there, campaign, result = snapshot.pack, snapshot.campaign, snapshot.body(body)
    else:
        with open_session(path, readonly=True) as session:
            held = any(b.id == body for b in session.bodies())
            there, campaign = session.pack, session.campaign
            result = session.result(body) if held else None
    check_family(there, pack)
    if result is None:
        raise NotFound(
            Text(zh=f"{path.name} 里没有单位 {body}", en=f"{path.name} has no body {body}"),
            Text(zh="两份卷宗里代码相同的单位才能比较。", en="Bodies compare when they have the same id in both."),
        )
    return Column(f"{path}#{body}", result.body.name, there, result, campaign.period or campaign.created[:10])
