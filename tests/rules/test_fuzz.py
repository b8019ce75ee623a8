"""Whatever is written as a rule, it compiles or is refused with problems that can be shown."""

from __future__ import annotations

import random
import re

import pytest

from assess.rules import RuleErrors, compile_rule, evaluate, in_words

from .sample import FREE, NAMES, Writer

_PIECES = [
    *NAMES, *FREE, "ratio", "min", "max", "abs", "known", "prev", "at_least", "true", "false", "and", "or", "not",
    "(", ")", ",", "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "!", "=", "&", "|", "%", ".",
    "0", "1", "2", "0.5", "1e3", "1e-400", "9e999", "007", "30%", " ", "\n", "\t", "　", "（", "）", "，", "。",
    "≥", "＜", "展示成果数", "且", '"', "'", "“", "[", "]", "{", "}", "\\", "\x00", "\ud800", "\u202e", "🙂",
    "é", "٣", "²", "ｘ", "１",
]  # fmt: skip


def _soup(rng: random.Random) -> str:
    return rng.choice(("", " ")).join(rng.choice(_PIECES) for _ in range(rng.randint(0, 14)))


def _scrambled(rng: random.Random) -> str:
    text = list(Writer(rng, depth=rng.choice((0, 1)), known=True).rule().ours)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text) + 1)
        text[at : at + rng.randint(0, 2)] = rng.choice(_PIECES) if rng.random() < 0.7 else ""
    return "".join(text)


def _noise(rng: random.Random) -> str:
    return "".join(
        chr(rng.choice((rng.randrange(128), rng.randrange(0x3000), rng.randrange(0x110000)))) for _ in range(12)
    )


def _try(source: str) -> bool:
    """Whether `source` is a rule; asserts that it is refused properly when it is not."""
    try:
        rule = compile_rule(source, NAMES | FREE)
    except RuleErrors as errors:
        problems = errors.problems
    else:
        result = evaluate(rule, {})
        assert in_words(result, NAMES, "zh")
        assert in_words(result, NAMES, "en")
        return True
    assert problems
    for problem in problems:
        assert 0 <= problem.offset <= problem.offset + problem.length <= len(source)
        assert problem.message.zh
        assert problem.message.en
        assert not re.search(r"[\x00-\x1f\u202e\ud800]", problem.message.en), (source, problem)
    return False


def _feed(count: int, seed: int) -> None:
    rng = random.Random(seed)
    makers = (_soup, _scrambled, _noise)
    rules = sum(_try(makers[number % 3](rng)) for number in range(count))
    assert count / 100 < rules < count / 2


def test_any_string_is_a_rule_or_is_refused() -> None:
    _feed(5_000, seed=5)


@pytest.mark.long
def test_very_many_strings_are_rules_or_are_refused(times: int) -> None:
    _feed(20_000 * times, seed=6)
