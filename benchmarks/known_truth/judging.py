"""What was found held against what was planted: recall, precision and false accusations, with intervals."""

from __future__ import annotations

from dataclasses import dataclass, field

from statsmodels.stats.proportion import proportion_confint

RULES: dict[str, tuple[str, ...]] = {
    "ornamental": ("registered_not_active",),
    "nobody-answers": ("app_is_a_shell",),
    "links-only": ("integration_is_links",),
    "displayed-not-effective": ("displayed_not_effective",),
    "paper-functions": ("functions_on_paper",),
    "repeat-entry": ("repeat_entry",),
    "overload": ("too_many_forms", "too_many_apps"),
    "forced-use": ("forced_use",),
    "impossible-deadlines": ("deadline_too_short", "deadline_rush"),
    "reported-above-trace": ("reported_above_trace",),
    "praise": ("implausible_praise", "satisfaction_gap", "default_praise", "praise_beyond_margin"),
    "hollow-catalogue": ("hollow_datasets",),
    "freshness-theatre": ("freshness_theatre",),
    "downloads-over-views": ("downloads_exceed_views",),
    "evidence-for-the-visit": ("evidence_made_for_the_visit",),
}
"""Which rules of the packs ask about which kind of formalism; any of them counts."""


@dataclass
class Count:
    """Bodies by what was planted (rows) and what was said."""

    asked: dict[float, int] = field(default_factory=lambda: dict.fromkeys((0.0, 0.5, 1.0), 0))
    open: dict[float, int] = field(default_factory=lambda: dict.fromkeys((0.0, 0.5, 1.0), 0))
    all: dict[float, int] = field(default_factory=lambda: dict.fromkeys((0.0, 0.5, 1.0), 0))

    def see(self, strength: float, verdict: str) -> None:
        """Count one body: verdict "yes", "undetermined" or "no"."""
        self.all[strength] += 1
        self.asked[strength] += verdict == "yes"
        self.open[strength] += verdict == "undetermined"


def interval(hits: int, of: int) -> str:
    """hits / of with the exact 95 % interval of Clopper and Pearson (1934)."""
    if not of:
        return "–"
    low, high = proportion_confint(hits, of, method="beta")
    return f"{hits / of:.3f} [{low:.3f}, {high:.3f}] {hits}/{of}"


def line(family: str, c: Count) -> str:
    """One row of the table; recall among the bodies that could be judged and among all."""
    full, half, clean = c.asked[1.0], c.asked[0.5], c.asked[0.0]
    known = c.all[1.0] - c.open[1.0]
    said = full + half + clean
    return (
        f"| {family} | {interval(full, c.all[1.0])} | {interval(full, known)} | {interval(half, c.all[0.5])} | "
        f"{interval(full + half, said)} | {interval(clean, c.all[0.0])} | {sum(c.open.values())} |"
    )


HEAD = (
    "| kind | recall, full size | recall where facts were there | asked about at half size | precision | "
    "false accusations | undetermined |\n|---|---|---|---|---|---|---|"
)
