"""Painting what has changed, and no more.

Textual 8.2 draws every widget that lies within the box around all changes, and all that these lie in, cuts each
line of theirs at every edge on the screen, and then takes what is in front. Where a cursor moves on the left and a
text changes on the right, that is the whole screen, six deep. Here a line of a widget is drawn only where it is
seen and has changed, in one piece.
"""

from __future__ import annotations

from textual._compositor import ChopsUpdate, Compositor, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

Wanted = dict[int, list[tuple[int, int]]]
"""The parts of each line, as (first column, after the last), that are still to be drawn."""
Pieces = list[dict[int, Strip]]
"""What was drawn in each line, by the column where it begins."""


class Frugal(Compositor):
    """A compositor that draws only the pieces of lines which an update will write."""

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay everything out; the map of it is whole by then, and need not be made again for whoever asks next."""
        found = super().reflow(parent, size)
        self._full_map_invalidated = False
        return found

    def render_partial_update(self) -> ChopsUpdate | None:
        """The pieces that have changed; None when there are none."""
        changed = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not changed:
            return None
        screen = self.size.region
        spans = list(self._regions_to_spans(r for c in changed if (r := c.intersection(screen))))
        wanted: Wanted = {}
        for y, start, end in spans:
            wanted.setdefault(y, []).append((start, end))
        pieces: Pieces = [{} for _ in range(screen.height)]
        # From front to back: what is drawn first hides what lies behind it.
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                break
            if seen := region.intersection(clip):
                _draw(widget, region, seen, pieces, wanted)
        chops = [dict(sorted(line.items())) for line in pieces]
        ends = [[x + strip.cell_length for x, strip in line.items()] for line in chops]
        return ChopsUpdate(chops, spans, ends)


def _draw(widget: Widget, region: Region, seen: Region, pieces: Pieces, wanted: Wanted) -> None:
    """Put what is wanted of `widget` into `pieces`, and strike it off."""
    left, right = seen.column_span
    lines = [y for y in seen.line_range if any(a < right and b > left for a, b in wanted.get(y, ()))]
    if not lines:
        return
    top = lines[0]
    strips = widget.render_lines(Region(seen.x - region.x, top - region.y, seen.width, lines[-1] + 1 - top))
    for y in lines:
        rest: list[tuple[int, int]] = []
        for start, end in wanted.pop(y):
            first, after = max(start, left), min(end, right)
            if first >= after:
                rest.append((start, end))
                continue
            pieces[y][first] = strips[y - top].crop(first - left, after - left)
            if start < first:
                rest.append((start, first))
            if after < end:
                rest.append((after, end))
        if rest:
            wanted[y] = rest
