"""Why data is not shared: will not, dare not or cannot, per department, from stated reasons and from behaviour.

The three attitudes are 不愿, 不敢, 不能/不会 (刘烈宏, January 2024; 樊祥胜, 河南省大数据管理局, 2020-05-09).
Data withheld because a law says so is none of them. A reason that nobody stated is unknown: the diagnosis stays
undetermined as long as the missing reasons could change it. Behaviour (delay, token data, conditions that come to a
refusal) is held against what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.findings.aids.columns import Row, plain, reason_words
from assess.measure.found import Found

Class = Literal["will_not", "dare_not", "cannot"]
Coded = Literal["will_not", "dare_not", "cannot", "lawful", "unclear", "missing"]
Diagnosis = Literal["will_not", "dare_not", "cannot", "mixed", "lawful", "undetermined", "nothing-withheld"]

CLASSES: Final[tuple[Class, ...]] = ("will_not", "dare_not", "cannot")
CODES: Final[dict[Coded, Text]] = {
    "will_not": Text(zh="不愿", en="Will not"),
    "dare_not": Text(zh="不敢", en="Dare not"),
    "cannot": Text(zh="不能、不会", en="Cannot"),
    "lawful": Text(zh="依法不予", en="Withheld by law"),
    "unclear": Text(zh="说不清", en="Unclear"),
    "missing": Text(zh="没写理由", en="No reason"),
}
DIAGNOSES: Final[dict[Diagnosis, Text]] = {
    "will_not": CODES["will_not"],
    "dare_not": CODES["dare_not"],
    "cannot": CODES["cannot"],
    "mixed": Text(zh="几种并存", en="Several alike"),
    "lawful": Text(zh="都依法不予", en="All withheld by law"),
    "undetermined": Text(zh="未定", en="Undetermined"),
    "nothing-withheld": Text(zh="没有不共享的", en="Nothing withheld"),
}
REMEDIES: Final[dict[Class, Text]] = {
    "will_not": Text(
        zh="共享列入考核，拒绝须书面说明，由主管机构裁定。",
        en="Put sharing into appraisal; a refusal needs grounds in writing, and the authority decides.",
    ),
    "dare_not": Text(
        zh="先分类分级，明确尽职免责和使用方责任，用可用不可见的方式提供。",
        en="Classify and grade first, settle who is liable, and supply it usable but not visible.",
    ),
    "cannot": Text(
        zh="给接口、标准、经费和人手；按最急用的先做。",
        en="Give interfaces, standards, money and staff, beginning with what is needed most.",
    ),
}
DAYS: Final = 90.0
"""Days without an answer that count as delay, unless another limit is given (our own)."""
TOKEN: Final = 10.0
"""Records below which a shared dataset is a token one (our own, as in the pack `data-sharing`)."""
FEW: Final = 3
"""Datasets withheld below which a department gets no diagnosis (our own)."""


class Point(msgspec.Struct, frozen=True):
    """Something that speaks for or against an attitude: how many datasets show it, and some of their names."""

    about: Class
    speaks: Literal["for", "against"]
    text: Text
    count: int
    samples: tuple[str, ...] = ()


class Coding(msgspec.Struct, frozen=True):
    """A dataset that is not shared, the code of its reason, and how that was arrived at."""

    row: int
    department: str
    dataset: str
    code: Coded
    reason: str
    given: bool


class Department(msgspec.Struct, frozen=True):
    """One department. `contradicted` says that its behaviour points to unwillingness and its reasons elsewhere."""

    name: str
    datasets: int
    shared: int
    conditional: int
    withheld: int
    codes: dict[str, int]
    diagnosis: Diagnosis
    contradicted: bool
    points: tuple[Point, ...]
    requests: int
    refused: int
    token: int
    withheld_with_reason: int


class Reluctance(msgspec.Struct, frozen=True):
    """All departments and every coding, and the limits they were judged by."""

    departments: tuple[Department, ...]
    codings: tuple[Coding, ...]
    days: float
    token: float


def diagnose(rows: Sequence[Row], days: float = DAYS, token: float = TOKEN) -> Reluctance:
    """The diagnosis of every department, by the reasons for what it does not share and by what it does."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(plain(row.text("department")), []).append(row)
    codings = tuple(_coding(r) for r in rows if r.text("shared") == "no")
    departments = tuple(
        _department(held, [c for c in codings if plain(c.department) == key], days, token)
        for key, held in by_name.items()
    )
    return Reluctance(departments, codings, days, token)


