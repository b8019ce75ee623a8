"""The snapshot: the same bytes for the same dossier in every process; standings, spreads and the gap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from assess.base.band import Band, point
from assess.base.errors import InputError
from assess.dossier.edits import AddBody, AddEvidence, RecordFact, SetAnswer
from assess.dossier.entities import Record
from assess.dossier.record import read_record
from assess.findings.years import earlier_of
from assess.session import open_session
from assess.snapshot import (
    Past,
    Snapshot,
    Spread,
    Standing,
    build_snapshot,
    fingerprint,
    from_json,
    spread,
    to_json,
)
from tests.mini import AUTHOR, mini, name, new_session, write_mini
from tests.scoring.states import near

ROOT = Path(__file__).resolve().parents[1]
SAID = {"east": 1.0, "west": 0.25, "north": 0.25}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("campaign") / "d.assess"
    with new_session(path, clock="2026-01-02T03:04:05.678Z") as session:
        for body, share in SAID.items():
            session.apply(AddBody(id=body, name=name(body.title()), kind="city"))
            session.apply(
                SetAnswer(body=body, indicator="open_share", value=share),
                SetAnswer(body=body, indicator="visits", value=1000.0 * share),
                SetAnswer(body=body, indicator="waiting", value=2.0),
                AddEvidence(body=body, indicator="visits", kind="log", title="Log"),
                RecordFact(body=body, fact="results_displayed", value=5),
            )
        session.apply(
            AddBody(id="south", name=name("South")), RecordFact(body="south", fact="results_displayed", value=5)
        )
        session.apply(SetAnswer(body="east", indicator="portal", value="yes"))
    return path


@pytest.fixture(scope="module")
def record(dossier: Path) -> Record:
    with open_session(dossier, author=AUTHOR, readonly=True, pack=mini()) as session:
        return read_record(session._store)


@pytest.fixture(scope="module")
def shot(record: Record) -> Snapshot:
    return build_snapshot(mini(), record, made="2026-02-03T04:05:06.789Z")


def test_the_same_record_gives_the_same_bytes(record: Record, shot: Snapshot) -> None:
    assert to_json(build_snapshot(mini(), record, made=shot.made)) == to_json(shot)


def test_the_time_it_was_made_is_no_part_of_its_digest(record: Record, shot: Snapshot) -> None:
    later = build_snapshot(mini(), record, made="2030-01-01T00:00:00.000Z")
    assert later.digest == shot.digest == fingerprint(shot)
    assert to_json(later) != to_json(shot)


def test_everything_else_is(shot: Snapshot) -> None:
    for change in ({"head": "x"}, {"events": 0}, {"engine": "x"}, {"bodies": shot.bodies[1:]}, {"format": 2}):
        assert fingerprint(msgspec.structs.replace(shot, **change)) != shot.digest, change  # type: ignore[arg-type]


def test_two_processes_with_different_hash_seeds_give_the_same_bytes(
    dossier: Path, home: Path, tmp_path: Path
) -> None:
    write_mini(home / "indicators" / "mini")
    found = set()
    for seed in ("0", "4242"):
        out = tmp_path / f"{seed}.json"
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": "1700000000",
            "ASSESS_HOME": str(home),
        }
        command = [sys.executable, "-m", "assess", "snapshot", str(dossier), "--out", str(out)]
        subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True)
        found.add(out.read_bytes())
    assert len(found) == 1
    assert json.loads(found.pop())["made"] == "2023-11-14T22:13:20.000Z"


def test_it_comes_back_whole_from_json(shot: Snapshot) -> None:
    assert msgspec.json.decode(to_json(shot), type=Snapshot) == shot
    assert fingerprint(msgspec.json.decode(to_json(shot), type=Snapshot)) == shot.digest


def test_the_head_is_that_of_the_journal(dossier: Path, shot: Snapshot) -> None:
    with open_session(dossier, author=AUTHOR, readonly=True, pack=mini()) as session:
        assert (shot.head, shot.events) == (session.verify().head, session.verify().events)
        assert session.snapshot().digest == shot.digest


def test_standings_share_places_and_leave_open_what_bands_leave_open(shot: Snapshot) -> None:
    used = {b.body.id: b.layer_standings["used"] for b in shot.bodies}
    assert used["east"] == Standing(rank=1, best=1, worst=1, of=4), (
        "the one of whom nothing is known may draw level, not pass"
    )
    assert used["north"] == used["west"] == Standing(rank=2, best=2, worst=3, of=4)
    assert used["south"] == Standing(rank=4, best=1, worst=4, of=4), "nothing is known of it"
    assert {b.body.id: b.standing.rank for b in shot.bodies if b.standing} == {
        "east": 1, "north": 2, "west": 2, "south": 4
    }  # fmt: skip


def test_spreads_are_quartiles_of_the_low_ends(shot: Snapshot) -> None:
    lows = sorted((100.0, 100 * (3 + 2.5 + 10) / 30, 100 * (3 + 2.5 + 10) / 30, 0.0))
    found = shot.layer_spreads["used"]
    assert (found.n, found.least, found.most) == (4, 0, 100)
    assert found.median == pytest.approx((lows[1] + lows[2]) / 2)
    assert found.lower == pytest.approx(lows[1] * 0.75)
    assert spread([]) is None
    assert spread([None]) is None
    assert spread([Band(1, 9), None]) == Spread(n=1, least=1, lower=1, median=1, upper=1, most=1)


def test_the_gap_is_built_less_used_as_a_band(shot: Snapshot) -> None:
    east = shot.body("east")
    assert east is not None
    built = east.score.layers["built"].score
    assert built is not None
    assert east.gap is not None
    assert near(point(east.gap.lo), built.lo - 100)
    assert near(point(east.gap.hi), built.hi - 100)


def test_a_pack_that_names_no_layers_of_use_has_no_gap(record: Record) -> None:
    layers = tuple(msgspec.structs.replace(x, base_layer=None) for x in mini().layers)
    pack = msgspec.structs.replace(mini(), layers=layers, digest="no layers of use")
    assert all(b.gap is None for b in build_snapshot(pack, record, made="").bodies)


def test_a_campaign_without_bodies_has_a_snapshot(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess") as session:
        shot = session.snapshot()
    assert (shot.bodies, shot.total_spread, shot.layer_spreads) == ((), None, {})
    assert msgspec.json.decode(to_json(shot), type=Snapshot) == shot
    assert shot.body("east") is None


def test_a_snapshot_is_read_back_the_same(shot: Snapshot) -> None:
    assert from_json(to_json(shot)) == shot


def test_a_snapshot_written_before_a_field_was_added_is_read_too(shot: Snapshot) -> None:
    raw = json.loads(to_json(shot))
    del raw["before"]
    raw["digest"] = fingerprint_of(raw)
    assert from_json(json.dumps(raw).encode()).before == ()


def fingerprint_of(raw: dict[str, object]) -> str:
    return sha256(msgspec.json.encode({**raw, "digest": "", "made": ""})).hexdigest()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "format 2"),
        ({"events": 7}, "altered after it was made"),
        ({"bodies": None}, "altered after it was made"),
    ],
)
def test_a_snapshot_of_another_version_or_altered_is_refused_with_a_way_out(
    shot: Snapshot, change: dict[str, object], said: str
) -> None:
    data = json.dumps({**json.loads(to_json(shot)), **change}).encode()
    with pytest.raises(InputError, match=said) as caught:
        from_json(data, "old.json")
    assert caught.value.hint is not None
    assert "old.json" in caught.value.message.en


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_what_is_no_snapshot_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no snapshot"):
        from_json(data)


def test_scores_of_earlier_periods_stand_beside_those_of_now(record: Record, shot: Snapshot) -> None:
    pack = msgspec.structs.replace(mini(), version="0.9.0", digest="another", layers=mini().layers[:1])
    old = msgspec.structs.replace(shot, pack=pack, bodies=shot.bodies[1:], made="2024-12-31T00:00:00Z")
    before = [earlier_of(old), earlier_of(msgspec.structs.replace(shot, made="2025-12-31T00:00:00Z"))]
    now = build_snapshot(mini(), record, made=shot.made, before=before)
    assert [(c.period, c.pack_version) for c in now.before] == [("2025-12-31", "1.0.0"), ("2024-12-31", "0.9.0")]
    assert now.before[0].apart == {}
    assert "used" in now.before[1].apart
    for body, last in zip(now.bodies, shot.bodies, strict=True):
        assert [p.period for p in body.past] == [c.period for c in now.before]
        assert body.past[0].total == last.score.totals["overall"].value
        assert body.past[0].layers == {k: s.score for k, s in last.score.layers.items() if s.score is not None}
    assert now.bodies[0].past[1] == Past("2024-12-31"), "the body was not assessed then"
    assert msgspec.json.decode(to_json(now), type=Snapshot) == now
