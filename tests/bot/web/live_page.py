"""The trial page served for real, in a thread, and opened in Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright
from starlette.applications import Starlette

from bot.web.server import ADDRESS, listen, make_server

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 800}
SCREENSHOTS = Path(__file__).resolve().parents[3] / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--lang=zh-CN",
]
# A busy computer is no reason to fail.
expect.set_options(timeout=60_000)
UNREACHED = "Failed to load resource"


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The address of `app` on a free port; the server has ended when this is left."""
    ready = threading.Event()
    with listen(0) as listener:
        server = make_server(app, ready.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        assert ready.wait(120), "the server did not start"
        yield f"http://{ADDRESS}:{listener.getsockname()[1]}/"
        server.should_exit = True
        thread.join(120)
        assert not thread.is_alive(), "the server did not end"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window; the test is skipped where there is none."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """One person's page: what they see and do. `complaints` is what the browser's console says against it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.requested: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requested.append(request.url))
        page.set_default_timeout(60_000)
        page.goto(address)
        self.private, self.group = page.locator("#chat-private"), page.locator("#chat-group")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def ask(self, text: str, chat: Locator | None = None) -> Locator:
        """Type and send; return the reply."""
        chat = chat or self.private
        replies = chat.locator(".bot")
        before = replies.count()
        chat.locator("textarea").fill(text)
        chat.get_by_role("button", name="发送").click()
        expect(replies).to_have_count(before + 1)
        return replies.nth(before)

    def play(self, role: str, search: str, name: str) -> None:
        """Choose who I am with the pointer."""
        self.page.locator("#who").click()
        self.page.get_by_role("radio", name=role).click()
        self.page.get_by_role("combobox", name="哪个").fill(search)
        self.page.get_by_role("option", name=name).click()
        expect(self.page.locator("#who-name")).to_have_text(name)

    def set_day(self, day: str) -> None:
        self.page.get_by_label("今天是").fill(day)

    def shoot(self, name: str) -> None:
        """Leave a picture to look at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def assert_fits(self) -> None:
        """Nothing is wider than the window."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window


Open = Callable[..., Visit]
"""Opens the page in a window of some size, with options of the browser."""
