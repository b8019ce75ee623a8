"""The rule language: conditions over facts and scores, judged yes, no or undetermined, with their working.

`compile_rule` reads and checks a rule once, `compile_rules` many, `evaluate` judges it with a trace, `verdict`
judges it only (`ruling` where some of what it names does not apply to the body), and `in_words` writes the outcome
as a paragraph.
`compile_number` and `number` do the same for an expression whose outcome is a number.
The language is described in docs/pack-format.md.
"""

from assess.rules.compiler import compile_number, compile_rule, compile_rules
from assess.rules.judge import evaluate, number, ruling, verdict
from assess.rules.model import Compiled, NameInfo, Result, RuleErrors, RuleProblem, Ruling, Step, Verdict
from assess.rules.words import in_words

__all__ = [
    "Compiled",
    "NameInfo",
    "Result",
    "RuleErrors",
    "RuleProblem",
    "Ruling",
    "Step",
    "Verdict",
    "compile_number",
    "compile_rule",
    "compile_rules",
    "evaluate",
    "in_words",
    "number",
    "ruling",
    "verdict",
]
