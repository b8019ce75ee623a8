"""The session: the only writer of a dossier. Both faces, terminal app and command line, work through it.

`apply` turns edits into events, seals them into the author's chains and returns when they are durable. State and
results are kept per body and recomputed only for the bodies that changed. Calls may come from any thread; they
are taken one at a time.
"""

from assess.dossier.author import Author
from assess.session.opening import create_session, found_session, open_session
from assess.session.reading import Change, HistoryEntry
from assess.session.reverting import Reversal
from assess.session.writing import Session

__all__ = [
    "Author",
    "Change",
    "HistoryEntry",
    "Reversal",
    "Session",
    "create_session",
    "found_session",
    "open_session",
]
