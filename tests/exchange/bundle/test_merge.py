"""Merging is a set union: whatever the order, the same state; what contradicts is kept, told, and settled by people."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.band import Band
from assess.base.errors import InputError, NotFound
from assess.dossier.author import Author
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    AttachFile,
    ClearAnswer,
    Edit,
    GiveRole,
    Judge,
    JudgeEvidence,
    RecordFact,
    RemoveBody,
    RenameBody,
    SetAnswer,
    TakeWork,
    Waive,
)
from assess.dossier.entities import Answer
from assess.dossier.heads import Conflict
from assess.dossier.replay import replay
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.standing import BodyWork
from assess.dossier.workflow.status import Status, status_of
from assess.exchange.bundle.check import check_bundle
from assess.exchange.bundle.merge import MergePlan, blobs_from, plan_merge, read_bundles
from assess.session import Session, create_session, found_session, open_session
from tests.exchange.bundle.made import bundle_of, bundled
from tests.mini import AUTHOR, OTHER, mini, name, new_session

THIRD = Author(name="王芳", device="aaaabbbbccccdddd")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A campaign with two bodies and one answer, before it is copied."""
    path = tmp_path / "base.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
        session.apply(SetAnswer(body="east", indicator="plan", value="none"))
    return path


def _copy(base: Path, to: str, author: Author, *edits: Edit) -> Path:
    """A copy of `base` in which `author` went on."""
    path = base.with_name(to)
    shutil.copy(base, path)
    with open_session(path, author=author, pack=mini()) as session:
        for edit in edits:
            session.apply(edit)
    return path


def _merged(into: Path, *bundles: Path, author: Author = AUTHOR) -> tuple[MergePlan, list[Conflict]]:
    with open_session(into, author=author, pack=mini()) as session:
        plan = plan_merge(session.journal(), session.blobs_held(), session.campaign.id, read_bundles(bundles))
        return plan, session.unite(plan.events, blobs_from(plan))


def _plan(value: str, **more: object) -> SetAnswer:
    return SetAnswer(body="east", indicator="plan", value=value, **more)  # type: ignore[arg-type]


# The same state in every order

_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_plan, st.sampled_from(["none", "draft", "done"])),
    st.builds(lambda v: SetAnswer(body="west", indicator="portal", value=v), st.sampled_from(["yes", "no"])),
    st.just(ClearAnswer(body="east", indicator="plan")),
    st.builds(lambda v: RecordFact(body="east", fact="satisfied", value=v), st.sampled_from([10, 20])),
    st.just(RemoveBody(id="west")),
    st.builds(lambda n: RenameBody(id="east", name=name(n)), st.sampled_from(["A", "B"])),
)
_ACTS = st.lists(_EDITS | st.sampled_from(["undo", "redo"]), max_size=4)


def _play(session: Session, acts: Sequence[Edit | str]) -> None:
    for act in acts:
        try:
            if act == "undo":
                session.undo()
            elif act == "redo":
                session.redo()
            elif not isinstance(act, str):
                session.apply(act)
        except (InputError, NotFound):
            continue  # Such as an answer for a body that was just removed: refused, and that is that.


def _state(session: Session) -> tuple[object, ...]:
    shot = session.snapshot()
    return shot.head, shot.digest, session.conflicts(), session.verify().problems


@settings(max_examples=12, deadline=None)
@given(acts=st.tuples(_ACTS, _ACTS, _ACTS), order=st.permutations([0, 1, 2]))
def test_bundles_in_any_order_and_grouping_give_the_same_state(
    tmp_path_factory: pytest.TempPathFactory, acts: tuple[list[Edit | str], ...], order: list[int]
) -> None:
    room = tmp_path_factory.mktemp("order")
    start = room / "start.assess"
    with new_session(start) as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")), _plan("none"))
    journals = []
    for i, author in enumerate((AUTHOR, OTHER, THIRD)):
        path = _copy(start, f"{i}.assess", author)
        with open_session(path, author=author, pack=mini()) as session:
            _play(session, acts[i])
            journals.append(session.journal())

    def united(*groups: Sequence[int]) -> tuple[object, ...]:
        path = _copy(start, "-".join("".join(map(str, g)) for g in groups) + ".assess", AUTHOR)
        with open_session(path, author=AUTHOR, pack=mini()) as session:
            for group in groups:
                held = {e.hash for e in session.journal()}
                new = {e.hash: e for i in group for e in journals[i] if e.hash not in held}
                session.unite(sorted(new.values(), key=lambda e: (e.clock, e.hash)))
            state = _state(session)
            record = replay(session.journal())
            assert session.snapshot().head == record.head
            session.refresh()
            assert [session.state(b.body.id) for b in record.bodies] == list(record.bodies)
            return state

    a, b, c = order
    one_by_one = united([a], [b], [c])
    assert one_by_one == united([0, 1, 2])
    assert one_by_one == united([c], [b, a])
    assert one_by_one == united([b], [a], [c], [a, b])
    assert one_by_one[3] == ()


