"""What goes out by itself for groups: the draft's card in private, the button instead of it, the group's card."""

from __future__ import annotations

from handlers.groups import card_keeping
from tests.bot.telegram.live_bot import GROUP, LI, NOW, WANG, Live, buttons, live, texts

__all__ = ["live"]


async def test_the_card_of_a_draft_arrives_in_private(live: Live) -> None:
    await live.say("/report 今天办二十大宣讲2场", "group")
    (card,) = await live.deliver()
    assert (card.method, card.params["chat_id"]) == ("sendMessage", WANG)
    assert "请核对" in card.params["text"]
    saved = await live.press(buttons([card])["保存"]["callback_data"], "private")
    assert "已保存" in texts(saved)


async def test_a_message_that_was_written_long_ago_has_its_card_all_the_same(live: Live) -> None:
    await live.say("/report 今天办二十大宣讲2场", "group", date=1_670_000_000)
    (card,) = await live.deliver()
    assert card.params["chat_id"] == WANG


async def test_refused_in_private_the_group_gets_one_button_for_the_author(live: Live) -> None:
    await live.say("/report 今天办二十大宣讲2场", "topic", message_id=55)
    live.telegram.fail("sendMessage", 403, "Forbidden: bot can't initiate conversation with a user")
    refused, offered = await live.deliver()
    assert refused.params["chat_id"] == WANG
    assert (offered.params["chat_id"], offered.params["message_thread_id"]) == (GROUP["id"], 17)
    assert offered.params["disable_notification"] is True
    assert offered.params["reply_parameters"]["message_id"] == 55
    assert "2场" not in offered.params["text"]
    ((label, button),) = buttons([offered]).items()
    assert label == "私聊确认"
    parameter = button["url"].partition("?start=")[2]
    assert parameter.isalpha(), "digits in a row would be masked as somebody's number"
    assert "发给另一位同事" in texts(await live.say(f"/start {parameter}", by=LI))
    assert "保存" in buttons(await live.say(f"/start {parameter}"))


async def test_the_card_of_the_month_is_edited_in_place(live: Live) -> None:
    live.telegram.standing = "administrator"
    await live.say("/bind", "topic")
    await live.say("/card", "topic")
    (first,) = await live.deliver()
    assert (first.method, first.params["chat_id"], first.params["message_thread_id"]) == (
        "sendMessage",
        GROUP["id"],
        17,
    )
    assert all("url" in button for button in buttons([first]).values())
    there = 900 + len(live.telegram.calls)
    card = await live.say("今天办二十大宣讲2场")
    await live.press(buttons(card)["保存"]["callback_data"], "private")
    assert card_keeping.keep(live.services, NOW) == 1
    (second,) = await live.deliver()
    assert (second.method, second.params["message_id"]) == ("editMessageText", there)
    assert "1条" in second.params["text"]


async def test_a_card_that_somebody_deleted_is_sent_anew(live: Live) -> None:
    live.telegram.standing = "administrator"
    await live.say("/bind", "group")
    await live.say("/card", "group")
    await live.deliver()
    card = await live.say("今天办二十大宣讲2场")
    await live.press(buttons(card)["保存"]["callback_data"], "private")
    card_keeping.keep(live.services, NOW)
    live.telegram.fail("editMessageText", 400, "Bad Request: message to edit not found")
    edited, sent = await live.deliver()
    assert (edited.method, sent.method) == ("editMessageText", "sendMessage")


async def test_a_draft_of_a_message_that_waited_for_us_can_be_saved(live: Live) -> None:
    card = await live.say("今天办二十大宣讲2场", date=1_670_000_000)
    assert "已保存" in texts(await live.press(buttons(card)["保存"]["callback_data"], "private"))
