"""What reading a filled Open Data Maturity questionnaire gives: a pure value, not yet in any dossier."""

from __future__ import annotations

import msgspec

from assess.exchange.report import Notice


class Cell(msgspec.Struct, frozen=True):
    """One question row of the survey.

    `answer` is an option code (free text for a text scale), None when nothing usable was said; `raw` is the answer
    as typed, empty where the cell is blank or still asks to select one. `stated_points` is the sheet's own score,
    None where it says N/A. `comment` is the justification. `links` are the distinct http(s) addresses of the row;
    `link_count` is their number, which facts know without the addresses themselves. `marked` is the reviewers' mark
    of doubt. `row` counts from 1 in the source, `places` names the cells of the row.
    """

    indicator: str
    label: str
    row: int
    answer: str | None = None
    raw: str = ""
    stated_points: float | None = None
    comment: str = ""
    links: tuple[str, ...] = ()
    link_count: int = 0
    has_text: bool = False
    marked: bool = False
    places: dict[str, str] = {}

    def where(self, part: str) -> str:
        """Where `part` ("answer", "score", "justification", "mark") stands in the source, as people point to it."""
        return self.places.get(part) or next(iter(self.places.values()), "")


class Workbook(msgspec.Struct, frozen=True):
    """A whole questionnaire of one country.

    `country` is the cell as typed, `country_code` ISO 3166-1 alpha-2 where it is understood. What the sheet states
    of itself: total, unsure and preliminary points, points by layer id and by group number ("1.1", "2.3", "2.3a").
    `read` counts rows, answered, skipped, links and texts.
    """

    name: str
    sha256: str
    country: str
    country_code: str | None
    cells: tuple[Cell, ...]
    stated_total: float | None = None
    stated_unsure: float | None = None
    stated_preliminary: float | None = None
    stated_layers: dict[str, float] = {}
    stated_groups: dict[str, float] = {}
    places: dict[str, str] = {}
    read: dict[str, int] = {}
    notices: tuple[Notice, ...] = ()
