"""The figures of docs/reliability.md, in one command:

    python benchmarks/reliability.py [--quick] [--json] [--only PART] [--tries N]

Each part harms a dossier, a bundle or a workbook in one way, many times, and looks whether anything shown as saved was
lost, changed without a word, or ended in a traceback. Tries are numbered and every number is a try of its own, so that
a run goes on where the last one ended: what came of them is kept in benchmarks/reliability.json, and the page is
written from there. `--quick` makes a few tries of each part, writes nothing and exits 1 where one failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import msgspec
from reliability_parts import arrivals, power, stores
from reliability_parts.page import PLANNED, page
from reliability_parts.tally import Tally, Try, go_on

KEPT = ROOT / "benchmarks" / "reliability.json"
PAGE = ROOT / "docs" / "reliability.md"
PARTS: dict[str, tuple[Try, int]] = {
    "killed": (stores.killed, 3),
    "power": (power.lost_power, 12),
    "power-control": (power.control, 12),
    "full-disk": (stores.full_disk, 2),
    "writers": (stores.many_writers, 1),
    "flipped": (stores.flipped, 20),
    "bundles": (arrivals.bundle, 18),
    "workbooks": (arrivals.workbook, 10),
}
"""What is tried, and how often in a quick run."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few tries of each part, nothing written")
    parser.add_argument("--json", action="store_true", help="print what came of the tries as JSON")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part only; may be given again")
    parser.add_argument("--tries", type=int, help="go on until a part has so many tries")
    parser.add_argument("--page", action="store_true", help="make no tries, write the page from those there are")
    return parser.parse_args()


def _held(name: str) -> Tally:
    path = KEPT.with_name(f"reliability.{name}.part")
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Tally)
    held = msgspec.json.decode(KEPT.read_bytes(), type=dict[str, Tally]) if KEPT.exists() else {}
    return held.get(name, Tally())


def _keep(name: str, tally: Tally) -> None:
    # A file to a part, so that parts may run side by side.
    KEPT.with_name(f"reliability.{name}.part").write_bytes(msgspec.json.encode(tally))


def main() -> int:
    """Make the tries, write the page; 1 where a try failed."""
    given = _arguments()
    found: dict[str, Tally] = {}
    for name, (attempt, few) in PARTS.items():
        tally = Tally() if given.quick else _held(name)
        chosen = not given.page and (not given.only or name in given.only)
        if chosen and (not name.startswith("power") or power.possible()):
            until = given.tries or (few if given.quick else PLANNED[name])
            with tempfile.TemporaryDirectory() as room:
                keep = (lambda: None) if given.quick else lambda n=name, t=tally: _keep(n, t)
                go_on(tally, attempt, until, Path(room), keep)
        found[name] = tally
        if not given.json and (chosen or given.page):
            print(f"{name}: {tally.tries} tries, {len(tally.failures)} failures; {tally.outcomes}", flush=True)
            for failure in tally.failures[:5]:
                print(f"  {failure}")
    if given.json:
        print(msgspec.json.encode(found).decode())
    if not given.quick and (given.page or not given.only):
        KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        PAGE.write_text(page(found), encoding="utf-8")
        for name in PARTS:
            KEPT.with_name(f"reliability.{name}.part").unlink(missing_ok=True)
    return int(any(tally.failures for tally in found.values()))


if __name__ == "__main__":
    sys.exit(main())
