"""A game of random edits on a small campaign, for tests of what must hold after any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from assess.base.errors import InputError, NotFound
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    AttachFile,
    ClearAnswer,
    ClearFact,
    Edit,
    JudgeEvidence,
    RecordFact,
    RemoveBody,
    RemoveEvidence,
    RenameBody,
    SetAnswer,
)
from assess.dossier.entities import Record
from assess.dossier.record import read_record
from assess.session import Session
from tests.mini import name

BODIES = ("east", "west")
ANSWERS: tuple[tuple[str, str | float | tuple[str, ...]], ...] = (
    ("plan", "draft"), ("plan", "done"), ("portal", "yes"), ("portal", "na"), ("parts", ("a", "c")),
    ("team", "big"), ("open_share", 0.25), ("visits", 800.0), ("remarks", "备注 ✓"),
)  # fmt: skip

Move = tuple[int, int, int]
MOVES: st.SearchStrategy[list[Move]] = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 1), st.integers(0, 8)), max_size=14
)


def _evidence(session: Session, body: str, k: int) -> str:
    held = [e.id for items in session.state(body).evidence.values() for e in items]
    return held[k % len(held)] if held else "none"


def _moves(session: Session, file: str) -> Sequence[Callable[[str, int], Edit]]:
    return (
        lambda b, k: AddBody(id=b, name=name(f"{b} {k}")),
        lambda b, k: SetAnswer(body=b, indicator=ANSWERS[k][0], value=ANSWERS[k][1]),
        lambda b, k: SetAnswer(
            body=b, indicator=ANSWERS[k][0], value=ANSWERS[k][1], voice="verified", comment=f"{k}"
        ),
        lambda b, k: SetAnswer(body=b, indicator=ANSWERS[k][0], value=None, state="unknown"),
        lambda b, k: ClearAnswer(body=b, indicator=ANSWERS[k][0]),
        lambda b, k: RecordFact(body=b, fact="satisfied", value=(k, 2.0 * k), previous=k > 5),
        lambda b, k: ClearFact(body=b, fact="satisfied"),
        lambda b, k: AddEvidence(
            body=b, indicator="plan", kind="link", title=f"t{k}", locator="https://example.org"
        ),
        lambda b, k: AttachFile(body=b, indicator="plan", path=file),
        lambda b, k: JudgeEvidence(body=b, evidence=_evidence(session, b, k), status="accepted", note=f"{k}"),
        lambda b, k: RemoveEvidence(body=b, evidence=_evidence(session, b, k)),
        lambda b, k: RemoveBody(id=b) if k % 2 else RenameBody(id=b, name=name(f"{b} again {k}")),
    )


def play(session: Session, moves: Sequence[Move], file: str) -> int:
    """Make the moves that can be made; the number of actions that wrote something."""
    acts, written = _moves(session, file), 0
    for kind, body, k in moves:
        try:
            change = session.apply(acts[kind](BODIES[body], k))
        except (InputError, NotFound):
            continue
        written += change.events > 0
    return written


def record(session: Session) -> Record:
    """Everything the dossier holds, read from the file."""
    return read_record(session._store)


def held(session: Session) -> tuple[object, ...]:
    """What the dossier holds, without the journal's head and length."""
    now = record(session)
    return (now.campaign, now.bodies)
