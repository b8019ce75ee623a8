"""The reports against their budgets: warm, cold, a whole campaign, a very long annex, the page of 3,000 bodies.

Each figure stands beside baselines of the same run: the body's snapshot as JSON (`msgspec`, `json`), and a plain Jinja
template that prints every text of the same page's view with autoescape, one after another, and nothing else. Every
case runs in a process of its own. By hand, never as a test:

    python benchmarks/bench_report.py            # 300 reports, scaled to 3,000
    python benchmarks/bench_report.py --all      # all 3,000, written to a folder that is removed again

CPU seconds, since other programs may share the machine; figures depend on it all the same.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
COMMENT = "台账显示共享目录按月更新，责任部门已逐项确认。" * 3
CAMPAIGN = 3_000
SOME = 300
ROWS = 100_000


def _cpu(act: Callable[[], object], times: int = 1) -> float:
    """The least CPU seconds of some runs."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)


def _peak() -> float:
    """The largest memory this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _texts(value: Any) -> Iterator[str]:
    """Every text of a view."""
    import msgspec

    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)


def _campaign(bodies: int) -> Any:
    """The sample's six bodies over and over, each with an id of its own and ranks among all."""
    import msgspec

    from tests.report.sample import make_snapshot

    shot = make_snapshot()
    made = []
    for n in range(bodies):
        old = shot.bodies[n % 5]
        place = msgspec.structs.replace(
            old.standing, rank=n + 1, best=max(1, n - 4), worst=min(bodies, n + 6), of=bodies
        )
        body = msgspec.structs.replace(old.body, id=f"b{n}")
        made.append(msgspec.structs.replace(old, body=body, standing=place))
    return msgspec.structs.replace(shot, bodies=tuple(made), robustness=None)


def warm() -> dict[str, float]:
    """A report of 12 indicators and one of 172 with long comments and 60 pieces of evidence."""
    import msgspec
    from jinja2 import Environment

    from assess.report.render import body_page
    from assess.report.view.body import body_view
    from assess.report.view.frame import frame
    from tests.report.large import make_large
    from tests.report.sample import make_snapshot

    plain = Environment(autoescape=True).from_string("{% for text in texts %}<p>{{ text }}</p>{% endfor %}")
    found: dict[str, float] = {}
    for name, shot in (("small", make_snapshot()), ("large", make_large(COMMENT, 60))):
        shared, body = frame(shot, "zh"), shot.bodies[0]
        html = body_page(shared, body)
        texts = list(_texts(body_view(shared, body)))
        builtins = msgspec.to_builtins(body)
        found |= {
            f"{name}_kb": len(html.encode()) / 1000,
            f"{name}_texts": len(texts),
            f"{name}_ms": 1e3 * _cpu(lambda s=shared, b=body: body_page(s, b), 15),
            f"{name}_view_ms": 1e3 * _cpu(lambda s=shared, b=body: body_view(s, b), 15),
            f"{name}_plain_ms": 1e3 * _cpu(lambda t=texts: plain.render(texts=t), 15),
            f"{name}_json_ms": 1e3 * _cpu(lambda b=builtins: json.dumps(b, ensure_ascii=False), 15),
            f"{name}_msgspec_ms": 1e3 * _cpu(lambda b=body: msgspec.json.encode(b), 15),
        }
    return found


def cold() -> dict[str, float]:
    """The first report of a process, with everything it imports, against a bare Python."""
    code = (
        "import msgspec, sys; from pathlib import Path; from assess.snapshot import Snapshot; "
        "from assess.report.render import render_body; "
        "shot = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Snapshot); render_body(shot, 'north', 'zh')"
    )
    import msgspec

    from tests.report.sample import make_snapshot

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.json"
        path.write_bytes(msgspec.json.encode(make_snapshot()))
        return {"report_ms": _child(code, str(path)), "python_ms": _child("pass")}


def _child(code: str, *arguments: str) -> float:
    """Least CPU milliseconds of five processes that run `code`."""
    found = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", code, *arguments], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return 1e3 * min(found)


def site(bodies: int) -> dict[str, float]:
    """The whole site of a campaign of `bodies`, in one language, written to disk."""
    from assess.report.write import write_site

    shot = _campaign(bodies)
    with tempfile.TemporaryDirectory() as folder:
        written: list[Any] = []
        cpu = _cpu(lambda: written.append(write_site(shot, Path(folder), ["zh"])))
        return {"bodies": bodies, "cpu": cpu, "mb": written[0].bytes / 1e6, "peak": _peak()}