def test_a_merge_brings_everything_once_and_says_from_whom(base: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"the plan")
    away = _copy(
        base, "away.assess", OTHER, AttachFile(body="east", indicator="plan", path=str(tmp_path / "plan.pdf"))
    )
    sent = bundle_of(away, tmp_path / "sent.zip")
    plan, conflicts = _merged(base, sent)
    assert conflicts == []
    assert [(a.author, a.body, a.events, a.known) for a in plan.arrivals] == [("Han Meimei", "east", 1, False)]
    again, _ = _merged(base, sent)
    assert again.events == ()
    assert again.blobs == {}
    with open_session(base, readonly=True, pack=mini()) as session:
        assert session.verify().problems == ()
        (evidence,) = session.state("east").evidence["plan"]
        assert session.blob(evidence.sha256) == b"the plan"


# Conflicts


@pytest.fixture
def contested(base: Path, tmp_path: Path) -> Path:
    """A dossier in which two people answered the same question otherwise: draft (50 points) and done (100)."""
    away = _copy(base, "away.assess", OTHER, _plan("done"))
    here = _copy(base, "here.assess", AUTHOR, _plan("draft", comment="from memory"))
    _merged(here, bundle_of(away, tmp_path / "sent.zip"))
    return here


def test_both_sides_of_a_conflict_are_kept_and_the_score_is_the_band_between_them(contested: Path) -> None:
    with open_session(contested, readonly=True, pack=mini()) as session:
        (conflict,) = session.conflicts()
        assert conflict.slot == "answer/east/plan/claimed"
        said = {s.author: s.entity.value for s in conflict.sides if isinstance(s.entity, Answer)}
        assert said == {"Li Lei": "draft", "Han Meimei": "done"}
        assert [s.shown for s in conflict.sides].count(True) == 1
        score = session.result("east").score.indicators["plan"]
        assert (score.score, score.state) == (Band(50.0, 100.0), "unknown")
        assert any("not settled yet" in note.en for note in score.notes)


def test_settling_is_an_action_that_can_be_undone(contested: Path) -> None:
    with open_session(contested, author=AUTHOR, pack=mini()) as session:
        (conflict,) = session.conflicts()
        done = next(s for s in conflict.sides if isinstance(s.entity, Answer) and s.entity.value == "done")
        label = session.settle(conflict.slot, done.event).label
        assert label.en == "Settle conflict: Answer R1 Plan"
        assert session.conflicts() == []
        assert session.result("east").score.indicators["plan"].score == Band(100.0, 100.0)
        session.undo()
        assert len(session.conflicts()) == 1
        assert session.verify().problems == ()
        session.redo()
        assert session.conflicts() == []
        with pytest.raises(NotFound):
            session.settle(conflict.slot, done.event)


def test_the_same_settlement_made_twice_is_no_conflict(contested: Path, tmp_path: Path) -> None:
    def settled(to: str, author: Author) -> Path:
        path = _copy(contested, to, author)
        with open_session(path, author=author, pack=mini()) as session:
            (conflict,) = session.conflicts()
            session.settle(conflict.slot, conflict.sides[0].event)
        return path

    here, there = settled("s1.assess", AUTHOR), settled("s2.assess", THIRD)
    _, conflicts = _merged(here, bundle_of(there, tmp_path / "s2.zip"))
    assert conflicts == []


def test_saying_the_same_is_no_conflict_and_stays_none_when_it_is_changed_later(base: Path, tmp_path: Path) -> None:
    away = _copy(base, "away.assess", OTHER, _plan("done"))
    here = _copy(base, "here.assess", AUTHOR, _plan("done"))
    _, conflicts = _merged(here, bundle_of(away, tmp_path / "sent.zip"))
    assert conflicts == []
    with open_session(here, author=AUTHOR, pack=mini()) as session:
        session.apply(_plan("draft"))
        assert session.conflicts() == []


def test_what_was_taken_out_and_answered_anew_is_one_line_of_history(base: Path, tmp_path: Path) -> None:
    away = _copy(base, "away.assess", OTHER, ClearAnswer(body="east", indicator="plan"), _plan("done"))
    _, conflicts = _merged(base, bundle_of(away, tmp_path / "sent.zip"))
    assert conflicts == []


