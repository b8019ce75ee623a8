"""Catalogues by address, only when asked: limited in time, size and tries, and led to no private address.

An answer that sends us on is followed by hand, so that each new host is looked at first: one that the user did not
name may not lie in a private network (cloud metadata, intranets), unless that is allowed.
"""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Watch
from assess.measure.catalogue.common import MAX_FILE
from assess.measure.catalogue.mapping import Mapping
from assess.measure.catalogue.model import Dataset, Part
from assess.measure.catalogue.read import KINDS, read_bytes

REDIRECTS = 5
TRIES = 3
ROWS = 500
"""Packages asked for at once; portals cap it at 1,000 or less."""
PAGES = 2_000
"""Most pages asked for, whatever a portal says of its size."""
_TIMES: Final = httpx.Timeout(30.0, connect=10.0)
_PATIENCE: Final = httpx.Timeout(10.0, connect=5.0)
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_TAKES: Final = "application/json, text/turtle, application/rdf+xml, application/ld+json, text/csv, */*;q=0.5"


class Limits(msgspec.Struct, frozen=True):
    """How far fetching may go: bytes of one answer, private addresses, seconds before the second try."""

    most: int = MAX_FILE
    private: bool = False
    pause: float = 1.0


def fetch_catalogue(
    address: str, mapping: Mapping, limits: Limits | None = None, watch: Watch = SILENT
) -> list[Part]:
    """The parts of the catalogue at `address`; all pages of a CKAN `package_search`.

    Raises InputError when the first answer cannot be had. A later page that fails leaves the catalogue partial: how
    many entries it has is known from the first.
    """
    limits = limits or Limits()
    with httpx.Client(timeout=_TIMES, follow_redirects=False, headers={"Accept": _TAKES}) as client:
        if urlsplit(address).path.rstrip("/").endswith("/package_search"):
            return list(_pages(client, address, mapping, limits, watch))
        return [_part(address, get(client, address, limits), mapping)]


def _part(address: str, data: bytes, mapping: Mapping) -> Part:
    name = PurePosixPath(urlsplit(address).path).name or _bare(urlsplit(address).netloc)
    ending = PurePosixPath(name).suffix.lower()
    return read_bytes(name, data, ending if ending in KINDS else "", mapping)


def _pages(client: httpx.Client, address: str, mapping: Mapping, limits: Limits, watch: Watch) -> Iterator[Part]:
    """Page after page until the portal has no more, or one cannot be had."""
    url, got, whole = httpx.URL(address), 0, 1
    for number in range(PAGES):
        if got >= whole:
            return
        page = url.copy_merge_params({"rows": ROWS, "start": got, "sort": "id asc"})
        try:
            # A portal at fault may also answer with a page for people, or with a message in JSON.
            part = _part(address, get(client, str(page), limits), mapping)
        except InputError:
            if number == 0:
                raise
            return
        yield part
        whole = part.declared or 0
        if not part.datasets and not part.bad:
            return
        got += len(part.datasets) + part.bad
        watch.tell(Step(url.host, got, whole, "entries"))


def get(client: httpx.Client, address: str, limits: Limits) -> bytes:
    """The body at `address`; InputError after all tries, redirects or bytes are used up, or on a refusal."""
    reason = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(limits.pause * 2 ** (attempt - 1))
        try:
            status, data = _followed(client, address, limits)
        except httpx.TransportError as error:
            reason = type(error).__name__
            continue
        except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
            raise _failed(address, str(error)) from error
        if status == 200:
            return data
        reason = f"HTTP {status}"
        if status not in _AGAIN:
            break
    raise _failed(address, reason)


def _followed(
    client: httpx.Client, address: str, limits: Limits, method: str = "GET", whole: bool = True
) -> tuple[int, bytes]:
    """The status at the end of all redirects, and the body if it is to be read and there is one."""
    url = httpx.URL(address)
    for _ in range(REDIRECTS + 1):
        with client.stream(method, url) as answer:
            if not answer.has_redirect_location:
                wanted = whole and answer.status_code == 200
                return answer.status_code, _body(answer, address, limits) if wanted else b""
            led = url.join(answer.headers["location"])
        if led.scheme not in ("http", "https") or (url.scheme == "https" and led.scheme == "http"):
            raise _failed(address, f"→ {led.scheme}:")
        if (led.host, led.port) != (url.host, url.port) and not limits.private and is_private(led.host):
            raise InputError(
                Text(
                    zh=f"“{_told(address)}”转到内网地址 {shown(led.host)}，没有跟随",
                    en=f"“{_told(address)}” leads to the private address {shown(led.host)}, which was not followed",
                ),
                Text(zh="如确有必要，请加 --allow-private。", en="If that is meant, add --allow-private."),
            )
        url = led
    raise _failed(address, f"> {REDIRECTS} redirects")


def _body(answer: httpx.Response, address: str, limits: Limits) -> bytes:
    """The body as it comes, given up as soon as it is larger than allowed, packed or not."""
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > limits.most:
            raise InputError(
                Text(
                    zh=f"“{_told(address)}”超过 {limits.most // 10**6} MB，已停止下载",
                    en=f"“{_told(address)}” is over {limits.most // 10**6} MB; the download was stopped",
                )
            )
    return bytes(data)


def probe(datasets: Iterable[Dataset], most: int, limits: Limits | None = None) -> dict[str, bool]:
    """address -> whether it answers with success, for at most `most` addresses of public entries.

    Which ones is drawn by the addresses' own hashes, so that the same catalogue is asked the same again. HEAD
    first, and where a server refuses that, GET without reading on. What leads to private addresses is left out.
    """
    limits = limits or Limits()
    files = (f for d in datasets if d.public for f in d.distributions)
    found = {a for f in files for a in (f.download, f.access) if a.lower().startswith(("http://", "https://"))}
    drawn = sorted(found, key=lambda a: hashlib.blake2b(a.encode(), digest_size=8).digest())[:most]
    alive: dict[str, bool] = {}
    with httpx.Client(timeout=_PATIENCE, follow_redirects=False) as client:
        for address in drawn:
            try:
                status, _ = _followed(client, address, limits, "HEAD", whole=False)
                if status >= 400:
                    status, _ = _followed(client, address, limits, "GET", whole=False)
                alive[address] = status < 300
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
                alive[address] = False
            except InputError:
                continue
    return alive


def is_private(host: str) -> bool:
    """Whether any address of `host` lies outside the public internet; a host that is not found leads nowhere."""
    try:
        found = {str(item[4][0]) for item in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in found)


def _told(address: str) -> str:
    """The address for people: a name and password in it are nobody's business but the server's."""
    scheme, mark, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    return shown(f"{scheme}{mark}{_bare(place)}{slash}{path}")


def _bare(place: str) -> str:
    return place.rpartition("@")[2]


def _failed(address: str, reason: str) -> InputError:
    return InputError(
        Text(
            zh=f"取不到“{_told(address)}”：{shown(reason.replace(address, _told(address)))}",
            en=f"“{_told(address)}” cannot be fetched: {shown(reason.replace(address, _told(address)))}",
        ),
        Text(zh="请检查地址，或先下载成文件。", en="Check the address, or download it to a file first."),
    )
