"""The report of what was read: counts, and every remark on the file, in the order that matters to a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from assess.base.texts import Lang, Text
from assess.dossier.entities import Remark

Notice = Remark
"""One remark on something that was read; importers give them, the dossier keeps them."""

Severity = Literal["info", "warning", "contradiction", "error"]
ORDER: Final[tuple[Severity, ...]] = ("error", "contradiction", "warning", "info")
"""Severities as a reader wants them: what stops the import first."""

SEVERITIES: Final = {
    "error": Text(zh="错误", en="Error"),
    "contradiction": Text(zh="矛盾", en="Contradiction"),
    "warning": Text(zh="提醒", en="Warning"),
    "info": Text(zh="说明", en="Note"),
}

COUNTS: Final = {
    "rows": Text(zh="读取题项", en="question rows read"),
    "answered": Text(zh="已作答", en="answered"),
    "skipped": Text(zh="略过的行", en="rows skipped"),
    "links": Text(zh="证据链接", en="evidence links"),
    "texts": Text(zh="文字说明", en="justification texts"),
}
"""What importers count, in the order of the summary line."""


def summary(read: Mapping[str, int]) -> Text:
    """The counts in one line: "172 question rows read, 168 answered, …"; unknown counts are left out."""
    known = [name for name in COUNTS if name in read]
    return Text(
        zh="，".join(f"{COUNTS[n].zh} {read[n]}" for n in known),
        en=", ".join(f"{read[n]} {COUNTS[n].en}" for n in known),
    )


def ranked(notices: Sequence[Notice]) -> list[Notice]:
    """The notices with the gravest first; those of one severity keep their order."""
    return sorted(notices, key=lambda n: ORDER.index(n.severity))


def lines(name: str, read: Mapping[str, int], notices: Sequence[Notice], lang: Lang, most: int = 200) -> list[str]:
    """The whole report as plain lines in `lang`, at most `most` notices; says how many more there are."""
    colon = "：" if lang == "zh" else ": "
    out = [f"{name}{colon}{summary(read).get(lang)}"]
    for notice in ranked(notices)[:most]:
        where = f"{notice.where}{colon}" if notice.where else ""
        out.append(f"  [{SEVERITIES[notice.severity].get(lang)}] {where}{notice.message.get(lang)}")
    if len(notices) > most:
        rest = len(notices) - most
        out.append(Text(zh=f"  另有 {rest} 条未列出", en=f"  … and {rest} more").get(lang))
    return out