def test_a_fact_that_two_people_recorded_is_the_hull(base: Path, tmp_path: Path) -> None:
    away = _copy(base, "away.assess", OTHER, RecordFact(body="east", fact="satisfied", value=60))
    here = _copy(base, "here.assess", AUTHOR, RecordFact(body="east", fact="satisfied", value=80))
    _, conflicts = _merged(here, bundle_of(away, tmp_path / "sent.zip"))
    assert [c.slot for c in conflicts] == ["measurement/east/satisfied/measured"]
    with open_session(here, readonly=True, pack=mini()) as session:
        assert session.result("east").facts["satisfied"] == Band(60.0, 80.0)


@pytest.mark.parametrize(("take", "answered"), [(0, True), (1, False)])
def test_a_body_removed_while_it_was_answered_for_is_a_conflict(
    base: Path, tmp_path: Path, take: int, answered: bool
) -> None:
    away = _copy(base, "away.assess", OTHER, _plan("done"))
    here = _copy(base, "here.assess", AUTHOR, RemoveBody(id="east"))
    _, conflicts = _merged(here, bundle_of(away, tmp_path / "sent.zip"))
    assert {(c.slot, c.kind) for c in conflicts} >= {("body/east", "removed")}
    with open_session(here, author=AUTHOR, pack=mini()) as session:
        removed = next(c for c in conflicts if c.kind == "removed")
        session.settle("body/east", removed.sides[take].event)
        assert ("east" in {b.id for b in session.bodies()}) is answered
        assert "removed" not in {c.kind for c in session.conflicts()}
        assert session.verify().problems == ()


# The kinds that a workflow writes

_ROLES = (
    GiveRole("Fan", ("filler",), ("east",)), GiveRole("Sun", ("signatory",), ("east",)), GiveRole("Eva", ("evaluator",)),
    GiveRole("Bob", ("evaluator",)), GiveRole("Ari", ("arbiter",)), GiveRole("Rea", ("reader",)),
)  # fmt: skip
_BEGUN: Sequence[tuple[str, Edit]] = (
    ("Fan", SetAnswer("east", "plan", "done")),
    ("Fan", SetAnswer("east", "portal", "yes")),
    ("Fan", AddEvidence("east", "plan", "document", "Draft", expires="2026-03-01")),
    ("Fan", AddEvidence("east", "plan", "document", "Plan")),
    ("Fan", TakeWork("east", "submit")),
    ("Eva", TakeWork("east", "review")),
    ("Eva", SetAnswer("east", "plan", "draft", voice="verified")),
    ("Fan", TakeWork("east", "raise", about="plan", text="It is done.")),
    ("Eva", TakeWork("east", "ask", about="portal", text="Since when?", due="2026-05-01")),
)
_COPIES: Sequence[Sequence[tuple[str, Edit]]] = (
    (
        ("Eva", Judge("east", "portal", "no")),
        ("Eva", TakeWork("east", "ask", about="plan", text="Which date?")),
        ("Li Lei", GiveRole("Rea", ())),
        ("Li Lei", TakeWork("", "deadline", due="2026-06-01")),
        ("Li Lei", TakeWork("east", "extend", due="2026-07-01", text="flood")),
    ),
    (
        ("Fan", TakeWork("east", "reply", text="Since May.")),
        ("Fan", AddEvidence("east", "portal", "link", "Portal", "https://x.example")),
        ("Sun", TakeWork("east", "sign", role="director")),
        ("Eva", Judge("east", "portal", "yes")),
    ),
    (
        ("Bob", Judge("east", "portal", "yes")),
        ("Ari", Waive("east", "plan", "the archive burnt down")),
        ("Ari", TakeWork("east", "amend", text="The gazette has it.")),
        ("Li Lei", GiveRole("Bob", ("reader",))),
        ("Li Lei", TakeWork("", "deadline", due="2026-08-01")),
    ),
)


def _take(path: Path, part: str, moves: Sequence[tuple[str, Edit]]) -> None:
    for who, edit in moves:
        with open_session(path, author=Author(who, f"{who}-{part}"), pack=mini()) as session:
            session.apply(edit)


