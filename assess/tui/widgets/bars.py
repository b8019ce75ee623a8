"""The line on top (where you are, as which voice, whether it is saved) and the line of keys at the bottom."""

from __future__ import annotations

from typing import Any, Literal

from textual.content import Content
from textual.style import Style
from textual.visual import VisualType
from textual.widget import Widget

from assess.base.texts import Text
from assess.tui.actions import ACTIONS, BY_ID, Action, key_name, refused_readonly, typing_key
from assess.tui.cells import cut, width
from assess.tui.saving import Status
from assess.tui.widgets.base import Piece, Speaking, home
from assess.tui.widgets.rows import squeezed

STATUS: dict[Status, Text] = {
    "saved": Text(zh="已保存", en="saved"),
    "saving": Text(zh="保存中", en="saving"),
    "failed": Text(zh="保存失败", en="not saved"),
    "readonly": Text(zh="只读", en="read-only"),
}
JOBS = Text(zh="{n} 项任务", en="jobs: {n}")
_STATUS_STYLE: dict[Status, str] = {
    "saved": "$success", "saving": "$text-muted", "failed": "bold $error reverse", "readonly": "bold $warning",
}  # fmt: skip
Tone = Literal["info", "warning", "error"]


class TopBar(Speaking, Widget):
    """Where you are, as a path; on the right the voice and the badge of saving."""

    DEFAULT_CSS = "TopBar { dock: top; height: 1; width: 100%; padding: 0 1; background: $panel; color: $text; }"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path: tuple[Text, ...] = ()
        self._aside: Text | None = None

    def show(self, path: tuple[Text, ...], aside: Text | None = None) -> None:
        """Show `path`, and `aside` before the badge."""
        if (path, aside) != (self._path, self._aside):
            self._path, self._aside = path, aside
            self.refresh()

    def render(self) -> VisualType:
        """Path left, badge right."""
        g, cells = self.glyphs, self.content_size.width
        status = home(self).status
        right: list[Piece] = [(self.t(self._aside) + "  ", "$accent")] if self._aside else []
        if running := home(self).jobs.running:
            right.append((f"{g.partial} {self.t(JOBS.fill(n=running))}  ", "$primary"))
        if status is not None:
            mark = {"saved": g.saved, "saving": g.saving, "failed": g.failed, "readonly": g.not_applicable}[status]
            right.append((f"{mark} {self.t(STATUS[status])}", _STATUS_STYLE[status]))
        taken = sum(width(text) for text, _ in right)
        left: list[Piece] = [("assess", "bold $primary")]
        names = [self.t(part) for part in self._path]
        # Where one is matters most: what leads there gives way first.
        spare = cells - taken - 1 - width("assess") - sum(width(name) + 3 for name in names)
        for n, name in enumerate(names):
            last = n == len(names) - 1
            if spare < 0 and not last:
                kept = max(width(name) + spare, min(width(name), 8))
                spare += width(name) - kept
                name = cut(name, kept, g.ellipsis)
            left += [(f" {g.path} ", "$text-muted"), (name, "bold" if last else "$text-muted")]
        left = squeezed(left, cells - taken - 1, g.ellipsis)
        used = sum(width(text) for text, _ in left)
        return self.drawn(Content.assemble(*left, " " * max(cells - taken - used, 0), *right))


class KeyBar(Speaking, Widget):
    """The keys that work here; a message takes their place for a while."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; width: 100%; padding: 0 1; background: $panel;
        link-style: none; link-color: $text-muted; link-style-hover: underline; link-background-hover: $panel;
        link-color-hover: $text;
    }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._places: tuple[str, ...] = ()
        self._typing = False
        self._message: tuple[Text, Tone] | None = None

    def offer(self, places: tuple[str, ...], *, typing: bool = False) -> None:
        """Show the keys of `places`; while `typing`, only those that are not typed as text."""
        if (places, typing) != (self._places, self._typing):
            self._places, self._typing = places, typing
            self.refresh()

    def say(self, message: Text | None, tone: Tone = "info") -> None:
        """Show `message` instead of the keys; None brings the keys back."""
        self._message = (message, tone) if message else None
        self.refresh()

    @property
    def message(self) -> Text | None:
        """The message now shown."""
        return self._message[0] if self._message else None

    def render(self) -> VisualType:
        """The message, or as many keys as fit."""
        cells = self.content_size.width
        if self._message:
            return self.drawn(self._said(cells))
        return self.drawn(self._keys(cells))

    def _said(self, cells: int) -> Content:
        assert self._message
        text, tone = self._message
        style = {"info": "$success", "warning": "$warning", "error": "bold $error"}[tone]
        # What is still under way ends in dots, and is not ticked off.
        done = self.glyphs.saving if self.t(text).endswith("…") else self.glyphs.saved
        mark = {"info": done, "warning": "!", "error": "!"}[tone]
        return Content.assemble((f"{mark} {cut(self.t(text), cells - 2, self.glyphs.ellipsis)}", style))

    def _keys(self, cells: int) -> Content:
        shown: list[Content] = []
        # Help has its place reserved: it leads to every key that does not fit.
        left = cells + 2 - self._cells_of(BY_ID["help"])
        for action in sorted(self._offered(), key=lambda a: (a.id == "help", a.rank or 45)):
            size = self._cells_of(action)
            if action.id != "help" and size > left:
                continue
            left -= size
            key, name = self._key(action), self.t(action.text)
            click = Style.from_meta({"@click": f"app.act('{action.id}')"})
            shown.append(Content.assemble((key, "bold $primary"), (f" {name}", "$text-muted")).stylize(click))
        return Content("  ").join(shown)

    def _offered(self) -> list[Action]:
        readonly = home(self).status == "readonly"
        offered = [a for a in ACTIONS if (a.rank or self._typing) and set(a.places) & {*self._places, "any"}]
        return [
            a
            for a in offered
            if not (readonly and refused_readonly(a.id)) and (not self._typing or typing_key(home(self).keys.of(a)))
        ]

    def _key(self, action: Action) -> str:
        keys = home(self).keys.of(action)
        key = typing_key(keys) if self._typing else None
        return key_name(key or keys[0], plain=self.glyphs.ellipsis != "…")

    def _cells_of(self, action: Action) -> int:
        return width(self._key(action)) + 1 + width(self.t(action.text)) + 2
