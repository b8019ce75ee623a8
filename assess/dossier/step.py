"""One step in the life of a finding, as the dossier keeps it: put to the body, replied to, decided.

Each step lives in a slot of its own, so that none overwrites another: what a finding has come to is read off all of
them in order (`dossier/cases.py`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.texts import Text

Move = Literal[
    "put", "reply", "explain", "accept", "contest", "uphold", "drop", "reopen", "intent", "owner",
]  # fmt: skip


class FindingStep(msgspec.Struct, frozen=True, tag="finding"):
    """One step taken on the finding `finding` of `body`, the `number`-th, after the step `after` ("" for the
    first).

    `by` and `at` are who entered it and when. `text` is the question, the reply or the reason; `evidence` are ids
    of evidence of the body; `due` is the date by which a reply or a remedy is due; `commitment` is what the body
    promised. `rule`, `title`, `verdict` and `basis` say what the finding was when the step was taken: `basis` is a
    digest of what it rested on.
    """

    id: str
    body: str
    finding: str
    number: int
    move: Move
    by: str = ""
    at: str = ""
    after: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    due: str = ""
    owner: str = ""
    intent: str = ""
    commitment: str = ""
    rule: str = ""
    title: Text = Text(zh="", en="")
    verdict: str = ""
    basis: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"finding/{self.body}/{self.finding}/{self.id}"
