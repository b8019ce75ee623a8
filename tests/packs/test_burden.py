"""Minutes of a pack: as it says, else as assumed of scale and evidence, with what may not arise in the band."""

from __future__ import annotations

from pathlib import Path

from assess.packs.build import _NO_MEANING
from assess.packs.burden import asked_of, heaviest, minutes_of, put_to
from assess.packs.diff import diff_packs
from assess.packs.load import check_pack, load_pack
from assess.packs.model import Pack
from tests.packs.sample import FILES, write_pack

L, P = "layers/all.toml", "pack.toml"


def sample(folder: Path, **changes: str) -> Pack:
    return load_pack(write_pack(folder, {**FILES, **changes}))


def test_minutes_are_assumed_of_scale_and_evidence(tmp_path: Path) -> None:
    found = {i.id: minutes_of(i) for i in sample(tmp_path).indicators}
    # Read 1. Yes/no 1; levels 4 and two documents at 5; share 14; number 9; checklist 1 and a half for each line.
    assert found["has_plan"] == 2
    assert found["plan_state"] == 15
    assert found["online_share"] == 15
    lines = len(next(i for i in sample(tmp_path / "again").indicators if i.id == "channels").scale.options)
    assert found["channels"] == 2 + lines / 2


def test_the_minutes_that_a_pack_gives_are_taken_and_counted(tmp_path: Path) -> None:
    text = FILES[L].replace('id = "online_share"', 'id = "online_share"\nminutes = 40')
    pack = sample(tmp_path, **{L: text})
    assert minutes_of(next(i for i in pack.indicators if i.id == "online_share")) == 40
    assert asked_of(pack).stated == 1
    assert heaviest(pack)[0][0].id == "online_share"


def test_a_follow_up_is_counted_in_the_most_minutes_only(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    found = asked_of(pack)
    late = [i for i in pack.indicators if i.follows]
    assert late
    assert found.most - found.sure == sum(map(minutes_of, late))
    assert found.questions == len(pack.indicators)


def test_a_budget_that_is_kept_is_not_over_and_one_below_the_minutes_is(tmp_path: Path) -> None:
    most = asked_of(sample(tmp_path / "a")).most
    for name, minutes, over in (("b", most, 0.0), ("c", most - 7, 7.0)):
        head = FILES[P].replace("[[sources]]", f"[burden]\nminutes = {minutes}\n\n[[sources]]", 1)
        found = asked_of(sample(tmp_path / name, **{P: head}))
        assert (found.budget, found.over) == (minutes, over)


def test_minutes_reasons_and_budget_change_no_answer(tmp_path: Path) -> None:
    old = sample(tmp_path / "a")
    text = FILES[L].replace(
        'id = "online_share"', 'id = "online_share"\nminutes = 4\nrepeats = { zh = "因", en = "Because" }'
    )
    head = FILES[P].replace("[[sources]]", "[burden]\nminutes = 9\n\n[[sources]]", 1)
    new = sample(tmp_path / "b", **{L: text, P: head})
    assert [i.digest for i in old.indicators] == [i.digest for i in new.indicators]
    assert {c.kind for c in diff_packs(old, new).changes} == {"text"}
    assert {"minutes", "repeats"} <= set(_NO_MEANING)


def test_minutes_of_nothing_are_refused(tmp_path: Path) -> None:
    text = FILES[L].replace('id = "online_share"', 'id = "online_share"\nminutes = 0')
    (problem,) = check_pack(write_pack(tmp_path, {**FILES, L: text}))
    assert "`minutes` must be greater than 0" in problem.show("en")


def test_a_body_is_asked_what_its_sort_is_asked(tmp_path: Path) -> None:
    profiles = '[[profiles]]\nid = "county"\ntitle = { zh = "县", en = "County" }\n\n'
    profiles += '[[profiles]]\nid = "city"\ntitle = { zh = "市", en = "City" }\n\n'
    head = FILES[P].replace("[[sources]]", f"{profiles}[[sources]]", 1)
    text = FILES[L].replace('id = "online_share"', 'id = "online_share"\nprofiles = ["city"]')
    pack = sample(tmp_path, **{L: text, P: head})
    asked = {kind: {i.id for i in put_to(pack, kind)} for kind in ("city", "county", "elsewhere")}
    assert asked["city"] == asked["elsewhere"]
    assert asked["city"] - asked["county"] == {"online_share"}
