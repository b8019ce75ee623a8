"""Statistics of indicators and of an index's own structure; arrays in, frozen structs of arrays out, numpy only.

`describe` looks at columns, `correlations` and their kin at pairs, `cronbach_alpha` and `principal_components` at
groups, `importance` at what weights really do, `compensation` and `contributions` at what makes up a unit's score.
"""

from assess.scoring.statistics.compensation import Compensation, compensation, contributions, power_mean
from assess.scoring.statistics.components import Components, Rotation, principal_components, varimax
from assess.scoring.statistics.correlation import (
    Bounds,
    Correlations,
    Pair,
    correlations,
    correlations_in_groups,
    correlations_with_parents,
    worrying_members,
    worrying_pairs,
)
from assess.scoring.statistics.describe import ColumnStatistics, Limits, describe, moments
from assess.scoring.statistics.importance import Importance, importance
from assess.scoring.statistics.kendall import Concordance, concordance
from assess.scoring.statistics.reliability import Alpha, cronbach_alpha
from assess.scoring.statistics.special import average_ranks, t_two_sided

__all__ = [
    "Alpha",
    "Bounds",
    "ColumnStatistics",
    "Compensation",
    "Components",
    "Concordance",
    "Correlations",
    "Importance",
    "Limits",
    "Pair",
    "Rotation",
    "average_ranks",
    "compensation",
    "concordance",
    "contributions",
    "correlations",
    "correlations_in_groups",
    "correlations_with_parents",
    "cronbach_alpha",
    "describe",
    "importance",
    "moments",
    "power_mean",
    "principal_components",
    "t_two_sided",
    "varimax",
    "worrying_members",
    "worrying_pairs",
]
