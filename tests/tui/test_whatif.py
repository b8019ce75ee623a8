"""What if: sliders move weights, ranks follow at once with what the bands leave open, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, SetAnswer
from assess.scoring.ranks import Rank
from assess.session import Session, open_session
from assess.tui.screens.whatif import apart

from .driving import EVERYWHERE, Driver, running


@pytest.fixture
def rivals(session: Session) -> Path:
    """Two bodies, all answered: the bureau is ready and little used, the hotline much used and not ready."""
    session.apply(AddBody(id="hotline", name=Text(zh="热线中心", en="Hotline Centre")))
    session.apply(AddBody(id="archive", name=Text(zh="档案馆", en="Archive")))
    for body, good, share, apps in (("bureau", True, 0.0, 25.0), ("hotline", False, 1.0, 0.0)):
        for indicator, value in (("plan", "bound" if good else "none"), ("gate", "yes" if good else "no")):
            session.apply(SetAnswer(body=body, indicator=indicator, value=value))
        session.apply(
            SetAnswer(body=body, indicator="duties", value=("collect", "share", "supervise") if good else ())
        )
        session.apply(SetAnswer(body=body, indicator="gate_report", value="yes" if good else "no"))
        session.apply(SetAnswer(body=body, indicator="done_online", value=share))
        session.apply(SetAnswer(body=body, indicator="apps_count", value=apps))
    session.close()
    return session.path


def ranked(app: Driver) -> list[str]:
    """The bodies in the order of their ranks, as the list has them."""
    return [row.key for row in app.app.screen.query_one("#places").rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_moving_a_slider_moves_the_ranks_and_writes_nothing(
    rivals: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(rivals, lang, size) as app:
        await app.press("W")
        assert app.sees("目前的权重" if lang == "zh" else "The weights of the pack")
        assert app.sees("只看，不写入卷宗" if lang == "zh" else "nothing is written")
        await app.press("L", "L", "L", "L")
        assert app.sees("58%")  # 70 points of 120.
        assert ranked(app)[0] == "bureau"
        await app.press("r", "j", "L", "L", "L", "L")
        assert ranked(app)[0] == "hotline"
        await app.press("0", "k", "0")
        assert app.sees("至少留下一层" if lang == "zh" else "Leave at least one layer")
        await app.press("e")
        assert app.sees("目前的权重" if lang == "zh" else "The weights of the pack")
    with open_session(rivals, readonly=True) as session:
        assert len(session.history()) == 16


async def test_a_campaign_without_scores_says_why_there_is_nothing_to_weigh(session: Session) -> None:
    session.apply(AddBody(id="hotline", name=Text(zh="热线中心", en="Hotline Centre")))
    session.close()
    async with running(session.path) as app:
        await app.press("W", "L", "j", "r")
        assert app.sees("The weights of the pack")


def test_ranks_are_apart_only_where_no_possible_rank_is_shared() -> None:
    assert apart(Rank(1, 1, 2, 4), Rank(3, 3, 4, 4))
    assert not apart(Rank(1, 1, 3, 4), Rank(3, 3, 4, 4))
    assert apart(Rank(4, 3, 4, 4), Rank(1, 1, 2, 4))
