"""Painting what has changed, and no more.

Textual 8.2 draws every widget that lies within the box around all changes, and all that these lie in, cuts each
line of theirs at every edge on the screen, and then takes what is in front. Where a cursor moves on the left and a
text changes on the right, that is the whole screen, six deep. Here a line of a widget is drawn only where it is
seen and has changed, in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
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
        """Lay everything out, and note what is to be painted for it.

        Textual paints the whole of whatever has become longer or shorter within. Only its scroll bar is another:
        what stands in it is painted where it has moved.
        """
        before, held = self._full_map, self._dirty_regions.copy()
        found = super().reflow(parent, size)
        # The map is whole by now, and need not be made again for whoever asks next.
        self._full_map_invalidated = False
        if size.region not in held:
            self._dirty_regions = held
            self._dirty_regions.update(r for r in _moved(before, self._full_map) if r)
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


def _moved(before: CompositorMap, now: CompositorMap) -> Iterator[Region]:
    """Where widgets have come, gone, moved or grown, and the scroll bars of those that have more or less within."""
    for widget, place in now.items():
        was = before.get(widget)
        if was is None:
            yield place.visible_region
        elif (was.region, was.clip, was.order) != (place.region, place.clip, place.order):
            yield was.visible_region
            yield place.visible_region
        elif was.virtual_size != place.virtual_size:
            seen = place.visible_region
            yield Region(seen.right - 1, seen.y, 1, seen.height)
    yield from (place.visible_region for widget, place in before.items() if widget not in now)


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
