"""Entities of a dossier gathered into the state of each body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier.cases import in_order
from assess.dossier.cautious import cautious, contradicted
from assess.dossier.dates import AT_NO_TIME, When, when_of
from assess.dossier.entities import (
    Answer,
    Body,
    BodyState,
    Campaign,
    Entity,
    Evidence,
    Import,
    Measurement,
    Record,
    Series,
)
from assess.dossier.heads import Sides
from assess.dossier.imprint import Imprint
from assess.dossier.judgement import Adjudication, Judgement, by_person
from assess.dossier.restriction import Restriction
from assess.dossier.signal import Signal
from assess.dossier.step import FindingStep
from assess.dossier.store import Store
from assess.dossier.waiver import Waiver
from assess.dossier.workflow.signing import body_heads, deadline_in
from assess.dossier.workflow.step import WorkStep

NO_SIDES: Sides = {}


def gather(body: Body, entities: Iterable[Entity], sides: Sides = NO_SIDES, when: When = AT_NO_TIME) -> BodyState:
    """The state of `body` from its entities; what is in conflict (`sides`) is held with caution.

    `when` is what the campaign judges evidence by. Judgements of one person come in the order they were given in.
    """
    state = BodyState(
        body=body, answers={}, evidence={}, measurements={}, previous={}, series={}, disputed={}, restrictions={},
        waivers={}, adjudications={}, when=when,
    )  # fmt: skip
    imports: list[Import] = []
    signals: list[Signal] = []
    steps: dict[str, list[FindingStep]] = {}
    judgements: dict[str, list[Judgement]] = {}
    work: list[WorkStep] = []
    for entity in entities:
        if stand := sides.get(entity.slot):
            entity = cautious(entity, stand)
            if isinstance(entity, Answer) and contradicted(stand):
                said = tuple(s if isinstance(s, Answer) else None for s in stand)
                state.disputed[entity.indicator, entity.voice] = said
        match entity:
            case Answer():
                state.answers[entity.indicator, entity.voice] = entity
            case Evidence():
                state.evidence[entity.indicator] = (*state.evidence.get(entity.indicator, ()), entity)
            case Measurement():
                (state.previous if entity.previous else state.measurements)[f"{entity.fact}/{entity.voice}"] = (
                    entity
                )
            case Series():
                state.series[entity.id] = entity
            case Import():
                imports.append(entity)
            case Signal():
                signals.append(entity)
            case FindingStep():
                steps.setdefault(entity.finding, []).append(entity)
            case Restriction():
                state.restrictions[entity.target] = entity
            case Waiver():
                state.waivers[entity.indicator] = entity
            case Judgement():
                judgements.setdefault(entity.indicator, []).append(entity)
            case Adjudication():
                state.adjudications[entity.indicator] = entity
            case WorkStep():
                work.append(entity)
            case _:
                continue
    return msgspec.structs.replace(
        state,
        imports=tuple(imports),
        signals=tuple(signals),
        steps={finding: in_order(found) for finding, found in sorted(steps.items())},
        judgements={
            i: tuple(j for own in by_person(found) for j in own) for i, found in sorted(judgements.items())
        },
        work=tuple(work),
    )


def contents(state: BodyState) -> list[Entity]:
    """All entities of a body, the body itself last."""
    return [
        *state.answers.values(),
        *(e for items in state.evidence.values() for e in items),
        *state.measurements.values(),
        *state.previous.values(),
        *state.series.values(),
        *state.imports,
        *state.signals,
        *(s for found in state.steps.values() for s in found),
        *state.restrictions.values(),
        *state.waivers.values(),
        *(j for found in state.judgements.values() for j in found),
        *state.adjudications.values(),
        *state.work,
        state.body,
    ]


def overlaid(
    body: str, state: BodyState | None, slots: Mapping[str, Entity | None], when: When = AT_NO_TIME
) -> BodyState | None:
    """The state of `body` as it will be once `slots` are written; None when there is no such body then.

    `when` is what the campaign judges evidence by, which a body that is new does not know yet.
    """
    new = {slot: e for slot, e in slots.items() if slot.split("/")[1:2] == [body]}
    held = {e.slot: e for e in contents(state) if e.slot not in new} if state else {}
    # What is put now is the latest.
    entities = sorted((e for e in {**held, **new}.values() if e is not None), key=_place)
    found = next((e for e in entities if isinstance(e, Body)), None)
    return gather(found, entities, when=state.when if state else when) if found else None


def _place(entity: Entity) -> str:
    """What entities are sorted by: their slots, but of judgements, whose order tells which is later."""
    return "judgement" if isinstance(entity, Judgement) else entity.slot


def timed(held: Sequence[tuple[str, Entity]], store: Store) -> list[Entity]:
    """The entities of `held`, (event hash, entity); judgements of one person in the order of the journal."""
    judged: dict[tuple[str, str], list[Judgement]] = {}
    for _, entity in held:
        if isinstance(entity, Judgement):
            judged.setdefault((entity.body, entity.indicator), []).append(entity)
    twice = {j.slot for found in judged.values() for own in by_person(found) if len(own) > 1 for j in own}
    if not twice:
        return [e for _, e in held]
    events = store.events_by_hash(h for h, e in held if e.slot in twice)
    order = {e.slot: (e.clock, e.hash) for e in events.values()}
    return [e for _, e in sorted(held, key=lambda pair: order.get(pair[1].slot, (0, "")))]


def campaign_when(campaign: Campaign) -> When:
    """What `campaign` judges evidence by."""
    return when_of(campaign.period, campaign.assessed_on, campaign.created)


def read_campaign(store: Store) -> Campaign:
    """The campaign of a dossier; StoreError when the file was created but never filled."""
    for _, entity in store.entities(body="", kind="campaign"):
        if isinstance(entity, Campaign):
            return entity
    raise StoreError(
        Text(zh=f"{store.path.name} 里没有评估活动", en=f"{store.path.name} holds no campaign"),
        Text(
            zh="建立时中断了：请删除这个文件，再用“assess new”新建。",
            en="Its making was cut off: delete the file and make it again with “assess new”.",
        ),
    )


def read_imprint(store: Store) -> Imprint | None:
    """What is printed on the campaign's documents, or None."""
    return next((e for _, e in store.entities(body="", kind="imprint") if isinstance(e, Imprint)), None)


