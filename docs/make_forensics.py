"""Write the section of every forensic test in docs/forensics.md, from its card and from the benchmark's figures.

python benchmarks/bench_forensics.py --json benchmarks/forensic_rates.json
python docs/make_forensics.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assess.forensics.card import Card
from assess.forensics.cards import CARDS
from assess.packs.vocabulary import CAUSES

DOCS = Path(__file__).resolve().parent / "forensics.md"
RATES = DOCS.parents[1] / "benchmarks" / "forensic_rates.json"
BEGIN, END = "<!-- forensic tests: made by make_forensics.py -->", "<!-- end of forensic tests -->"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _default(value: float | None) -> str:
    return "needed" if value is None else f"{value:.10g}"


def _options(card: Card) -> str:
    given = [f"`{o.name}` ({_default(o.default)}): {o.what.en} {o.what.zh}" for o in card.options]
    return " · ".join(given) or "–"


def _facts(card: Card) -> list[tuple[str, str]]:
    reads = ", ".join(f"`{r}`" for r in card.reads)
    reads += "".join(f", `{r}` if given" for r in card.may_read)
    return [
        ("Asks 问", f"{card.asks.en} {card.asks.zh}"),
        ("Reads", f"{reads}; one run for each {card.unit_of_test}"),
        ("Options", _options(card)),
        ("Formula", f"`{card.formula.replace('`', '')}`"),
        ("Source", card.source),
        ("Silent below", f"{card.least:,}"),
        ("Assumes 前提", f"{card.assumes.en.rstrip('.')}. {card.assumes.zh.rstrip('。')}。"),
        ("May be wrong if 可能的误判", f"{card.may_be_wrong_if.en} {card.may_be_wrong_if.zh}"),
        ("Ask 追问", f"{card.ask.en} {card.ask.zh}"),
        ("Withdrawn if 撤回条件", f"{card.withdrawn_if.en} {card.withdrawn_if.zh}"),
        ("Remedy 改进", f"{card.remedy.en} {card.remedy.zh}"),
        ("May point to 可能的原因", " · ".join(f"{CAUSES[c].en} {CAUSES[c].zh}" for c in card.causes) or "–"),
    ]


def _rates(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["", "| Numbers | Model | Lead at p ≤ .05 | Silent | Replicates |", "|---|---|---|---|---|"]
    for row in rows:
        kind = "honest" if row["honest"] else "made up"
        lead = f"{row['lead']:.3f} ± {row['se']:.3f}"
        lines.append(f"| {kind} | {_cell(row['model'])} | {lead} | {row['silent']:.2f} | {row['runs']:,} |")
    return lines if rows else ["", "No rates were measured."]


def sections() -> str:
    """One section for each test: its card as a table, then how often it leads in models of known truth."""
    rates = json.loads(RATES.read_text("utf-8"))
    lines: list[str] = []
    for card in CARDS.values():
        lines += [f"### `{card.id}`: {card.title.en} {card.title.zh}", "", "| | |", "|---|---|"]
        lines += [f"| {name} | {_cell(said)} |" for name, said in _facts(card)]
        lines += [*_rates([r for r in rates if r["test"] == card.id]), ""]
    return "\n".join(lines).rstrip()


def main() -> None:
    """Put the sections between their marks."""
    text = DOCS.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    DOCS.write_text(f"{before}{BEGIN}\n\n{sections()}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
