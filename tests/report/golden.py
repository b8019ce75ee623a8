"""The SHA-256 of a page of every kind, as `sha256sum` writes it: one command makes the file of digests again.

    python -m tests.report.golden

A page whose digest changed was changed by somebody: look at it, then run the command and commit both together.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

GOLDEN = Path(__file__).with_name("golden.sha256")


def digests() -> str:
    """A line for each page: digest and file name."""
    from .gallery import gallery

    made = sorted(gallery().items())
    return "".join(f"{hashlib.sha256(html.encode()).hexdigest()}  {name}\n" for name, html in made)


if __name__ == "__main__":
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(digests())
    else:
        GOLDEN.write_text(digests(), encoding="utf-8")
