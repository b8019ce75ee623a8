"""The score panel names what each gate of the pack decides."""

from __future__ import annotations

from assess.snapshot import result_of
from assess.tui.glyphs import UNICODE
from assess.tui.saving import BodyView
from assess.tui.widgets.scores import score_lines
from tests.findings.test_gates import PACK, YES, state


def test_the_panel_says_what_the_gates_decide_and_for_how_many_reasons() -> None:
    project = state({**YES, "data_sources": "no", "exit_rule": "no", "desk_answers": "not-shown"})
    view = BodyView(state=project, result=result_of(PACK, project))
    shown = {lang: [line.plain for line in score_lines(PACK, view, 34, UNICODE, lang)] for lang in ("zh", "en")}
    assert [
        " ".join(x.split()) for x in shown["zh"] if x.startswith(("立项关", "上线关")) and ("停" in x or "附" in x)
    ] == ["立项关 停 1", "上线关 附条件 1"]
    assert any(" ".join(x.split()) == "Approval gate Stop 1" for x in shown["en"])
    assert any(" ".join(x.split()) == "Launch gate Conditional 1" for x in shown["en"])
