"""Likeness of names: what it looks at, its bounds, and that many names are matched in a moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.findings.aids.names import Index, features


def test_features_are_pairs_of_han_and_words_of_latin() -> None:
    assert features("不动产登记") == {"不动", "动产", "产登", "登记"}
    assert features("The register of Companies（工商）") == {"register", "companie", "工商"}
    assert features("林") == {"林"}
    assert features("……") == frozenset()


def test_width_and_case_do_not_count() -> None:
    assert features("ＧＩＳ平台") == features("gis平台")


@pytest.mark.parametrize(
    ("duty", "best"),
    [("负责不动产登记和权籍调查", "不动产登记信息平台"), ("Issue food business licences", "Food licence register")],
)
def test_the_likest_name_comes_first(duty: str, best: str) -> None:
    names = [
        "不动产登记信息平台",
        "城市管理信息平台",
        "Food licence register",
        "Road works register",
        "档案管理系统",
    ]
    found = Index(names).search(duty, least=0.2)
    assert names[found[0].at] == best


def test_what_all_names_share_proposes_nothing() -> None:
    names = [f"{a}管理信息系统" for a in ("档案", "车辆", "会议", "食堂", "资产", "信访")]
    assert Index(names).search("殡葬服务管理信息工作") == []


def test_the_same_name_scores_one() -> None:
    (match,) = Index(["档案管理系统", "车辆调度"]).search("档案管理系统", most=1)
    assert match.score == 1.0


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=12))
def test_scores_are_between_zero_and_one_and_in_order(names: list[str], query: str) -> None:
    found = Index(names).search(query, most=5, least=0.0)
    scores = [m.score for m in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)
    assert all(0 <= m.at < len(names) for m in found)
