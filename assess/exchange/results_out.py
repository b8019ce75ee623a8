"""Results of an index over a table of units as tables for other programs: CSV, Excel, Parquet, and JSON data."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.sheets import escape
from assess.base.texts import Text
from assess.scoring.results import Results
from assess.scoring.table import Table

if TYPE_CHECKING:
    import pandas as pd


def ranks_frame(results: Results, node: str | None = None) -> pd.DataFrame:
    """A row per unit (in a panel: and period), best first: rank in `node`, then the score of every node."""
    import pandas as pd

    node = node or results.root
    rows = results.rows
    data: dict[str, Any] = {"unit": [escape(u) for u in rows.units], "name": [escape(n) for n in rows.labels]}
    if rows.times:
        data["time"] = list(rows.times)
    for name, labels in rows.groups.items():
        data[escape(name)] = [None if label is None else escape(label) for label in labels]
    data["rank"] = results.rank(node)
    for name in dict.fromkeys((node, *results.scores)):
        data[escape(name)] = results.score(name)
    frame = pd.DataFrame(data)
    frame["rank"] = frame["rank"].astype("Int64")
    return frame.iloc[order_of(results, node)].reset_index(drop=True)


def stage_frame(table: Table) -> pd.DataFrame:
    """A stage of the index as a data frame: ids, then a column per indicator."""
    import pandas as pd

    data: dict[str, Any] = {"unit": [escape(u) for u in table.units]}
    if table.times:
        data["time"] = list(table.times)
    return pd.DataFrame(data | {escape(c): table.values[:, j] for j, c in enumerate(table.columns)})


def order_of(results: Results, node: str) -> list[int]:
    """Rows by period (the latest first), then by rank (those without one last), then by id."""
    ranks, times = results.rank(node), results.rows.times

    def key(at: int) -> tuple[float, float, str]:
        return (
            -times[at] if times else 0.0,
            np.inf if np.isnan(ranks[at]) else float(ranks[at]),
            results.units[at],
        )

    return sorted(range(len(results.units)), key=key)


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write to `path`, whose ending (.csv, .xlsx or .parquet) chooses the form; InputError for another."""
    ending = path.suffix.lower()
    if ending == ".csv":
        # The byte-order mark lets spreadsheet programs read Chinese names.
        write_atomically(path, frame.to_csv(index=False).encode("utf-8-sig"))
    elif ending == ".xlsx":
        buffer = io.BytesIO()
        frame.to_excel(buffer, index=False, sheet_name="ranks")
        write_atomically(path, buffer.getvalue())
    elif ending == ".parquet":
        write_atomically(path, _parquet(frame))
    else:
        raise InputError(
            Text(
                zh=f"不认识表格格式 {path.suffix or path.name!r}",
                en=f"unknown kind of table {path.suffix or path.name!r}",
            ),
            Text(zh="请用 .csv、.xlsx 或 .parquet 结尾。", en="End the name in .csv, .xlsx or .parquet."),
        )


def _parquet(frame: pd.DataFrame) -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        file = Path(folder) / "out.parquet"
        db.register("frame", frame)
        target = str(file).replace("'", "''")
        db.execute(f"COPY (SELECT * FROM frame) TO '{target}' (FORMAT parquet)")
        return file.read_bytes()


def ranks_json(results: Results, node: str | None = None) -> dict[str, Any]:
    """Ranks, scores, weights and reports as plain data; missing numbers are null."""
    node = node or results.root
    rows = results.rows
    ranks = results.rank(node)
    units = []
    for at in order_of(results, node):
        unit: dict[str, Any] = {"unit": rows.units[at], "name": rows.labels[at]}
        if rows.times:
            unit["time"] = rows.times[at]
        unit["rank"] = None if np.isnan(ranks[at]) else int(ranks[at])
        unit["scores"] = {n: _number(results.score(n)[at]) for n in dict.fromkeys((node, *results.scores))}
        units.append(unit)
    return {
        "method": results.method.id,
        "node": node,
        "digest": results.digest,
        "units": units,
        "weights": dict(results.weights),
        "effective_weights": dict(results.effective),
        "weighing": {name: _plain(found) for name, found in results.weighing.items()},
        "imputed": [cell._asdict() for cell in results.imputed],
        "treated": [_finite(point._asdict()) for point in results.points],
        "screened_out": [_finite(row._asdict()) for row in results.out],
        "lost_to_denominators": [{"unit": u, "time": t, "column": c} for u, t, c in results.lost],
        "breaks": list(results.method.breaks),
        "warnings": {name: list(told) for name, told in results.warnings.items()},
    }


def stage_json(table: Table) -> list[dict[str, Any]]:
    """A stage of the index as records; missing numbers are null."""
    out = []
    for at, unit in enumerate(table.units):
        record: dict[str, Any] = {"unit": unit} | ({"time": table.times[at]} if table.times else {})
        out.append(record | {c: _number(table.values[at, j]) for j, c in enumerate(table.columns)})
    return out


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _plain(value: Any) -> Any:
    """Structs and arrays as data that JSON can hold; texts stay texts, for the printer to take in its language."""
    if isinstance(value, msgspec.Struct) and not isinstance(value, Text):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    return {k: _number(v) if isinstance(v, float) else v for k, v in values.items()}