def annex() -> dict[str, float]:
    """A body with 100,000 pieces of evidence: its report, and the pages of its annex one after the other."""
    from assess.report.render import annex_pages, body_page
    from assess.report.view.frame import frame
    from tests.report.large import make_large

    shot = make_large("短", ROWS)
    shared, body = frame(shot, "zh"), shot.bodies[0]
    before = _peak()
    sizes: list[int] = []
    cpu = _cpu(lambda: sizes.extend(len(page.encode()) for page in annex_pages(shared, body)))
    more = _peak() - before
    return {
        "cpu": cpu, "pages": len(sizes), "largest": max(sizes) / 1000, "all": sum(sizes) / 1e6, "more": more,
        "body_ms": 1e3 * _cpu(lambda: body_page(shared, body), 3), "json": _json_seconds(body),
    }  # fmt: skip


def _json_seconds(body: Any) -> float:
    import msgspec

    rows = msgspec.to_builtins(body.evidence)
    return _cpu(lambda: [json.dumps(row, ensure_ascii=False) for row in rows])


def index() -> dict[str, float]:
    """The campaign's page of 3,000 bodies."""
    from assess.report.render import index_page
    from assess.report.view.frame import frame
    from assess.report.view.site import Site

    shared = frame(_campaign(CAMPAIGN), "zh")
    links = {key: f"{stem}.zh.html" for key, stem in shared.stems.items()}
    pages: list[str] = []
    cpu = _cpu(lambda: pages.append(index_page(Site(shared, links))))
    return {"cpu": cpu, "mb": len(pages[0].encode()) / 1e6, "peak": _peak()}


CASES: dict[str, Callable[..., dict[str, float]]] = {
    "warm": warm,
    "cold": cold,
    "site": site,
    "annex": annex,
    "index": index,
}


def _run(case: str, *arguments: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--case", case, *map(str, arguments)], check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Run every case and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--case")
    parser.add_argument("numbers", nargs="*", type=int)
    chosen = parser.parse_args()
    if chosen.case:
        print(json.dumps(CASES[chosen.case](*chosen.numbers)))
        return
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    w = _run("warm")
    for size, said in (("small", "12 indicators"), ("large", "172 indicators, 60 pieces of evidence")):
        print(
            f"one report warm, {said}: {w[f'{size}_ms']:.1f} ms, its view {w[f'{size}_view_ms']:.1f} ms; "
            f"{w[f'{size}_kb']:.0f} kB, {w[f'{size}_texts']:,.0f} texts; budget 25 ms\n"
            f"  beside a plain template of the same texts ({w[f'{size}_plain_ms']:.1f} ms): "
            f"{w[f'{size}_ms'] / w[f'{size}_plain_ms']:.1f}x; json.dumps of the body's results {w[f'{size}_json_ms']:.1f} ms, "
            f"msgspec {w[f'{size}_msgspec_ms']:.2f} ms"
        )
    c = _run("cold")
    print(f"first report of a process: {c['report_ms']:.0f} ms; bare Python {c['python_ms']:.0f} ms")
    s = _run("site", CAMPAIGN if chosen.all else SOME)
    each = s["cpu"] / s["bodies"]
    print(
        f"site of {s['bodies']:,.0f} bodies in one language: {s['cpu']:.1f} s, {1e3 * each:.1f} ms a body, {s['mb']:.0f} MB, "
        f"{s['peak']:.0f} MB of memory; 3,000 reports: {3000 * each:.0f} s of one core, budget 240 s of CPU on two"
    )
    a = _run("annex")
    print(
        f"{ROWS:,} pieces of evidence: {a['pages']:.0f} annex pages in {a['cpu']:.1f} s, the largest {a['largest']:.0f} kB, all "
        f"{a['all']:.0f} MB, {a['more']:.0f} MB of memory on top; the report itself {a['body_ms']:.0f} ms; "
        f"json.dumps of the rows {a['json']:.2f} s, {a['cpu'] / a['json']:.1f}x"
    )
    i = _run("index")
    print(f"page of a campaign of {CAMPAIGN:,}: {i['cpu']:.1f} s, {i['mb']:.1f} MB, {i['peak']:.0f} MB of memory")


if __name__ == "__main__":
    main()
