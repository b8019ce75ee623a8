"""The pages of aids: in the form of the report's pages, whatever a table says."""

from __future__ import annotations

import pytest

from assess.base.texts import LANGS, Lang, Text
from assess.findings.aids import duties, quadrant, reluctance, responsibility
from assess.findings.aids.columns import Fault, Row, Sheet
from assess.report.aids import Made, aid_page
from assess.report.view.aids import duties as duties_view
from assess.report.view.aids import quadrant as quadrant_view
from assess.report.view.aids import reluctance as reluctance_view
from assess.report.view.aids import responsibility as responsibility_view

from .hostile import PAYLOADS
from .page import problems


def sheet(*rows: dict[str, object]) -> Sheet:
    kept = tuple(Row(n, dict(values)) for n, values in enumerate(rows, 2))  # type: ignore[arg-type]
    fault = Fault(99, "c", "<b>x</b>", Text(zh="不是数", en="is no number"), True)
    return Sheet(
        "t.csv", kept, (fault,), {"dataset": "数据集"}, ("备注",), len(rows) + 1, "0" * 64, "gb18030", True
    )


def pages(name: str) -> dict[str, tuple[Made, Sheet]]:
    """A page of each aid whose datasets, departments, duties and reasons are called `name`."""
    one = sheet(
        *(
            {
                "dataset": name,
                "department": name,
                "frequency": float(n),
                "spillover": float(n % 7),
                "done": "physical",
            }
            for n in range(40)
        )
    )
    q = quadrant.quadrants(one.rows)
    two = sheet({"duty": f"档案管理{name}", "department": name}, {"duty": "外事", "department": ""})
    d = duties.funnel(two.rows, [Row(2, {"system": f"档案管理系统{name}", "about": None})], [])
    three = sheet({"dataset": name, "owner": (name,), "users": (), "manager": ("b",), "store": ()})
    m = responsibility.matrix(three.rows)
    four = sheet(
        *(
            {"department": name, "dataset": name, "shared": "no", "reason": f"不同意 {name}", "days": 100.0}
            for _ in range(4)
        )
    )
    r = reluctance.diagnose(four.rows)
    return {
        "quadrant": (lambda x: (quadrant_view.blocks(q, x), quadrant_view.method(q, x)), one),
        "duties": (lambda x: (duties_view.blocks(d, x), duties_view.method(d, x)), two),
        "responsibility": (lambda x: (responsibility_view.blocks(m, x), responsibility_view.method(m, x)), three),
        "reluctance": (lambda x: (reluctance_view.blocks(r, x), reluctance_view.method(r, x)), four),
    }


AIDS = ("quadrant", "duties", "responsibility", "reluctance")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("aid", AIDS)
def test_pages_keep_to_the_form_whatever_a_table_says(aid: str, lang: Lang) -> None:
    for payload in ("甲局", *PAYLOADS):
        made, read = pages(payload)[aid]
        assert problems(aid_page(aid, made, [read], lang)) == []
