"""Edits: what a user may ask a dossier to do, as plain data for the terminal app, the CLI and importers."""

from __future__ import annotations

import msgspec

from assess.base.texts import Text
from assess.dossier.draw import Draw
from assess.dossier.entities import AnswerState, AnswerValue, Entity, EvidenceStatus, Import, Series, Voice
from assess.dossier.imprint import Imprint
from assess.dossier.judgement import JudgedState
from assess.dossier.key import Key
from assess.dossier.signal import Signal
from assess.dossier.spots import Spot
from assess.dossier.step import Move
from assess.dossier.workflow.table import MoveName, Role


class SetAnswer(msgspec.Struct, frozen=True):
    """Answer an indicator; `comment` None keeps the comment that is there."""

    body: str
    indicator: str
    value: AnswerValue
    state: AnswerState = "answered"
    voice: Voice = "claimed"
    comment: str | None = None


class ClearAnswer(msgspec.Struct, frozen=True):
    """Take an answer back; the indicator is unanswered then."""

    body: str
    indicator: str
    voice: Voice = "claimed"


class AddEvidence(msgspec.Struct, frozen=True):
    """Attach a link or another locator to an indicator, and to those in `also`."""

    body: str
    indicator: str
    kind: str
    title: str
    locator: str = ""
    captured: str = ""
    independent: bool = False
    received: str = ""
    effective_from: str = ""
    effective_to: str = ""
    expires: str = ""
    spots: tuple[Spot, ...] = ()
    supersedes: str = ""
    also: tuple[str, ...] = ()


class AttachFile(msgspec.Struct, frozen=True):
    """Attach a file to an indicator, and to those in `also`: its bytes are stored once, under their SHA-256."""

    body: str
    indicator: str
    path: str
    kind: str = "document"
    title: str = ""
    captured: str = ""
    independent: bool = False
    received: str = ""
    effective_from: str = ""
    effective_to: str = ""
    expires: str = ""
    spots: tuple[Spot, ...] = ()
    supersedes: str = ""
    also: tuple[str, ...] = ()


class RemoveEvidence(msgspec.Struct, frozen=True):
    """Detach evidence; the journal and the blob keep it."""

    body: str
    evidence: str


class ReviseEvidence(msgspec.Struct, frozen=True):
    """Correct the dates of a piece of evidence, or where in it to look; None keeps what is there.

    What had been judged is to be judged again. Whoever changes more than `received` and `spots` has attached it.
    """

    body: str
    evidence: str
    captured: str | None = None
    received: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    expires: str | None = None
    spots: tuple[Spot, ...] | None = None


class JudgeEvidence(msgspec.Struct, frozen=True):
    """An evaluator's judgement on a piece of evidence."""

    body: str
    evidence: str
    status: EvidenceStatus
    note: str = ""
    independent: bool | None = None


class Waive(msgspec.Struct, frozen=True):
    """Let the verified answer to `indicator` stand without the evidence it lacks, and say why; “” takes it back."""

    body: str
    indicator: str
    reason: str = ""


class Restrict(msgspec.Struct, frozen=True):
    """Mark `target` (`evidence/<id>` or `answer/<indicator>/<voice>`) as not for publication; “” lifts it."""

    body: str
    target: str
    reason: str = ""


class SetImprint(msgspec.Struct, frozen=True):
    """Give the campaign's documents this imprint; an empty one takes it away."""

    imprint: Imprint


class RecordFact(msgspec.Struct, frozen=True):
    """Record a fact as a number, a band (lo, hi), or None for "looked, but not to be had".

    What measured it adds the share of its input that it could use (`coverage`), the SHA-256 of that input and what
    there is to say about it; coverage below 1 makes the fact a partial one.
    """

    body: str
    fact: str
    value: float | tuple[float, float] | None
    voice: Voice = "measured"
    n: int | None = None
    method: str = ""
    period: str = ""
    previous: bool = False
    coverage: float | None = None
    inputs: tuple[str, ...] = ()
    note: str = ""


class ClearFact(msgspec.Struct, frozen=True):
    """Take a recorded fact back."""

    body: str
    fact: str
    voice: Voice = "measured"
    previous: bool = False


