"""The evidence held for one indicator: what it is, where it lies, and how it was judged."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.message import Message

from assess.base.texts import Text
from assess.dossier.entities import Evidence, EvidenceStatus
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.tui.actions import bindings
from assess.tui.widgets.base import Piece
from assess.tui.widgets.rows import Row, RowList

STATUSES: dict[EvidenceStatus, Text] = {
    "attached": Text(zh="未核", en="not judged"),
    "accepted": Text(zh="已采信", en="accepted"),
    "insufficient": Text(zh="不充分", en="insufficient"),
    "rejected": Text(zh="不采信", en="rejected"),
}
INDEPENDENT = Text(zh="独立来源", en="independent")


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

    def show_evidence(self, items: tuple[Evidence, ...]) -> None:
        """Show `items`, in the order in which they are held."""
        g = self.glyphs
        marks: dict[EvidenceStatus, Piece] = {
            "attached": (g.unanswered, "$text-muted"),
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
            more = "  ".join(filter(None, [about, *details, e.captured]))
            left: tuple[Piece, ...] = (marks[e.status], (f" {e.title}", ""))
            if not self.brief:
                left = (marks[e.status], (f" {kind}  ", "$text-muted"), (e.title, ""), (f"  {more}", "$text-muted"))
            rows.append(Row(key=e.id, left=left, right=((self.t(STATUSES[e.status]), "$text-muted"),)))
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
