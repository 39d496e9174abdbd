"""Checking in on the page, on a phone: the card, its buttons within reach, a reload in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from live_page import PHONE, Visit, serving
from playwright.sync_api import Browser, Locator, expect

from bot.compose import build_services
from bot.config import Settings
from bot.web import make_app
from storage import EntryFilter

pytestmark = pytest.mark.browser
LINE = "今天在勐海镇办二十大宣讲1场，86人参加"


@pytest.fixture
def me(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """勐海县总工会 on a phone, with a database of its own."""
    settings = Settings(_env_file=None, telegram_token=None, database_url=None, data_dir=tmp_path)
    services = build_services(settings)
    assert services.storage is not None
    with services.storage, serving(make_app(settings, services)) as address:
        context = browser.new_context(viewport=PHONE, locale="zh-CN")
        visit = Visit(context.new_page(), address)
        visit.play("县（市、区）总工会", "勐海", "勐海县总工会")
        yield visit
        assert visit.complaints == []
        with services.storage.read() as store:
            assert len(store.entries.list(EntryFilter(("county:532822",)))) <= 1
        context.close()


def press(me: Visit, label: str) -> Locator:
    """Press a button of the newest reply; return the reply to it."""
    replies = me.private.locator(".bot")
    before = replies.count()
    # Not `last`: the answer may stand there before the loop looks again.
    pressed = replies.nth(before - 1)
    button = pressed.get_by_role("button", name=label, exact=True)
    said = me.private.locator(".mine")
    spoken = said.count()
    # Two presses within half a second are one, so that nobody saves what just moved under the finger.
    while said.count() == spoken:
        button.click()
    expect(replies).to_have_count(before + 1)
    return replies.nth(before)


def within_reach(me: Visit, button: Locator) -> bool:
    """True when the button stands wholly inside the visible part of the conversation."""
    log, box = me.private.locator(".log").bounding_box(), button.bounding_box()
    assert log is not None
    assert box is not None
    return log["y"] <= box["y"] and box["y"] + box["height"] <= log["y"] + log["height"]


@pytest.mark.parametrize(
    "line", [LINE, "今天新建职工驿站1个，另外组织农民工技能培训120人次", "建驿站没有场地，请上级协调"]
)
def test_save_is_within_reach_without_scrolling(me: Visit, line: str) -> None:
    card = me.ask(line)
    assert within_reach(me, card.get_by_role("button", name="保存", exact=True))
    me.assert_fits()


def test_a_reload_in_the_middle_loses_nothing(me: Visit) -> None:
    me.ask(LINE)
    me.page.reload()
    expect(me.private.locator(".mine")).to_have_text(f"你说：{LINE}")
    expect(me.private.locator(".bot")).to_have_count(1)
    saved = press(me, "保存")
    expect(saved).to_contain_text("1/1场 达标")
    me.page.reload()
    expect(me.private.locator(".bot")).to_have_count(2)
    expect(me.private.locator(".bot").last).to_contain_text("1/1场 达标")
    expect(me.private.locator(".bot").first.get_by_role("button", name="保存", exact=True)).to_be_visible()
    # The card of before the reload has its buttons again; pressed once more it stores nothing twice.
    me.private.locator(".bot").first.get_by_role("button", name="保存", exact=True).click()
    expect(me.private.locator(".bot").last).to_contain_text("已经保存过了")


def test_what_got_no_answer_before_the_reload_can_be_sent_again(me: Visit) -> None:
    me.page.route("**/trial/message", lambda route: route.abort())
    me.private.locator("textarea").fill(LINE)
    me.private.get_by_role("button", name="发送").click()
    expect(me.private.locator(".mine")).to_have_count(1)
    me.page.unroute("**/trial/message")
    me.page.reload()
    me.private.get_by_role("button", name="再发一次").click()
    expect(me.private.locator(".bot")).to_have_count(1)
    expect(me.private.locator(".bot").first).to_contain_text("滇 附1-1")
    me.complaints.clear()


def test_another_tab_begins_empty(me: Visit) -> None:
    me.ask(LINE)
    other = me.page.context.new_page()
    other.goto(me.address)
    expect(other.locator("#chat-private .welcome")).to_be_visible()
    expect(other.locator("#chat-private .mine")).to_have_count(0)
    other.close()


def test_progress_fits_a_phone(me: Visit) -> None:
    me.ask(LINE)
    press(me, "保存")
    page = me.ask("我的进展")
    expect(page).to_contain_text("1/1场 达标")
    me.assert_fits()
    lights = press(me, "亮灯")
    expect(lights).to_contain_text("绿1")
    me.assert_fits()


def test_after_a_look_at_one_page_the_others_can_still_be_opened(me: Visit) -> None:
    page = me.ask("我的进展")
    press(me, "还差哪些")
    # Within half a second of the press before it is the same press.
    while me.private.locator(".bot").count() == 2:
        page.get_by_role("button", name="亮灯", exact=True).click()
    expect(me.private.locator(".bot").nth(2)).to_contain_text("任务亮灯")
    expect(page.get_by_role("button", name="还差哪些", exact=True)).to_be_enabled()
    me.ask(LINE)
    card = me.private.locator(".bot").nth(3)
    press(me, "取消")
    expect(card.get_by_role("button", name="保存", exact=True)).to_have_attribute("aria-disabled", "true")


def test_a_refused_press_takes_no_button(me: Visit) -> None:
    me.ask(LINE)
    press(me, "保存")
    me.ask("今天新建职工驿站1个")
    saved = me.private.locator(".bot").nth(1)
    # Within half a second of the press before it is the same press.
    while me.private.locator(".bot").count() == 3:
        saved.get_by_role("button", name="修改", exact=True).click()
    expect(me.private.locator(".bot").last).to_contain_text("还有没保存的")
    expect(saved.get_by_role("button", name="修改", exact=True)).to_be_enabled()
    expect(saved.get_by_role("button", name="已选：修改")).to_have_count(0)


def test_no_column_of_a_table_lies_outside_its_box(me: Visit) -> None:
    me.page.locator("#who").click()
    me.page.get_by_role("radio", name="管理员").click()
    me.ask("/invite")
    table = me.ask("/audit").locator(".table")
    expect(table).to_contain_text("加入")
    outside = table.evaluate(
        "box => [...box.querySelectorAll('td')].filter("
        "cell => cell.textContent && cell.getBoundingClientRect().right > box.getBoundingClientRect().right)"
        ".map(cell => cell.textContent)"
    )
    assert outside == []
    assert (
        table.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"时间"'
    )
    me.assert_fits()


def test_long_names_stand_above_their_values_on_a_phone_and_short_ones_beside(me: Visit) -> None:
    where = "row => row.children[1].getBoundingClientRect().top - row.children[0].getBoundingClientRect().top"
    missing = me.ask("还差哪些").locator(".fact").first
    expect(missing).to_be_visible()
    assert missing.evaluate(where) > 15
    helped = me.ask("帮助").locator(".fact").first
    assert abs(helped.evaluate(where)) < 2
    me.assert_fits()


def test_own_data_is_exported_and_deleted_from_the_phone_to_the_end(me: Visit) -> None:
    me.ask(LINE)
    press(me, "保存")
    me.ask("我的数据")
    files = press(me, "导出全部")
    with me.page.expect_download() as begun:
        files.get_by_role("link", name=".txt").click()
    text = begun.value.path().read_text(encoding="utf-8-sig")
    assert "勐海县总工会" in text
    assert "在勐海镇办二十大宣讲1场，86人参加" in text
    press(me, "删除我的数据")
    press(me, "我明白，继续")
    gone = press(me, "确定删除")
    expect(gone).to_contain_text("您记的1条进展留在单位，不再写您的名字")
    expect(gone).to_contain_text("再说一句话就又加入了")
    me.assert_fits()
    expect(me.ask("最近记录")).to_contain_text("1场，86人")


def test_a_long_list_of_what_is_due_stays_usable_after_a_look_at_the_rest(me: Visit) -> None:
    me.set_day("2023-10-09")
    due = me.ask("到期")
    rest = press(me, "看往后的5件")
    expect(rest).to_contain_text("打造一县一品牌、一县一特色")
    expect(due.get_by_role("button", name="看往后的5件", exact=True)).to_be_enabled()
    expect(due.get_by_role("button", name="提醒设置", exact=True)).to_be_enabled()
    me.assert_fits()