def read_bodies(store: Store) -> list[Body]:
    """All bodies, by id."""
    return [e for _, e in store.entities(kind="body") if isinstance(e, Body)]


def read_body(store: Store, body: Body, when: When = AT_NO_TIME) -> BodyState:
    """The state of one body; `when` is what the campaign judges evidence by."""
    return gather(body, timed(store.entities(body=body.id), store), store.sides(body.id), when)


def read_record(store: Store) -> Record:
    """The whole campaign at the present journal head."""
    with store.steady():
        by_body: dict[str, list[Entity]] = {}
        imprint: Imprint | None = None
        held = store.entities()
        for entity in timed(held, store):
            if isinstance(entity, Imprint):
                imprint = entity
            elif not isinstance(entity, (Campaign, Body)):
                by_body.setdefault(entity.body, []).append(entity)
        events, _ = store.counts()
        sides = store.sides()
        campaign = read_campaign(store)
        when = campaign_when(campaign)
        return Record(
            campaign=campaign,
            bodies=tuple(gather(b, by_body.get(b.id, []), sides, when) for b in read_bodies(store)),
            head=store.head(),
            events=events,
            signals=tuple(e for e in by_body.get("", []) if isinstance(e, Signal)),
            imprint=imprint,
            deadline=deadline_in(by_body.get("", [])),
            heads=body_heads((e.slot, h) for h, e in held),
        )
