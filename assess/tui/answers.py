"""An answer while it is being edited: what the form shows, and the edit it amounts to."""

from __future__ import annotations

import msgspec

from assess.dossier.edits import ClearAnswer, SetAnswer
from assess.dossier.entities import Answer, AnswerState, AnswerValue, Voice


class Draft(msgspec.Struct, frozen=True):
    """One voice's answer as the form has it; `state` None means that nothing was answered."""

    body: str
    indicator: str
    voice: Voice
    state: AnswerState | None = None
    value: AnswerValue = None
    comment: str = ""

    @property
    def slot(self) -> str:
        """The slot of the answer."""
        return f"answer/{self.body}/{self.indicator}/{self.voice}"

    @property
    def codes(self) -> tuple[str, ...]:
        """The chosen options."""
        if isinstance(self.value, tuple):
            return self.value
        return (self.value,) if isinstance(self.value, str) else ()

    def edit(self) -> SetAnswer | ClearAnswer:
        """The edit that makes the dossier hold this; a comment without an answer is kept as "not reviewed"."""
        if self.state is None and not self.comment.strip():
            return ClearAnswer(body=self.body, indicator=self.indicator, voice=self.voice)
        return SetAnswer(
            body=self.body,
            indicator=self.indicator,
            voice=self.voice,
            value=self.value if self.state == "answered" else None,
            state=self.state or "not-reviewed",
            comment=self.comment,
        )

    def with_value(self, value: AnswerValue) -> Draft:
        """The draft answered with `value`; None takes the answer back and keeps the comment."""
        return msgspec.structs.replace(self, state="answered" if value is not None else None, value=value)

    def with_state(self, state: AnswerState, comment: str | None = None) -> Draft:
        """The draft in a state that is not an answer."""
        return msgspec.structs.replace(
            self, state=state, value=None, comment=self.comment if comment is None else comment
        )

    def with_comment(self, comment: str) -> Draft:
        """The draft with another comment."""
        return msgspec.structs.replace(self, comment=comment)


def draft_of(body: str, indicator: str, voice: Voice, answer: Answer | None) -> Draft:
    """The draft that shows `answer`."""
    empty = Draft(body=body, indicator=indicator, voice=voice)
    if answer is None:
        return empty
    state = None if answer.state == "not-reviewed" else answer.state
    return msgspec.structs.replace(empty, state=state, value=answer.value, comment=answer.comment)
