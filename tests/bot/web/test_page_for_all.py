"""The trial page for everybody: keyboard, touch, sight, and what is said when something goes wrong."""

from __future__ import annotations

import pytest
from live_page import UNREACHED, Open
from playwright.sync_api import Request, Route, expect
from trial_stage import Stage

pytestmark = pytest.mark.browser


# --- keyboard, touch, sight ----------------------------------------------------------------------


def test_everything_works_with_the_keyboard_alone(visit: Open, stage: Stage) -> None:
    me = visit()
    press = me.page.keyboard.press
    expect(me.page.locator("body.ready")).to_be_attached()
    press("Tab")
    expect(me.page.locator("#who")).to_be_focused()
    assert me.page.locator("#who").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    press("Enter")
    expect(me.page.get_by_role("radio", name="访客")).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(me.page.get_by_role("combobox", name="哪个县")).to_be_focused()
    me.page.keyboard.type("勐")
    press("ArrowDown")
    press("Enter")
    expect(me.page.locator("#who-name")).to_have_text("勐腊县总工会")
    expect(me.page.locator("#who")).to_be_focused()
    me.page.get_by_role("tab", name="私聊").focus()
    press("ArrowRight")
    expect(me.page.get_by_role("tab", name="群聊")).to_be_focused()
    press("ArrowLeft")
    me.private.locator("textarea").focus()
    me.page.keyboard.type("补助")
    press("Shift+Enter")
    me.page.keyboard.type("多少？")
    press("Enter")
    expect(me.private.locator(".bot")).to_have_count(1)
    assert (stage.requests[0].text, stage.requests[0].unit) == ("补助\n多少？", "county:532823")
    expect(me.private.locator("textarea")).to_be_focused()
    # Back from the field through the reply: the last button, then the quotes.
    for _ in range(20):
        press("Shift+Tab")
        if me.private.locator(".choice").last.evaluate("one => one === document.activeElement"):
            break
    me.shoot("phone-keyboard")
    press("Enter")
    expect(me.private.get_by_role("button", name="已选：谁来验收")).to_be_focused()
    expect(me.private.locator(".bot")).to_have_count(2)
    for _ in range(3):
        press("Shift+Tab")
    expect(me.private.locator("summary").first).to_be_focused()
    press("Enter")
    expect(me.private.locator("blockquote").first).to_be_visible()


def test_enter_belongs_to_the_input_method_while_it_composes(visit: Open, stage: Stage) -> None:
    me = visit()
    field = me.private.locator("textarea")
    field.fill("buzhu")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    expect(field).to_have_value("buzhu")
    field.fill("补助")
    field.press("Enter")
    expect(me.private.locator(".bot")).to_have_count(1)
    assert [request.text for request in stage.requests] == ["补助"]


def test_blank_is_not_sent_and_four_thousand_characters_are_the_most(visit: Open, stage: Stage) -> None:
    me = visit()
    me.private.locator("textarea").fill("  \n ")
    me.page.keyboard.press("Enter")
    me.private.locator("textarea").fill("字" * 3990)
    expect(me.private.get_by_text("还能写 10 个字")).to_be_visible()
    me.page.keyboard.insert_text("多" * 20)
    assert len(me.private.locator("textarea").input_value()) == 4000
    me.page.keyboard.press("Enter")
    expect(me.private.locator(".bot")).to_have_count(1)
    assert [len(request.text or "") for request in stage.requests] == [4000]
    me.assert_fits()


def test_whatever_one_taps_is_large_enough(visit: Open) -> None:
    me = visit(has_touch=True)
    me.ask("补助").locator("summary").first.click()
    me.page.locator("#who").click()
    me.page.get_by_role("radio", name="对口联系单位").click()
    small = "button, input, textarea, summary, .role, [role=option]"
    for one in me.page.locator(small).all():
        box = one.bounding_box()
        if box and one.is_visible():
            assert min(box["width"], box["height"]) >= 44, one.evaluate("one => one.outerHTML")


