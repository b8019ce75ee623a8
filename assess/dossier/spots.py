"""Where within a source the proof stands: a page, a cell, a moment, a section."""

from __future__ import annotations

from typing import Final, Literal, get_args

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text

SpotKind = Literal["page", "cell", "time", "section"]
SPOTS: Final[dict[SpotKind, Text]] = {
    "page": Text(zh="页", en="page"),
    "cell": Text(zh="单元格", en="cell"),
    "time": Text(zh="时间点", en="time"),
    "section": Text(zh="章节", en="section"),
}
LONGEST: Final = 100
MOST: Final = 20


class Spot(msgspec.Struct, frozen=True):
    """A place within a source: `at` is “12-14” of pages, “Sheet1!B7” of cells, “00:12:30” of a recording."""

    kind: SpotKind
    at: str


def read_spot(text: str) -> Spot:
    """The spot that `text` names, such as page:12-14; InputError when it names none."""
    kind, _, at = text.partition(":")
    for known in get_args(SpotKind):
        if kind.strip() == known and 0 < len(at.strip()) <= LONGEST:
            return Spot(kind=known, at=at.strip())
    raise InputError(
        Text(zh=f"{text!r} 不是出处位置", en=f"{text!r} is no place within a source"),
        Text(zh="写成 page:12、cell:Sheet1!B7、time:00:12:30 或 section:3.2。",
             en="Write page:12, cell:Sheet1!B7, time:00:12:30 or section:3.2."),
    )  # fmt: skip


def check_spots(spots: tuple[Spot, ...]) -> None:
    """InputError when there are too many of them to be read."""
    if len(spots) > MOST:
        raise InputError(
            Text(zh=f"出处位置超过 {MOST} 处", en=f"there are more than {MOST} places within the source"),
            Text(zh="把材料拆成几份，或写页码范围。", en="Split the source, or write ranges of pages."),
        )


def spot_words(spot: Spot) -> Text:
    """“第 12 页” is said as “页 12” so that it reads alike for all kinds."""
    name = SPOTS[spot.kind]
    return Text(zh=f"{name.zh} {spot.at}", en=f"{name.en} {spot.at}")
