"""What keeps hostile text text: cleaning, links, anchors, and the content security policy.

Escaping itself is Jinja's autoescape; these cover what escaping does not: characters that reorder or hide text,
`javascript:` links, ids made from foreign strings, and requests a page could make.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final
from urllib.parse import urlsplit

_BREAKS: Final = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab and line feed
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, marks, embeddings, overrides, isolates
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ANCHOR: Final = re.compile(r"[A-Za-z0-9_.-]{1,80}\Z")
_RELATIVE: Final = re.compile(r"(?!/)[A-Za-z0-9_.%/-]+(#[A-Za-z0-9_.-]*)?\Z")
_LONGEST_URL: Final = 2000


def clean(text: str) -> str:
    """`text` without control, bidirectional, zero-width and tag characters; line ends become one line feed."""
    if text.isprintable():
        return text
    text = _HIDDEN.sub("", _BREAKS.sub("\n", text))
    return _SURROGATES.sub("\ufffd", text)


def safe_url(url: str) -> str:
    """`url` when it is a plain http or https address, else an empty string.

    Refused: other schemes, relative addresses, control characters, spaces, back slashes, addresses without a
    host and addresses with a user name (`https://gov.cn@evil.example/` leads elsewhere than it reads).
    """
    if len(url) > _LONGEST_URL or clean(url) != url or any(c in url for c in ' \t\n\\"<>`'):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    return url


def safe_href(address: str) -> str:
    """A relative address of a page of this site, or a web address; else an empty string.

    A relative address here is a plain, already quoted file name with an optional anchor: no scheme, no path.
    """
    return address if _RELATIVE.match(address) else safe_url(address)


def anchor(prefix: str, id: str) -> str:
    """An id for the page made from a foreign id: itself when it is plain, else a short digest of it."""
    if _ANCHOR.match(id):
        return f"{prefix}-{id}"
    return f"{prefix}-x{hashlib.sha256(id.encode('utf-8', 'replace')).hexdigest()[:16]}"


def margin_mark(text: str) -> str:
    """A style sheet that prints `text` at the top left of every page but the first, which has it in its head.

    Every character is written as its code, so that no text can end the string or the sheet.
    """
    codes = "".join(f"\\{ord(c):06x}" for c in clean(text) if c != "\n")
    box = f'@page{{@top-left{{content:"{codes}";font:700 11pt var(--sans);color:#1c2530}}}}'
    return box + "@page:first{@top-left{content:none}}"


def csp(style: str) -> str:
    """The policy of a page whose only style sheet is `style`: no script, no request, images as data only."""
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{seal}'; img-src data:; base-uri 'none'; form-action 'none'"
