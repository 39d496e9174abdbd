"""Who is heard, what is heard, and what is left alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.telegram.incoming import Me, read
from bot.telegram.updates import Malformed, update_of
from handlers import PlaceKind, Request
from tests.bot.telegram.account import BOT

Make = Callable[..., dict[str, Any]]

ME = Me(42, "Gonghui_bot", frozenset({"ask", "help", "start"}))
NOW = datetime(2023, 4, 10, 16, 30, tzinfo=UTC)
GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群", "is_forum": True}
SMALL_GROUP = {"id": -300, "type": "group", "title": "小群"}
CHANNEL = {"id": -100900, "type": "channel", "title": "频道"}
FROM_BOT = {"message_id": 3, "date": 1_681_000_000, "chat": GROUP, "from": BOT, "text": "答复"}


def heard(message: dict[str, Any], kind: str = "message") -> Request | None:
    return read(update_of({"update_id": 5, kind: message}), ME, NOW)


def said(message: dict[str, Any]) -> str | None:
    request = heard(message)
    return request.text if request else None


def test_a_private_text_becomes_a_request(message: Make) -> None:
    request = heard(message("勐海县谁联系？"))
    assert request is not None
    assert (request.sender.channel, request.sender.id, request.sender.name) == ("telegram", "1001", "李 主席")
    assert (request.chat.id, request.chat.kind, request.chat.topic) == ("1001", PlaceKind.PRIVATE, None)
    assert request.moment == datetime(2023, 4, 10, 2, 0, tzinfo=UTC)
    assert request.today == date(2023, 4, 10)
    assert (request.text, request.button) == ("勐海县谁联系？", None)
    assert request.source is not None
    assert (request.source.message, request.source.edited) == ("7", False)


def test_the_key_is_that_of_the_update_and_not_of_its_number(message: Make) -> None:
    def key(number: int = 5, **fields: Any) -> str:
        request = read(update_of({"update_id": number, "message": message("问", **fields)}), ME, NOW)
        assert request is not None
        return request.key

    assert key() == key(), "delivered again it is the same"
    others = {key(6), key(message_id=8), key(date=1_681_092_001), key(chat={"id": 5, "type": "private"})}
    assert len({key()} | others) == 5
    assert all(one.startswith("telegram:") and len(one) < 80 for one in others)


def test_the_key_of_a_pressed_button_is_that_of_the_press() -> None:
    def key(press: str) -> str:
        sender = {"id": 1, "is_bot": False, "first_name": "李"}
        query = {"id": press, "from": sender, "chat_instance": "1", "data": "c:help"}
        shown = {"message_id": 3, "date": 0, "chat": {"id": 1, "type": "private"}}
        request = read(update_of({"update_id": 5, "callback_query": query | {"message": shown}}), ME, NOW)
        assert request is not None
        return request.key

    assert key("9" * 64) == key("9" * 64) != key("8" * 64)
    assert len(key("9" * 64)) < 80


def test_the_day_is_that_of_shanghai(message: Make) -> None:
    request = heard(message("今天到期什么", date=1_681_142_400))  # 16:00 UTC
    assert request is not None
    assert request.today == date(2023, 4, 11)


def test_an_edited_message_keeps_its_id_and_its_day(message: Make) -> None:
    request = heard(message("改一下", edit_date=1_681_500_000), "edited_message")
    assert request is not None
    assert request.source is not None
    assert (request.source.message, request.source.edited) == ("7", True)
    assert request.today == date(2023, 4, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", "/start"),
        ("/start d8f3-A_b", "/start d8f3-A_b"),
        ("/ASK@gonghui_BOT 勐海县谁联系", "/ask 勐海县谁联系"),
        ("/ask@Other_bot 勐海县谁联系", None),
        ("/unknown", "/unknown"),
        ("先问 /ask 一句", "先问 /ask 一句"),
        ("@Gonghui_bot 谁联系", "谁联系"),
        ("👩🏽‍🔧 @Gonghui_bot 谁联系", "👩🏽‍🔧  谁联系"),
    ],
)
def test_private_words(message: Make, text: str, expected: str | None) -> None:
    assert said(message(text)) == expected


@pytest.mark.parametrize("chat", [GROUP, SMALL_GROUP], ids=["supergroup", "group"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大家好，今天到期什么？", None),
        ("/ask 今天到期什么", "/ask 今天到期什么"),
        ("/ask@Gonghui_bot 今天到期什么", "/ask 今天到期什么"),
        ("/ask@Other_bot 今天到期什么", None),
        ("/roll", None),
        ("/roll@Gonghui_bot", "/roll"),
        ("@gonghui_bot 今天到期什么", "今天到期什么"),
        ("@gonghui_bot", ""),
        ("@Gonghui_bot_2 今天到期什么", None),
    ],
)
def test_group_words(message: Make, chat: dict[str, Any], text: str, expected: str | None) -> None:
    assert said(message(text, chat)) == expected


@pytest.mark.parametrize("chat", [GROUP, None], ids=["group", "private"])
@pytest.mark.parametrize(
    ("text", "in_group", "in_private"),
    [
        ("/ask 今天到期什么", "/ask 今天到期什么", "/ask 今天到期什么"),
        ("/ASK@gonghui_BOT 今天到期什么", "/ask 今天到期什么", "/ask 今天到期什么"),
        ("/ask@Other_bot 今天到期什么", None, None),
        ("/roll", None, "/roll"),
        ("👩🏽‍🔧 @gonghui_bot 今天到期什么", "👩🏽‍🔧  今天到期什么", "👩🏽‍🔧  今天到期什么"),
        ("@Gonghui_bot_2 今天到期什么", None, "@Gonghui_bot_2 今天到期什么"),
        ("写信到 wang@gonghui_bot", None, "写信到 wang@gonghui_bot"),
        ("/opt/gonghui 是哪里", None, "/opt/gonghui 是哪里"),
        ("大家好", None, "大家好"),
    ],
)
def test_a_text_that_comes_without_marks_is_heard_all_the_same(
    message: Make, chat: dict[str, Any] | None, text: str, in_group: str | None, in_private: str | None
) -> None:
    bare = message(text, chat)
    del bare["entities"]
    assert said(bare) == (in_group if chat else in_private)


def test_what_telegram_marked_is_not_looked_through_again(message: Make) -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    assert said(message("/ask 到期", GROUP, entities=[bold])) is None


def test_a_reply_to_the_bot_is_meant_for_it(message: Make) -> None:
    assert said(message("那分几次发", GROUP, reply_to_message=FROM_BOT)) == "那分几次发"
    other = FROM_BOT | {"from": {"id": 43, "is_bot": True, "first_name": "别的"}}
    assert said(message("那分几次发", GROUP, reply_to_message=other)) is None


def test_talk_in_a_topic_that_the_bot_opened_is_not_meant_for_it(message: Make) -> None:
    opening = FROM_BOT | {"text": None, "forum_topic_created": {"name": "进展", "icon_color": 1}}
    talk = message("大家好", GROUP, reply_to_message=opening, is_topic_message=True, message_thread_id=3)
    assert said(talk) is None


def test_a_mention_without_a_username_counts(message: Make) -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 4, "user": BOT}
    assert said(message("工会助手 到期", GROUP, entities=[entity])) == "到期"


def test_a_caption_counts_as_text(message: Make) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    command = {"type": "bot_command", "offset": 0, "length": 16}
    captioned = message(
        None, GROUP, photo=photo, caption="/ask@Gonghui_bot 这是什么", caption_entities=[command]
    )
    assert said(captioned) == "/ask 这是什么"


def test_a_sticker_in_private_is_an_empty_question_and_an_album_is_not(message: Make) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert said(message(photo=photo)) == ""
    assert said(message(photo=photo, media_group_id="9")) is None
    assert said(message(None, GROUP, photo=photo, reply_to_message=FROM_BOT)) is None


def test_a_place_shown_live_asks_nothing_while_it_moves(message: Make) -> None:
    place = {"latitude": 22.0, "longitude": 100.4, "live_period": 900}
    assert said(message(location=place)) == ""
    assert heard(message(location=place, edit_date=1_681_092_060), "edited_message") is None


def test_content_of_a_form_that_is_not_known_yet_does_not_hide_the_words(message: Make) -> None:
    poll = {"id": "1", "question": {"of": "another form"}}
    assert said(message(poll=poll)) == ""
    assert said(message("今天到期什么", hologram={"x": 1}, from_the_future=True)) == "今天到期什么"
    answered = {"message_id": 3, "from": BOT, "chat": GROUP, "giveaway": {}}
    assert said(message("那分几次发", GROUP, reply_to_message=answered)) == "那分几次发"


@pytest.mark.parametrize("text", ["勐海\ud83d县谁联系", "勐海县谁联系\udc00"], ids=["middle", "end"])
def test_half_a_character_does_not_hide_the_words(message: Make, text: str) -> None:
    raw = message(None) | {"text": text}
    assert said(raw) == "勐海县谁联系"


@pytest.mark.parametrize(
    "fields",
    [{"chat": "nonsense"}, {"date": None}, {"text": 5}, {"from": {"id": "1"}}, {"entities": [{"type": 1}]}],
    ids=str,
)
def test_what_is_no_message_is_told_apart(message: Make, fields: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        heard(message("到期") | fields)


@pytest.mark.parametrize(
    ("fields", "topic"),
    [
        ({"is_topic_message": True, "message_thread_id": 17}, "17"),
        ({"message_thread_id": 17, "reply_to_message": FROM_BOT}, None),
        ({}, None),
    ],
    ids=["topic", "general", "no forum"],
)
def test_the_topic_is_kept_only_where_it_can_be_answered_to(
    message: Make, fields: dict[str, Any], topic: str | None
) -> None:
    request = heard(message("/ask 到期", GROUP, **fields))
    assert request is not None
    assert (request.chat.kind, request.chat.title, request.chat.topic) == (
        PlaceKind.GROUP,
        "勐海县工会群",
        topic,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"from": None},
        {"from": BOT | {"id": 77}},
        {"sender_chat": CHANNEL, "is_automatic_forward": True},
        {"via_bot": BOT},
    ],
    ids=["nobody", "bot", "channel", "inline"],
)
def test_not_people(message: Make, fields: dict[str, Any]) -> None:
    assert heard(message("/ask 到期", GROUP, **fields)) is None


@pytest.mark.parametrize("chat", [GROUP, None], ids=["group", "private"])
def test_service_messages_are_left_alone(message: Make, chat: dict[str, Any] | None) -> None:
    assert heard(message(None, chat, new_chat_title="新名")) is None
    assert heard(message(None, chat, pinned_message=FROM_BOT)) is None


def test_an_anonymous_administrator_speaks_as_the_group(message: Make) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    request = heard(message("/ask 到期", GROUP, **{"from": anonymous, "sender_chat": GROUP}))
    assert request is not None
    assert (request.sender.id, request.sender.name) == ("-100200", "")


def test_a_channel_post_is_left_alone(message: Make) -> None:
    assert heard(message("/ask 到期", CHANNEL), "channel_post") is None
    assert heard(message("/ask 到期", CHANNEL), "edited_channel_post") is None


def query(**fields: Any) -> dict[str, Any]:
    person = {"id": 1001, "is_bot": False, "first_name": "李"}
    return {"id": "77", "from": person, "chat_instance": "1", "data": "q:分几次发"} | fields


def test_a_button_is_pressed_now(message: Make) -> None:
    shown = FROM_BOT | {"is_topic_message": True, "message_thread_id": 17}
    request = heard(query(message=shown), "callback_query")
    assert request is not None
    assert (request.text, request.button, request.sender.id) == (None, "q:分几次发", "1001")
    assert (request.moment, request.today) == (NOW, date(2023, 4, 11))
    assert (request.chat.id, request.chat.topic) == ("-100200", "17")
    assert request.source is not None
    assert request.source.message == "3"


def test_a_button_of_a_message_too_old_to_be_seen_still_works(message: Make) -> None:
    request = heard(query(message={"message_id": 3, "date": 0, "chat": GROUP}), "callback_query")
    assert request is not None
    assert (request.chat.id, request.chat.topic) == ("-100200", None)


@pytest.mark.parametrize(
    "fields",
    [
        {"inline_message_id": "x"},
        {"message": FROM_BOT, "data": None},
        {"message": FROM_BOT | {"chat": CHANNEL}},
    ],
    ids=["inline", "game", "channel"],
)
def test_buttons_elsewhere_are_left_alone(fields: dict[str, Any]) -> None:
    assert heard(query(**fields), "callback_query") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("/ask 到期", "/ask 到期"), ("/ask@Other_bot 到期", None), ("@Other_bot 到期", None)],
)
def test_a_bot_whose_name_is_not_told_hears_its_commands(
    message: Make, text: str, expected: str | None
) -> None:
    nameless = Me(42, "", frozenset({"ask"}))
    request = read(update_of({"update_id": 5, "message": message(text, GROUP)}), nameless, NOW)
    assert (request.text if request else None) == expected
