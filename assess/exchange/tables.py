"""Results as a table for spreadsheets and statistics programs: one row a body, CSV or XLSX."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from assess.base.band import Band
from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.sheets import escape
from assess.base.texts import Text
from assess.snapshot import Snapshot

if TYPE_CHECKING:
    import pandas as pd


def scores_frame(snapshot: Snapshot) -> pd.DataFrame:
    """A data frame with a row per body: id, names, rank, totals and layers as low and high ends, flags."""
    import pandas as pd

    rows: list[dict[str, object]] = []
    for b in snapshot.bodies:
        row: dict[str, object] = {
            "id": escape(b.body.id),
            "name_zh": escape(b.body.name.zh),
            "name_en": escape(b.body.name.en),
        }
        s = b.standing
        row |= {
            "rank": s.rank if s else None,
            "rank_best": s.best if s else None,
            "rank_worst": s.worst if s else None,
        }
        for total in snapshot.pack.totals:
            row |= _ends(total.id, b.score.totals[total.id].value)
        for layer in snapshot.pack.layers:
            row |= _ends(layer.id, b.score.layers[layer.id].score)
        if (found := b.score.reckoning) is not None:
            row |= {"outcome": found.outcome, "vetoes": " ".join(found.vetoes)}
        row |= {**_ends("gap", b.gap), "coverage": b.score.coverage, "grade": b.score.grade,
                "flags": sum(f.verdict == "yes" for f in b.findings)}  # fmt: skip
        rows.append(row)
    frame = pd.DataFrame(rows, columns=_columns(snapshot))
    # Whole numbers stay whole beside a body that has no rank.
    return frame.astype(dict.fromkeys(("rank", "rank_best", "rank_worst", "flags"), "Int64"))


def write_scores(snapshot: Snapshot, path: Path) -> None:
    """Write the scores to `path`, whose ending (.csv or .xlsx) chooses the form; InputError for another."""
    ending = path.suffix.lower()
    if ending == ".csv":
        # The byte-order mark lets spreadsheet programs read Chinese names.
        write_atomically(path, scores_frame(snapshot).to_csv(index=False).encode("utf-8-sig"))
    elif ending == ".xlsx":
        buffer = io.BytesIO()
        scores_frame(snapshot).to_excel(buffer, index=False, sheet_name="scores")
        write_atomically(path, buffer.getvalue())
    else:
        raise InputError(
            Text(
                zh=f"不认识表格格式 {path.suffix or path.name!r}",
                en=f"unknown kind of table {path.suffix or path.name!r}",
            ),
            Text(zh="请用 .csv 或 .xlsx 结尾。", en="End the name in .csv or .xlsx."),
        )


def _columns(snapshot: Snapshot) -> list[str]:
    measured = [*(t.id for t in snapshot.pack.totals), *(x.id for x in snapshot.pack.layers), "gap"]
    ends = [f"{name}_{end}" for name in measured for end in ("low", "high")]
    judged = ["outcome", "vetoes"] if snapshot.pack.totals[0].method == "deductions" else []
    head = ["id", "name_zh", "name_en", "rank", "rank_best", "rank_worst"]
    return [*head, *ends, "coverage", "grade", *judged, "flags"]


def _ends(name: str, band: Band | None) -> dict[str, float | None]:
    return {f"{name}_low": band.lo if band else None, f"{name}_high": band.hi if band else None}
