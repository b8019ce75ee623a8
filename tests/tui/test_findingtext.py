"""A finding in the terminal app says what its tests said, in the words of the report and the command line."""

from __future__ import annotations

import pytest

from assess.base.texts import Lang
from assess.findings.signalled import signal_findings
from assess.forensics.told import signal_line
from assess.forensics.verdicts import NOT_PROOF, judge_signals
from assess.tui.findingtext import finding_page
from assess.tui.glyphs import UNICODE
from tests.forensics.fake import signal
from tests.mini import mini
from tests.scoring.states import state


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tests_of_a_finding_are_told_with_what_they_are_worth(lang: Lang) -> None:
    judged = judge_signals(
        [signal(0.0, test="grim", subject="satisfied"), signal(0.9, test="too_round", subject="satisfied")]
    )
    (found,) = signal_findings(mini(), state(), judged, [])
    text = "\n".join(str(line) for line in finding_page(mini(), found, lang, UNICODE))
    for j in judged:
        assert signal_line(j).get(lang) in text
    assert NOT_PROOF.get(lang) in text
