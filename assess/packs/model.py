"""The pack: an index as checked, frozen data. Made by `load.py`, read by every floor above."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.texts import Text
from assess.packs.inheritance.lineage import Lineage
from assess.packs.methods.model import Normalise

FORMAT = 1
"""Version of the pack format this engine reads (`format` in pack.toml)."""

ScaleKind = Literal["levels", "choice", "yes-no", "checklist", "share", "number", "text"]


Role = Literal["veto", "deduction", "bonus"]
"""What an indicator is in a check by deductions: it disqualifies, takes points off, or adds some."""

Mean = Literal["arithmetic", "geometric", "harmonic", "power", "minimum"]
"""How scores are put together; `minimum` is the lowest of them, whatever the weights."""

Rescale = Literal["min-max", "share-of-max"]
"""What is done to a score at the end: the lowest body at 0 and the highest at 100, or the highest alone at 100."""


class Source(msgspec.Struct, frozen=True):
    """A publication that indicators, rules and tests cite by `id`."""

    id: str
    title: str
    publisher: str
    date: str
    url: str = ""
    licence: str = ""


class EvidenceNeed(msgspec.Struct, frozen=True):
    """What an evaluator must see before a level can be verified."""

    kind: str
    text: Text
    count: int = 1
    independent: bool = False
    within_days: int | None = None
    """Days between the capture of a piece and the assessment after which it is too old to count."""


class Option(msgspec.Struct, frozen=True):
    """One answer of a scale: `points` out of the scale's `maximum`; `state` marks answers that are no score."""

    code: str
    text: Text
    points: float
    state: Literal["scored", "not-applicable", "unknown"] = "scored"
    evidence: tuple[EvidenceNeed, ...] = ()


class Scale(msgspec.Struct, frozen=True):
    """How an answer becomes points.

    `options` for levels, choice, yes-no and checklist (in ascending order for levels); `curve` for share and
    number: (value, points) corners of a piecewise linear, monotone function, constant outside its ends.
    `maximum` is full marks; a `text` scale earns none. With `goalposts`, the values that earn nothing and full
    marks, `curve` joins the two; `log` says that it is straight in the logarithm of the value. With `normalise`
    the score is made from the values of all bodies of the campaign instead, and there is no curve;
    `less_is_better` turns it round.
    """

    kind: ScaleKind
    maximum: float
    options: tuple[Option, ...] = ()
    curve: tuple[tuple[float, float], ...] = ()
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None
    goalposts: tuple[float, float] | None = None
    log: bool = False
    normalise: Normalise | None = None
    less_is_better: bool = False

    def option(self, code: str) -> Option | None:
        """The option with `code`, or None."""
        return next((o for o in self.options if o.code == code), None)


class Follow(msgspec.Struct, frozen=True):
    """A follow-up question: it arises only when `indicator` was answered with one of `on`."""

    indicator: str
    on: tuple[str, ...]


class Cap(msgspec.Struct, frozen=True):
    """A bound by another indicator: the score may not exceed that of the indicator `by`."""

    by: str


class Indicator(msgspec.Struct, frozen=True):
    """One question of the index. `weight` is its weight in its layer; 0 when it is not scored.

    A deduction's scale counts points off, a bonus's points added, each up to `scale.maximum`, which is its weight
    too. A veto has no weight: it holds by its answers or by the value's thresholds, `unqualified_…`.
    """

    id: str
    label: str
    layer: str
    weight: float
    title: Text
    question: Text
    scale: Scale
    digest: str
    group: str | None = None
    guidance: Text | None = None
    not_applicable: Literal["leave-denominator", "full-marks", "refuse"] = "leave-denominator"
    follows: Follow | None = None
    feeds: str | None = None
    sources: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    applies_when: str | None = None
    """A condition over facts; where it is not met the indicator leaves the denominator."""
    value_from: str | None = None
    """An expression over facts: the measured value on a number or share scale."""
    profiles: tuple[str, ...] = ()
    """The sorts of body it applies to; all when empty."""
    facets: tuple[str, ...] = ()
    """The fields of government it looks at (`vocabulary.FACETS`)."""
    status: Literal["active", "retired", "future"] = "active"
    since: str = ""
    until: str = ""
    role: Role | None = None
    each: float | None = None
    """Points off, or added, for each that is counted, where the scale is a plain number."""
    unqualified_on: tuple[str, ...] = ()
    unqualified_from: float | None = None
    unqualified_above: float | None = None
    unqualified_below: float | None = None
    minutes: float | None = None
    """Minutes that answering takes, where the pack says so; else `burden.minutes_of` assumes them."""
    repeats: Text | None = None
    """Why it asks what another indicator asks as well, here or in another pack put to the same bodies."""

    @property
    def scored(self) -> bool:
        """Whether the indicator counts in its layer."""
        return self.weight > 0