def _coding(row: Row) -> Coding:
    given, reason = row.text("code"), row.text("reason")
    code: Coded = given if given else _by_words(row)  # type: ignore[assignment]
    if code == "lawful" and not row.text("basis"):
        # “By law” without the law is a reason still to be stated.
        code = "unclear"
    return Coding(row.number, row.text("department"), row.text("dataset"), code, reason, bool(given))


def _by_words(row: Row) -> Coded:
    """The class that the words of the reason speak for; unclear where they speak for several or none."""
    said = row.text("reason").casefold()
    if not said:
        return "missing"
    words = reason_words()
    if row.text("basis") and any(w in said for w in words["lawful"]):
        return "lawful"
    found = [c for c in CLASSES if any(w in said for w in words[c])]
    return found[0] if len(found) == 1 else "unclear"


def _department(rows: Sequence[Row], codings: Sequence[Coding], days: float, token: float) -> Department:
    codes = {code: sum(c.code == code for c in codings) for code in CODES}
    points = _points(rows, codings, days, token)
    diagnosis = _diagnosis(codes, len(codings))
    behaving = sum(p.count for p in points if p.about == "will_not" and p.speaks == "for") - codes["will_not"]
    requests = sum(int(r.number_of("requests") or 0) for r in rows)
    return Department(
        name=rows[0].text("department"),
        datasets=len(rows),
        shared=sum(r.text("shared") == "yes" for r in rows),
        conditional=sum(r.text("shared") == "conditional" for r in rows),
        withheld=len(codings),
        codes={str(code): count for code, count in codes.items()},
        diagnosis=diagnosis,
        contradicted=diagnosis in ("dare_not", "cannot") and 2 * behaving >= len(codings) > 0,
        points=points,
        requests=requests,
        refused=sum(_turned_down(r) for r in rows),
        token=len(_token(rows, token)),
        withheld_with_reason=sum(
            1 for r in rows if r.text("shared") == "no" and r.text("basis") and r.text("reason")
        ),
    )


def _diagnosis(codes: dict[Coded, int], withheld: int) -> Diagnosis:
    """The class that leads whatever the reasons not known turn out to be; else undetermined or several alike."""
    if not withheld:
        return "nothing-withheld"
    if codes["lawful"] == withheld:
        return "lawful"
    if withheld < FEW:
        return "undetermined"
    unknown = codes["unclear"] + codes["missing"]
    counts = sorted(((codes[c], c) for c in CLASSES), reverse=True)
    (most, first), (second, _) = counts[0], counts[1]
    if most > second + unknown:
        return first
    return "undetermined" if unknown else "mixed"


