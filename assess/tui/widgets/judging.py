"""The form of a judgement: the verified answer alone, for places that show question and evidence themselves."""

from __future__ import annotations

from textual.app import ComposeResult

from assess.base.texts import Text
from assess.dossier.entities import Voice
from assess.packs.model import Indicator, Pack
from assess.tui.saving import BodyView
from assess.tui.widgets.base import Said
from assess.tui.widgets.form import IndicatorForm

REASONS = Text(zh="理由", en="Reasons")


class JudgingForm(IndicatorForm):
    """Options or a field, what the level must show, and the reasons; Tab walks through them."""

    DEFAULT_CSS = """
    JudgingForm { padding: 0 2 0 1; }
    """

    def compose(self) -> ComposeResult:
        """From the answer down to the reasons."""
        yield self.choices
        yield self.value
        yield self.free
        yield self.under
        yield Said(REASONS, "bold $primary", classes="section")
        yield self.comment

    def _write_texts(self, pack: Pack, indicator: Indicator, view: BodyView, voice: Voice) -> None:  # noqa: ARG002
        self._write_state(view)
