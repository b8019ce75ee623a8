"""One step of the work on an assessment, as the dossier keeps it, and the role given to a name.

Each step lives in a slot of its own and none overwrites another, so united copies hold the steps of both; what they
come to is read off all of them in order (`workflow/standing.py`).
"""

from __future__ import annotations

import msgspec

from assess.dossier.workflow.table import Matter, MoveName, Role


class WorkStep(msgspec.Struct, frozen=True, tag="work"):
    """The `number`-th step on `matter` of `body`, after the step `after` ("" for the first).

    `by` and `at` are who took it and when; a step in another's name is refused. `about` is the indicator it
    concerns ("" the whole body), `thread` the step that opened the query or dispute. `basis` is a digest of the
    claims that were judged, of a sign-off the head of the body; `head` is the journal head that was signed.
    """

    id: str
    body: str
    matter: Matter
    number: int
    move: MoveName
    by: str = ""
    at: str = ""
    after: str = ""
    about: str = ""
    thread: str = ""
    text: str = ""
    due: str = ""
    basis: str = ""
    head: str = ""
    role: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"work/{self.body}/{self.matter}/{self.id}"


class Grant(msgspec.Struct, frozen=True, tag="grant"):
    """The roles that the author called `holder` has, on `bodies` (none named: on all)."""

    id: str
    holder: str = ""
    roles: tuple[Role, ...] = ()
    bodies: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """No body: roles are given by the campaign."""
        return ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"grant//{self.id}"
