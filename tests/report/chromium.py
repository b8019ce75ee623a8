"""Chromium, started once for a run, and the few things that tests of pages ask of it."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
)
A4 = (794, 1123)
"""Width and height of A4 in CSS pixels."""


class Browser:
    """Chromium with the few things these tests ask of it."""

    def __init__(self, profile: Path) -> None:
        options = Options()
        found = next((b for n in ("chromium", "chromium-browser", "google-chrome") if (b := shutil.which(n))), None)
        if found:
            options.binary_location = found
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))

    def open(self, url: str, width: int = 1280, **media: str) -> None:
        """Open `url` at `width`; `media` are media features, `print_="1"` chooses paper."""
        self.show(width, **media)
        self.driver.get(url)

    def show(self, width: int, **media: str) -> None:
        """Make the screen `width` wide, with media features as `open` takes them, without opening anything."""
        kind = "print" if media.pop("print_", "") else ""
        features = [{"name": k.replace("_", "-"), "value": v} for k, v in media.items()]
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})

    def before_each_page(self, script: str) -> str:
        """Run `script` in each page before anything of its own; the handle takes it back again."""
        added = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        return str(added["identifier"])

    def no_longer(self, handle: str) -> None:
        """Take back what `before_each_page` added."""
        self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": handle})

    @property
    def width(self) -> int:
        """How wide the open page is, at least the screen."""
        return int(self.run("return document.documentElement.scrollWidth"))

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def unfold(self) -> None:
        """Open every folded part."""
        self.run("document.querySelectorAll('details').forEach(d => d.open = true)")

    def requested(self) -> list[str]:
        """The addresses asked for since this was last called."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [u for u in urls if not u.startswith("chrome")]

    def axe(self) -> list[tuple[str, list[str]]]:
        """What axe-core finds wrong with the open page: rule and places."""
        if not self.run("return 'axe' in window"):
            self.run(AXE)
        self.driver.set_script_timeout(120)
        found: list[tuple[str, list[str]]] = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run({resultTypes: ['violations']}).then(r => done(r.violations.map(v => "
            "[v.id, v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary)])), e => done([String(e)]));"
        )
        return found

    def pdf(self) -> bytes:
        made = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        return base64.b64decode(made["data"])