# The least contrast of each visible text against the colour behind it, below the limit of WCAG AA.
FAINT = """() => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const behind = (one) => {
        for (; one; one = one.parentElement) {
            const colour = numbers(getComputedStyle(one).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const faint = [];
    for (const one of document.body.querySelectorAll("*")) {
        const own = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!own || !one.checkVisibility() || one.matches(".unseen, option")) continue;
        const [a, b] = [light(numbers(getComputedStyle(one).color)), light(behind(one))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${one.className || one.tagName}: ${one.textContent.slice(0, 20)}`);
    }
    return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_is_behind_it(visit: Open, scheme: str) -> None:
    me = visit(color_scheme=scheme)
    assert me.page.evaluate(FAINT) == []
    reply = me.ask("补助")
    reply.locator("summary").first.click()
    reply.locator(".choice").first.click()
    expect(me.private.locator(".bot")).to_have_count(2)
    me.ask("联系哪些县")
    assert me.page.evaluate(FAINT) == []
    me.shoot(f"phone-{scheme}")
    me.page.get_by_role("tab", name="群聊").click()
    me.page.locator("#who").click()
    me.page.get_by_role("radio", name="对口联系单位").click()
    assert me.page.evaluate(FAINT) == []


def test_nothing_moves_for_those_who_do_not_want_it(visit: Open) -> None:
    for motion, animation in (("reduce", "none"), ("no-preference", "breathe")):
        me = visit(reduced_motion=motion)
        typing = me.private.locator(".typing")
        assert (
            typing.evaluate("one => { one.textContent = '…'; return getComputedStyle(one).animationName; }")
            == animation
        )


def test_new_messages_are_read_out(visit: Open) -> None:
    me = visit()
    log = me.private.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_accessible_name("私聊记录")
    me.ask("补助")
    expect(log.get_by_role("article")).to_have_count(2)


# --- when something goes wrong -------------------------------------------------------------------


def test_a_lost_message_is_sent_again_under_the_same_key(visit: Open, stage: Stage) -> None:
    me = visit()
    keys: list[str] = []

    def cut(route: Route, request: Request) -> None:
        keys.append(request.post_data_json["key"])
        route.abort()

    me.page.route("**/trial/message", cut)
    me.private.locator("textarea").fill("补助")
    me.page.keyboard.press("Enter")
    expect(me.private.get_by_text("没有连上工会助手。这句还没有发出去。")).to_be_visible()
    me.shoot("phone-lost")
    assert len(keys) == 2
    assert stage.requests == []
    me.page.unroute("**/trial/message")
    me.private.get_by_role("button", name="再发一次").click()
    expect(me.private.locator(".bot")).to_have_count(1)
    expect(me.private.locator(".mine")).to_have_count(1)
    expect(me.private.get_by_role("button", name="再发一次")).to_have_count(0)
    assert {stage.requests[0].key} == set(keys)
    assert all(UNREACHED in complaint for complaint in me.complaints)
    me.complaints.clear()


def test_a_fault_of_ours_is_said_gently(visit: Open) -> None:
    me = visit()
    me.private.locator("textarea").fill("出错")
    me.page.keyboard.press("Enter")
    expect(me.private.get_by_text("是我们这边出了差错，不是你的问题")).to_be_visible()
    expect(me.private.get_by_role("button", name="再发一次")).to_be_visible()
    me.shoot("phone-fault")
    me.ask("补助")
    assert all(UNREACHED in complaint for complaint in me.complaints)
    me.complaints.clear()


def test_what_a_person_can_mend_is_shown_as_an_error(visit: Open) -> None:
    me = visit()
    me.page.get_by_role("tab", name="群聊").click()
    reply = me.ask("@工会助手", me.group)
    expect(reply.locator(".notice.error")).to_contain_text("没有看到问题，请输入一句话")
    assert all(UNREACHED in complaint for complaint in me.complaints)
    me.complaints.clear()


def test_a_server_that_is_gone_is_said_in_words(visit: Open) -> None:
    me = visit()
    me.page.route("**/trial/units", lambda route: route.abort())
    me.page.reload()
    expect(me.page.get_by_role("alert")).to_contain_text("没有连上工会助手")
    assert all(UNREACHED in complaint for complaint in me.complaints)
    me.complaints.clear()