def _points(rows: Sequence[Row], codings: Sequence[Coding], days: float, token: float) -> tuple[Point, ...]:
    found: list[Point] = []

    def add(about: Class, speaks: Literal["for", "against"], text: Text, of: Sequence[str]) -> None:
        if of:
            found.append(Point(about, speaks, text, len(of), tuple(of[:3])))

    for code in CLASSES:
        named = [c.dataset for c in codings if c.code == code]
        name = CODES[code]
        add(code, "for", Text(zh=f"所写理由属于“{name.zh}”", en=f"Reasons stated: “{name.en}”"), named)
    slow = [r.text("dataset") for r in rows if (r.number_of("days") or 0) > days]
    add(
        "will_not",
        "for",
        Text(zh=f"申请超过 {days:g} 天才答复", en=f"Requests answered after more than {days:g} days"),
        slow,
    )
    add(
        "will_not",
        "for",
        Text(zh=f"共享的不足 {token:g} 条记录", en=f"Shared with fewer than {token:g} records"),
        _token(rows, token),
    )
    stuck = [r.text("dataset") for r in rows if r.text("shared") == "conditional" and _all_refused(r)]
    add(
        "will_not",
        "for",
        Text(zh="有条件共享，而申请一次也没有同意", en="Shared on conditions, and no request was ever granted"),
        stuck,
    )
    prompt = [
        r.text("dataset")
        for r in rows
        if (r.number_of("granted") or 0) > 0 and (d := r.number_of("days")) is not None and d <= days
    ]
    add("will_not", "against", Text(zh="按时同意过申请", en="Requests granted in time"), prompt)
    bare = [
        r.text("dataset")
        for r, c in ((r, c) for r in rows for c in codings if c.row == r.number)
        if c.code == "dare_not" and not r.text("basis")
    ]
    add("dare_not", "against", Text(zh="说有风险，却没有写出依据", en="A risk is named, and no basis for it"), bare)
    real = [r.text("dataset") for r in rows if r.text("shared") == "yes" and (r.number_of("records") or 0) >= token]
    add(
        "cannot", "against", Text(zh="同一部门已经共享了别的数据", en="The same department shares other data"), real
    )
    return tuple(found)


def _token(rows: Sequence[Row], token: float) -> list[str]:
    return [
        r.text("dataset")
        for r in rows
        if r.text("shared") != "no" and (n := r.number_of("records")) is not None and n < token
    ]


def _all_refused(row: Row) -> bool:
    asked, granted = row.number_of("requests"), row.number_of("granted")
    return bool(asked) and granted == 0


def _turned_down(row: Row) -> int:
    """Requests that were not granted; 0 where that is not known."""
    asked, granted = row.number_of("requests"), row.number_of("granted")
    if asked is None or granted is None:
        return 0
    return max(int(asked - granted), 0)


def facts(result: Reluctance, source: str, department: str | None = None) -> list[Found]:
    """The counts that the pack `data-sharing` has facts for, of one department or of all together.

    Reasons that are unclear or missing may belong to any of the three, and widen their bands.
    """
    chosen = [d for d in result.departments if department is None or plain(d.name) == plain(department)]
    open_ = sum(d.codes["unclear"] + d.codes["missing"] for d in chosen)
    exact: dict[str, int] = {
        "datasets_shared": sum(d.shared + d.conditional for d in chosen),
        "datasets_token": sum(d.token for d in chosen),
        "datasets_withheld": sum(d.withheld for d in chosen),
        "withheld_with_reason": sum(d.withheld_with_reason for d in chosen),
        "conditional_datasets": sum(d.conditional for d in chosen),
    }
    if requests := sum(d.requests for d in chosen):
        exact |= {"requests_made": requests, "requests_refused": sum(d.refused for d in chosen)}
    values = {name: point(float(n)) for name, n in exact.items()}
    for code in CLASSES:
        sure = sum(d.codes[code] for d in chosen)
        values[f"reasons_{code}"] = Band(float(sure), float(sure + open_))
    n = sum(d.datasets for d in chosen)
    title = Text(zh="按不共享的理由和行为统计", en="By reasons for not sharing and by behaviour")
    return [
        Found(fact=name, title=title, unit="count", value=value, n=n, method="aid reluctance", inputs=(source,))
        for name, value in values.items()
    ]


def table(result: Reluctance) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows for spreadsheets, one row a department."""
    head = ["department", "datasets", "shared", "conditional", "withheld", *CODES, "diagnosis", "contradicted",
            "requests", "refused", "token"]  # fmt: skip
    return head, [
        [d.name, float(d.datasets), float(d.shared), float(d.conditional), float(d.withheld),
         *(float(d.codes[c]) for c in CODES), d.diagnosis, "yes" if d.contradicted else "no", float(d.requests),
         float(d.refused), float(d.token)]
        for d in result.departments
    ]  # fmt: skip
