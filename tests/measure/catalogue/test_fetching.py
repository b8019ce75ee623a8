"""Catalogues by address, from a server on this machine that answers as CKAN does, and as broken portals do."""

from __future__ import annotations

import gzip
import io
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from assess.base.errors import InputError
from assess.base.watch import Step, Stopped, Watch
from assess.measure.catalogue.fetch import Limits, is_private, probe
from assess.measure.catalogue.model import Dataset, Distribution
from assess.measure.catalogue.read import read_catalogue

from .sample import ENTRIES, package, page

PACKAGES = [package(n) for n in range(1, 8)]
QUICK = Limits(pause=0.0)


class Portal(ThreadingHTTPServer):
    """Seven packages, at most three on a page; `asked` are the requests in order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[str] = []
        self.broken_from: int | None = None
        self.broken_with = (500, b"")
        self.faults = 0

    @property
    def at(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


def workbook() -> bytes:
    """A list of two entries in Excel."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (["title", "format"], ["A", "CSV"], ["B", "PDF"]):
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


class Answers(BaseHTTPRequestHandler):
    server: Portal

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path.endswith("/package_search"):
            start = int(query.get("start", ["0"])[0])
            if self.server.broken_from is not None and start >= self.server.broken_from:
                self.answer(*self.server.broken_with)
            else:
                rows = min(int(query.get("rows", ["10"])[0]), 3)
                self.answer(200, json.dumps(page(7, *PACKAGES[start : start + rows])).encode())
        elif path == "/flaky.json" and self.server.faults:
            self.server.faults -= 1
            self.answer(503, b"")
        elif path in ("/data.json", "/flaky.json"):
            self.answer(200, json.dumps({"dataset": ENTRIES}).encode())
        elif path == "/packed.json":
            self.answer(200, gzip.compress(b"[" + b" " * 5_000_000 + b"]"), **{"Content-Encoding": "gzip"})
        elif path == "/list.xlsx":
            self.answer(200, workbook())
        elif path == "/nowhere":
            self.answer(302, b"")
        elif path.startswith("/to/"):
            self.answer(302, b"", Location=path.removeprefix("/to/").replace("|", "/"))
        else:
            self.answer(404, b"")

    def answer(self, status: int, body: bytes, **headers: Any) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def portal() -> Iterator[Portal]:
    with Portal() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_all_pages_of_a_portal_are_taken(portal: Portal) -> None:
    read = read_catalogue([f"{portal.at}/api/3/action/package_search?q=town"], limits=QUICK)
    assert [d.id for d in read.datasets] == [f"p{n}" for n in range(1, 8)]
    assert (read.coverage, read.declared, len(portal.asked)) == (1.0, 7, 3)
    assert all("q=town" in asked for asked in portal.asked)


def test_how_far_it_has_got_is_told_page_by_page_and_it_can_be_stopped(portal: Portal) -> None:
    told: list[Step] = []
    address = f"{portal.at}/api/3/action/package_search"
    read_catalogue([address], limits=QUICK, watch=Watch(told.append))
    assert [(s.done, s.whole, s.unit) for s in told] == [(3, 7, "entries"), (6, 7, "entries"), (7, 7, "entries")]
    watch = Watch(lambda _: watch.stop())
    portal.asked.clear()
    with pytest.raises(Stopped):
        read_catalogue([address], limits=QUICK, watch=watch)
    assert len(portal.asked) == 2


def test_a_list_in_excel_is_read_from_its_address(portal: Portal) -> None:
    read = read_catalogue([f"{portal.at}/list.xlsx"], limits=QUICK)
    assert [d.title for d in read.datasets] == ["A", "B"]
    assert [s.name for s in read.sources] == ["list.xlsx"]


def test_a_page_that_fails_leaves_the_catalogue_partial(portal: Portal) -> None:
    portal.broken_from = 3
    read = read_catalogue([f"{portal.at}/api/3/action/package_search"], limits=QUICK)
    assert (len(read.datasets), read.declared, read.missing) == (3, 7, 4)
    portal.broken_from = 0
    with pytest.raises(InputError, match="HTTP 500"):
        read_catalogue([f"{portal.at}/api/3/action/package_search"], limits=QUICK)


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><html>Please log in</html>", b'{"success": false, "error": {}}'])
def test_a_later_page_that_is_no_page_leaves_the_catalogue_partial_too(portal: Portal, body: bytes) -> None:
    portal.broken_from, portal.broken_with = 3, (200, body)
    read = read_catalogue([f"{portal.at}/api/3/action/package_search"], limits=QUICK)
    assert (len(read.datasets), read.declared, read.missing) == (3, 7, 4)
    portal.broken_from = 0
    with pytest.raises(InputError):
        read_catalogue([f"{portal.at}/api/3/action/package_search"], limits=QUICK)


