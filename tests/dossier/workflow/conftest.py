"""A campaign in which five people have roles, and a way to act as each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assess.base.errors import NotAllowed
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, Edit, GiveRole, SetAnswer
from assess.session import Session, open_session
from tests.mini import mini, name, new_session

As = Callable[[str], Session]


@pytest.fixture
def free(tmp_path: Path) -> As:
    """Opens a campaign of two bodies in which nobody was given a role, as anybody; “Li Lei” founded it."""
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody("east", name("East")), AddBody("west", name("West")))
    return lambda who: open_session(path, author=Author(who, who.casefold().ljust(16, "0")), pack=mini())


@pytest.fixture
def people(free: As) -> As:
    """The same with roles; the filler Fan and the signatory Sun are those of “east” alone."""
    with free("Li Lei") as session:
        session.apply(
            GiveRole("Fan", ("filler",), ("east",)),
            GiveRole("Sun", ("signatory",), ("east",)),
            GiveRole("Eva", ("evaluator",)),
            GiveRole("Ari", ("arbiter",)),
            GiveRole("Rea", ("reader",)),
        )
    with free("Fan") as session:
        session.apply(SetAnswer("east", "plan", "done"), SetAnswer("east", "portal", "yes"))
    return free


def refused(session: Session, *edits: Edit) -> str:
    """Why `edits` are refused; nothing may have been written."""
    head = session.head
    with pytest.raises(NotAllowed) as error:
        session.apply(*edits)
    assert session.head == head
    assert error.value.hint is not None
    return error.value.message.en
