"""Sentences on forensic tests, in both languages."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text

SIGNALS: Final[dict[str, Text]] = {
    "signals_note": Text(
        zh="这些检验提出的是要问的问题，不是证明。q 是在同一族检验上校正之后的误报率，不超过 {level} 才发问。",
        en="These tests raise questions; they are not proof. q is the rate of false leads, corrected over the "
        "family; only a q of {level} or less asks.",
    ),
    "signals_quiet": Text(
        zh="对该单位的数字所做、没有发问的检验（{n}）",
        en="Tests of the body’s figures that do not ask anything ({n})",
    ),
    "family_ran": Text(
        zh="运行 {runs} 次，{said} 次作了判断，{asked} 次发问；错误发现率 {level}",
        en="runs: {runs}; said anything: {said}; asked: {asked}; false discovery rate {level}",
    ),
    "family_tests": Text(zh="{test}（{n}）", en="{test} ({n})"),
    "family_why": Text(zh="{test}：{why}（{n} 次）", en="{test}: {why} (runs: {n})"),
    "family_changed": Text(
        zh="这一方案登记之后改过（先前的摘要 {digest}…），看过结果再改的方案不再有原来的误报率。",
        en="The plan was changed after it had been recorded (earlier digest {digest}…); a plan changed after "
        "looking no longer keeps its error rate.",
    ),
    "family_plan": Text(zh="检验方案 {plan}", en="Plan {plan}"),
    "family_period": Text(zh="{plan}，{period}", en="{plan}, {period}"),
    "family_note": Text(
        zh="每族检验都在看数之前定下；p 值在全族上校正（Benjamini–Hochberg）。"
        "不作判断的检验不计入，也不等于没有问题。",
        en="Every family of tests was fixed before the figures were looked at. p-values are corrected over the "
        "whole family (Benjamini–Hochberg); tests that stay silent do not count, and are no clearance.",
    ),
}
