"""Who is who: the roles that were given, giving them and taking them away."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.edits import GiveRole
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.table import MOVES, ROLES
from assess.tui.actions import bindings
from assess.tui.cells import pad
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.confirming import Confirm
from assess.tui.screens.dialogs import Field, Values
from assess.tui.screens.taking import StepDialog
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, home, para
from assess.tui.widgets.choices import Choice
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="角色", en="Roles")
NONE = Text(
    zh="还没有授予角色：人人都可写，只是谁都不能核实自己的填报。按 a 授予第一个，此后没有角色的人只能看。",
    en="No roles were given: everybody may write, though nobody verifies their own entry. a gives the first one; "
    "from then on whoever has none only reads.",
)
FOUNDER = Text(zh="建立者", en="founder")
ME = Text(zh="我", en="me")
VOID = Text(zh="无效：不是负责人授予的", en="void: not given by a lead")
EVERYWHERE = Text(zh="全部单位", en="all bodies")
GRANT = Text(zh="授予角色", en="Give roles")
GRANT_ABOUT = Text(
    zh="姓名就是各人用 --author 写下的名字（不写时是登录名）。所选角色取代此人原有的。",
    en="The name is the one that people give with --author (their account's where they give none). What is chosen "
    "takes the place of the roles held.",
)
NAME = Text(zh="姓名", en="Name")
WHICH = Text(zh="角色（可选多个）", en="Roles (any number)")
BODIES = Text(zh="只对这些单位（代码，逗号分隔；不填则全部）", en="On these bodies only (ids, separated by commas)")
CHOOSE = Text(zh="至少选一个角色。", en="Choose a role at least.")
REVOKE = Text(zh="收回 {who} 的全部角色？", en="Take all roles of {who} away?")
CAN = Text(zh="{role}：{moves}", en="{role}: {moves}")


class PeopleScreen(PlaceScreen):
    """One line a person: roles, and the bodies they are limited to; below it what each role may do."""

    place: ClassVar[Place] = "people"
    BINDINGS: ClassVar[list[Binding]] = bindings("people")  # type: ignore[assignment]
    CSS = """
    PeopleScreen > #about { margin: 1 1; }
    PeopleScreen > RowList { height: 1fr; }
    PeopleScreen > #can { margin: 0 1 1 1; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._roles: Roles | None = None

    def middle(self) -> ComposeResult:
        """Where roles stand, the people, what roles may do."""
        yield Prose(id="about")
        yield RowList(id="people")
        yield Prose(id="can")

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowList).focus()
        self._read()

    def _read(self) -> None:
        session = home(self).saver.session
        if session is not None:
            home(self).saver.ask(session.roles, self._show)

    def _show(self, roles: Roles) -> None:
        self._roles = roles
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session, roles = home(self).saver.session, self._roles
        if session is None or roles is None:
            return
        self.query_one(TopBar).show((session.campaign.title, TITLE))
        self.query_one("#about", Prose).show([] if roles.in_force else [para(self.t(NONE))])
        granted = {g.holder for g in roles.grants}
        rows = [self._row(g.holder, g.roles, g.bodies) for g in roles.grants]
        if roles.founder and roles.founder not in granted:
            rows.insert(0, self._row(roles.founder, ("lead",), ()))
        for n, grant in enumerate(roles.void):
            rows.append(Row(f"void/{n}", ((grant.holder, "$text-muted"),), ((self.t(VOID), "$warning"),)))
        self.query_one(RowList).show(rows)
        self._tell()

    def _row(self, name: str, roles: tuple[str, ...], bodies: tuple[str, ...]) -> Row:
        session = home(self).saver.session
        assert session is not None
        assert self._roles is not None
        comma = "、" if self.lang == "zh" else ", "
        said = comma.join(self.t(ROLES[r]) for r in roles)
        about = [self.t(ME)] if name == session.author.name else []
        about += [self.t(FOUNDER)] if name == self._roles.founder else []
        note = comma.join(about)
        if note:
            note = f"（{note}）" if self.lang == "zh" else f" ({note})"
        where = comma.join(bodies) or self.t(EVERYWHERE)
        cells = 24 if self.size.width < 100 else 36
        name_cells = pad(f"{name}{note}", cells, ellipsis=self.glyphs.ellipsis)
        return Row(name, ((name_cells + "  ", ""), (said, "$accent")), ((where, "$text-muted"),))

    def _tell(self) -> None:
        """What the roles of the one under the cursor may do."""
        found, roles = self.query_one(RowList).key, self._roles
        if roles is None:
            return
        held = {r for g in roles.grants if g.holder == found for r in g.roles}
        if not held and found == roles.founder:
            held = {"lead"}
        self.query_one("#can", Prose).show([self._can(r) for r in ROLES if r in held])

    def _can(self, role: str) -> Para:
        comma = "、" if self.lang == "zh" else ", "
        names = [self.t(m.name) for m in MOVES.values() if role in m.roles]
        moves = comma.join(n if self.lang == "zh" else n.lower() for n in names) or self.glyphs.dash
        return para(self.t(CAN.fill(role=self.t(ROLES[role]), moves=moves)), "$text-muted")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the one under the cursor."""
        event.stop()
        self._tell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter changes the roles of the one under the cursor."""
        event.stop()
        self._ask(event.key)

    def applied(self, applied: Applied) -> None:
        """Something was written: read again."""
        if applied.change is not None:
            self._read()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_grant(self) -> None:
        """Give somebody roles."""
        self._ask("")

    def _ask(self, name: str) -> None:
        app, session, roles = home(self), home(self).saver.session, self._roles
        if session is None or roles is None or name.startswith("void/") or not app.may_edit():
            return
        held = next((g for g in roles.grants if g.holder == name), None)
        fields = [
            Field("name", NAME, value=name),
            Field("roles", WHICH, kind="several", value=",".join(held.roles) if held else "",
                  choices=tuple(Choice(code, text) for code, text in ROLES.items())),
            Field("bodies", BODIES, value=", ".join(held.bodies) if held else ""),
        ]  # fmt: skip
        asked = StepDialog(session, _granted, GRANT, fields, GRANT_ABOUT, ("name",))

        def take(values: Values | None) -> None:
            if values is not None:
                app.write(asked.edit_of(values), body="", then=self._written)

        app.push_screen(asked, take)

    def _written(self, applied: Applied) -> None:
        if applied.change is not None:
            home(self).say(applied.change.label)
        home(self).tell_applied(applied)

    def action_revoke(self) -> None:
        """Take all roles of the one under the cursor away."""
        app, name, roles = home(self), self.query_one(RowList).key or "", self._roles
        if roles is None or name not in {g.holder for g in roles.grants} or not app.may_edit():
            return

        def take(sure: bool | None) -> None:
            if sure:
                app.write(GiveRole(name, ()), body="", then=self._written)

        app.push_screen(Confirm(REVOKE.fill(who=name), []), take)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", "", home(self).tell_applied)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", "", home(self).tell_applied)


def _granted(values: Values) -> GiveRole:
    roles = tuple(x for x in values["roles"].split(",") if x)
    if not roles:
        raise InputError(CHOOSE)
    bodies = tuple(
        x.strip() for x in values["bodies"].replace("，", ",").replace("、", ",").split(",") if x.strip()
    )
    return GiveRole(" ".join(values["name"].split()), roles, bodies)  # type: ignore[arg-type]
