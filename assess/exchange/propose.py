"""From a read questionnaire to a proposed edit: answers and evidence in the claimed voice, with its report.

Nothing is written here. What an earlier import of the same kind left and this one no longer holds is emptied, so
that reading a corrected workbook again leaves exactly that workbook; what people entered themselves stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import Text, same
from assess.dossier.edits import PutImported
from assess.dossier.entities import Answer, Body, BodyState, Entity, Evidence, Import, Measurement
from assess.dossier.record import contents
from assess.exchange.odm_model import Cell, Workbook
from assess.exchange.odm_published import published
from assess.exchange.odm_words import country_by_code
from assess.packs.model import Indicator, Pack

ORIGIN = "odm-2023"
PACK = "open-data-maturity-2023"


class Comparison(msgspec.Struct, frozen=True):
    """What a proposed import would do to a body: entities added, changed, removed and left as they are."""

    added: int
    changed: int
    removed: int
    same: int
    overwritten: tuple[str, ...]
    """Slots that people had filled themselves and the import would change."""


def check_pack_fits(pack: Pack) -> None:
    """Refuse to read the survey into a campaign of another pack."""
    if pack.id != PACK:
        raise InputError(
            Text(
                zh=f"这是开放数据成熟度 2023 的问卷，而活动用的指标包是 {pack.id}",
                en=f"this is a questionnaire of Open Data Maturity 2023, but the campaign's pack is {pack.id}",
            ),
            Text(zh=f"新建活动时请用 --pack {PACK}。", en=f"Make the campaign with --pack {PACK}."),
        )


def body_of(book: Workbook) -> Body:
    """The body a questionnaire is about; its id is the country's code, else the file's name."""
    country = country_by_code(book.country_code) if book.country_code else None
    if country is None:
        stem = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in Path(book.name).stem)
        return Body(id=stem.strip("-._")[:64] or "body", name=same(book.country or book.name))
    return Body(id=country.code, name=country.name)


def propose(book: Workbook, pack: Pack, body: Body, state: BodyState | None = None) -> PutImported:
    """The edit that puts `book` into the dossier as `body`, whose present `state` is None when it is new."""
    check_pack_fits(pack)
    indicators = {i.id: i for i in pack.indicators}
    entities: list[Entity] = [] if state else [body]
    places: dict[str, str] = {}
    for cell in book.cells:
        if (indicator := indicators.get(cell.indicator)) is not None:
            if (answer := _answer(cell, indicator, body.id)) is not None:
                entities.append(answer)
                places[answer.slot] = cell.where("answer")
            pieces = list(_evidence(cell, indicator, body.id))
            places.update({e.slot: cell.where("justification") for e in pieces})
            entities += pieces
    entities += published(book, pack, body.id)
    if state:
        entities = [_still_judged(e, state) for e in entities]
    report = Import(
        id=ORIGIN,
        body=body.id,
        name=book.name,
        sha256=book.sha256,
        read=book.read,
        stated=_stated(book),
        remarks=book.notices,
    )
    kept = {e.slot for e in entities}
    stale = [e.slot for e in _imported(state) if e.slot not in kept] if state else []
    return PutImported(entities=tuple(entities), report=report, emptied=tuple(stale), places=places)


def compare(edit: PutImported, state: BodyState | None) -> Comparison:
    """What `edit` would do to the body in `state`."""
    held = {e.slot: e for e in contents(state)} if state else {}
    added = [e for e in edit.entities if e.slot not in held]
    changed = [e.slot for e in edit.entities if e.slot in held and held[e.slot] != e]
    imported = {e.slot for e in _imported(state)} if state else set()
    own = [s for s in changed if s not in imported]
    # What an evaluator judged is lost when a corrected file no longer holds it.
    own += [s for s in edit.emptied if isinstance(e := held.get(s), Evidence) and e.status != "attached"]
    return Comparison(
        added=len(added),
        changed=len(changed),
        removed=len(edit.emptied),
        same=len(edit.entities) - len(added) - len(changed),
        overwritten=tuple(own),
    )


_SAID_SINCE = (
    "status", "note", "independent", "against", "received", "effective_from", "effective_to", "expires", "spots",
    "supersedes",
)  # fmt: skip
"""What people say of evidence after it was read, and a questionnaire does not."""


def _still_judged(entity: Entity, state: BodyState) -> Entity:
    """`entity` with what evaluators said of it, if it is evidence held already: reading again unsays nothing."""
    if not isinstance(entity, Evidence):
        return entity
    was = next((e for e in state.evidence.get(entity.indicator, ()) if e.id == entity.id), entity)
    return msgspec.structs.replace(entity, **{name: getattr(was, name) for name in _SAID_SINCE})


def _imported(state: BodyState) -> list[Entity]:
    """What an earlier import left: it is marked by its origin, or a measurement made from that file."""
    files = {i.sha256 for i in state.imports if i.id == ORIGIN}
    return [
        e
        for e in contents(state)
        if (isinstance(e, (Answer, Evidence)) and e.origin == ORIGIN)
        or (isinstance(e, Measurement) and files & set(e.inputs))
    ]


def _answer(cell: Cell, indicator: Indicator, body: str) -> Answer | None:
    """The answer of a row; a row with neither answer nor text says nothing and is left out."""
    if cell.answer is None and not cell.raw and not cell.comment:
        return None
    state = "answered" if cell.answer is not None else "error" if cell.raw else "unknown"
    return Answer(
        body=body,
        indicator=indicator.id,
        voice="claimed",
        state=state,  # type: ignore[arg-type]
        value=cell.answer,
        comment=cell.comment or (cell.raw if state == "error" else ""),
        definition=indicator.digest,
        stated_points=cell.stated_points if indicator.scored else None,
        origin=ORIGIN,
    )


def _evidence(cell: Cell, indicator: Indicator, body: str) -> Iterator[Evidence]:
    for link in cell.links:
        yield Evidence(
            id=digest([ORIGIN, indicator.id, link])[:16],
            body=body,
            indicator=indicator.id,
            kind="link",
            title=link,
            locator=link,
            origin=ORIGIN,
        )
    if cell.link_count and not cell.links:
        yield Evidence(
            id=digest([ORIGIN, indicator.id, "links"])[:16],
            body=body,
            indicator=indicator.id,
            kind="citation",
            title=f"Open Data Maturity 2023, {indicator.label}",
            count=cell.link_count,
            origin=ORIGIN,
        )


def _stated(book: Workbook) -> dict[str, float]:
    parts = {"total": book.stated_total, "unsure": book.stated_unsure, "preliminary": book.stated_preliminary}
    return {k: v for k, v in parts.items() if v is not None} | book.stated_layers
