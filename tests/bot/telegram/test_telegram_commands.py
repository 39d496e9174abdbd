"""Every command in every place and every state, through the real handlers: raw updates in, calls out."""

from __future__ import annotations

import pytest

from handlers import command_table
from tests.bot.telegram.conftest import entities
from tests.bot.telegram.live_bot import (
    BOT,
    GROUP,
    LI,
    PLACES,
    PRIVATE,
    SENT,
    WANG,
    Live,
    buttons,
    live,
    sent,
    texts,
)

__all__ = ["live"]

COMMANDS = {command.name: command for command in command_table()}
ADMINISTRATORS = [command.name for command in command_table() if command.administrators]


@pytest.mark.parametrize("place", PLACES)
async def test_every_command_answers_in_every_place(live: Live, place: str) -> None:
    live.telegram.standing = "administrator"
    for name in COMMANDS:
        calls = await live.say(f"/{name}", place)
        answers = sent(calls)
        assert answers, f"/{name} says nothing in {place}"
        for call in answers:
            assert call.params["chat_id"] == (WANG if place == "private" else GROUP["id"]), name
            assert call.params.get("disable_notification", False) == (place != "private"), name
            assert call.params.get("message_thread_id") == (17 if place == "topic" else None), name
        assert ("reply_parameters" in answers[0].params) == (place != "private"), name
        asked = [call for call in calls if call.method == "getChatMember"]
        assert bool(asked) == (name in ADMINISTRATORS and place != "private"), name


async def test_no_command_answers_in_a_channel(live: Live) -> None:
    channel = {"id": -100900, "type": "channel", "title": "频道"}
    for name in COMMANDS:
        said = {"text": f"/{name}", "entities": entities(f"/{name}")}
        post = {"message_id": 7, "date": SENT, "chat": channel, **said}
        assert await live.play("channel_post", post) == []
        assert await live.play("edited_channel_post", post) == []


WAITING = "draft with a line waiting"
STATES: dict[str, list[str]] = {
    "draft": ["今天办二十大宣讲1场"],
    WAITING: ["今天办二十大宣讲1场", "今天培训农民工120人次"],
    "feedback awaited": ["/feedback"],
    "guided": ["/report"],
}


@pytest.mark.parametrize("state", STATES)
async def test_every_command_answers_in_every_state(live: Live, state: str) -> None:
    for name in COMMANDS:
        await live.say("/cancel")
        for line in STATES[state]:
            await live.say(line)
        before = live.open_drafts()
        calls = sent(await live.say(f"/{name}"))
        assert calls, name
        assert all(call.params["chat_id"] == WANG for call in calls), name
        assert "没有“/" not in texts(calls), name
        # With a line waiting behind the draft, /cancel asks which of them is not wanted.
        ended = name == "cancel" and state != WAITING
        assert live.open_drafts() == ([] if ended else before), name


async def test_every_chinese_word_does_the_same_in_private(live: Live) -> None:
    for word in [word for command in command_table() for word in command.words]:
        await live.say("今天办二十大宣讲1场")
        assert sent(await live.say(word)), word


async def test_the_keyboard_is_there_from_the_start(live: Live) -> None:
    first, *_ = await live.say("/start")
    assert first.params["reply_markup"]["keyboard"] == [
        [{"text": word} for word in ("问", "报", "到期", "我的")]
    ]


async def test_unaddressed_words_cause_no_call(live: Live) -> None:
    for text in ("大家好", "谁联系我们县", "今天办二十大宣讲1场", "/roll", "/ask@Other_bot 谁联系"):
        assert await live.say(text, "group") == []


async def test_binding_asks_telegram_at_that_moment(live: Live) -> None:
    asked, refused = await live.say("/bind", "group")
    assert (asked.method, asked.params) == ("getChatMember", {"chat_id": GROUP["id"], "user_id": WANG})
    assert "本群的管理员" in refused.params["text"]
    live.telegram.standing = "creator"
    assert "已绑定到勐海县总工会" in texts(await live.say("/bind", "group"))
    assert "职工对外交流中心" in texts(await live.say("/ask 我们县谁联系", "group", by=LI))
    live.telegram.standing = "member"
    assert "本群的管理员" in texts(await live.say("/unbind", "group"))
    live.telegram.fail("getChatMember", 400, "Bad Request: CHAT_ADMIN_REQUIRED")
    assert "没能查到" in texts(await live.say("/unbind", "group"))


async def test_a_member_in_an_unknown_form_is_read_all_the_same(live: Live) -> None:
    live.telegram.standing = "administrator"
    live.telegram.bare_members = True
    assert "已绑定到勐海县总工会" in texts(await live.say("/bind", "group"))


async def test_an_anonymous_administrator_is_told_what_to_do(live: Live) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    calls = await live.say("/bind", "group", **{"from": anonymous, "sender_chat": GROUP})
    assert [call.method for call in calls] == ["sendMessage"]
    assert "匿名" in texts(calls)


