"""On the page: a link leads to the other talk, a passing word is a line, words in reach are buttons."""

from __future__ import annotations

import pytest
from live_page import DESK, PHONE, Open
from playwright.sync_api import expect
from trial_stage import Stage

from handlers import Choice, Choices, Keyboard, Prompt, Reply, Text

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_link_in_the_group_leads_to_the_private_talk(
    visit: Open, stage: Stage, size: dict[str, int]
) -> None:
    stage.answers["/report"] = Reply(
        (Text("请到私聊核对。"), Choices((Choice("私聊确认", "d0123", opens="private"),)))
    )
    stage.answers["/start d0123"] = Reply((Text("请核对这条进展"),))
    me = visit(size)
    me.page.get_by_role("tab", name="群聊").click() if size == PHONE else None
    me.ask("/report", me.group)
    me.group.get_by_role("button", name="私聊确认").click()
    expect(me.private.locator(".bot")).to_contain_text("请核对这条进展")
    expect(me.private.locator(".mine")).to_contain_text("私聊确认")
    expect(me.private).to_be_visible()
    assert [request.text for request in stage.requests] == ["/report", "/start d0123"]
    assert [request.private for request in stage.requests] == [False, True]


def test_a_passing_word_is_a_line_of_its_own(visit: Open, stage: Stage) -> None:
    stage.answers["在吗"] = Reply((), toast="这些按钮是给提问的人用的")
    me = visit()
    me.private.locator("textarea").fill("在吗")
    me.private.get_by_role("button", name="发送").click()
    expect(me.private.locator(".line").last).to_have_text("这些按钮是给提问的人用的")
    expect(me.private.locator(".bot")).to_have_count(0)


def test_words_in_reach_are_pressed_again_and_again(visit: Open, stage: Stage) -> None:
    stage.answers["/start"] = Reply((Text("您好"), Keyboard(("问", "报"), "打字"), Prompt("例如")))
    me = visit()
    reply = me.ask("/start")
    for count in (2, 3):
        reply.get_by_role("button", name="报").click()
        expect(me.private.locator(".bot")).to_have_count(count)
    assert [request.button for request in stage.requests[1:]] == ["c:报", "c:报"]
