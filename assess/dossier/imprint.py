"""The imprint of a campaign's documents: who issues and signs them, how secret they are, what is due by when.

The order of the parts follows the format of official documents in China (GB/T 9704-2012): the mark of
classification with its period of secrecy, the document number, the issuing office, signatures and date.
"""

from __future__ import annotations

from typing import Final

import msgspec

from assess.base.texts import Text, same

SECRET: Final = ("绝密", "机密", "秘密", "top secret", "secret", "confidential")
"""Marks of state secrets (Law on Guarding State Secrets, three grades), and what they are called in English."""
OPEN: Final = ("公开", "public", "open", "unclassified")


class Signatory(msgspec.Struct, frozen=True):
    """Who signs: the role, the name ("" leaves a line to sign on), the date (ISO, "" where not signed yet)."""

    role: Text
    name: str = ""
    date: str = ""


class Imprint(msgspec.Struct, frozen=True, tag="imprint"):
    """What is printed on the documents of a campaign besides its results. Lives in slot `imprint`.

    `number` is the number of the document, `classification` its mark and `secrecy` for how long it holds;
    `reply_by` is the date by which a body replies, `review_by` that by which it may ask for review at `review_to`.
    Empty fields are not printed.
    """

    number: str = ""
    office: Text = same("")
    classification: Text = same("")
    secrecy: Text = same("")
    signatories: tuple[Signatory, ...] = ()
    reply_by: str = ""
    review_by: str = ""
    review_to: Text = same("")
    contact: Text = same("")

    @property
    def slot(self) -> str:
        """Where it lives."""
        return "imprint"

    @property
    def secret(self) -> bool:
        """Whether the mark is one of a state secret."""
        return _names(self.classification, SECRET)

    @property
    def public(self) -> bool:
        """Whether nothing is marked, or it is marked as open to the public."""
        return self.classification == same("") or _names(self.classification, OPEN)


EMPTY: Final = Imprint()


def _names(mark: Text, names: tuple[str, ...]) -> bool:
    return any(mark.get(lang).strip().casefold().startswith(names) for lang in ("zh", "en"))
