"""Takes the pictures of the README from the trial page as it is: `.venv/bin/python tools/take_pictures.py`.

Needs the development requirements and Debian's chromium; look at the pictures before keeping them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
QUESTION, REPORT = "谁联系我们县？", "今天在勐海镇办党的二十大宣讲1场，86人参加"
GROUP_QUESTION = "@工会助手 云南这个月要做什么？"


@contextmanager
def trial_page() -> Iterator[str]:
    """The address of a trial page with an empty database."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as data:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("TELEGRAM_TOKEN", "DATABASE_URL")
        }
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=data,
            env={**kept, "PYTHONPATH": str(ROOT), "DATA_DIR": data},
            stdout=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdout is not None
            try:
                lines = iter(running.stdout.readline, "")
                yield next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))
            finally:
                running.terminate()


def opened(browser: Browser, address: str, width: int, height: int, scale: int = 1) -> Page:
    """The page as 勐海县总工会 sees it."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#who").click()
    page.get_by_role("radio", name="县（市、区）总工会").click()
    page.get_by_role("combobox", name="哪个").fill("勐海")
    page.get_by_role("option", name="勐海县总工会").click()
    return page


def say(chat: Locator, text: str) -> Locator:
    """Send a text; return the reply."""
    before = chat.locator(".bot").count()
    chat.locator("textarea").fill(text)
    chat.get_by_role("button", name="发送").click()
    expect(chat.locator(".bot")).to_have_count(before + 1)
    return chat.locator(".bot").nth(before)


def main() -> None:
    """Write both pictures."""
    with trial_page() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        desk = opened(browser, address, 1200, 800)
        say(desk.locator("#chat-group"), GROUP_QUESTION)
        say(desk.locator("#chat-private"), REPORT)
        desk.screenshot(path=IMAGES / "trial-page.png")
        phone = opened(browser, address, 360, 740, scale=2)
        say(phone.locator("#chat-private"), QUESTION)
        phone.screenshot(path=IMAGES / "trial-page-phone.png")
        browser.close()


if __name__ == "__main__":
    main()
