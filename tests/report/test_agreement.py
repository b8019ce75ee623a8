"""The method section tells how far evaluators agree, layer by layer, and names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.copies.redact import copy_of
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, Judge
from assess.report.render import render_body
from assess.session import open_session
from assess.snapshot import Snapshot, from_json, to_json
from tests.mini import mini, name, new_session

BODIES = ("east", "north", "west")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Two evaluators on three bodies: near on one layer, of one mind on the other."""
    path: Path = tmp_path_factory.mktemp("agree") / "d.assess"
    with new_session(path) as session:
        session.apply(*(AddBody(id=b, name=name(b.title())) for b in BODIES))
        assert session.snapshot().agreement == ()
    for author, extra in (("Anna Lindqvist", 0.0), ("Bo Castellan", 0.02)):
        with open_session(path, author=Author(author, author.encode().hex()[:16]), pack=mini()) as session:
            for body, value in zip(BODIES, (0.05, 0.15, 0.25), strict=True):
                session.apply(Judge(body=body, indicator="open_share", value=value + extra))
                session.apply(Judge(body=body, indicator="plan", value="done"))
    with open_session(path, readonly=True, pack=mini()) as session:
        yield session.snapshot()


def test_the_snapshot_holds_alpha_by_layer_and_reads_back(snapshot: Snapshot) -> None:
    built, used = snapshot.agreement
    assert (built.layer, built.alpha, built.equal, built.says) == ("built", None, 1.0, "no-variation")
    assert (used.layer, used.units, used.equal, used.says) == ("used", 3, 0.0, "few")
    assert used.alpha is not None
    assert used.band is not None
    assert used.band.lo <= used.alpha <= used.band.hi < 1
    assert from_json(to_json(snapshot)).agreement == snapshot.agreement


def test_the_report_tells_it_in_both_languages(snapshot: Snapshot) -> None:
    english, chinese = (render_body(snapshot, "east", lang) for lang in ("en", "zh"))
    alpha = f"{snapshot.agreement[1].alpha:.3f}"
    for page, told in ((english, f"Agreement of evaluators, Used: alpha {alpha}"), (chinese, f"使用：α = {alpha}")):
        assert told in page
    assert "without variation" in english
    assert "没有变化" in chinese
    none = msgspec.structs.replace(snapshot, agreement=())
    assert "Agreement of evaluators" not in render_body(none, "east", "en")


def test_a_public_copy_keeps_the_figures_and_no_name_of_an_evaluator(snapshot: Snapshot) -> None:
    copy = copy_of(snapshot, "public", bytes(32))
    assert copy.agreement == snapshot.agreement
    data = to_json(copy).decode()
    assert "Lindqvist" not in data
    assert "Castellan" not in data
