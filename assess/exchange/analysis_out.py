"""What an analysis of uncertainty found, as a table for other programs and as JSON data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from assess.base.sheets import escape
from assess.scoring.analysis import Analysis
from assess.scoring.robust.sensitivity import Indices

if TYPE_CHECKING:
    import pandas as pd


def analysis_frame(found: Analysis) -> pd.DataFrame:
    """A row per unit, in the order of the nominal ranks (those without one last)."""
    import pandas as pd

    rows = [{**row, "unit": escape(row["unit"]), "name": escape(row["name"])} for row in _units(found)]
    for row in rows:
        row["groups"] = " ".join(map(str, row["groups"]))
    return pd.DataFrame(rows)


def analysis_json(found: Analysis) -> dict[str, Any]:
    """Everything that was found, in plain data; what is not known is null."""
    u, split = found.uncertainty, found.sensitivity
    return {
        "node": found.node,
        "draws": u.draws,
        "seed": u.seed,
        "varied": list(found.sources),
        "certain_pairs": found.certified.certain if found.certified else None,
        "units": _units(found),
        "groups": [[found.units[n] for n in u.order[a:b].tolist()] for a, b in u.groups],
        "before": _plain(u.before) if u.before is not None else None,
        "mean_rank_change": _indices(split.shift, ["all"])["all"] if split else None,
        "exact": split.shift.exact if split else None,
        "rank_indices": _indices(split.rank, found.units) if split else None,
        "score_indices": _indices(split.score, found.units) if split else None,
    }


def _units(found: Analysis) -> list[dict[str, Any]]:
    u, sure = found.uncertainty, found.certified
    groups = u.groups_of_units()
    out = []
    for n in sorted(range(len(found.units)), key=lambda n: (u.nominal_rank[n] == 0, u.nominal_rank[n], n)):
        ranked = u.nominal_rank[n] > 0
        row: dict[str, Any] = {
            "unit": found.units[n],
            "name": found.labels[n],
            "rank": int(u.nominal_rank[n]) if ranked else None,
            "score": _number(u.nominal_score[n]),
            "best": int(sure.best[n]) if sure is not None and sure.best[n] else None,
            "worst": int(sure.worst[n]) if sure is not None and sure.worst[n] else None,
            "groups": list(groups.get(n, ())),
            "mean_rank": _number(u.rank_mean[n]),
        }
        for k, q in enumerate(u.quantiles):
            row[f"rank_p{q * 100:g}"] = _number(u.rank_quantiles[n, k])
            row[f"score_p{q * 100:g}"] = _number(u.score_quantiles[n, k])
        for k, top in enumerate(u.tops):
            row[f"top_{top}"] = _number(u.top[n, k])
        out.append(row)
    return out


def _indices(found: Indices, units: Any) -> dict[str, dict[str, dict[str, float | None]]]:
    """By unit and factor: first-order and total index with their standard errors."""
    return {
        unit: {
            factor: {
                "first": _number(found.first[i, n]),
                "total": _number(found.total[i, n]),
                "first_error": _number(found.first_error[i, n]),
                "total_error": _number(found.total_error[i, n]),
            }
            for i, factor in enumerate(found.factors)
        }
        for n, unit in enumerate(units)
    }


def _plain(values: np.ndarray[Any, Any]) -> Any:
    return [[_number(x) for x in row] for row in values.tolist()]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
