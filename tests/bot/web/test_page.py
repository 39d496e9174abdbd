"""The trial page as a person uses it, in Chromium, on a phone and on a desk."""

from __future__ import annotations

import threading

import pytest
from live_page import DESK, PHONE, Open, Visit, serving
from playwright.sync_api import Browser, expect
from trial_stage import MARKUP, NOON, QUOTE, Stage

from bot.config import Settings
from bot.web import make_app
from handlers import Reply, Services, Text
from handlers import Request as Asked

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


# --- asking and reading --------------------------------------------------------------------------


@SIZES
def test_a_question_is_answered_and_a_button_leads_on(
    visit: Open, stage: Stage, size: dict[str, int]
) -> None:
    me = visit(size)
    name = "phone" if size is PHONE else "desk"
    expect(me.page.get_by_text("演示，不是正式系统")).to_be_visible()
    me.shoot(f"{name}-start")
    me.assert_fits()
    reply = me.ask("补助多少钱？")
    expect(reply.locator(".strong")).to_have_text("每个县级工会补助 10 万元。")
    expect(reply.get_by_role("definition").first).to_have_text("10万元")
    expect(reply.get_by_text("注意：")).to_be_visible()
    expect(reply.get_by_text("按 2023年4月10日（星期一，演示日期）回答")).to_be_visible()
    me.shoot(f"{name}-answer")
    me.assert_fits()
    reply.get_by_role("button", name="分几次发").dblclick()
    expect(reply.get_by_role("button", name="已选：分几次发")).to_be_visible()
    expect(me.private.locator(".mine").last).to_contain_text("分几次发")
    expect(me.private.locator(".bot").last).to_contain_text("你说的是：q:分几次发")
    assert [request.button for request in stage.requests] == [None, "q:分几次发"]
    expect(me.page.get_by_text("演示，不是正式系统")).to_be_in_viewport()


def test_of_answers_to_a_question_back_only_one_is_taken(visit: Open, stage: Stage) -> None:
    me = visit()
    reply = me.ask("yi良县谁联系？")
    me.shoot("phone-ask-back")
    reply.get_by_role("button", name="彝良县").click()
    expect(me.private.locator(".bot").last).to_contain_text("省煤电化工工会")
    reply.get_by_role("button", name="已选：彝良县").click(force=True)
    reply.get_by_role("button", name="宜良县").click(force=True)
    me.ask("补助")
    assert [request.button for request in stage.requests if request.button] == ["pick:530628"]


@SIZES
def test_a_quote_is_folded_and_can_be_copied_word_for_word(visit: Open, size: dict[str, int]) -> None:
    me = visit(size)
    quote = me.ask("补助").locator(".quote").first
    words = quote.locator("blockquote")
    expect(quote.locator("summary")).to_contain_text("滇 五（四）")
    expect(words).to_be_hidden()
    quote.locator("summary").click()
    expect(words).to_be_visible()
    assert words.inner_text() == QUOTE
    quote.get_by_role("button", name="复制原文").click()
    expect(quote.get_by_role("button", name="已复制")).to_be_visible()
    assert me.page.evaluate("navigator.clipboard.readText()") == QUOTE
    me.shoot("phone-quote" if size is PHONE else "desk-quote")


def test_a_wide_table_stands_wholly_in_its_box_on_a_phone(visit: Open) -> None:
    me = visit()
    table = me.ask("联系哪些县").get_by_role("region", name="对口联系")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(table.get_by_role("row")).to_have_count(7)
    me.assert_fits()
    me.shoot("phone-table")


def test_a_long_answer_is_shown_from_its_question_on(visit: Open) -> None:
    me = visit()
    me.ask("你好")
    me.ask("补助多少钱？")
    log, question = me.private.locator(".log").bounding_box(), me.private.locator(".mine").last.bounding_box()
    assert log is not None
    assert question is not None
    assert 0 <= question["y"] - log["y"] <= 12


def test_a_file_can_be_saved(visit: Open) -> None:
    me = visit()
    link = me.ask("给我文件").get_by_role("link", name="下载 进展.txt")
    with me.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "进展.txt"
    assert download.value.path().read_text(encoding="utf-8") == "一行进展\n"


# --- who I am, which day it is -------------------------------------------------------------------


