"""Options to choose from, each with its whole text wrapped beside its number: one of them, or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from assess.base.texts import Text
from assess.tui.cells import width
from assess.tui.widgets.base import Lines, lay_out, para


class Choice(msgspec.Struct, frozen=True):
    """One option: its code, its text, and a short note after it (its points)."""

    code: str
    text: Text
    note: str = ""


class Choices(Lines, can_focus=True):
    """A radio list, or a check list when `several`. Digits pick; arrows, j and k move; Enter or Space picks."""

    place = "choices"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("g,home", "end(0)", show=False),
        Binding("G,end", "end(-1)", show=False),
        Binding("ctrl+d", "move(5)", show=False),
        Binding("ctrl+u", "move(-5)", show=False),
        Binding("enter,space", "take", show=False),
        *(Binding(str(d), f"number({d})", show=False) for d in range(1, 10)),
    ]

    class Picked(Message):
        """The chosen options are now `codes`."""

        def __init__(self, codes: tuple[str, ...]) -> None:
            super().__init__()
            self.codes = codes

    class Considered(Message):
        """The cursor has come to the option `code`."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices: tuple[Choice, ...] = ()
        self.chosen: tuple[str, ...] = ()
        self.several = False
        self.cursor = 0

    def show(self, choices: Sequence[Choice], chosen: Sequence[str], *, several: bool) -> None:
        """Show `choices` with `chosen` marked; the cursor goes to the first chosen one when the options are new."""
        if tuple(choices) != self.choices or several != self.several:
            self.choices, self.several = tuple(choices), several
            self.chosen = tuple(chosen)
            codes = [c.code for c in self.choices]
            self.cursor = codes.index(chosen[0]) if chosen and chosen[0] in codes else 0
            self.redraw()
        elif tuple(chosen) != self.chosen:
            self.chosen = tuple(chosen)
            self.redraw(layout=False)

    def pick(self, number: int) -> bool:
        """Choose the option with `number` (from 1); False when there is none."""
        if not 1 <= number <= len(self.choices):
            return False
        self.cursor = number - 1
        code = self.choices[self.cursor].code
        if self.several:
            held = set(self.chosen) ^ {code}
            self.chosen = tuple(c.code for c in self.choices if c.code in held)
        else:
            self.chosen = (code,)
        self.redraw(layout=False)
        self.post_message(self.Picked(self.chosen))
        return True

    def action_number(self, number: int) -> None:
        """Choose by number."""
        self.pick(number)

    def action_take(self) -> None:
        """Choose the option under the cursor."""
        self.pick(self.cursor + 1)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.stand(self.cursor + step)

    def action_end(self, at: int) -> None:
        """To the first or the last option."""
        self.stand(at % len(self.choices) if self.choices else 0)

    def stand(self, at: int) -> None:
        """Put the cursor on the option `at`, or the nearest there is."""
        at = min(max(at, 0), len(self.choices) - 1)
        if at != self.cursor and self.choices:
            self.cursor = at
            self.redraw(layout=False)
            self.post_message(self.Considered(self.choices[at].code))
        self._see_cursor()

    def _see_cursor(self) -> None:
        top, bottom = self._span(self.cursor)
        region = Region(0, top, self.size.width, bottom - top)
        parent = self.parent
        if isinstance(parent, Widget):
            offset = self.virtual_region.offset
            parent.scroll_to_region(region.translate(offset), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the option that was clicked."""
        for n in range(len(self.choices)):
            top, bottom = self._span(n)
            if top <= event.y < bottom:
                self.pick(n + 1)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.redraw(layout=False)
        self._see_cursor()
        if self.choices:
            self.post_message(self.Considered(self.choices[self.cursor].code))

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.redraw(layout=False)

    def first_line(self, at: int) -> int:
        """The line, from the top of the widget, on which the option `at` begins."""
        return self._span(at)[0]

    def _span(self, at: int) -> tuple[int, int]:
        """(first, after last) line of the option `at`."""
        sizes = [len(self._block(n, self.across or 80)) for n in range(len(self.choices))]
        return sum(sizes[:at]), sum(sizes[: at + 1])

    def _block(self, at: int, cells: int) -> list[Content]:
        """The lines of one option: pointer, number, mark, text; its note at the right edge of the first."""
        choice, g = self.choices[at], self.glyphs
        chosen = choice.code in self.chosen
        mark = (g.box_on if chosen else g.box_off) if self.several else (g.radio_on if chosen else g.radio_off)
        here = self.has_focus and at == self.cursor
        lead = f"{g.pointer if here else ' '} {at + 1 if at < 9 else ' '} {mark} "
        aside = max((width(c.note) for c in self.choices), default=0)
        room = cells - (aside + 2 if aside else 0)
        style = "bold" if chosen else ""
        lines = lay_out([para(self.t(choice.text), style, lead, "$success" if chosen else "$text-muted")], room)
        if choice.note:
            gap = " " * max(cells - lines[0].cell_length - width(choice.note), 0)
            lines[0] = Content.assemble(lines[0], gap, (choice.note, "$text-muted"))
        if here:
            lines = [x.pad_right(max(cells - x.cell_length, 0)).stylize("on $cursor") for x in lines]
        return lines

    def lines_at(self, cells: int) -> list[Content]:
        """All options."""
        return [line for n in range(len(self.choices)) for line in self._block(n, cells)]