@pytest.mark.parametrize("path", ["/nowhere", "/to/http:||a..b|data.json"])
def test_a_redirect_that_leads_nowhere_is_an_error_of_the_portal(portal: Portal, path: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        read_catalogue([f"{portal.at}{path}"], limits=QUICK)


def test_a_fault_is_tried_again_and_a_refusal_is_not(portal: Portal) -> None:
    portal.faults = 2
    assert len(read_catalogue([f"{portal.at}/flaky.json"], limits=QUICK).datasets) == 8
    assert portal.asked == ["/flaky.json"] * 3
    with pytest.raises(InputError, match="HTTP 404"):
        read_catalogue([f"{portal.at}/none.json"], limits=QUICK)
    assert portal.asked[3:] == ["/none.json"]


def test_a_password_in_an_address_stands_in_no_error_and_in_no_name(portal: Portal) -> None:
    inside = portal.at.replace("http://", "http://clerk:s3cret@")
    for path in ("/nothing-here.json", "/loop"):
        with pytest.raises(InputError) as caught:
            read_catalogue([inside + path], limits=QUICK)
        for told in (caught.value.message, caught.value.hint):
            assert told is None or "s3cret" not in told.zh + told.en
    assert "127.0.0.1" in caught.value.message.en


def test_a_redirect_is_followed_on_the_same_host_only(portal: Portal) -> None:
    assert len(read_catalogue([f"{portal.at}/to/|data.json"], limits=QUICK).datasets) == 8
    with Portal() as other:
        threading.Thread(target=other.serve_forever, args=(0.01,)).start()
        away = f"{portal.at}/to/{other.at.replace('/', '|')}|data.json"
        with pytest.raises(InputError, match="private address") as caught:
            read_catalogue([away], limits=QUICK)
        assert "--allow-private" in caught.value.lines("zh")[1]
        assert other.asked == []
        assert len(read_catalogue([away], limits=Limits(private=True)).datasets) == 8
        other.shutdown()


@pytest.mark.parametrize("led", ["file:|||etc|passwd", "ftp:||127.0.0.1|x"])
def test_a_redirect_to_anything_but_the_web_is_refused(portal: Portal, led: str) -> None:
    with pytest.raises(InputError, match="cannot be fetched"):
        read_catalogue([f"{portal.at}/to/{led}"], limits=QUICK)


def test_a_circle_ends(portal: Portal) -> None:
    with pytest.raises(InputError, match="> 5 redirects"):
        read_catalogue([f"{portal.at}/to/|to||to|"], limits=QUICK)


def test_too_large_an_answer_is_given_up_also_when_it_comes_packed(portal: Portal) -> None:
    with pytest.raises(InputError, match="the download was stopped"):
        read_catalogue([f"{portal.at}/packed.json"], limits=Limits(most=1_000_000))


def test_nobody_there_is_one_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/data.json"
        with pytest.raises(InputError, match="ConnectError"):
            read_catalogue([address], limits=QUICK)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("169.254.169.254", True),
        ("::1", True),
        ("8.8.8.8", False),
        ("192.168.1.1", True),
    ],
)
def test_private_addresses_are_known(host: str, private: bool) -> None:
    assert is_private(host) == private


def test_addresses_are_tried_and_the_same_ones_again(portal: Portal) -> None:
    """A server that knows no HEAD is asked by GET; entries that are not public are left alone."""

    def entry(name: str, **more: Any) -> Dataset:
        return Dataset(title=name, distributions=(Distribution(access=f"{portal.at}/{name}"),), **more)

    datasets = [
        entry("data.json"),
        entry("none.json"),
        entry("to/|data.json"),
        entry("secret.json", access="closed"),
    ]
    alive = probe(datasets, 10, QUICK)
    assert alive == {f"{portal.at}/{n}": n != "none.json" for n in ("data.json", "none.json", "to/|data.json")}
    assert not any("secret" in asked for asked in portal.asked)
    few = probe(datasets, 2, QUICK)
    assert len(few) == 2
    assert probe(list(reversed(datasets)), 2, QUICK) == few