@SIZES
def test_i_can_be_somebody_else(visit: Open, stage: Stage, size: dict[str, int]) -> None:
    me = visit(size)
    name = "phone" if size is PHONE else "desk"
    me.ask("你好")
    me.page.locator("#who").click()
    me.shoot(f"{name}-who")
    me.page.get_by_label("关闭，不改").click()
    me.play("县（市、区）总工会", "勐", "勐海县总工会")
    expect(me.private.get_by_text("现在你是：勐海县总工会")).to_be_visible()
    me.shoot(f"{name}-county")
    me.assert_fits()
    me.private.get_by_role("button", name="谁联系我们县？").click()
    expect(me.private.locator(".bot")).to_have_count(2)
    me.play("对口联系单位", "徐", "徐发成")
    me.play("市（州）总工会", "版纳", "西双版纳傣族自治州总工会")
    me.play("省里的专项工作办公室", "安徽", "省总工作专班")
    me.ask("好")
    me.page.locator("#who").click()
    me.page.get_by_role("radio", name="管理员").click()
    expect(me.page.locator("#who-name")).to_have_text("管理员")
    me.ask("你好")
    assert [(request.unit, request.extra["role"]) for request in stage.requests] == [
        (None, "visitor"),
        ("county:532822", "county"),
        ("province:34", "province"),
        (None, "administrator"),
    ]


def test_a_search_that_finds_nothing_says_so(visit: Open) -> None:
    me = visit()
    me.page.locator("#who").click()
    me.page.get_by_role("radio", name="县（市、区）总工会").click()
    expect(me.page.get_by_role("option")).to_have_count(233)
    me.page.get_by_role("combobox", name="哪个县").fill("北京")
    expect(me.page.get_by_text("没有找到，换一两个字试试")).to_be_visible()
    me.page.keyboard.press("Enter")
    expect(me.page.get_by_role("dialog")).to_be_visible()
    me.page.keyboard.press("Escape")
    expect(me.page.locator("#who-name")).to_have_text("访客")


@SIZES
def test_the_day_can_be_changed_and_is_always_in_sight(
    visit: Open, stage: Stage, size: dict[str, int]
) -> None:
    me = visit(size)
    day, kind = me.page.get_by_label("今天是"), me.page.locator("#day-kind")
    expect(day).to_have_value("2023-04-10")
    expect(kind).to_have_text("演示日期")
    me.page.get_by_role("button", name="用真实的今天").click()
    expect(day).to_have_value("2026-11-21")
    expect(kind).to_have_text("真实的今天")
    expect(me.ask("补助")).to_contain_text("按 2026年11月21日（星期六，真实的今天）回答")
    me.page.get_by_role("button", name="用演示日期").click()
    me.set_day("2023-06-30")
    expect(kind).to_have_text("自选日期")
    expect(me.ask("补助")).to_contain_text("按 2023年6月30日（星期五，自选日期）回答")
    expect(day).to_be_in_viewport()
    assert [str(request.today) for request in stage.requests] == ["2026-11-21", "2023-06-30"]


@SIZES
def test_the_next_working_day_shows_what_is_sent_in_both_talks(
    visit: Open, stage: Stage, size: dict[str, int]
) -> None:
    me = visit(size)
    me.set_day("2023-04-14")
    me.page.get_by_role("button", name="到下一个工作日").click()
    expect(me.page.get_by_label("今天是")).to_have_value("2023-04-17")
    expect(me.private.locator(".bot")).to_have_count(1)
    expect(me.group.locator(".bot")).to_have_count(1)
    pressed = {(asked.chat.kind.value, asked.button, asked.today.isoformat()) for asked in stage.requests}
    assert pressed == {("private", "o:today", "2023-04-17"), ("group", "oc:today", "2023-04-17")}
    me.assert_fits()
    me.shoot(f"next-day-{'phone' if size is PHONE else 'desk'}")


def test_half_a_date_changes_nothing(visit: Open, stage: Stage) -> None:
    me = visit()
    me.set_day("")
    me.private.locator("textarea").focus()
    expect(me.page.get_by_label("今天是")).to_have_value("2023-04-10")
    me.ask("你好")
    assert str(stage.requests[0].today) == "2023-04-10"


def test_who_and_day_are_kept_until_the_next_visit(visit: Open) -> None:
    me = visit()
    me.play("县（市、区）总工会", "肥西", "肥西县总工会")
    me.set_day("2023-06-30")
    me.page.reload()
    expect(me.page.locator("#who-name")).to_have_text("肥西县总工会")
    expect(me.page.get_by_label("今天是")).to_have_value("2023-06-30")


