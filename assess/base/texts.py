"""Texts in the two languages of the product, kept side by side so that neither can be missing."""

from __future__ import annotations

import msgspec

from assess.base.lang import LANGS, Lang, preferred_lang

__all__ = ["LANGS", "Lang", "Text", "preferred_lang", "same"]


class Text(msgspec.Struct, frozen=True):
    """One text in Chinese (zh-CN) and in English."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The text with its `{named}` places filled in, in both languages."""
        return Text(zh=self.zh.format(**values), en=self.en.format(**values))


def same(value: str) -> Text:
    """A text that reads the same in both languages (a name, a code)."""
    return Text(zh=value, en=value)