class Group(msgspec.Struct, frozen=True):
    """A heading within a layer; it orders the tree and carries no weight."""

    id: str
    layer: str
    title: Text


class Profile(msgspec.Struct, frozen=True):
    """A sort of body (`kind`) to which some indicators apply and others do not."""

    id: str
    title: Text


class Layer(msgspec.Struct, frozen=True):
    """A layer of the index; `base_layer` names which of the four layers it answers to, if any."""

    id: str
    title: Text
    weight: float
    base_layer: Literal["readiness", "platform", "data", "utilization"] | None = None
    description: Text | None = None
    aggregation: Mean | None = None
    """The mean of this layer's indicators where it is not the pack's."""


class Total(msgspec.Struct, frozen=True):
    """An overall figure: the weighted mean of layer scores, the sum of points, or a check by deductions.

    A check by deductions starts from `start` points and takes deductions off; from there below `pass_mark`, or
    with any veto, the body is unqualified. Above `bonus_above` bonuses are added, at most `bonus_most`. With
    `scale_up`, what does not apply leaves and the rest is scaled up to `start`. The first total leads.
    """

    id: str
    title: Text
    method: Literal["layers-mean", "points-sum", "deductions"]
    start: float = 100.0
    pass_mark: float | None = None
    bonus_above: float | None = None
    bonus_most: float | None = None
    scale_up: bool = True


class Scoring(msgspec.Struct, frozen=True):
    """How scores are put together and ranked.

    `layers` is the mean of layer scores in a total, `indicators` that of indicator scores in a layer; `power` is
    the exponent of power means, `floor` (0–100) what lower scores are raised to before they are averaged.
    `rank_digits` ranks scores as rounded to so many decimals. `normalise` is what becomes of numbers whose scale
    says nothing itself; `rescale_layers` and `rescale` spread layers and totals over the bodies at the end.
    """

    layers: Mean = "arithmetic"
    indicators: Mean = "arithmetic"
    power: float = 1.0
    floor: float = 0.0
    rank: Literal["competition", "dense"] = "competition"
    rank_digits: int | None = None
    normalise: Normalise | None = None
    rescale: Rescale | None = None
    rescale_layers: Rescale | None = None


class Uncertainty(msgspec.Struct, frozen=True):
    """What is varied, and how often, to tell how sure the order of a campaign is.

    `weights` is the share by which every weight may be off either way, `means` are other means of layers than
    the pack's own, with the `floor` that lower scores are raised to in them, and `evidence` is the share by which
    a claim that nothing supports may be too high. Sampled `draws` times from `seed`.
    """

    draws: int = 1000
    seed: int = 1
    weights: float = 0.25
    means: tuple[Mean, ...] = ()
    floor: float = 0.0
    evidence: float = 0.0


class Budget(msgspec.Struct, frozen=True):
    """How many minutes one body may be asked to spend on the pack; None where it says nothing."""

    minutes: float | None = None


class Grade(msgspec.Struct, frozen=True):
    """A named class of the leading total, from `least` (inclusive) upwards."""

    id: str
    title: Text
    least: float


class Fact(msgspec.Struct, frozen=True):
    """A quantity about a body that rules may name: typed, with unit and range, and who collects it.

    `derive` names a computation on the dossier itself (see `vocabulary.DERIVATIONS`).
    """

    id: str
    title: Text
    unit: str
    collector: Literal["agency", "evaluator", "tool", "users"]
    lowest: float | None = None
    highest: float | None = None
    max_age_days: int | None = None
    derive: str | None = None
    description: Text | None = None
    of_cases: bool = True
    """Whether a share or percentage is a part of the cases that its `n` counts, which then limit what it can be."""


class Weigh(msgspec.Struct, frozen=True):
    """Evidence on one probable cause of a rule: where `when` holds in a body, it speaks for or against `cause`.

    `says` is that evidence in words; a strong piece counts twice a weak one.
    """

    cause: str
    when: str
    speaks: Literal["for", "against"]
    says: Text
    weight: Literal["strong", "weak"] = "weak"


class Rule(msgspec.Struct, frozen=True):
    """A formalism rule: a condition and what to say, ask and do when it holds.

    When it holds, findings of the rules it `supersedes` are left out for the same body: one cause, one finding.
    `weigh` tells which of the `causes` the other facts of a body point to.
    """

    id: str
    manifestation: str
    when: str
    severity: Literal["high", "medium", "low"]
    confidence: Literal["high", "medium", "low"]
    title: Text
    ask: Text
    may_be_wrong_if: Text
    withdrawn_if: Text
    remedy: Text
    causes: tuple[str, ...]
    weigh: tuple[Weigh, ...] = ()
    effect: Literal["flag", "needs-review", "cap-indicator", "cap-layer"] = "flag"
    target: str | None = None
    cap: float | None = None
    supersedes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()


