"""Errors a user can act on: what is wrong, where, and the way out, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assess.base.texts import Lang, Text


class AssessError(Exception):
    """Something the user can mend; shown as one line, never as a traceback.

    `exit_code` is what the command line ends with; `hint` says what to do next.
    """

    exit_code = 1

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint

    def lines(self, lang: Lang) -> list[str]:
        """The error as lines of text in `lang`."""
        return [self.message.get(lang)] + ([self.hint.get(lang)] if self.hint else [])


class InputError(AssessError):
    """A file or value handed in cannot be used."""

    exit_code = 3


class NotFound(AssessError):
    """A thing was named that does not exist (a body, an indicator, a pack)."""

    exit_code = 4


class StoreError(AssessError):
    """The dossier file cannot be opened, is damaged, or cannot be written."""

    exit_code = 5


class Locked(StoreError):
    """Another program is writing to this dossier."""

    exit_code = 6
