"""Errors a user can act on: what is wrong, where, and the way out, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assess.base.texts import Text

if TYPE_CHECKING:
    from assess.base.lang import Lang


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


class NotAllowed(InputError):
    """Somebody may not do this: by their role, by how far the work has got, or because it is their own entry."""


class NotFound(AssessError):
    """A thing was named that does not exist (a body, an indicator, a pack)."""

    exit_code = 4


class StoreError(AssessError):
    """The dossier file cannot be opened, is damaged, or cannot be written."""

    exit_code = 5


class Locked(StoreError):
    """Another program is writing to this dossier."""

    exit_code = 6


class Overtaken(InputError):
    """Somebody else has changed the same place of a shared dossier since it was read here."""

    exit_code = 6


STAGES = {
    "denominate": Text(zh="除以分母", en="Dividing by denominators"),
    "impute": Text(zh="补缺失值", en="Imputing missing values"),
    "screen": Text(zh="筛选单位", en="Screening units"),
    "treat": Text(zh="处理离群值", en="Treating outliers"),
    "normalise": Text(zh="标准化", en="Normalising"),
    "weight": Text(zh="定权重", en="Weighting"),
    "aggregate": Text(zh="合成", en="Aggregating"),
    "rank": Text(zh="排名", en="Ranking"),
    "analyse": Text(zh="统计分析", en="Analysing"),
}
"""The stages of an index, as people call them."""


class StageError(AssessError):
    """A stage of an index cannot be computed; names the stage and the column or node it stopped at.

    `stage` is a key of STAGES (others are shown as they are), `node` the id of a column, a node or a unit, empty
    where it is the whole table.
    """

    exit_code = 3

    def __init__(self, stage: str, node: str, message: Text, hint: Text | None = None) -> None:
        name = STAGES.get(stage, Text(zh=stage, en=stage))
        zh, en = (f"（{node}）", f" ({node})") if node else ("", "")
        super().__init__(
            Text(zh=f"{name.zh}{zh}：{message.zh}", en=f"{name.en}{en}: {message.en}"),
            hint,
        )
        self.stage = stage
        self.node = node
