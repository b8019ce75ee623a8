"""What a finding rests on, as sentences."""

from __future__ import annotations

from assess.findings.basis import _quoted


def test_quotation_marks_within_a_title_become_inner_ones() -> None:
    assert _quoted("“不适用”得分占比") == "“‘不适用’得分占比”"
    assert _quoted("得分") == "“得分”"
