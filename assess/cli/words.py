"""The language of the command line, settled before the commands are built."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import Final

from assess.base.lang import Lang, preferred_lang


def without_lang(words: list[str]) -> tuple[str, list[str]]:
    """The language that `--lang` asks for ("" for none) and the other words; it may stand behind a verb too.

    What is not one of our languages stays, for Click to refuse, and so does everything behind `--`.
    """
    found, rest = "", list[str]()
    ahead = iter(range(len(words)))
    for i in ahead:
        word, after = words[i], words[i + 1] if i + 1 < len(words) else ""
        if word == "--":
            return found, rest + words[i:]
        if word == "--lang" and after in ("zh", "en"):
            found = after
            next(ahead)
        elif word in ("--lang=zh", "--lang=en"):
            found = word[-2:]
        else:
            rest.append(word)
    return found, rest


def chosen_lang() -> Lang:
    """`--lang` anywhere on the command line, else `ASSESS_LANG`, else the locale."""
    if found := without_lang(sys.argv[1:])[0]:
        os.environ["ASSESS_LANG"] = found
    return preferred_lang()


LANG: Final[Lang] = chosen_lang()


def t(zh: str, en: str) -> str:
    """The text in the language of this run."""
    return zh if LANG == "zh" else en


def plain(text: str, keep: str = "\n\t") -> str:
    """`text` with controls, bidirectional marks and lone surrogates as escapes, but for those in `keep`."""
    return "".join(
        c if c in keep or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else c.encode("unicode_escape").decode()
        for c in text
    )


def width(text: str) -> int:
    """Columns that `text` takes in a terminal, Chinese characters counting two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))


STATES: Final = {
    "scored": t("已计分", "scored"),
    "not-applicable": t("不适用", "not applicable"),
    "unknown": t("未知", "unknown"),
    "error": t("有误", "error"),
    "not-reviewed": t("未审核", "not reviewed"),
    "unscored": t("不计分", "not scored"),
}
VETO_STATES: Final = {
    "yes": t("成立，否决", "holds: vetoed"),
    "no": t("不成立", "does not hold"),
    "undetermined": t("未定", "not known"),
}
STATUSES: Final = {
    "attached": t("已附上", "attached"),
    "in-review": t("审核中", "in review"),
    "stale": t("已失效", "stale"),
    "accepted": t("已采信", "accepted"),
    "insufficient": t("不充分", "insufficient"),
    "rejected": t("不采信", "rejected"),
}
