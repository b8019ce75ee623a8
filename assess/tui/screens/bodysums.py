"""What the list of bodies is worked out from: a line for each body, the campaign's counts, the order."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Any

from assess.base.errors import AssessError
from assess.dossier.entities import Body
from assess.tui.ordering import Order, kept_order, missing, ordered
from assess.tui.screens.base import PlaceScreen
from assess.tui.summaries import Summary, summaries
from assess.tui.widgets.base import home
from assess.tui.widgets.bodyrows import BodyRows

if TYPE_CHECKING:
    from assess.dossier.tally import Tally

AHEAD = 20
"""Rows beyond those in sight that are worked out as well, so that scrolling finds them ready."""
RECOUNT = 20.0
"""How many times as long as a count took is waited before the next, so that counting keeps no disk busy."""


class BodySums(PlaceScreen):
    """Works out what the list shows, in turns and beside the screen; `show_bodies` and `say_about` draw it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.summaries: dict[str, Summary] = {}
        self.order = Order()
        self.tally: Tally | None = None
        self.conflicts = 0
        self._stale: set[str] = set()
        self._asked = False
        self._to_top = False
        self._counting = False
        self._count_again = 0.0
        self._shown: list[Body] = []

    @property
    def rows(self) -> BodyRows:
        """The list."""
        return self.query_one(BodyRows)

    def show_bodies(self) -> None:
        """Draw the list anew."""

    def say_about(self) -> None:
        """Say anew what stands over the list."""

    # -- the lines -------------------------------------------------------------------------------------

    def refill(self) -> None:
        """Read the bodies again; the session computes only what changed."""
        self._stale = {b.id for b in home(self).bodies}
        self.want()
        session = home(self).saver.session
        if session is not None:
            home(self).saver.ask(lambda: len(session.conflicts()), self._count_conflicts, wait="none")
            self._count()

    def _count_conflicts(self, count: int) -> None:
        if count != self.conflicts:
            self.conflicts = count
            self.say_about()

    def want(self) -> None:
        """Have the bodies in and near sight worked out, one turn at a time: what is typed meanwhile goes first.

        Where the list is to be ordered by what is worked out, the others follow.
        """
        session = home(self).saver.session
        if self._asked or session is None or not self.is_mounted:
            return
        seen = self.rows.in_view
        near = self.rows.rows[max(seen.start - AHEAD, 0) : seen.stop + AHEAD]
        first = [self.rows.rows[n].key for n in seen]
        wanted = [key for key in dict.fromkeys((*first, *(r.key for r in near))) if key in self._stale]
        wanted = wanted or [key for key in missing(self._shown, self.summaries, self.order) if key in self._stale]
        if wanted:
            self._asked = True
            home(self).saver.ask(
                functools.partial(summaries, session, wanted), self._got, self._missed, wait="none"
            )

    def _missed(self, error: AssessError) -> None:
        # A server that does not answer now may answer when one comes back to the list.
        self._asked = False
        home(self).say_error(error)

    def _got(self, found: dict[str, Summary | None]) -> None:
        self._asked = False
        self._stale -= set(found)
        waited = self.to_come
        self.summaries.update({body: one for body, one in found.items() if one is not None})
        self.rows.changed(found)
        if waited and not self.to_come:
            self.show_bodies()
            self.at_top()
        elif waited or self.rows.key in found:
            self.say_about()
        self.want()

    # -- the order -------------------------------------------------------------------------------------

    @property
    def to_come(self) -> int:
        """How many bodies have still to be worked out before the list can be put in order."""
        return len(missing(self._shown, self.summaries, self.order))

    def restore_order(self) -> None:
        """The order last used in this campaign."""
        self.order = kept_order(home(self).filter_of("bodies-order"))

    def put_in_order(self, bodies: list[Body]) -> list[Body]:
        """`bodies` in the order in use."""
        return ordered(bodies, self.summaries, self.order, self.lang)

    def _order_by(self, order: Order) -> None:
        self.order = order
        self._to_top = True
        home(self).keep_filter("bodies-order", order.kept)
        self.relabel()
        self.at_top()

    def at_top(self) -> None:
        """Whoever has asked for an order looks at its beginning, once it is there."""
        if self._to_top and not self.to_come:
            self._to_top = False
            self.rows.action_cursor_top()

    def action_sort(self) -> None:
        """Order by the next column."""
        self._order_by(self.order.next())

    def action_sort_back(self) -> None:
        """Turn the order round."""
        self._order_by(self.order.turned())

    # -- the campaign's counts -------------------------------------------------------------------------

    def _count(self) -> None:
        """Count beside the session, so that no answer waits for it."""
        session = home(self).saver.session
        if session is None or self._counting or time.monotonic() < self._count_again:
            return
        from assess.tui.cards import counted

        self._counting, begun = True, time.monotonic()

        def got(tally: Tally | None) -> None:
            self._counting = False
            self._count_again = time.monotonic() + RECOUNT * (time.monotonic() - begun)
            if tally is not None and tally != self.tally and home(self).saver.session is session:
                self.tally = tally
                self.say_about()

        def failed(_: AssessError) -> None:
            # Without counts the list is the same; whatever is wrong with the dossier is told where it is worked in.
            got(None)

        home(self).saver.aside(functools.partial(counted, session.path), got, failed)
