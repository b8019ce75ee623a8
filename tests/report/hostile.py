"""Texts that try to be more than text, put into every field of a snapshot that a stranger could fill."""

from __future__ import annotations

import typing
from typing import Any, TypeVar

import msgspec

from assess.dossier.cases import STATES
from assess.packs.vocabulary import VOICES
from assess.report.messages import EFFECTS

from .filled import hints, is_free

Poisoned = TypeVar("Poisoned", bound=msgspec.Struct)
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "` onload=`alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=//evil.example><input autofocus onfocus=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example'</style>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='//evil.example'?>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "{{ ''.__class__.__mro__ }}",
    "${alert(1)}#{alert(1)}",
    "{campaign.__class__}{0}%s%(x)s",
    "\u202egnp.exe\u2066\u2069",
    "a\u0000b\u0007\u001b[31m\u200b\ufeff",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;&colon;",
    "\ud83d\u2028\u2029</p></section></main>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<svg><foreignObject><body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "JaVaScRiPt:alert(1)",
    "vbscript:alert(1)",
    "javascript&colon;alert(1)",
    "//evil.example/x",
    'https://gov.cn@evil.example/"onmouseover=alert(1)',
    "blob:https://evil.example/1",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg onload=alert(1)>'/></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "x:expression(alert(1));background:url(//evil.example/x)",
    "\\3c script\\3e alert(1)\\3c /script\\3e",
    "&lt;img src=x onerror=alert(1)&gt;&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<video><source onerror=alert(1)></video><audio src=//evil.example/x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
)

_LEADS = [p for p in PAYLOADS if p.partition(":")[0].lower() in ("javascript", "vbscript", "data", "blob")]
"""Those that only work where they begin an address."""
GROUPS = tuple(
    (lead, *(p for n, p in enumerate(x for x in PAYLOADS if x not in _LEADS) if n % len(_LEADS) == at))
    for at, lead in enumerate(_LEADS)
)
"""All of them in a few groups, each led by one that must stand first."""


WORDS = frozenset(STATES) | frozenset(EFFECTS) | frozenset(VOICES)
"""What fields typed as texts hold by prescription: states of a finding, effects of evidence, voices."""


def poisoned(whole: Poisoned, payload: str) -> Poisoned:
    """A snapshot, or what was made of one, with `payload` around every text in it, ids and keys included, everywhere alike.

    What is a text is told by the types: all but literals, which nobody can fill in.
    """

    def walk(value: Any, hint: Any) -> Any:
        if isinstance(value, str):
            free = bool(value) and value not in WORDS and is_free(hint)
            return f"{payload}{value}{payload}" if free else value
        if isinstance(value, msgspec.Struct):
            inner = hints(type(value))
            return type(value)(**{name: walk(getattr(value, name), inner[name]) for name in inner})
        arms = [hint, *(typing.get_args(hint) if typing.get_origin(hint) not in (tuple, dict, frozenset) else ())]
        inside = next((typing.get_args(a) for a in arms if typing.get_origin(a) is type(value)), (Any, Any))
        if isinstance(value, dict):
            return {walk(key, inside[0]): walk(item, inside[1]) for key, item in value.items()}
        if isinstance(value, tuple) and Ellipsis not in inside and len(inside) == len(value):
            return tuple(map(walk, value, inside))
        if isinstance(value, tuple | frozenset):
            return type(value)(walk(item, inside[0]) for item in value)
        return value

    changed: Poisoned = walk(whole, type(whole))
    return changed