async def test_buttons_of_an_answer_serve_the_one_who_asked(live: Live) -> None:
    live.telegram.standing = "administrator"
    bound = await live.say("/bind", "group")
    action = buttons(bound)["解除绑定"]["callback_data"]
    (toast,) = await live.press(action, by=LI)
    assert toast.method == "answerCallbackQuery"
    assert "给提问的人用" in toast.params["text"]
    assert len(toast.params["text"]) <= 200
    asked, acknowledged, edited = await live.press(action)
    assert (asked.method, acknowledged.method, edited.method) == (
        "getChatMember",
        "answerCallbackQuery",
        "editMessageText",
    )
    assert "不再绑定" in edited.params["text"]


async def test_an_unmarked_button_belongs_to_whom_the_message_answers(live: Live) -> None:
    question = {
        "message_id": 2,
        "date": SENT,
        "chat": GROUP,
        "from": {"id": WANG, "is_bot": False, "first_name": "王"},
    }
    (toast,) = await live.press("q:驿站补助多少", by=LI, reply_to_message=question)
    assert toast.method == "answerCallbackQuery"
    assert toast.params["text"]
    assert sent(await live.press("q:驿站补助多少", reply_to_message=question))


async def test_a_report_in_a_group_waits_for_its_author_in_private(live: Live) -> None:
    (said,) = await live.say("/report 今天办二十大宣讲2场", "topic")
    assert (said.params["chat_id"], said.params["message_thread_id"]) == (GROUP["id"], 17)
    assert "2场" not in said.params["text"]
    assert buttons([said])["去私聊"]["url"] == "https://t.me/Gonghui_bot?start=go-report"
    assert live.services.storage is not None
    with live.services.storage.read() as store:
        (planned,) = store.outbox.list()
    assert (planned.place.chat, planned.place.topic, planned.kind.value) == (str(WANG), None, "answer")


async def test_who_blocked_the_bot_gets_one_button_in_the_group(live: Live) -> None:
    old, new = {"status": "member", "user": BOT}, {"status": "kicked", "user": BOT, "until_date": 0}
    person = {"id": WANG, "is_bot": False, "first_name": "王芳"}
    blocked = {"chat": PRIVATE, "from": person, "date": SENT, "old_chat_member": old, "new_chat_member": new}
    assert await live.play("my_chat_member", blocked) == []
    (said,) = await live.say("/report 今天办二十大宣讲2场", "group")
    assert list(buttons([said])) == ["私聊确认"]
    address, _, parameter = buttons([said])["私聊确认"]["url"].partition("?start=")
    assert (address, parameter[0]) == ("https://t.me/Gonghui_bot", "d")
    assert "发给另一位同事" in texts(await live.say(f"/start {parameter}", by=LI))
    card = await live.say(f"/start {parameter}")
    assert "请核对" in texts(card)
    assert "保存" in buttons(card)


async def test_the_bot_greets_a_group_once(live: Live) -> None:
    old, new = {"status": "left", "user": BOT}, {"status": "member", "user": BOT}
    person = {"id": WANG, "is_bot": False, "first_name": "王芳"}
    came = {"chat": GROUP, "from": person, "date": SENT, "old_chat_member": old, "new_chat_member": new}
    (hello,) = await live.play("my_chat_member", came)
    assert (hello.params["chat_id"], hello.params["disable_notification"]) == (GROUP["id"], True)
    assert "/bind" in hello.params["text"]
    service = {"message_id": 8, "date": SENT, "chat": GROUP, "from": person, "new_chat_members": [BOT]}
    assert await live.play("message", service) == []
    left = came | {"old_chat_member": new, "new_chat_member": old}
    assert await live.play("my_chat_member", left) == []


async def test_a_group_that_moves_keeps_its_unit(live: Live) -> None:
    live.telegram.standing = "administrator"
    await live.say("/bind", "group")
    moved = {"message_id": 9, "date": SENT, "chat": GROUP, "migrate_to_chat_id": -100999}
    person = {"id": WANG, "is_bot": False, "first_name": "王芳"}
    assert await live.play("message", moved | {"from": person}) == []
    there = GROUP | {"id": -100999}
    assert "职工对外交流中心" in texts(await live.say("/ask 我们县谁联系", "group", by=LI, chat=there))


async def test_removed_from_the_group_it_forgets_the_unit(live: Live) -> None:
    live.telegram.standing = "administrator"
    await live.say("/bind", "group")
    old, new = {"status": "member", "user": BOT}, {"status": "left", "user": BOT}
    person = {"id": WANG, "is_bot": False, "first_name": "王芳"}
    gone = {"chat": GROUP, "from": person, "date": SENT, "old_chat_member": old, "new_chat_member": new}
    assert await live.play("my_chat_member", gone) == []
    assert live.services.storage is not None
    with live.services.storage.read() as store:
        chat = store.chats.get("telegram", str(GROUP["id"]))
    assert chat is not None
    assert (chat.bound_unit, chat.active) == (None, False)


async def test_inline_words_become_clauses(live: Live) -> None:
    person = {"id": 555, "is_bot": False, "first_name": "路人"}
    query = {"id": "9", "from": person, "query": "驿站", "offset": ""}
    (call,) = await live.play("inline_query", query)
    assert call.method == "answerInlineQuery"
    assert 1 <= len(call.params["results"]) <= 50
    assert any("附1-23" in one["input_message_content"]["message_text"] for one in call.params["results"])
    assert live.services.storage is not None
    with live.services.storage.read() as store:
        assert store.people.find("telegram", "555") is None
