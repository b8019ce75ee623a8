"""From the files of a simulated body to what a dossier records, by the product's own measuring tools.

An evaluator's part is played here as well: which of the sampled and stated figures is which fact of a pack. What a
sample cannot tell exactly is recorded as the band that the sample leaves open only where the sample is one.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from assess.dossier.edits import RecordFact
from assess.measure.catalogue.compare import compare
from assess.measure.catalogue.facts import last_date
from assess.measure.catalogue.facts import measure as measure_catalogue
from assess.measure.catalogue.read import read_catalogue
from assess.measure.found import Found, proposals
from assess.measure.traces.load import Settings, load
from assess.measure.traces.mapping import Mapping
from assess.measure.traces.results import facts_in
from assess.measure.traces.run import measure, metrics_of
from assess.packs.model import Pack

END = date(2026, 6, 1)

TRACES: dict[str, tuple[str, dict[str, str]]] = {
    "events": ("events", {"ts": "时间", "user_id": "账号", "platform": "系统", "department": "部门", "event": "操作", "field": "内容摘要"}),
    "tickets": ("tickets", {"created": "受理时间", "answered": "首次答复时间", "closed": "办结时间", "department": "承办单位", "channel": "渠道"}),
    "tasks": ("tasks", {"created": "下达时间", "due": "截止时间", "closed": "完成时间", "user_id": "承办人", "reminders": "催办次数"}),
    "ratings": ("survey", {"grade": "评价", "ts": "评价时间", "user_id": "设备", "automatic": "默认好评"}),
}  # fmt: skip

Said = dict[str, list[str]]


def table(path: Path) -> Said:
    """first column -> the others; empty where the body sends no such file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: row[1:] for row in rows}


def edits(home: Path, pack: Pack) -> list[RecordFact]:
    """What is recorded about the body with the files in `home`, as far as `pack` has facts for it."""
    found: list[Found] = []
    known = {f.id for f in pack.facts}
    for name, (kind, columns) in TRACES.items():
        if name == "tickets" and pack.id == "service-rating":
            continue  # The hotline's demands are not the cases that were rated.
        path = home / f"{name}.csv"
        wanted = [m.id for m in metrics_of(kind) if known & set(m.facts)]
        if path.exists() and wanted:
            with load([path], kind, Mapping(kind=kind, columns=columns), Settings(as_of=END)) as loaded:
                found += facts_in(measure(loaded, wanted))
    now, before = home / "catalogue-now.json", home / "catalogue-before.json"
    if now.exists() and {"datasets_total"} & known:
        catalogue = read_catalogue([now])
        day = last_date(catalogue, END)
        found += measure_catalogue(catalogue, day)
        found += compare(catalogue, read_catalogue([before]), day)
    listed = home / "portal.csv"
    if listed.exists() and {"downloads"} & known:
        shown = read_catalogue([listed])
        found = [f for f in found if f.fact not in ("views", "downloads")]
        found += [f for f in measure_catalogue(shown, END) if f.fact in ("views", "downloads")]
    recorded = proposals(found, pack, home.name)
    measured = {e.fact for e in recorded}
    by_hand = [e for e in _by_hand(home) if e.fact in known]
    return [*recorded, *(e for e in by_hand if e.voice != "measured" or e.fact not in measured)]


