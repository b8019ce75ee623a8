"""What the widgets share: the app's language and marks, and text wrapped by Chinese rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec
from rich.segment import Segment
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from assess.base.texts import Lang, Text
from assess.tui.cells import breaks, width
from assess.tui.glyphs import ASCII, PLAINER, Glyphs

if TYPE_CHECKING:
    from assess.tui.app import AssessApp

Piece = tuple[str, str]


def home(widget: Any) -> AssessApp:
    """The app that `widget` lives in."""
    return cast("AssessApp", widget.app)


class InLanguage:
    """Mixed into whatever lives in the app and shows texts: the language and the marks in use."""

    @property
    def lang(self) -> Lang:
        """The language in use."""
        return home(self).lang

    @property
    def glyphs(self) -> Glyphs:
        """The marks in use."""
        return home(self).glyphs

    def t(self, text: Text) -> str:
        """`text` in the language in use."""
        return text.get(self.lang)


def entitle(widget: Widget, title: str) -> None:
    """Put `title` on the top of a panel of the class "titled"; nothing is drawn when it is there already."""
    if widget.border_title != title:
        widget.border_title = title


class Speaking(InLanguage):
    """Mixed into widgets that draw texts themselves, and again when the language or the marks change."""

    def drawn(self, content: Content) -> Content:
        """`content` as it is drawn: with the ASCII marks, other signs of doubtful width give way to ASCII, too."""
        if self.glyphs is not ASCII:
            return content
        return Content(content.plain.translate(PLAINER), list(content.spans))

    def relabel(self) -> None:
        """Language or marks have changed; draw again."""
        cast(Widget, self).refresh(layout=True)


class Tall:
    """Mixed into widgets whose height follows from their width, by `height_at`."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many lines as the content takes at `width`."""
        return self.height_at(width)

    def height_at(self, cells: int) -> int:
        """Lines at a width of `cells`; one, unless the widget says otherwise."""
        return 1 if cells else 0


class Quiet:
    """Mixed into widgets that never gain or lose a scroll bar.

    Textual lays the whole screen out and draws it again whenever the size of what is in a widget has changed,
    in case a scroll bar has to come or go. Where none does, once is enough.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)


class Sheet(Quiet, VerticalScroll, can_focus=False):
    """A column that scrolls. It draws its scroll bar itself, in its right padding, together with the rest."""

    DEFAULT_CSS = """
    Sheet { overflow-y: auto; scrollbar-size: 0 0; width: 1fr; padding: 0 2 0 2; display: none; }
    Sheet.-shown { display: block; }
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the scroll bar along."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The sheet's own lines, with the scroll bar in the last column."""
        strips = super().render_lines(crop)
        last = self.outer_size.width - 1
        first, after = thumb(self.size.height, self.virtual_size.height, self.scroll_offset.y)
        if not crop.x <= last < crop.right or first == after:
            return strips
        (mark,) = Content.assemble(thumb_piece(home(self).glyphs)).render_segments(self.visual_style)
        top = self.gutter.top
        for y in range(max(first + top, crop.y), min(after + top, crop.bottom)):
            strip = strips[y - crop.y]
            strips[y - crop.y] = Strip([*strip.crop(0, strip.cell_length - 1), mark])
        return strips


def thumb_piece(g: Glyphs) -> Piece:
    """The thumb of a scroll bar: a thin mark, or a block where the marks are ASCII."""
    return g.thumb, "on $edge" if g.thumb == " " else "$edge"


