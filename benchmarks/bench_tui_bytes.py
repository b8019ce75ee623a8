"""Bytes sent to the terminal per key, beside a minimal Textual app: over a slow line each is waited for.

    python benchmarks/bench_tui_bytes.py

At 9,600 baud a line passes 960 bytes a second.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bench_tui import MINIMAL, OURS, Terminal, make

WORDS = list("the quick brown fox")


def per_key(terminal: Terminal, keys: list[str]) -> float:
    """Bytes a key, each key answered before the next."""
    before = len(terminal.shown)
    for key in keys:
        terminal.send(key)
        terminal.settle(0.2)
    return (len(terminal.shown) - before) / len(keys)


def main() -> None:
    """Measure and print one line a step."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"ASSESS_HOME": folder, "LANG": "C.UTF-8", "ASSESS_LANG": "en"}
        os.environ.update(env)
        dossier = Path(folder) / "bench.assess"
        marker = make(dossier)
        plain = Terminal(MINIMAL, env=env)
        plain.wait("Ready to type")
        plain.settle()
        found = {"a letter, minimal app": per_key(plain, WORDS)}
        plain.end()
        ours = Terminal(OURS, str(dossier), env=env)
        ours.wait(marker)
        ours.settle(0.4)
        found["a step in the tree (j, k)"] = per_key(ours, ["j", "k"] * 8)
        found["an answer and the next question (2, n)"] = per_key(ours, ["2", "n"] * 4)
        ours.send("gjjc")
        ours.settle(0.4)
        found["a letter of a comment"] = per_key(ours, WORDS)
        ours.end()
    for step, count in found.items():
        print(f"{step:40}{count:>8.0f} bytes{count / 960:>8.2f} s at 9,600 baud")


if __name__ == "__main__":
    main()
