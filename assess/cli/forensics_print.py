"""The results of a family of tests for people, for programs and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assess.cli.output import echo, number, say, table, warn
from assess.cli.words import LANG, t
from assess.forensics.cards import CARDS
from assess.forensics.family import Family
from assess.forensics.told import effect_words, signal_words, skeleton, small, together
from assess.forensics.verdicts import NOT_PROOF, VERDICT_NAMES, Judged, combined

_CASES = 40
"""Rows of a table that are printed; `--full`, `--csv` and `--json` give all."""


def print_results(family: Family, judged: Sequence[Judged], full: bool = False) -> None:
    """The family, what asks something, what does not, and what stayed silent and why."""
    said = [j for j in judged if j.verdict != "silent"]
    bodies = len({j.signal.body for j in judged if j.signal.body})
    echo(
        t(
            f"检验方案 {family.id}（摘要 {family.digest[:16]}…）在看数之前已经固定：{len(family.tests)} 项检验、"
            f"{bodies or 1} 个单位，运行 {len(judged)} 次，其中 {len(said)} 次作了判断；错误发现率 {family.level:g}。",
            f"The plan {family.id} (digest {family.digest[:16]}…) was fixed before the numbers were looked at: "
            f"{len(family.tests)} tests, {bodies or 1} bodies, {len(judged)} runs, of which {len(said)} said anything; "
            f"false discovery rate {family.level:g}.",
        )
    )
    asks = sorted((j for j in said if j.verdict == "asks"), key=lambda j: (j.q, j.signal.body))
    echo()
    _table(asks + [j for j in said if j.verdict != "asks"], full)
    for j in asks:
        _print_lead(j)
    _print_combined(judged)
    _print_silent([j for j in judged if j.verdict == "silent"])
    if full:
        _print_working(judged)
    echo()
    echo(
        say(NOT_PROOF)
        if asks
        else t("没有要问的；这不等于没有问题。", "Nothing to ask; that is not the same as no problem.")
    )


def _table(said: Sequence[Judged], full: bool) -> None:
    if not said:
        return
    head = [t("单位", "Body"), t("检验", "Test"), t("对象", "About"), "n", t("效应（95% 区间）", "Effect (95 % interval)"),
            "p", "q", t("结果", "Result")]  # fmt: skip
    rows = [
        [
            j.signal.body or "–", j.signal.test, say(j.signal.about), f"{j.signal.n:,}",
            effect_words(j.signal.effect, LANG), small(j.signal.p), small(j.q), say(VERDICT_NAMES[j.verdict]),
        ]
        for j in said
    ]  # fmt: skip
    shown = rows if full else rows[:_CASES]
    table(head, shown, right=(3, 5, 6))
    if len(rows) > len(shown):
        echo(t(f"……另有 {len(rows) - len(shown)} 行（--full）", f"… {len(rows) - len(shown)} more rows (--full)"))


def _print_lead(j: Judged) -> None:
    card = CARDS.get(j.signal.test)
    echo()
    echo(f"▲ {j.signal.body or '–'}  ·  {say(card.title) if card else j.signal.test}  ·  {say(j.signal.about)}")
    echo(f"    {say(signal_words(j))}")
    if j.signal.effect is not None:
        echo(f"    {say(j.signal.effect.name)}{t('：', ': ')}{effect_words(j.signal.effect, LANG)}")
    if card is not None:
        echo(f"    {t('问：', 'Ask: ')}{say(card.ask)}")
        echo(f"    {t('可能有误：', 'May be wrong if: ')}{say(card.may_be_wrong_if)}")
        echo(f"    {t('撤回的条件：', 'Withdrawn if: ')}{say(card.withdrawn_if)}")


def _print_combined(judged: Sequence[Judged]) -> None:
    several = [c for c in combined(judged) if c.tests > 1]
    if not several:
        return
    echo()
    head = [t("单位（各项检验合起来）", "Body (its tests together)"), t("检验数", "Tests"), "p", "q"]
    rows = [[c.body or "–", str(c.tests), small(c.p), small(c.q)] for c in sorted(several, key=lambda c: c.p)]
    table(head, rows[:_CASES], right=(1, 2, 3))


def _print_silent(silent: Sequence[Judged]) -> None:
    if not silent:
        return
    echo()
    echo(t("不作判断的：", "Silent:"))
    reasons: dict[tuple[str, str, str], list[Judged]] = {}
    for j in silent:
        assert j.signal.silent is not None
        reasons.setdefault((j.signal.test, say(j.signal.about), skeleton(j.signal.silent)), []).append(j)
    for (test, about, _), members in reasons.items():
        why = say(together([j.signal.silent for j in members if j.signal.silent is not None]))
        names = [j.signal.body for j in members if j.signal.body]
        who = f"  [{', '.join(names[:8])}{' …' if len(names) > 8 else ''}]" if names else ""
        echo(f"  {test} · {about}{t('：', ': ')}{why}{who}")


def _print_working(judged: Sequence[Judged]) -> None:
    for j in judged:
        if not (j.signal.checks or j.signal.figures):
            continue
        echo()
        echo(f"{j.signal.body or '–'} · {j.signal.test} · {say(j.signal.about)}")
        for check in j.signal.checks:
            echo(f"    {'✓' if check.held else '✗'} {say(check.what)}{t('：', ': ')}{say(check.seen)}")
        for name, value in j.signal.figures.items():
            echo(f"    {name} = {number(value, 6)}")


def plain_results(family: Family, judged: Sequence[Judged]) -> dict[str, Any]:
    """The family and its results as plain data."""
    return {
        "plan": family.id,
        "family": family.digest,
        "level": family.level,
        "tests": len(family.tests),
        "results": [{"verdict": j.verdict, "q": j.q, "of": j.of, "signal": j.signal} for j in judged],
        "bodies": combined(judged),
        "note": NOT_PROOF,
    }


def save_csv(judged: Sequence[Judged], path: Path) -> None:
    """A row for each test and body, silent ones with their reason; texts are escaped for spreadsheets."""
    import pandas as pd

    from assess.base.sheets import escape
    from assess.exchange.results_out import write_frame

    rows = [
        {
            "body": escape(j.signal.body),
            "test": j.signal.test,
            "subject": escape(j.signal.subject),
            "period": escape(j.signal.period),
            "n": j.signal.n,
            "effect": j.signal.effect.value if j.signal.effect else None,
            "effect_low": j.signal.effect.lo if j.signal.effect else None,
            "effect_high": j.signal.effect.hi if j.signal.effect else None,
            "p": j.signal.p,
            "q": j.q,
            "tests_in_family": j.of,
            "verdict": j.verdict,
            "silent": escape(say(j.signal.silent)) if j.signal.silent else "",
            "words": escape(say(signal_words(j))),
            "family": j.signal.family,
        }
        for j in judged
    ]
    write_frame(pd.DataFrame(rows), path)
    warn(t(f"已写入 {path}", f"Wrote {path}"))
