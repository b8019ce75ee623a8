"""NCSA common and combined logs line by line: the exact reading, which says what a line means and which are bad.

Lines are read whole and split at their quotes, so that a line can spoil only itself and every bad line is there to
be counted. Most lines of most logs are regular enough to be read faster, with the same result: `quick` does that.
"""

from __future__ import annotations

import ipaddress

from assess.measure.traces.logs import lines_of
from assess.measure.traces.sources import Source
from assess.measure.traces.tables import Relation, opening


def ncsa(source: Source, lines: str | None = None) -> Relation:
    """Common and combined log format, with whatever stands behind them; escaped quotes stay inside their field.

    Where the name of the site stands before the address, as `vhost_combined` of Apache has it, it is the platform.
    `lines` is SQL for the lines to read, all of the file unless told.
    """
    at = 2 if site_first(source) else 1
    # head "request" status bytes "referer" "agent" …: an odd number of parts, or a quote was never closed.
    split = (
        f"SELECT line, string_split(replace(line, '\\\"', chr(2)), '\"') AS part FROM ({lines or lines_of(source)})"
    )
    fields = (
        "SELECT line, part, string_split(part[1], ' ') AS who, string_split(trim(part[3]), ' ') AS what, "
        f"len(part) % 2 = 1 AND len(part) >= 3 AS closed FROM ({split})"
    )
    # The head ends with "[day", "zone]" and nothing; a name of two words makes it longer.
    user = (
        f"CASE WHEN len(who) <= {at + 5} THEN who[{at + 2}] "
        f"ELSE array_to_string(list_slice(who, {at + 2}, len(who) - 3), ' ') END"
    )
    site = "regexp_replace(who[1], ':[0-9]+$', '') AS platform, " if at == 2 else ""
    found = (
        "SELECT line, "
        "CASE WHEN closed AND regexp_full_match(what[1], '[1-5][0-9][0-9]') THEN "
        "split_part(string_split(part[1], '[')[-1], ']', 1) END AS ts, "
        f"{site}who[{at}] AS address, nullif({user}, '-') AS user_id, part[2] AS path, what[1] AS status, "
        "nullif(what[2], '-') AS bytes, CASE WHEN len(part) >= 7 THEN replace(part[6], chr(2), '\"') END AS agent "
        f"FROM ({fields})"
    )
    head = ("ts", *(("platform",) if site else ()), "address", "user_id", "path", "status", "bytes", "agent")
    return Relation(head, found, found, lines=True, spelling="log")


def site_first(source: Source) -> bool:
    """Whether most lines at the beginning have an address in their second place, where else the identity stands."""
    heads = [line.partition("[")[0].split() for line in opening(source).splitlines()[:100]]
    second = [head[1] for head in heads if len(head) >= 3]
    return sum(map(_is_address, second)) * 2 > len(second)


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