class Gate(msgspec.Struct, frozen=True):
    """A point at which a project may pass, pass on conditions, or be stopped, by the items of one layer.

    An item of `blocking` stops the project when its answer is no and holds it while it is not shown; any other item
    sets a condition. A rule of `stop_rules` stops it, one of `condition_rules` sets a condition. `proof` is what a
    yes needs to count: nothing more, the evidence that its option asks for, or an evaluator's verification.
    """

    id: str
    title: Text
    layer: str
    blocking: tuple[str, ...]
    stop_rules: tuple[str, ...] = ()
    condition_rules: tuple[str, ...] = ()
    proof: Literal["answer", "evidence", "verified"] = "evidence"


class Contradiction(msgspec.Struct, frozen=True):
    """Two sides of one of the four contradictions: the indicators and layers that tell of each, and the rules."""

    id: Literal["supply-demand", "plan-innovation", "governance-institutions", "security-use"]
    first: tuple[str, ...]
    second: tuple[str, ...]
    first_rules: tuple[str, ...] = ()
    second_rules: tuple[str, ...] = ()


Given = float | tuple[float, float]


class BodyCase(msgspec.Struct, frozen=True):
    """One body of a golden test of several: what is known of it, and what its scores and its rank must be."""

    id: str
    answers: dict[str, str | float | tuple[str, ...]] = {}
    facts: dict[str, Given] = {}
    kind: str = ""
    scores: dict[str, Given] = {}
    rank: int | None = None
    outcome: Literal["qualified", "unqualified", "undetermined"] | None = None
    vetoes: tuple[str, ...] | None = None
    grade: str | None = None


class GoldenTest(msgspec.Struct, frozen=True):
    """A case that ships with the pack: given values and what a rule or the scores must then be.

    With `bodies` the case is a whole campaign, each body with its own answers and expectations.
    """

    name: str
    where: str
    rule: str | None = None
    given: dict[str, Given] = {}
    not_applicable: tuple[str, ...] = ()
    """Indicators and layers that the rule under test names and that do not apply."""
    verdict: Literal["yes", "no", "undetermined", "does-not-apply"] | None = None
    answers: dict[str, str | float | tuple[str, ...]] = {}
    scores: dict[str, Given] = {}
    tolerance: float = 1e-9
    source: str | None = None
    kind: str = ""
    facts: dict[str, Given] = {}
    outcome: Literal["qualified", "unqualified", "undetermined"] | None = None
    vetoes: tuple[str, ...] | None = None
    grade: str | None = None
    """The class that must be awarded; `none` says that none may be."""
    bodies: tuple[BodyCase, ...] = ()


class Pack(msgspec.Struct, frozen=True):
    """A whole index, checked. `digest` covers everything that bears on meaning or scoring."""

    id: str
    version: str
    title: Text
    summary: Text
    licence: str
    layers: tuple[Layer, ...]
    indicators: tuple[Indicator, ...]
    totals: tuple[Total, ...]
    digest: str
    groups: tuple[Group, ...] = ()
    grades: tuple[Grade, ...] = ()
    facts: tuple[Fact, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: tuple[Source, ...] = ()
    tests: tuple[GoldenTest, ...] = ()
    scoring: Scoring = Scoring()
    uncertainty: Uncertainty = Uncertainty()
    profiles: tuple[Profile, ...] = ()
    gates: tuple[Gate, ...] = ()
    """Decisions that the pack asks for: pass, conditional or stop."""
    contradictions: tuple[Contradiction, ...] = ()
    """How its indicators and rules divide over the four contradictions."""
    reserved: tuple[Indicator, ...] = ()
    """Retired and future indicators: neither asked nor scored, but their ids stay theirs."""
    burden: Budget = Budget()
    lineage: Lineage | None = None
    """Where the parts come from when the pack extends another; it has no bearing on the digest."""

    def indicator(self, id: str) -> Indicator | None:
        """The indicator with `id`, or None."""
        return next((i for i in self.indicators if i.id == id), None)

    def layer(self, id: str) -> Layer | None:
        """The layer with `id`, or None."""
        return next((x for x in self.layers if x.id == id), None)

    def fact(self, id: str) -> Fact | None:
        """The fact with `id`, or None."""
        return next((f for f in self.facts if f.id == id), None)

    @property
    def relative(self) -> bool:
        """Whether the scores of a body depend on the other bodies of the campaign."""
        own = any(i.scale.normalise and i.scale.normalise.method != "none" for i in self.indicators)
        return own or self.scoring.rescale is not None or self.scoring.rescale_layers is not None

    def of_layer(self, layer: str) -> list[Indicator]:
        """The indicators of `layer`, in pack order."""
        return [i for i in self.indicators if i.layer == layer]
