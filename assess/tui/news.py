"""News: what others write to a shared dossier while it is open here, looked for now and then and shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.tui.saving import Applied, BodyView, view_of

if TYPE_CHECKING:
    from assess.session import Session
    from assess.tui.app import AssessApp

EVERY: Final = 2.0
"""Seconds between two looks."""
BACK: Final = Text(zh="已重新连上服务器", en="The server is reached again")


class News:
    """Looks for news of the dossier that is open; one look at a time, and none while something is being typed."""

    def __init__(self, app: AssessApp) -> None:
        self._app = app
        self._cut = False
        self._looking = False

    def look(self) -> None:
        """Take in what others wrote, and have every place show it."""
        saver, session = self._app.saver, self._app.saver.session
        if session is None or not session.shared or self._looking or not saver.idle:
            return
        self._looking = True
        saver.ask(session.catch_up, self._came, self._failed, wait="none")

    def _came(self, touched: frozenset[str]) -> None:
        self._looking = False
        session = self._app.saver.session
        if self._cut:
            self._cut = False
            self._app.say(BACK)
        if session is not None and touched:
            self._app.reread_bodies(lambda: self._show(session, touched))

    def _show(self, session: Session, touched: frozenset[str]) -> None:
        if self._app.saver.session is not session:
            return  # It was closed meanwhile.
        for body in self._app.bodies:
            # What is about the campaign may bear on all.
            if body.id in touched or "" in touched:
                self._app.saver.ask(partial(view_of, session, body.id), self._tell, lambda _: None, wait="none")

    def _tell(self, view: BodyView) -> None:
        self._app.tell_applied(Applied(change=None, view=view))

    def _failed(self, error: AssessError) -> None:
        self._looking = False
        if not self._cut:
            # Once is enough: the next look comes in two seconds.
            self._cut = True
            self._app.say_error(error)
