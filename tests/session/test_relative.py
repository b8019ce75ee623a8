"""A campaign in which one body's answer changes the scores of all: session, snapshot and report keep up with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.band import Band
from assess.base.texts import same
from assess.dossier.edits import AddBody, RemoveBody, SetAnswer
from assess.packs.model import Pack
from assess.report.write import write_body
from assess.session import Session, create_session
from tests.mini import AUTHOR
from tests.scoring.campaigns import number
from tests.scoring.forms import layer, pack_of


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return pack_of(
        tmp_path / "pack",
        '[scoring]\nnormalise = { method = "min-max" }\nrescale = "share-of-max"\n',
        layer("one") + number("x", "one", scale="lowest = 0, highest = 10"),
    )


@pytest.fixture
def session(tmp_path: Path, pack: Pack) -> Session:
    opened = create_session(tmp_path / "c.assess", pack, same("Trial"), author=AUTHOR)
    for name, value in (("a", 2.0), ("b", 4.0), ("c", 6.0)):
        opened.apply(AddBody(id=name, name=same(name.upper())), SetAnswer(body=name, indicator="x", value=value))
    return opened


def _x(session: Session, body: str) -> Band | None:
    return session.result(body).score.indicators["x"].score


def test_one_answer_changes_the_scores_of_every_body_and_undo_brings_them_back(session: Session) -> None:
    assert [_x(session, b) for b in "abc"] == [Band(0.0, 0.0), Band(50.0, 50.0), Band(100.0, 100.0)]
    session.apply(SetAnswer(body="c", indicator="x", value=10.0))
    assert [_x(session, b) for b in "abc"] == [Band(0.0, 0.0), Band(25.0, 25.0), Band(100.0, 100.0)]
    session.undo()
    assert _x(session, "b") == Band(50.0, 50.0)


def test_a_body_that_comes_or_goes_changes_the_scores_of_the_others(session: Session) -> None:
    assert _x(session, "b") == Band(50.0, 50.0)
    session.apply(AddBody(id="d", name=same("D")))
    found = _x(session, "b")
    assert found is not None
    assert not found.exact
    session.apply(RemoveBody("d"))
    assert _x(session, "b") == Band(50.0, 50.0)


def test_the_snapshot_has_the_scores_and_ranks_that_the_session_shows(session: Session) -> None:
    shot = session.snapshot()
    assert [b.score for b in shot.bodies] == [session.result(b.body.id).score for b in shot.bodies]
    assert [b.standing.rank for b in shot.bodies if b.standing] == [3, 2, 1]
    assert [b.score.totals["overall"].value for b in shot.bodies] == [Band(x, x) for x in (0.0, 50.0, 100.0)]


def test_z_scores_are_drawn_on_an_axis_of_their_own_and_their_origin_is_told(tmp_path: Path) -> None:
    pack = pack_of(
        tmp_path / "z",
        '[scoring]\nnormalise = { method = "z-score" }\n',
        layer("one") + number("x", "one"),
    )
    session = create_session(tmp_path / "z.assess", pack, same("Trial"), author=AUTHOR)
    for name, value in (("a", 2.0), ("b", 4.0), ("c", 6.0)):
        session.apply(AddBody(id=name, name=same(name.upper())), SetAnswer(body=name, indicator="x", value=value))
    session.apply(AddBody(id="d", name=same("D")))
    write_body(session.snapshot(), "a", tmp_path / "out")
    page = (tmp_path / "out" / "a.en.html").read_text(encoding="utf-8")
    assert "All bodies together make the scores of these indicators" in page
    assert "the 3 of 4 whose value is known" in page
    assert "out of 100" not in page
    assert "(0–100)" not in page
    chinese = (tmp_path / "out" / "a.zh.html").read_text(encoding="utf-8")
    assert "4 个单位中有 3 个已知" in chinese


@pytest.mark.parametrize(("method", "compared"), [("z-score", False), ("min-max", True)])
def test_only_marks_are_compared_as_built_and_used(tmp_path: Path, method: str, compared: bool) -> None:
    pack = pack_of(
        tmp_path / method,
        f'[scoring]\nnormalise = {{ method = "{method}" }}\n',
        layer("one", 'base_layer = "platform"') + number("x", "one"),
        layer("two", 'base_layer = "utilization"') + number("y", "two"),
    )
    session = create_session(tmp_path / f"{method}.assess", pack, same("Trial"), author=AUTHOR)
    for name, value in (("a", 2.0), ("b", 4.0)):
        session.apply(AddBody(id=name, name=same(name)), SetAnswer(body=name, indicator="x", value=value))
        session.apply(SetAnswer(body=name, indicator="y", value=-value))
    assert session.result("a").gap == (Band(-100.0, -100.0) if compared else None)
