"""The texts of the gate sheet that the report does not have: tables of the catalogues under `templates/locale`."""

from __future__ import annotations

from typing import Any, Final

from assess.base.texts import Lang
from assess.report.messages import labels
from assess.report.wording import Table

WORDS: Final = Table("gate")
SENTENCES: Final = Table("gate-sentence")
SIGNATORIES: Final = Table("signatory")


def words(lang: Lang) -> Any:
    """`WORDS` in one language, as fields for templates and views."""
    return labels(lang, "gate")
