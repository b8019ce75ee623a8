"""Painting what has changed, and no more.

Textual 8.2 draws every widget that lies within the box around all changes, and all that these lie in, cuts each
line of theirs at every edge on the screen, and then takes what is in front. Where a cursor moves on the left and a
text changes on the right, that is the whole screen, six deep. Here a line of a widget is drawn only where it is
seen and has changed.
"""

from __future__ import annotations

from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Chops = list[dict[int, Strip | None]]


class Frugal(Compositor):
    """A compositor that draws only the pieces of lines which an update will write."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The pieces that have changed; None when there are none."""
        changed = self._dirty_regions.copy()
        self._dirty_regions.clear()
        if not changed:
            return None
        spans = [span for span in self._regions_to_spans(changed) if span[0] < len(self.cuts)]
        chops: Chops = [dict.fromkeys(edges[:-1]) for edges in self.cuts]
        wanted = self._wanted(spans)
        # From front to back: what is drawn first hides what lies behind it.
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                break
            self._draw(widget, region, region.intersection(clip), chops, wanted)
        return ChopsUpdate(chops, spans, [edges[1:] for edges in self.cuts])

    def _wanted(self, spans: list[tuple[int, int, int]]) -> dict[int, set[int]]:
        """The pieces of each line, by where they begin, that the spans touch."""
        wanted: dict[int, set[int]] = {}
        for y, start, end in spans:
            touched = {left for left, right in pairwise(self.cuts[y]) if left < end and right > start}
            wanted.setdefault(y, set()).update(touched)
        return wanted

    def _draw(
        self, widget: Widget, region: Region, seen: Region, chops: Chops, wanted: dict[int, set[int]]
    ) -> None:
        """Put the pieces of `widget` that are wanted into `chops`, and strike them off."""
        left, right = seen.column_span
        lines = [y for y in seen.line_range if (w := wanted.get(y)) and any(left <= x < right for x in w)]
        if not lines or not seen:
            return
        top = lines[0]
        x, y, width = seen.x - region.x, top - region.y, seen.width
        strips = widget.render_lines(Region(x, y, width, lines[-1] + 1 - top))
        for line in lines:
            edges = [cut for cut in self.cuts[line] if left <= cut <= right]
            pieces = strips[line - top].divide([cut - left for cut in edges[1:]])
            still = wanted[line]
            for cut, piece in zip(edges, pieces, strict=False):
                if cut in still:
                    still.remove(cut)
                    chops[line][cut] = piece
            if not still:
                del wanted[line]
