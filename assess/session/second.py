"""Drawing a sample for second review from an open campaign, and what is left on the lists of those it is for."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from assess.base.clock import utc_now
from assess.dossier.author import same_person
from assess.scoring.second import Item, Known, Result, draw, result_of

if TYPE_CHECKING:
    from assess.dossier.draw import Draw
    from assess.session.writing import Session


def draw_sample(
    session: Session, *, seed: str, assign: str = "", share: float = 0.1, n: int | None = None,
    earlier: Collection[tuple[str, str]] | None = None,
) -> Draw:  # fmt: skip
    """A sample of what was judged once, for `assign`; not written. `earlier`: what was verified a period before.

    InputError where there is nothing to draw.
    """
    states = [session.state(b.id) for b in session.bodies()]
    known = {s.body.id: _known(session, s.body.id, earlier) for s in states}
    own = {e.slot for e in session.journal() if same_person(e.author, (assign,))} if assign else set()
    return draw(session.pack, states, known, seed=seed, head=session.head, n=n, share=share, not_by=assign, own=own,
                on=utc_now()[:10])  # fmt: skip


def _known(session: Session, body: str, earlier: Collection[tuple[str, str]] | None) -> Known:
    result = session.result(body)
    return Known(
        scores=result.score.indicators,
        suspect={i for f in result.findings for i in f.indicators},
        before=None if earlier is None else {i for b, i in earlier if b == body},
    )


def sample_results(session: Session) -> list[Result]:
    """What became of each sample, the oldest first."""
    draws = session.draws()
    states = {b.id: session.state(b.id) for b in session.bodies()} if draws else {}
    return [result_of(d, states, session.pack) for d in draws]


def left_for(results: Collection[Result], name: str) -> list[Item]:
    """What is on the list of `name` and not reviewed yet."""
    return [i for r in results if r.holder == name for i in r.items if not i.done]
