"""Runs the command line again and again from one warm process: each run is forked, so that nothing stays behind.

The language is settled when the modules of the command line are imported, which is why they are imported by the fork.
What they rest on is imported here once, and the packs are loaded here once: rules that were compiled stay compiled.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import sys
from typing import Any


def _run(order: dict[str, Any], out: int, err: int, into: int) -> None:
    for here, there in ((into, 0), (out, 1), (err, 2)):
        os.dup2(here, there)
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["cwd"])
    sys.argv = ["assess", *order["args"]]
    for stream in ("stdin", "stdout", "stderr"):
        # Streams of its own, as a new interpreter would have made them.
        mode, number = ("r", 0) if stream == "stdin" else ("w", 1 if stream == "stdout" else 2)
        encoding = order["env"].get("PYTHONIOENCODING", "utf-8")
        setattr(sys, stream, open(number, mode, encoding=encoding, closefd=False))  # noqa: SIM115
    from assess.cli.main import main

    code: Any = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001  what gets out of `main` is what the tests look for
        import traceback

        traceback.print_exc()
        code = 99
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 98)


def _warm() -> None:
    for module in (
        "babel.messages.pofile", "click", "jinja2", "numpy", "openpyxl", "assess.report.render", "assess.report.site",
        "assess.report.write", "assess.session",
    ):  # fmt: skip
        importlib.import_module(module)
    from assess.packs.find import find_pack
    from assess.packs.kept import kept_pack
    from tests.mini import mini

    mini()
    for name in ("digital-government", "open-data-maturity-2023"):
        # Kept in the folder that the tests begin their own with.
        kept_pack(find_pack(name))
    # Else each fork would copy all of this only to look for what can be freed.
    gc.collect()
    gc.freeze()


def main() -> None:
    """Answer each order (a line of JSON) with the exit code; output goes to the files that the order names."""
    _warm()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    orders = os.fdopen(os.dup(0), "r", encoding="utf-8")
    for line in orders:
        order = json.loads(line)
        out = os.open(order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        err = os.open(order["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        into = os.open(order["in"], os.O_RDONLY)
        pid = os.fork()
        if pid == 0:
            _run(order, out, err, into)
        _, status = os.waitpid(pid, 0)
        for handle in (out, err, into):
            os.close(handle)
        answers.write(json.dumps(os.waitstatus_to_exitcode(status)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
