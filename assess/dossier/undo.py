"""Undo and redo, read off the journal: what could be taken back survives a restart."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Stacks(msgspec.Struct, frozen=True):
    """Batches that undo and redo would take back next, the next one last."""

    undo: tuple[str, ...]
    redo: tuple[str, ...]


def stacks(batches: Iterable[tuple[str, str, str]]) -> Stacks:
    """The stacks after (batch, act, target) of one author's actions in order.

    An action clears what could be redone. An undo moves its own batch to the redo stack, because redoing means
    taking the undo back; a redo likewise becomes the next thing to undo. Both may be of an action that is not the
    last one, or not the author's: one that was picked out of the history (`Session.revert`).
    """
    undo: list[str] = []
    redo: list[str] = []
    for batch, act, target in batches:
        if act == "do":
            undo.append(batch)
            redo.clear()
        elif act == "undo":
            undo = [b for b in undo if b != target]
            redo.append(batch)
        else:
            redo = [b for b in redo if b != target]
            undo.append(batch)
    return Stacks(undo=tuple(undo), redo=tuple(redo))
