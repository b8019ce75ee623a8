"""What a dossier holds: frozen entities, each living in one slot of the journal.

A slot is a place that holds one entity at a time ("the claimed answer of body b to indicator i"). Every event
of the journal puts an entity into a slot or empties it; that is all the journal can do, so undo, merge and
rebuild are the same small operation for every kind.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.band import Band
from assess.base.texts import Text, same
from assess.dossier.dates import AT_NO_TIME, When
from assess.dossier.draw import Draw
from assess.dossier.erasure import Erasure
from assess.dossier.imprint import Imprint
from assess.dossier.judgement import Adjudication, Judgement
from assess.dossier.key import Key
from assess.dossier.restriction import Restriction
from assess.dossier.settlement import Settlement
from assess.dossier.signal import Signal
from assess.dossier.spots import Spot
from assess.dossier.step import FindingStep
from assess.dossier.waiver import Waiver
from assess.dossier.workflow.step import Grant, WorkStep

Voice = Literal["claimed", "measured", "users", "verified"]
AnswerState = Literal["answered", "not-applicable", "unknown", "error", "not-reviewed"]
AnswerValue = str | float | tuple[str, ...] | None
SeriesForm = Literal["grid", "time", "steps", "bins"]
"""Rows by columns, periods in order, steps of a funnel, classes of a histogram."""
EvidenceStatus = Literal["attached", "in-review", "accepted", "insufficient", "rejected"]


class Campaign(msgspec.Struct, frozen=True, tag="campaign"):
    """One round of assessment: many bodies, one pack, one period. Lives in slot `campaign`."""

    id: str
    title: Text
    pack: str
    pack_version: str
    pack_digest: str
    period: str = ""
    created: str = ""
    assessed_on: str = ""
    """The day by which evidence must not have expired; "" is the last day of the period."""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return "campaign"


class Body(msgspec.Struct, frozen=True, tag="body"):
    """An assessed body: an agency, a city, a country, a platform."""

    id: str
    name: Text
    kind: str = ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"body/{self.id}"


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """One voice's answer to one indicator.

    `value` is an option code, a number, several codes (checklist) or free text; None with a state other than
    "answered". `stated_points` are the points that the source of an import says the answer earned.
    `definition` is the digest of the indicator as it was when answered.
    """

    body: str
    indicator: str
    voice: Voice
    state: AnswerState
    value: AnswerValue = None
    comment: str = ""
    definition: str = ""
    stated_points: float | None = None
    origin: str = ""
    judged: str = ""
    """In a verified answer, which claim it judged (`workflow.claims`)."""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"answer/{self.body}/{self.indicator}/{self.voice}"


class Evidence(msgspec.Struct, frozen=True, tag="evidence"):
    """Support for an answer: a link, a file held by SHA-256, or links counted in a publication.

    It is the link between an attachment and one indicator, and judged as such. An attachment that serves several
    indicators is one `Evidence` for each, with the same file or address and `attachment` naming the first of them.
    """

    id: str
    body: str
    indicator: str
    kind: str
    title: str
    locator: str = ""
    sha256: str = ""
    size: int = 0
    media_type: str = ""
    captured: str = ""
    count: int = 1
    independent: bool = False
    status: EvidenceStatus = "attached"
    note: str = ""
    origin: str = ""
    received: str = ""
    """The day the evaluators got it."""
    effective_from: str = ""
    effective_to: str = ""
    """The days it speaks of, as of a regulation in force or a log that is kept; "" is an open end."""
    expires: str = ""
    """The last day on which it counts."""
    spots: tuple[Spot, ...] = ()
    supersedes: str = ""
    """The id of the older piece, on the same indicator, that this one is a revision of."""
    attachment: str = ""
    against: str = ""
    """Of what was judged: a digest of the claim that it was judged against (`workflow.claims.against`)."""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"evidence/{self.body}/{self.id}"


class Measurement(msgspec.Struct, frozen=True, tag="measurement"):
    """A fact about a body as one collector observed it: a band with unit, coverage, method and period."""

    body: str
    fact: str
    voice: Voice
    band: Band | None
    unit: str = ""
    n: int | None = None
    coverage: float | None = None
    method: str = ""
    period: str = ""
    status: Literal["ok", "partial", "unavailable", "error"] = "ok"
    note: str = ""
    inputs: tuple[str, ...] = ()
    previous: bool = False
    """Whether this is the value one period earlier, which rules reach through `prev(…)`."""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"measurement/{self.body}/{self.fact}/{self.voice}" + ("/previous" if self.previous else "")


class Series(msgspec.Struct, frozen=True, tag="series"):
    """A measured table about a body that is no single number: use by department and hour, users by day, a funnel.

    `values` has a row for each of `rows` and a cell for each of `columns`; None where nothing was recorded.
    `row_axis` and `column_axis` say what the labels are ("day", "hour", "department" …), `form` what the table
    shows. Labels are names of offices, topics and platforms, times and steps, never people. `limit` is where on a
    histogram's axis the deadline lies.
    """

    body: str
    id: str
    title: Text
    says: Text
    form: SeriesForm
    row_axis: str
    column_axis: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    unit: str = "count"
    n: int | None = None
    coverage: float | None = None
    method: str = ""
    period: str = ""
    note: Text = same("")
    inputs: tuple[str, ...] = ()
    limit: float | None = None

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"series/{self.body}/{self.id}"


class Remark(msgspec.Struct, frozen=True):
    """One line of an import report."""

    severity: Literal["info", "warning", "contradiction", "error"]
    where: str
    message: Text


class Import(msgspec.Struct, frozen=True, tag="import"):
    """A file that was read into the dossier, what it stated about itself and what was noticed."""

    id: str
    body: str
    name: str
    sha256: str
    read: dict[str, int] = {}
    stated: dict[str, float] = {}
    remarks: tuple[Remark, ...] = ()

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"import/{self.body}/{self.id}"


Entity = (
    Campaign
    | Imprint
    | Body
    | Answer
    | Evidence
    | Restriction
    | Waiver
    | Judgement
    | Adjudication
    | Draw
    | Measurement
    | Series
    | Import
    | Signal
    | FindingStep
    | WorkStep
    | Grant
    | Settlement
    | Key
    | Erasure
)


class BodyState(msgspec.Struct, frozen=True):
    """Everything the dossier holds about one body, keyed for scoring."""

    body: Body
    answers: dict[tuple[str, Voice], Answer] = {}
    evidence: dict[str, tuple[Evidence, ...]] = {}
    measurements: dict[str, Measurement] = {}
    previous: dict[str, Measurement] = {}
    imports: tuple[Import, ...] = ()
    signals: tuple[Signal, ...] = ()
    series: dict[str, Series] = {}
    steps: dict[str, tuple[FindingStep, ...]] = {}
    """Steps taken on findings, by the id of the finding."""
    restrictions: dict[str, Restriction] = {}
    """What is marked as not for publication, by target."""
    waivers: dict[str, Waiver] = {}
    """By indicator."""
    when: When = AT_NO_TIME
    """What the campaign judges evidence by."""
    judgements: dict[str, tuple[Judgement, ...]] = {}
    """What each evaluator judged, by indicator."""
    adjudications: dict[str, Adjudication] = {}
    """What was decided between them, by indicator."""
    disputed: dict[tuple[str, Voice], tuple[Answer | None, ...]] = {}
    """Answers in conflict: what each side says, None where it took the answer back."""

    work: tuple[WorkStep, ...] = ()
    """Steps of the workflow, in no order; `workflow.standing` says what they come to."""

    def answer(self, indicator: str, voice: Voice = "claimed") -> Answer | None:
        """The answer of `voice` to `indicator`, or None."""
        return self.answers.get((indicator, voice))


class Record(msgspec.Struct, frozen=True):
    """The whole campaign as read from a dossier at one journal head."""

    campaign: Campaign
    bodies: tuple[BodyState, ...]
    head: str
    events: int
    signals: tuple[Signal, ...] = ()
    """Signals about the campaign as a whole, which stand on no body."""
    imprint: Imprint | None = None
    deadline: WorkStep | None = None
    """By when all bodies submit, where nothing else was set for one."""
    heads: dict[str, str] = {}
    """The head of each body: a digest of the events that hold what is recorded on it, apart from moves."""