def _by_hand(home: Path) -> list[RecordFact]:
    said, seen, asked = (table(home / f"{n}.csv") for n in ("said", "seen", "asked"))
    out: list[RecordFact] = []

    def put(fact: str, value: float | None, voice: str, n: int | None = None, **more: object) -> None:
        if value is not None:
            out.append(RecordFact(body=home.name, fact=fact, value=value, voice=voice, n=n, **more))  # type: ignore[arg-type]

    def share(item: str) -> tuple[float | None, int | None]:
        hits, of = seen.get(item, ["", ""])
        return (float(hits) / float(of), int(of)) if hits else (None, None)

    value, n = share("entries that are links to elsewhere")
    put("links_only_share", value, "verified", n)
    if hits := seen.get("results on display that work"):
        put("results_displayed", float(hits[1]), "measured")
        put("results_effective", float(hits[0]), "verified")
    if hits := seen.get("accepted functions that work"):
        put("functions_working", float(hits[0]), "verified")
    value, n = share("fields asked for that are held already")
    put("fields_already_held_share", value, "verified", n)
    if hits := seen.get("check-in, points and ranking functions"):
        put("forced_functions", float(hits[0]), "verified")
    if hits := seen.get("reports of the unit in a year, people who fill them"):
        put("reports_required_year", float(hits[0]), "verified")
        put("unit_staff", float(hits[1]), "verified")
    if hits := seen.get("days until an ordinary user needs it again"):
        put("expected_active_share", min(1.0, 30 / float(hits[0])), "verified")
    if hits := seen.get("accounts on the platform"):
        put("registered_users", float(hits[0]), "measured")
    if hits := seen.get("unresolved complaints of the period"):
        put("complaints_open", float(hits[0]), "verified")
        put("complaints_same", float(hits[0]), "verified")
    _dated(home, put)
    _stated(said, put)
    _asked(asked, put)
    traced, kept = _submissions(home), seen.get("share of the log that is kept, percent")
    if traced is not None and kept:
        out.append(_traced(home, traced, float(kept[0]) / 100))
    return out


def _dated(home: Path, put) -> None:  # type: ignore[no-untyped-def]
    """Records of work done more than 30 days before the check, and how many were made in its last 14 days."""
    rows = [[date.fromisoformat(d) for d in row] for row in table(home / "evidence.csv").values()]
    late = [(visit - made).days < 14 for work, made, visit in rows if (visit - work).days > 30]
    if late:
        put("papers_dated", float(len(late)), "verified")
        put("papers_made_late_share", sum(late) / len(late), "verified", len(late))


def _stated(said: Said, put) -> None:  # type: ignore[no-untyped-def]
    if figure := said.get("submissions handled"):
        put("reported_total", float(figure[0]), "claimed")
    if figure := said.get("satisfaction published"):
        put("reported_satisfaction", float(figure[0]), "claimed", int(figure[1]))
        put("published_satisfaction", float(figure[0]), "claimed", int(figure[1]))
    if figure := said.get("functions accepted"):
        put("functions_accepted", float(figure[0]), "claimed")


def _asked(asked: Said, put) -> None:  # type: ignore[no-untyped-def]
    for question, fact, scale in (
        ("forms a week", "forms_per_week", 1), ("work apps on the phone", "work_apps_required", 1),
        ("hours a week on forms and records", "hours_filling", 1), ("hours a week on the work itself", "hours_doing", 1),
        ("work groups on the phone", "work_groups_required", 1),
        ("days a task takes when done properly", "days_needed_for_task", 1),
        ("were given a quota for installing or using, percent", "quota_told_share", 100),
        ("satisfied with the services, percent", "surveyed_satisfaction", 1),
    ):  # fmt: skip
        if answer := asked.get(question):
            put(fact, float(answer[0]) / scale, "users", int(answer[1]))
    if answer := asked.get("satisfied with the services, percent"):
        p, n = float(answer[0]) / 100, int(answer[1])
        put("survey_sample", float(n), "users")
        put("survey_margin", 196 * (p * (1 - p) / n) ** 0.5, "users", n)


def _submissions(home: Path) -> int | None:
    path = home / "events.csv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for row in csv.reader(file) if row[4] == "submit")


def _traced(home: Path, counted: int, kept: float) -> RecordFact:
    """What the log holds, and what it may have held: the coverage is known to about two percent."""
    most = counted / max(kept - 0.02, 0.01)
    return RecordFact(
        body=home.name, fact="traced_total", value=(float(counted), most) if kept < 1 else float(counted), coverage=kept,
        n=counted, method="count of submissions in the log",
    )  # fmt: skip
