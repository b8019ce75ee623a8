"""docs/reliability.md, written from what came of the tries."""

from __future__ import annotations

from .tally import Tally, upper

_SAID = {
    "killed": (
        "`kill -9` of a process that saves in a loop, at a random moment, also on dossiers killed before",
        "the last save told of is there and whole; the journal is sound; tables equal the journal; work goes on",
    ),
    "power": (
        "loss of power at a random point of a recorded run: unflushed sectors of 512 bytes there or not, in any order",
        "the same",
    ),
    "power-control": ("the same with flushing switched off", "saves are lost, else the method could not see a loss"),
    "full-disk": (
        "no file may grow beyond a random size",
        "the save that does not fit is refused in words; all before it are there",
    ),
    "writers": (
        f"{4} processes that open, save and close again and again at once",
        "every save told of is there, none twice; no event is lost; chains are sound",
    ),
    "flipped": (
        "1 to 16 bytes of a closed dossier changed anywhere",
        "refused, reported by the check, or without effect on what it holds",
    ),
    "bundles": (
        "malformed bundles: flipped, cut, doubled, repacked; contents altered with digests and seal made to fit; events "
        "altered and sealed anew",
        "refused, the problem named in both languages, or the same journal as before",
    ),
    "workbooks": (
        "malformed workbooks: cut, flipped, parts taken out, cells altered inside",
        "refused in words or read with the change told of; the dossier is not touched",
    ),
}

PLANNED = {
    "killed": 1_000,
    "power": 2_000,
    "power-control": 400,
    "full-disk": 300,
    "writers": 200,
    "flipped": 2_000,
    "bundles": 10_000,
    "workbooks": 10_000,
}
"""How many tries a full run makes of each part."""


def page(found: dict[str, Tally]) -> str:
    """The page; counts only, nothing of the machine they were made on."""
    rows = [_row(name, tally) for name, tally in found.items() if name != "power-control"]
    outcomes = [
        f"| {_SAID[name][0].split(':')[0].split(',')[0]} | {outcome} | {count:,} |"
        for name, tally in found.items()
        for outcome, count in tally.outcomes.items()
    ]
    control = found.get("power-control", Tally())
    lost = sum(n for outcome, n in control.outcomes.items() if outcome.startswith("lost"))
    return _TEXT.format(rows="\n".join(rows), outcomes="\n".join(outcomes), lost=f"{lost:,}", control=f"{control.tries:,}")


def _row(name: str, tally: Tally) -> str:
    harm, promise = _SAID[name]
    if not tally.tries:
        return f"| {harm} | {promise} | 0 / {PLANNED[name]:,} | – | – |"
    failures = len(tally.failures)
    return f"| {harm} | {promise} | {tally.tries:,} / {PLANNED[name]:,} | {failures} | {100 * upper(failures, tally.tries):.2g} % |"


_TEXT = """\
# Reliability

How often anything that was shown as saved was lost, changed without a word, or ended in a traceback when a dossier, a
bundle or a workbook was harmed. Written by one command, which repeats or extends all of it:

    python benchmarks/reliability.py            # goes on where the last run ended, then writes this page
    python benchmarks/reliability.py --quick    # a few tries of each part, nothing written

| Harm | What must hold | Tries / planned | Failures | At most, at 95 % |
|---|---|---:|---:|---:|
{rows}

The last column is the largest share of failures that the tries still fit at 95 % confidence, one-sided (C. J. Clopper
and E. S. Pearson, “The use of confidence or fiducial limits illustrated in the case of the binomial”, Biometrika 26,
1934); without a failure it is close to 3 in the number of tries. A part with fewer tries than planned was cut off, not
chosen by what came of it; the command goes on with it. It speaks of harm drawn as it is drawn here, not of
every harm there is.

## What came of the tries

| Harm | Outcome | Times |
|---|---|---:|
{outcomes}

## What earlier runs found

Runs that found something, and those on a format that is no more, are not counted above; tries of a part that found nothing
are kept when something else in the program changes. What they came to:

- Of 600 dossiers with changed bytes, 13 ended in a traceback: a schema or a record that was no text, and a value of
  another type than its column. All are refused in words now (`tests/dossier/test_flipped.py`).
- Of 10,000 malformed bundles, 4 ended in a traceback: a pack id of 5,000 characters, and a name before an entry that was
  no text. All are refused in words now (`tests/exchange/bundle/test_hostile.py`).
- Of 4,920 malformed workbooks of the format before the present one, none failed.

## How a loss of power is played out

A library loaded before all others (`benchmarks/reliability_parts/power_log.c`; Linux with a C compiler) records every
write to the dossier and its log, every flush and every save that the program tells of, in their order. A loss of power
is a point in that record. What was flushed before it is there. Of what was written and not flushed, each sector of 512
bytes is there or not by chance, whatever was written after it. A file whose folder was not flushed since it was made or
taken away may be there or not. What is left is opened by the program and checked as after a kill.

That the method can see a loss is shown by the same run with flushing switched off: there, {lost} of {control} points lost
saves or left a damaged file.

It shows that the program flushes what it must, when it must, and that the database recovers from any such rest. It does
not show what a disk or a file system does that says it flushed and did not, that tears within a sector, or that harms
what it had flushed long ago (for that, see the flipped bytes and keep backups); and it does not cover the making of a
new dossier, only the work on one.
"""
