"""Links between a finding, what it rests on and what it cites lead both ways, and the reply stands beside it."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.texts import LANGS, Lang, same
from assess.dossier.cases import case_of
from assess.dossier.step import FindingStep
from assess.findings.model import CausePiece, WeighedCause
from assess.report.render import render_body
from assess.snapshot import Snapshot

from .page import Element, Page, problems


def _with(snapshot: Snapshot, **changes: object) -> Snapshot:
    """The campaign with another first finding of the first body."""
    body = snapshot.bodies[0]
    found = (msgspec.structs.replace(body.findings[0], **changes), *body.findings[1:])
    return msgspec.structs.replace(
        snapshot, bodies=(msgspec.structs.replace(body, findings=found), *snapshot.bodies[1:])
    )


def _at(html: str, id: str) -> Element:
    return next(e for e in Page(html).all() if e.attributes.get("id") == id)


def _leads(element: Element) -> set[str]:
    return {a.attributes["href"] for a in element.all("a")}


@pytest.mark.parametrize("lang", LANGS)
def test_a_finding_and_what_it_rests_on_lead_to_each_other(snapshot: Snapshot, lang: Lang) -> None:
    made = _with(snapshot, rests_on=("reply_days", "prev reply_days", "u1"), indicators=("r1", "u1"))
    html = render_body(made, "north", lang)
    assert problems(html) == []
    finding = f"f-{made.bodies[0].findings[0].id}"
    there = {"#i-r1", "#i-u1", "#fact-reply_days", "#e-e1", "#method-rules", "#s-caict_2021", "#verdict"}
    assert there <= _leads(_at(html, finding))
    for back in ("i-r1", "i-u1", "fact-reply_days", "s-caict_2021"):
        assert f"#{finding}" in _leads(_at(html, back)), back
    assert "#i-r1" in _leads(_at(html, "e-e1")), "evidence leads to its indicator, and that to the finding"


def test_a_layer_leads_to_its_indicators_and_they_to_its_weight_and_back(sample_pages: dict[str, str]) -> None:
    html = sample_pages["0.zh"]
    assert "#layer-data" in _leads(_at(html, "verdict"))
    assert "#w-data" in _leads(_at(html, "layer-data"))
    assert "#layer-data" in _leads(_at(html, "w-data"))


def _step(n: int, move: str, **said: str) -> FindingStep:
    return FindingStep(
        id=str(n), body="north", finding="", number=n, move=move, at=f"2026-0{n}-01T00:00:00Z", by="李雷", **said
    )  # type: ignore[arg-type]


def test_the_reply_stands_beside_the_finding_and_where_there_is_none_why(snapshot: Snapshot) -> None:
    put, said = _step(1, "put", due="2026-03-31"), _step(2, "explain", text="成果已并入统一平台。")
    finding = f"f-{snapshot.bodies[0].findings[0].id}"

    def heard(*steps: FindingStep) -> str:
        case = case_of(steps)
        html = render_body(_with(snapshot, case=case, state=case.state), "north", "zh")
        assert problems(html) == []
        return next(e.text for e in _at(html, finding).all("dl") if e.attributes.get("class") == "says heard")

    assert heard() == "被评估单位的答复 尚未送被评估单位听取意见。".replace(" ", "")
    assert "尚无答复；答复期限 2026-03-31" in heard(put)
    assert "成果已并入统一平台。" in heard(put, said)
    assert "尚无答复" not in heard(put, said)


def test_ranked_causes_are_numbered_once(snapshot: Snapshot) -> None:
    told = CausePiece(speaks="for", weight="strong", open=False, says=same("Seen"), basis=same("1 = 1"))
    weighed = (WeighedCause("vanity", pieces=(told,)), WeighedCause("judged_on_paper"))
    html = render_body(_with(snapshot, weighed=weighed), "north", "en")
    finding = _at(html, f"f-{snapshot.bodies[0].findings[0].id}")
    (ranked,) = list(finding.all("ol"))
    assert len(ranked.children) == 2
    assert not any(li.text[:2] in ("1.", "2.") for li in ranked.children)
