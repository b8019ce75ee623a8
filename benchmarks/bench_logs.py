"""A combined access log to typed Parquet, every bad line accounted for, against GoAccess reading the same log.

The budget (docs/architecture.md) is ten times faster than GoAccess on 5 million lines. By hand, never as a test:

    python benchmarks/bench_logs.py [LINES, 500000 unless told]
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from assess.measure.traces.load import Settings, load

# Pages, queries in Chinese and percent signs, escaped quotes in agents, bots; one line in a thousand is cut or no line.
GENERATE = r"""
COPY (
  SELECT CASE WHEN i % 2000 = 7 THEN substr(line, 1, 60) WHEN i % 2000 = 1007 THEN 'no line of a log ' || i ELSE line END AS line
  FROM (
    SELECT i, (hash(i // 9) % 223 + 1) || '.' || (hash(i // 9 + 1) % 256) || '.' || (hash(i // 9 + 2) % 256) || '.' || (hash(i // 9 + 3) % 256)
      || ' - ' || CASE WHEN hash(i // 9 + 4) % 10 < 3 THEN 'u' || (hash(i // 9) % 200000) ELSE '-' END
      || strftime(TIMESTAMP '2026-06-01' + to_milliseconds(CAST(i AS BIGINT) * 91 * 86400000 // {n}), ' [%d/%b/%Y:%H:%M:%S +0800] "')
      || CASE hash(i + 5) % 5 WHEN 0 THEN 'POST' ELSE 'GET' END || ' /' || CASE hash(i + 6) % 4 WHEN 0 THEN 'api/v1/items/' || (hash(i + 7) % 90000)
           WHEN 1 THEN 'search?q=%E5%8A%9E%E4%BA%8B' || (hash(i + 8) % 5000) WHEN 2 THEN '办事/指南/' || (hash(i + 8) % 800) || '.html' ELSE 'static/app.' || (hash(i + 8) % 40) || '.js' END
      || ' HTTP/1.1" ' || CASE hash(i + 9) % 20 WHEN 0 THEN '404' WHEN 1 THEN '500' WHEN 2 THEN '302' ELSE '200' END || ' ' || CASE hash(i + 10) % 12 WHEN 0 THEN '-' ELSE (hash(i + 10) % 90000) || '' END
      || ' "https://www.example.gov.cn/' || (hash(i + 11) % 300) || '" "'
      || CASE hash(i // 9 + 12) % 9 WHEN 0 THEN 'Mozilla/5.0 (compatible; ExampleBot/1.0; +https://bot.example)' WHEN 1 THEN 'Agent \"in quotes\" 1.' || (hash(i // 9) % 50) WHEN 2 THEN '-'
           ELSE 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1' || (hash(i // 9) % 40) || '.0.0.0 Safari/537.36' END || '"' AS line
    FROM range({n}) t(i)
  )
) TO '{path}' (FORMAT csv, HEADER false, DELIMITER '{marks[0]}', QUOTE '{marks[1]}', ESCAPE '{marks[1]}')
"""


def _spent() -> float:
    """CPU seconds of this process and of the children that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _product(log: Path, folder: Path) -> tuple[int, int, float]:
    """Rows written, lines set aside, and MB of the Parquet in which the rows are; metrics read nothing else."""
    tempfile.tempdir = str(folder)
    with load([log], "access-log", settings=Settings(memory="2GB")) as loaded:
        typed = sorted(folder.glob("assess-*/part_*.parquet"))
        assert len(typed) == 2, typed
        return loaded.rows, loaded.bad, sum(file.stat().st_size for file in typed) / 1e6


def _goaccess(log: Path, out: Path) -> None:
    words = ["goaccess", str(log), "--no-global-config", "--log-format=COMBINED", "--no-progress", "-o", str(out)]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def main() -> None:
    """Generate, run the two in turn, print times and the ratio beside its limit."""
    n = int(next((a for a in sys.argv[1:] if a.isdigit()), "500000"))
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "access.log"
        duckdb.sql(GENERATE.format(n=n, path=log, marks="\x01\x02"))
        # The file is written back before either begins, so that the disk is not busy under the first of them alone.
        os.sync()
        print(f"{n:,} lines, {log.stat().st_size / 1e6:,.0f} MB")
        wall, cpu = time.perf_counter(), _spent()
        rows, bad, written = _product(log, Path(folder))
        wall, cpu = time.perf_counter() - wall, _spent() - cpu
        # Whole lines and bad ones together are all lines, and the bad ones are those that were made so.
        assert (rows + bad, bad) == (n, sum(1 for i in range(7, n, 1000))), (rows, bad)
        print(f"assess    {wall:8.2f} s wall {cpu:8.2f} s CPU   to {written:,.0f} MB of Parquet, {bad:,} bad lines")
        if shutil.which("goaccess") is None:
            print("GoAccess is not here: apt-get install goaccess")
            return
        theirs, their_cpu = time.perf_counter(), _spent()
        _goaccess(log, Path(folder) / "report.json")
        theirs, their_cpu = time.perf_counter() - theirs, _spent() - their_cpu
        print(f"GoAccess  {theirs:8.2f} s wall {their_cpu:8.2f} s CPU")
        print(f"GoAccess / assess: {theirs / wall:.1f} wall (limit 10 at 5 M lines), {their_cpu / cpu:.1f} CPU")


if __name__ == "__main__":
    main()