def thumb(height: int, whole: int, offset: float) -> tuple[int, int]:
    """(first, after last) line of the thumb in a scroll bar of `height` lines; (0, 0) when all is in sight."""
    if whole <= height or height <= 0:
        return 0, 0
    size = max(1, height * height // whole)
    top = round((height - size) * min(offset / (whole - height), 1.0))
    return top, top + size


class Para(msgspec.Struct, frozen=True):
    """A paragraph of (text, style) pieces: `lead` before its first line, `hang` cells before the others."""

    pieces: tuple[Piece, ...]
    lead: str = ""
    hang: int = 0
    lead_style: str = ""


def para(text: str, style: str = "", lead: str = "", lead_style: str = "") -> Para:
    """A paragraph of one piece whose further lines stand under its first word."""
    return Para(pieces=((text, style),), lead=lead, hang=width(lead), lead_style=lead_style)


def lay_out(paragraphs: Sequence[Para], cells: int) -> list[Content]:
    """The lines of `paragraphs` at a width of `cells`."""
    lines: list[Content] = []
    for paragraph in paragraphs:
        content = Content.assemble(*paragraph.pieces)
        for number, (start, end) in enumerate(breaks(content.plain, cells - paragraph.hang)):
            before: Piece = (paragraph.lead, paragraph.lead_style) if number == 0 else (" " * paragraph.hang, "")
            part = content[start:end]
            if "\u00a0" in part.plain:
                # It has kept its words together; whoever copies from the screen or searches there wants a space.
                part = Content(part.plain.replace("\u00a0", " "), list(part.spans))
            lines.append(Content.assemble(before, part) if before[0] else part)
    return lines


class Lines(Quiet, Speaking, Tall, Widget):
    """A widget made of whole lines, which subclasses lay out in `lines_at`.

    Lines are handed to Textual as they are, because its own wrapping would break them again.
    """

    DEFAULT_CSS = "Lines { height: auto; width: 1fr; }"
    ALLOW_SELECT = False
    _laid: tuple[int, list[Content]] | None = None

    def lines_at(self, cells: int) -> list[Content]:
        """The lines at a width of `cells`."""
        return [Content(" " * cells)]

    @property
    def across(self) -> int:
        """Cells from side to side, as last laid out; Textual's own properties may lay the screen out to tell."""
        return max(self.outer_size.width - self.styles.gutter.width, 0)

    def redraw(self, *, layout: bool = True) -> None:
        """The content has changed; `layout` when its height may have, too."""
        self._laid = None
        self.refresh(layout=layout)

    def relabel(self) -> None:
        """Language or marks have changed."""
        self.redraw()

    def height_at(self, cells: int) -> int:
        """As many lines as there are."""
        return len(self._at(cells))

    def _at(self, cells: int) -> list[Content]:
        if self._laid is None or self._laid[0] != cells:
            self._laid = (cells, self.lines_at(cells))
        return self._laid[1]

    def render_line(self, y: int) -> Strip:
        """One line, to the full width."""
        cells = self.across
        lines = self._at(cells)
        style = self.visual_style
        if y >= len(lines):
            return Strip.blank(cells, style.rich_style)
        line = self.drawn(lines[y])
        segments, rest = line.render_segments(style), cells - line.cell_length
        if rest < 0:
            return Strip(segments).adjust_cell_length(cells, style.rich_style)
        return Strip([*segments, Segment(" " * rest, style.rich_style)] if rest else segments, cells)


class Prose(Lines):
    """Running text that wraps well in both languages; hidden while it has nothing to say."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._paragraphs: tuple[Para, ...] = ()
        self.display = False

    def show(self, paragraphs: Sequence[Para]) -> None:
        """Show `paragraphs`; nothing is drawn when they are those already shown."""
        if (new := tuple(paragraphs)) != self._paragraphs:
            before = self.height_at(self.across) if self._paragraphs else 0
            self._paragraphs = new
            self.display = bool(new)
            # Laid out to tell the height, and kept: most of a step in the tree is this.
            self._laid = None
            self.refresh(layout=before != (self.height_at(self.across) if new else 0))

    def lines_at(self, cells: int) -> list[Content]:
        """The wrapped paragraphs."""
        return lay_out(self._paragraphs, cells)


class Sections(Prose):
    """Several passages of running text in one widget, a blank line between them: one widget is laid out at once."""

    def __init__(self, *names: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._parts: dict[str, Sequence[Para]] = dict.fromkeys(names, ())

    def put(self, **parts: Sequence[Para]) -> None:
        """Replace the passages that are named."""
        self._parts.update(parts)
        paragraphs: list[Para] = []
        for part in self._parts.values():
            if part:
                paragraphs += [*([para("")] if paragraphs else []), *part]
        self.show(paragraphs)

    def has(self, name: str) -> bool:
        """Whether the passage `name` says something."""
        return bool(self._parts[name])


class Said(Lines):
    """One fixed text, in whatever language is in use."""

    def __init__(self, text: Text, style: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._text, self._style = text, style

    def say(self, text: Text, style: str | None = None) -> None:
        """Say something else."""
        self._text = text
        self._style = self._style if style is None else style
        self.redraw()

    def lines_at(self, cells: int) -> list[Content]:
        """The wrapped text."""
        return lay_out([para(self.t(self._text), self._style)], cells)