def test_copies_of_a_workflow_come_to_the_same_in_whatever_order_they_are_united(tmp_path: Path) -> None:
    start = tmp_path / "start.assess"
    with create_session(start, mini(), name("Campaign"), period="2026", author=AUTHOR) as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")), *_ROLES)
    _take(start, "hq", _BEGUN)
    with open_session(start, author=Author("Eva", "Eva-hq"), pack=mini()) as session:
        for piece in session.state("east").evidence["plan"]:
            session.apply(JudgeEvidence("east", piece.id, "accepted" if piece.expires else "in-review"))
    journals = []
    for n, moves in enumerate(_COPIES):
        shutil.copy(start, path := tmp_path / f"{n}.assess")
        _take(path, str(n), moves)
        with open_session(path, readonly=True, pack=mini()) as session:
            journals.append(session.journal())

    def united(*groups: Sequence[int]) -> tuple[object, ...]:
        shutil.copy(start, path := tmp_path / "united.assess")
        with open_session(path, author=AUTHOR, pack=mini()) as session:
            for group in groups:
                held = {e.hash for e in session.journal()}
                session.unite(list({e.hash: e for i in group for e in journals[i] if e.hash not in held}.values()))
            record = replay(session.journal())
            session.refresh()
            assert [session.state(b.body.id) for b in record.bodies] == list(record.bodies)
            works = [session.work(b.id) for b in session.bodies()]
            owed = status_of(mini(), session.record(), session.roles(), "2026-05-02")
            return *_state(session), works, owed, session.roles(), session.fresh_signs("east")

    said = united([0], [1], [2])
    for order in itertools.permutations(range(3)):
        assert united(*([n] for n in order)) == said
    assert united([2, 0], [1, 2]) == said
    assert united([0, 1, 2]) == said
    head, _, conflicts, problems, (east, _), owed, roles, signs = said
    assert isinstance(owed, Status)
    assert isinstance(roles, Roles)
    assert isinstance(east, BodyWork)
    assert isinstance(conflicts, list)
    assert head
    assert problems == ()
    # The lead revoked one role and changed another, two evaluators differ, and the dispute was granted.
    assert [set(roles.of(who, "east")) for who in ("Rea", "Bob", "Eva")] == [set(), {"reader"}, {"evaluator"}]
    assert [c.slot for c in conflicts] == ["work//deadline/campaign"]
    assert (east.due, east.disputes[0].state, [q.state for q in east.queries]) == (
        "2026-07-01",
        "amended",
        ["answered", "open"],
    )
    assert signs == frozenset()


# What cannot be merged


def test_a_dossier_is_made_from_a_bundle(base: Path, tmp_path: Path) -> None:
    sent = bundle_of(base, tmp_path / "sent.zip")
    ((_, contents),) = read_bundles([sent])
    made = tmp_path / "made.assess"
    with (
        found_session(made, contents.events, mini(), OTHER) as session,
        open_session(base, readonly=True, pack=mini()) as first,
    ):
        assert session.verify().problems == ()
        assert session.snapshot().digest == first.snapshot().digest


def test_two_copies_of_one_author_on_one_device_are_refused_by_name(base: Path, tmp_path: Path) -> None:
    away = _copy(base, "away.assess", AUTHOR, _plan("done"))
    here = _copy(base, "here.assess", AUTHOR, _plan("draft"))
    before = here.read_bytes()
    with pytest.raises(InputError, match="Li Lei@01234567 went on in two copies"):
        _merged(here, bundle_of(away, tmp_path / "sent.zip"))
    assert here.read_bytes() == before


def test_a_bundle_of_another_campaign_and_a_broken_one_are_refused(base: Path, tmp_path: Path) -> None:
    new_session(tmp_path / "o.assess").close()
    other = bundle_of(tmp_path / "o.assess", tmp_path / "other.zip")
    with pytest.raises(InputError, match="belongs to another campaign"):
        _merged(base, other)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(other.read_bytes()[:-9])
    with pytest.raises(InputError, match="did not pass the check"):
        _merged(base, other, broken)


def test_a_rehearsal_tells_the_conflicts_and_leaves_the_file(base: Path, tmp_path: Path) -> None:
    away = _copy(base, "away.assess", OTHER, _plan("done"))
    here = _copy(base, "here.assess", AUTHOR, _plan("draft"))
    with (
        open_session(here, author=AUTHOR, pack=mini()) as session,
        open_session(away, readonly=True, pack=mini()) as other,
    ):
        held = {e.hash for e in session.journal()}
        new = [e for e in other.journal() if e.hash not in held]
        head = session.snapshot().head
        assert [c.slot for c in session.unite(new, rehearse=True)] == ["answer/east/plan/claimed"]
        assert session.conflicts() == []
        assert session.snapshot().head == head


def test_a_bundle_with_an_open_conflict_computes_the_same_again(contested: Path, tmp_path: Path) -> None:
    with open_session(contested, readonly=True, pack=mini()) as session:
        manifest = bundled(session, tmp_path / "c.zip")
        assert manifest.snapshot_digest == msgspec.structs.replace(session.snapshot()).digest
    assert check_bundle(tmp_path / "c.zip")[0].problems == ()
    assert len(list(itertools.islice(tmp_path.glob("*.part"), 1))) == 0
