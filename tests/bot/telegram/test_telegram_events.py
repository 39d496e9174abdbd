"""Coming, going, being muted or blocked, moving: raw updates in, events out, and what is said to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.telegram import channel as channel_module
from bot.telegram.events import event_of
from bot.telegram.incoming import Me
from bot.telegram.updates import update_of
from handlers import ChatEvent, ChatEventKind, PlaceKind, Reply, Services, Text
from tests.bot.telegram.account import BOT

Make = Callable[..., dict[str, Any]]

ME = Me(42, "Gonghui_bot", frozenset())
PERSON = {"id": 1001, "is_bot": False, "first_name": "李"}
GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "李"}
CHANNEL = {"id": -100900, "type": "channel", "title": "频道"}

RIGHTS = dict.fromkeys(
    (
        "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members "
        "can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories "
        "can_delete_stories is_anonymous"
    ).split(),
    False,
)
RESTRICTED = dict.fromkeys(
    (
        "can_change_info can_invite_users can_pin_messages can_manage_topics can_send_messages can_send_audios "
        "can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes "
        "can_send_polls can_send_other_messages can_add_web_page_previews can_edit_tag can_react_to_messages"
    ).split(),
    False,
) | {"until_date": 0}


def standing(status: str, **fields: Any) -> dict[str, Any]:
    extra = {"administrator": RIGHTS, "restricted": {**RESTRICTED, "is_member": True}}.get(status, {})
    extra = extra | ({"until_date": 0} if status == "kicked" else {})
    return {"status": status, "user": BOT, **extra, **fields}


def changed(old: dict[str, Any], new: dict[str, Any], chat: dict[str, Any] = GROUP) -> dict[str, Any]:
    change = {
        "chat": chat,
        "from": PERSON,
        "date": 1_681_092_000,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return {"update_id": 5, "my_chat_member": change}


def event(update: dict[str, Any]) -> ChatEvent | None:
    return event_of(update_of(update), ME)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        (changed(standing("left"), standing("member")), ChatEventKind.ADDED),
        (changed(standing("kicked"), standing("member")), ChatEventKind.ADDED),
        (changed(standing("member"), standing("administrator")), ChatEventKind.PROMOTED),
        (changed(standing("left"), standing("administrator")), ChatEventKind.PROMOTED),
        (changed(standing("member"), standing("left")), ChatEventKind.REMOVED),
        (changed(standing("member"), standing("kicked")), ChatEventKind.REMOVED),
        (changed(standing("member"), standing("restricted")), ChatEventKind.MUTED),
        (changed(standing("member"), standing("restricted", is_member=False)), ChatEventKind.REMOVED),
        (changed(standing("member"), standing("restricted", can_send_messages=True)), ChatEventKind.ADDED),
        (changed(standing("member"), standing("kicked"), PRIVATE), ChatEventKind.BLOCKED),
        (changed(standing("kicked"), standing("member"), PRIVATE), ChatEventKind.UNBLOCKED),
    ],
)
def test_a_change_of_standing(update: dict[str, Any], kind: ChatEventKind) -> None:
    found = event(update)
    assert found is not None
    assert (found.kind, found.moment) == (kind, datetime(2023, 4, 10, 2, 0, tzinfo=UTC))
    assert found.by is not None
    assert found.by.id == "1001"


def test_a_channel_is_left_alone() -> None:
    assert event(changed(standing("left"), standing("administrator"), CHANNEL)) is None


def said(message: Make, chat: dict[str, Any] = GROUP, **fields: Any) -> ChatEvent | None:
    return event({"update_id": 5, "message": message(None, chat, **fields)})


def test_service_messages_tell_the_same(message: Make) -> None:
    came = said(message, new_chat_members=[PERSON, BOT])
    assert came is not None
    assert (came.kind, came.chat.id, came.chat.kind) == (ChatEventKind.ADDED, "-100200", PlaceKind.GROUP)
    created = said(message, {"id": -5, "type": "group", "title": "新群"}, group_chat_created=True)
    assert created is not None
    assert created.kind is ChatEventKind.ADDED
    left = said(message, left_chat_member=BOT)
    assert left is not None
    assert left.kind is ChatEventKind.REMOVED
    renamed = said(message, new_chat_title="勐海县工会群（新）")
    assert renamed is not None
    assert renamed.kind is ChatEventKind.RENAMED


def test_a_group_that_moves_is_told_by_both_of_its_sides(message: Make) -> None:
    small = {"id": -300, "type": "group", "title": "小群"}
    there = said(message, small, migrate_to_chat_id=-100200)
    here = said(message, GROUP, migrate_from_chat_id=-300)
    for found in (there, here):
        assert found is not None
        assert (found.kind, found.chat.id, found.moved_to) == (ChatEventKind.MOVED, "-300", "-100200")


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [PERSON]},
        {"left_chat_member": PERSON},
        {"forum_topic_closed": {}},
        {"forum_topic_reopened": {}},
        {"forum_topic_created": {"name": "进展", "icon_color": 1}},
    ],
    ids=str,
)
def test_what_happens_to_others_is_no_event(message: Make, fields: dict[str, Any]) -> None:
    assert said(message, **fields) is None


async def test_only_what_deserves_a_word_gets_one(
    conversation: Any, message: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[ChatEventKind] = []

    def take_note(found: ChatEvent, _services: Services) -> Reply | None:
        noted.append(found.kind)
        return Reply((Text("大家好"),)) if found.kind is ChatEventKind.ADDED else None

    monkeypatch.setattr(channel_module, "take_note", take_note)
    (call,) = await conversation.play(changed(standing("left"), standing("member")))
    assert (call.method, call.params["chat_id"], call.params["text"]) == ("sendMessage", -100200, "大家好")
    assert call.params["disable_notification"] is True
    assert await conversation.play(changed(standing("member"), standing("kicked"))) == []
    closed = message(None, GROUP, forum_topic_closed={}, is_topic_message=True, message_thread_id=17)
    assert await conversation.play({"update_id": 6, "message": closed}) == []
    assert noted == [ChatEventKind.ADDED, ChatEventKind.REMOVED]
    assert conversation.heard == []


async def test_a_group_that_does_not_let_it_greet_is_no_error(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_module, "take_note", lambda *_: Reply((Text("大家好"),)))
    conversation.telegram.fail(
        "sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat"
    )
    (call,) = await conversation.play(changed(standing("left"), standing("member")))
    assert call.method == "sendMessage"
