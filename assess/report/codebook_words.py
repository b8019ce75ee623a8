"""The texts of the codebook that the report does not have: tables of the catalogues under `templates/locale`."""

from __future__ import annotations

from typing import Any, Final

from assess.base.texts import Lang
from assess.report.messages import labels
from assess.report.wording import Table

WORDS: Final = Table("codebook")
SENTENCES: Final = Table("codebook-sentence")
SCALE_KINDS: Final = Table("scale")
POLICIES: Final = Table("policy")
UNITS: Final = Table("unit")


def words(lang: Lang) -> Any:
    """`WORDS` in one language, as fields for templates and views."""
    return labels(lang, "codebook")


def told(key: str, lang: Lang, **values: object) -> str:
    """The sentence `key` with its places filled in."""
    return SENTENCES[key].get(lang).format(**values)
