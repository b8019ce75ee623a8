"""The only writer of a dossier: what is applied is durable when the call returns, or did not happen.

Whatever writes is done in a turn. Of a file there is one writer, and a turn is nothing; on a server it is a
transaction in which nobody else writes, and which begins with taking in what others wrote.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from assess.base.clock import Clock, utc_now
from assess.base.errors import AssessError, NotAllowed, Overtaken
from assess.base.texts import Text
from assess.dossier.author import Author, same_person
from assess.dossier.edits import (
    Adjudicate,
    Edit,
    GiveRole,
    Judge,
    JudgeEvidence,
    PutImported,
    StepFinding,
    TakeWork,
    Waive,
)
from assess.dossier.entities import BodyState, Entity
from assess.dossier.erasing import erasing
from assess.dossier.events import Act, Event
from assess.dossier.hands import answered_by, attached_by, claimants, enterers, judges
from assess.dossier.heads import Conflict, settling
from assess.dossier.judging import passed_over
from assess.dossier.lock import WriterLock
from assess.dossier.lookup import Mark, find_indicator
from assess.dossier.record import campaign_when, contents, overlaid, read_campaign
from assess.dossier.resolve import resolve
from assess.dossier.store import Store
from assess.dossier.workflow.rights import (
    NOWHERE,
    Acting,
    check_lead,
    check_lead_stays,
    check_right,
    check_rights,
    check_settled,
)
from assess.dossier.writer import Writer, body_of
from assess.findings.find import as_it_stands
from assess.packs.model import Pack
from assess.session.reading import Change, Reader
from assess.session.reverting import Reversal, check_may_revert, reversal


class Session(Reader):
    """An open campaign. Make one with `open_session` or `create_session`; use it as a context manager."""

    def __init__(
        self, store: Store, pack: Pack, author: Author, lock: WriterLock | None, clock: Clock = utc_now
    ) -> None:
        super().__init__(store, pack, author, lock, clock)
        self._writer = Writer(store, self.campaign.id, author, clock)

    def apply(self, *edits: Edit) -> Change:
        """Apply `edits` as one action: all are durable when this returns, or none is and the reason is raised."""
        with self._turn():
            slots, blobs = self._resolved(edits)
            self._follower.refuse_overtaken(slots, self._describe)
            places = {slot: at for e in edits if isinstance(e, PutImported) for slot, at in e.places.items()}
            return self._write(slots, blobs, places=places)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        with self._mutex:
            if not self._store.shared:
                yield
                return
            try:
                with self._store.writing(), self._follower.behind_the_scenes():
                    arrived = self._store.arrived(min(self._follower.taken, self._writer.position))
                    self._take_in(arrived)
                    self._writer.catch_up(arrived)
                    yield
            except BaseException:
                # What was thought to be written may not be there.
                self._writer.forget()
                self._forget()
                raise

    def rehearse(self, *edits: Edit) -> dict[str, Entity | None]:
        """What `apply` would put into which slots, with nothing written; raises what `apply` would."""
        with self._mutex:
            return self._resolved(edits)[0]

    def obstacle(self, *edits: Edit) -> AssessError | None:
        """What `apply` would raise, rights included, with nothing written; None when it would go through."""
        with self._mutex:
            try:
                slots, _ = self._resolved(edits)
                self._allowed(slots, self._held(slots))
            except AssessError as error:
                return error
        return None

    def _resolved(self, edits: Sequence[Edit]) -> tuple[dict[str, Entity | None], list[bytes]]:
        slots: dict[str, Entity | None] = {}
        blobs: list[bytes] = []
        when = campaign_when(self.campaign)

        def look(body: str) -> BodyState | None:
            # Later edits build on earlier ones of the same action.
            return overlaid(body, self._look(body), slots, when) if slots else self._look(body)

        for edit in edits:
            mark = Mark()
            if isinstance(edit, (TakeWork, GiveRole)):
                edit = self._known(edit)
                mark = Mark(self.author.name, self._clock())
            elif isinstance(edit, (JudgeEvidence, Waive)):
                mark = self._hands(edit)
            elif isinstance(edit, StepFinding) and look(edit.body) is not None:
                result = self.result(edit.body)
                edit = as_it_stands(edit, result.findings, result.withdrawn)
                mark = Mark(self.author.name, self._clock())
            elif isinstance(edit, Judge | Adjudicate):
                mark = Mark(self.author.name, self._clock())
            puts = resolve(edit, self.pack, look, mark)
            slots.update(puts.slots)
            blobs += puts.blobs
        return slots, blobs

    def _hands(self, edit: JudgeEvidence | Waive) -> Mark:
        """This author, beside those who had a hand in what `edit` decides on."""

        def of(slot: str, authors: Callable[[Store, str, str], frozenset[str]]) -> frozenset[str]:
            return authors(self._store, slot, self._writer.holder(slot))

        who = Mark(author=self.author.name, at=self._clock())
        if isinstance(edit, JudgeEvidence):
            slot = f"evidence/{edit.body}/{edit.evidence}"
            return msgspec.structs.replace(who, attached_by=of(slot, attached_by))
        indicator = find_indicator(self.pack, edit.indicator).id
        state = self._look(edit.body)
        pieces = state.evidence.get(indicator, ()) if state else ()
        return msgspec.structs.replace(
            who,
            attached_by=frozenset().union(*(of(e.slot, attached_by) for e in pieces)),
            claimed_by=claimants(self._store, edit.body, indicator),
            verified_by=of(f"answer/{edit.body}/{indicator}/verified", answered_by),
        )

    def _known(self, edit: TakeWork | GiveRole) -> TakeWork | GiveRole:
        """`edit` with what only the journal knows: what is signed, which grant a name has already."""
        if isinstance(edit, GiveRole):
            had = next((g.id for g in self.roles().grants if g.holder == " ".join(edit.name.split())), "")
            return msgspec.structs.replace(edit, id=had)
        if edit.move == "sign":
            basis = self.body_head(edit.body)
            if edit.basis not in ("", basis):
                raise Overtaken(
                    Text(zh="所签的内容已被改动", en="what was to be signed has been changed meanwhile"),
                    Text(zh="看过现在的内容再签。", en="Look at it as it stands now, then sign."),
                )
            return msgspec.structs.replace(edit, head=self._store.head(), basis=basis)
        if edit.move == "close" and not self.fresh_signs(edit.body):
            raise NotAllowed(
                Text(zh="没有有效的签署，不能办结", en="it cannot be closed without a sign-off on it as it stands"),
                Text(zh="先由签署人签署（assess signoff）。", en="Have it signed off first (assess signoff)."),
            )
        return edit

    def _acting(self) -> Acting:
        store = self._store
        return Acting(
            name=self.author.name,
            roles=self.roles(),
            alone=lambda: not store.written_by_others(self.author.name),
            # Many slots of a body may be written at once.
            work=functools.cache(lambda body: self.work(body) if self._look(body) is not None else None),
            state=self._look,
            claimants=functools.partial(claimants, store),
            enterers=self._enterers,
            judged=functools.partial(judges, store),
        )

    def _enterers(self, slot: str) -> frozenset[str]:
        if slot.startswith("evidence/"):
            return attached_by(self._store, slot, self._writer.holder(slot))
        return enterers(self._store, slot)

    def _allowed(
        self, slots: Mapping[str, Entity | None], held: Mapping[str, Entity], places: Mapping[str, str] = NOWHERE
    ) -> None:
        acting = self._acting()
        check_rights(acting, slots, held, places)
        if any(slot.startswith("grant/") for slot in slots):
            check_lead(acting.roles, slots)

    def settle(self, slot: str, event: str) -> Change:
        """Settle the conflict in `slot` for the side whose event is `event`; undone like any action.

        NotFound when there is no such conflict or side.
        """
        with self._turn():
            slots = settling(self.conflicts(), slot, event, self._store.holders())
            self._follower.refuse_overtaken({slot: slots.get(slot)}, self._describe)
            settled = {s: e for s, e in slots.items() if s.startswith("settlement/")} or slots
            self._allowed(settled, self._held(slots))
            check_settled(self._acting(), {slot: slots.get(slot)})
            events = self._writer.write(slots, [])
            self._follower.wrote(events)
            self._forget()
            bodies = tuple(sorted({e.body for e in events}))
            return Change(label=self._describe(events), bodies=bodies, slots=tuple(slots), events=len(events))

    def unite(
        self, events: Sequence[Event], blobs: Iterable[bytes] = (), *, rehearse: bool = False
    ) -> list[Conflict]:
        """Add checked `events` of other journals of this campaign, and give the conflicts that are open then.

        Durable when this returns, all or nothing; `rehearse` only tells the conflicts.
        """
        with self._mutex:
            with self._turn():
                if not rehearse:
                    check_right(self._acting(), "other")
                found = self._store.unite(events, blobs, rehearse=rehearse)
                if rehearse:
                    self._forget()
                else:
                    self.refresh()
                self.campaign = read_campaign(self._store)
            if not rehearse and any(e.kind == "erasure" for e in events):
                self._store.scrub()
            self._writer = Writer(self._store, self.campaign.id, self.author, self._clock)
            return found

    def erase(self, reason: str, slots: Sequence[str] = (), author: str = "", *, files: bool = False) -> Change:
        """Erase the texts that all events in `slots` hold, or the name of `author`, by law; it cannot be undone.

        `files` erases attached files of evidence too. What remains are salted hashes, so that every chain still
        verifies, and the erasure itself with its reason. NotFound when there is nothing to erase.
        """
        with self._mutex:
            with self._turn():
                check_right(self._acting(), "campaign")
                check_lead_stays(self.roles(), author)
                erasures = erasing(self._store.events(), reason, slots, author, files=files)
                gone = self._told_apart_by(author) if author else ()
                events = self._writer.write({**dict.fromkeys(gone), **{e.slot: e for e in erasures}}, [])
                self._follower.wrote(events)
                self._forget()
            self._store.scrub()
            self._writer = Writer(self._store, self.campaign.id, self.author, self._clock)
            return Change(
                label=self._describe(events), bodies=(), slots=tuple(e.slot for e in erasures), events=len(events)
            )

    def _told_apart_by(self, name: str) -> list[str]:
        """Slots of judgements that only `name` tells to be passed over: without it they would count."""
        states = (self._look(b.id) for b in self.bodies())
        held = (j for state in states if state is not None for j in passed_over(self.pack, state))
        return [j.slot for j in held if same_person(j.by, [name])]

    def undo(self) -> Change | None:
        """Take this author's last action back by an inverse action; None when there is nothing to undo."""
        with self._turn():
            batches = self._stacks().undo
            return self._take_back(batches[-1], "undo") if batches else None

    def redo(self) -> Change | None:
        """Take the last undo back; None when there is nothing to redo."""
        with self._turn():
            batches = self._stacks().redo
            return self._take_back(batches[-1], "redo") if batches else None

    def reversal(self, batch: str) -> Reversal:
        """What `revert` would do; NotFound or InputError when the action cannot be taken back."""
        with self._turn():
            events = self._store.events(batch=batch)
            check_may_revert(events, self.author)
            return reversal(self._describe(events), events, self._writer.before(batch))

    def revert(self, batch: str) -> Change:
        """Take back any action whose places still stand as it left them; that can be undone in its turn.

        Errors as `reversal`.
        """
        with self._turn():
            return self._take_back(batch, self.reversal(batch).act)

    def rehearse_settling(self, slot: str, event: str) -> dict[str, Entity | None]:
        """What `settle` would put into which slots, with nothing written; NotFound as there."""
        with self._mutex:
            return settling(self.conflicts(), slot, event, self._store.holders())

    def _take_back(self, batch: str, act: Act) -> Change:
        return self._write(self._writer.before(batch), [], act, batch)

    def _write(
        self,
        slots: Mapping[str, Entity | None],
        blobs: Sequence[bytes],
        act: Act = "do",
        target: str = "",
        places: Mapping[str, str] = NOWHERE,
    ) -> Change:
        held = self._held(slots)
        slots = {slot: entity for slot, entity in slots.items() if held.get(slot) != entity}
        self._allowed(slots, held, places)
        events = self._writer.write(slots, blobs, act, target)
        self._follower.wrote(events)
        touched = tuple(sorted({e.body for e in events}))
        for body in touched:
            # What was written is known: no need to read it back.
            state = overlaid(body, self._states.pop(body, None), slots, campaign_when(self.campaign))
            if state is not None:
                self._states[body] = state
            self._results.pop(body, None)
            self._signals.pop(body, None)
        if touched and self._together:
            # One value changes the norms, and with them the scores of all.
            self._results.clear()
            self._together.clear()
        if any(e.slot.startswith("body/") for e in events):
            self._bodies = None
        if self._store.sides() or any(e.slot.startswith("settlement/") for e in events):
            # What stands against each other has to be read again.
            self._forget()
        if any(e.slot.startswith(("body/", "signal/", "measurement/")) for e in events):
            self._judge_again()
        if any(e.slot.startswith("grant/") for e in events):
            self._roles = None
        label = self._describe(events) if events else Text(zh="没有变化", en="No change")
        return Change(label=label, bodies=touched, slots=tuple(slots), events=len(events))

    def _held(self, slots: Iterable[str]) -> dict[str, Entity]:
        """What is in the dossier on the bodies of `slots`, by slot."""
        bodies = {body_of(slot) for slot in slots}
        states = [self._look(body) for body in bodies]
        held: dict[str, Entity] = {e.slot: e for state in states if state for e in contents(state)}
        if "" in bodies:
            held.update({e.slot: e for _, e in self._store.entities(body="")})
        return held