class RecordSeries(msgspec.Struct, frozen=True):
    """Record a measured table; one of the same id is replaced."""

    series: Series


class ClearSeries(msgspec.Struct, frozen=True):
    """Take a recorded table back."""

    body: str
    id: str


class AddBody(msgspec.Struct, frozen=True):
    """Add an assessed body."""

    id: str
    name: Text
    kind: str = ""


class RenameBody(msgspec.Struct, frozen=True):
    """Change a body's name or kind."""

    id: str
    name: Text
    kind: str = ""


class RemoveBody(msgspec.Struct, frozen=True):
    """Remove a body from the campaign, with all that was recorded on it; undo brings it back."""

    id: str


class PutImported(msgspec.Struct, frozen=True):
    """Entities that an importer proposes, with the report of what was read.

    `places` tells by slot which row or cell of the file an entity was read from, for who is refused it.
    """

    entities: tuple[Entity, ...]
    report: Import
    emptied: tuple[str, ...] = ()
    places: dict[str, str] = {}


class RecordSignals(msgspec.Struct, frozen=True):
    """Record what a family of forensic tests said about `body` ("": the campaign as a whole), all of it.

    `emptied` are slots of signals that these replace.
    """

    body: str
    signals: tuple[Signal, ...]
    emptied: tuple[str, ...] = ()


class StepFinding(msgspec.Struct, frozen=True):
    """Take a step on a finding: put it to the body, reply to it, decide on it (`cases.WAYS`).

    `finding` is its id or the id of its rule; the session fills in what the finding is now (`rule` and below).
    """

    body: str
    finding: str
    move: Move
    text: str = ""
    evidence: tuple[str, ...] = ()
    due: str = ""
    owner: str = ""
    intent: str = ""
    commitment: str = ""
    rule: str = ""
    title: Text = Text(zh="", en="")
    verdict: str = ""
    basis: str = ""


class Judge(msgspec.Struct, frozen=True):
    """Give one's own judgement of an indicator, beside those of other evaluators."""

    body: str
    indicator: str
    value: AnswerValue
    state: JudgedState = "answered"
    comment: str = ""


class Adjudicate(msgspec.Struct, frozen=True):
    """Decide, as a third person, between judgements that differ."""

    body: str
    indicator: str
    value: AnswerValue
    reason: str
    state: JudgedState = "answered"


class PutKey(msgspec.Struct, frozen=True):
    """Put a public key on the campaign's list, or say what became of it."""

    key: Key


class TakeWork(msgspec.Struct, frozen=True):
    """Make a move of the workflow (`workflow.table.MOVES`) on `body` ("": a deadline of all bodies).

    `about` is an indicator, `thread` the query or dispute that is answered or decided; the session fills in `head`
    and `basis` of a sign-off; a `basis` that is given says what was seen, and nothing else is signed.
    """

    body: str
    move: MoveName
    about: str = ""
    thread: str = ""
    text: str = ""
    due: str = ""
    head: str = ""
    basis: str = ""
    role: str = ""


class GiveRole(msgspec.Struct, frozen=True):
    """Give the author called `name` these roles, in place of those held, on `bodies` (none: all); no roles: none.

    The session fills in `id`, that of the grant the name has already.
    """

    name: str
    roles: tuple[Role, ...]
    bodies: tuple[str, ...] = ()
    id: str = ""


class PutDraw(msgspec.Struct, frozen=True):
    """Put a sample for second review on a person's list."""

    draw: Draw


Edit = (
    PutKey
    | PutDraw
    | Judge
    | Adjudicate
    | SetAnswer
    | ClearAnswer
    | AddEvidence
    | AttachFile
    | RemoveEvidence
    | ReviseEvidence
    | JudgeEvidence
    | Waive
    | Restrict
    | SetImprint
    | RecordFact
    | ClearFact
    | RecordSeries
    | ClearSeries
    | AddBody
    | RenameBody
    | RemoveBody
    | PutImported
    | RecordSignals
    | StepFinding
    | TakeWork
    | GiveRole
)
