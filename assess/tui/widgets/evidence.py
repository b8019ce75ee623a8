"""The evidence held for one indicator: what it is, where it lies, and how it was judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from assess.base.texts import Text
from assess.dossier.entities import Evidence, EvidenceStatus
from assess.dossier.evidence_states import STALE, STATES, EvidenceState, Stale, evidence_state
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.tui.actions import bindings
from assess.tui.widgets.base import Piece
from assess.tui.widgets.rows import Row, RowList

STATUSES = STATES
INDEPENDENT = Text(zh="独立来源", en="independent")


NOTHING_STALE: Mapping[str, tuple[Stale, ...]] = {}


def dates_words(evidence: Evidence) -> Text | None:
    """What days `evidence` speaks of and until when it counts; None where neither is given."""
    e = evidence
    said = []
    if e.effective_from or e.effective_to:
        days = f"{e.effective_from or '…'}–{e.effective_to or '…'}"
        said.append(Text(zh=f"有效期间 {days}", en=f"for {days}"))
    if e.expires:
        said.append(Text(zh=f"{e.expires} 失效", en=f"expires {e.expires}"))
    return Text(zh="，".join(x.zh for x in said), en=", ".join(x.en for x in said)) if said else None


def size_text(size: int) -> str:
    """A file size for reading."""
    for unit, step in (("MB", 2**20), ("kB", 2**10)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} B"


class EvidenceRows(RowList):
    """One row a piece of evidence; as high as there are pieces."""

    place = "evidence"
    DEFAULT_CSS = "EvidenceRows { height: auto; max-height: 8; }"
    BINDINGS: ClassVar[list[Binding]] = bindings("evidence")

    class Judged(Message):
        """The piece `evidence` is to be judged."""

        def __init__(self, evidence: str, status: EvidenceStatus) -> None:
            super().__init__()
            self.evidence, self.status = evidence, status

    class Removed(Message):
        """The piece `evidence` is to be removed."""

        def __init__(self, evidence: str) -> None:
            super().__init__()
            self.evidence = evidence

    brief = False
    """Titles and judgements alone, where the piece under the cursor is told in full elsewhere."""

    def show_evidence(
        self, items: tuple[Evidence, ...], stale: Mapping[str, tuple[Stale, ...]] = NOTHING_STALE
    ) -> None:
        """Show `items`, in the order in which they are held; `stale` says by id why some do not count any more."""
        g = self.glyphs
        marks: dict[EvidenceState, Piece] = {
            "attached": (g.unanswered, "$text-muted"),
            "in-review": (g.partial, "$text-muted"),
            "stale": (g.partial, "$warning"),
            "accepted": (g.saved, "$success"),
            "insufficient": (g.partial, "$warning"),
            "rejected": (g.not_applicable, "$error"),
        }
        rows = []
        for e in items:
            kind = self.t(EVIDENCE_KINDS[e.kind]) if e.kind in EVIDENCE_KINDS else e.kind
            about = e.locator if e.locator and e.locator != e.title else ""
            details = [size_text(e.size)] if e.size else []
            details += [f"SHA-256 {e.sha256[:8]}"] if e.sha256 else []
            details += [self.t(INDEPENDENT)] if e.independent else []
            details += [f"× {e.count}"] if e.count > 1 else []
            details += [self.t(dates)] if (dates := dates_words(e)) else []
            reasons = stale.get(e.id, ())
            details += [self.t(STALE[reason]) for reason in reasons]
            more = "  ".join(filter(None, [about, *details, e.captured]))
            state = evidence_state(e, reasons)
            left: tuple[Piece, ...] = (marks[state], (f" {e.title}", ""))
            if not self.brief:
                left = (marks[state], (f" {kind}  ", "$text-muted"), (e.title, ""), (f"  {more}", "$text-muted"))
            rows.append(Row(key=e.id, left=left, right=((self.t(STATUSES[state]), "$text-muted"),)))
        self.can_focus = bool(rows)
        self.display = bool(rows)
        self.show(rows)

    def action_remove_evidence(self) -> None:
        """Remove the piece under the cursor."""
        if self.key:
            self.post_message(self.Removed(self.key))

    def action_judge_accept(self) -> None:
        """Accept the piece under the cursor."""
        self._judge("accepted")

    def action_judge_insufficient(self) -> None:
        """Judge the piece under the cursor as insufficient."""
        self._judge("insufficient")

    def action_judge_reject(self) -> None:
        """Reject the piece under the cursor."""
        self._judge("rejected")

    def _judge(self, status: EvidenceStatus) -> None:
        if self.key:
            self.post_message(self.Judged(self.key, status))