def test_a_kept_choice_that_no_longer_exists_is_forgotten(visit: Open) -> None:
    me = visit()
    for kept in (
        "broken {",
        '{"who":{"role":"county","unit":"county:1"},"today":"soon"}',
        "null",
        '{"who":{}}',
    ):
        me.page.evaluate("kept => localStorage.setItem('gonghui-trial', kept)", kept)
        me.page.reload()
        expect(me.page.locator("#who-name")).to_have_text("访客")
        expect(me.page.get_by_label("今天是")).to_have_value("2023-04-10")


# --- the group -----------------------------------------------------------------------------------


@SIZES
def test_in_the_group_it_answers_when_it_is_named(visit: Open, stage: Stage, size: dict[str, int]) -> None:
    me = visit(size)
    name = "phone" if size is PHONE else "desk"
    if size is PHONE:
        expect(me.group).to_be_hidden()
        me.page.get_by_role("tab", name="群聊").click()
        expect(me.private).to_be_hidden()
    else:
        expect(me.private).to_be_visible()
        expect(me.page.get_by_role("tab")).to_have_count(0)
    me.ask("补助多少钱？", me.group)
    expect(me.group.locator(".mine").last).to_contain_text("@工会助手 补助多少钱？")
    me.shoot(f"{name}-group")
    mention = me.group.get_by_role("button", name="@工会助手")
    mention.click()
    expect(mention).to_have_attribute("aria-pressed", "false")
    me.group.locator("textarea").fill("大家吃了吗")
    me.page.keyboard.press("Enter")
    expect(me.group.get_by_text("没有带 @工会助手，它不插话")).to_be_visible()
    me.ask("@工会助手 自己写名字", me.group)
    expect(me.private.locator(".message")).to_have_count(0)
    assert [(request.text, request.private) for request in stage.requests] == [
        ("补助多少钱？", False),
        ("自己写名字", False),
    ]
    me.assert_fits()


def test_an_answer_out_of_sight_is_announced(
    browser: Browser, settings: Settings, services: Services
) -> None:
    gate = threading.Event()

    def slow(request: Asked, _services: Services) -> Reply:
        assert gate.wait(20)
        return Reply((Text(f"答：{request.text}"),))

    with serving(make_app(settings, services, dispatch=slow, clock=lambda: NOON)) as address:
        me = Visit(browser.new_page(viewport=PHONE), address)  # type: ignore[arg-type]
        me.private.locator("textarea").fill("慢慢来")
        me.page.keyboard.press("Enter")
        expect(me.private.get_by_text("工会助手正在查方案…")).to_be_visible()
        me.shoot("phone-waiting")
        me.page.get_by_role("tab", name="群聊").click()
        gate.set()
        tab = me.page.get_by_role("tab", name="私聊")
        expect(tab).to_have_class("news")
        tab.click()
        expect(tab).not_to_have_class("news")
        expect(me.private.locator(".bot")).to_have_text(
            "工会助手说：答：慢慢来按 2023年4月10日（星期一，演示日期）回答"
        )
        expect(me.private.get_by_text("工会助手正在查方案…")).to_be_hidden()
        assert me.complaints == []
        me.page.close()


# --- words are never markup ----------------------------------------------------------------------


@SIZES
def test_markup_stays_text(visit: Open, size: dict[str, int]) -> None:
    me = visit(size)
    me.ask(f"{MARKUP} 标记")
    reply = me.private.locator(".bot").last
    expect(me.private.locator(".mine .said")).to_have_text(f"{MARKUP} 标记")
    for part in (".strong", "dt", "dd", "summary", "blockquote", "th", "td", ".choice", ".notice"):
        expect(reply.locator(part).first).to_contain_text(MARKUP)
    me.assert_fits()
    reply.locator(".choice").click()
    expect(me.private.locator(".bot")).to_have_count(2)
    assert me.private.locator("img, b").count() == 0
    assert me.page.evaluate("window.hurt") is None
    me.shoot("phone-markup" if size is PHONE else "desk-markup")


def test_the_browser_itself_refuses_markup_from_scripts(visit: Open) -> None:
    me = visit()
    refused = me.page.evaluate("""() => {
        try { document.body.innerHTML = "<b>x</b>"; return false; } catch (error) { return error instanceof TypeError; }
    }""")
    assert refused
    assert me.complaints
    assert all("TrustedHTML" in complaint for complaint in me.complaints)
    me.complaints.clear()
