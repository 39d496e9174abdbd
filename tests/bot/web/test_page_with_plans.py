"""The page over the real plans: a question of each kind, on a phone and on a desk; what is quoted is printed."""

from __future__ import annotations

from typing import Any

import pytest
from live_page import DESK, PHONE, Visit, serving
from playwright.sync_api import Browser, expect
from trial_stage import NOON

from bot.config import Settings
from bot.web import make_app
from handlers import Services
from knowledge import Understanding, load_catalogue

pytestmark = pytest.mark.browser
QUESTIONS = {
    "liaison": "谁联系我们县？",
    "due": "这个月要做什么？",
    "counties": "昆明有哪些县在联系名单里？",
    "money": "社工补助标准是多少？",
    "task": "云南第23项是什么？",
    "term": "十个一是什么？",
    "person": "领导小组组长是谁？",
    "compared": "两个方案什么时候结束？",
    "not-found": "房租贵有补贴吗",
    "talk": "你能做什么？",
}


@pytest.fixture(scope="module")
def real() -> Services:
    catalogue = load_catalogue()
    return Services(catalogue, Understanding(catalogue), None, lambda: NOON)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_question_of_each_kind(
    browser: Browser, settings: Settings, real: Services, size: Any, request: pytest.FixtureRequest
) -> None:
    printed = "".join(book.source for book in real.catalogue.plans.values())
    with serving(make_app(settings, real, clock=lambda: NOON)) as address:
        context = browser.new_context(viewport=size, locale="zh-CN")
        me = Visit(context.new_page(), address)
        me.play("县（市、区）总工会", "勐海", "勐海县总工会")
        quoted = 0
        for number, (kind, question) in enumerate(QUESTIONS.items(), 1):
            reply = me.ask(question)
            expect(reply.locator(".text").first).not_to_be_empty()
            expect(reply.locator(".notice.error")).to_have_count(0)
            me.assert_fits()
            me.shoot(f"plans-{request.node.callspec.id}-{number:02}-{kind}")
            for words in reply.locator("blockquote").all_text_contents():
                assert words in printed
                quoted += 1
        assert quoted >= 5
        assert me.complaints == []
        context.close()
