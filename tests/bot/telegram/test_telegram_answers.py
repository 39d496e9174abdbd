"""What goes back, where it goes, and what happens when Telegram says no."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram import channel
from bot.telegram.channel import AGAIN
from bot.telegram.errors import is_ignorable
from handlers import Attachment, Choice, Choices, EmptyQuestion, Keyboard, Prompt, Reply, Request, Text

Make = Callable[..., dict[str, Any]]

GROUP = {"id": -100200, "type": "supergroup", "title": "勐海县工会群", "is_forum": True}
SECRET = "身份证号 340822199001011234"


def update(message: dict[str, Any], kind: str = "message") -> dict[str, Any]:
    return {"update_id": 5, kind: message}


def pressed(chat: dict[str, Any] | None = None) -> dict[str, Any]:
    person = {"id": 1001, "is_bot": False, "first_name": "李"}
    bot = {"id": 42, "is_bot": True, "first_name": "工会助手"}
    shown = {
        "message_id": 3,
        "date": 1_681_000_000,
        "chat": chat or {"id": 1001, "type": "private"},
        "from": bot,
    }
    return update(
        {"id": "77", "from": person, "chat_instance": "1", "data": "q:期", "message": shown}, "callback_query"
    )


def raising(error: Exception) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        raise error

    return answer


async def test_in_private_the_answer_is_a_plain_message(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply(
        (Text("<好>", strong=True), Choices((Choice("一", "a:1"), Choice("二", "a:2")), columns=2))
    )
    (call,) = await conversation.play(update(message("问")))
    assert call.method == "sendMessage"
    assert call.params == {
        "chat_id": 1001,
        "text": "<b>&lt;好&gt;</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "一", "callback_data": "a:1"}, {"text": "二", "callback_data": "a:2"}]
            ]
        },
    }


async def test_in_a_group_it_is_a_silent_reply(conversation: Any, message: Make) -> None:
    (call,) = await conversation.play(update(message("/ask 到期", GROUP)))
    assert call.params["disable_notification"] is True
    assert call.params["reply_parameters"] == {"message_id": 7, "allow_sending_without_reply": True}
    assert "message_thread_id" not in call.params


async def test_it_stays_in_its_topic(conversation: Any, message: Make) -> None:
    (call,) = await conversation.play(
        update(message("/ask 到期", GROUP, is_topic_message=True, message_thread_id=17))
    )
    assert call.params["message_thread_id"] == 17


async def test_in_general_no_thread_is_named(conversation: Any, message: Make) -> None:
    (call,) = await conversation.play(update(message("/ask 到期", GROUP, message_thread_id=1)))
    assert "message_thread_id" not in call.params


async def test_only_the_first_of_several_messages_is_a_reply(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply((Text("甲" * 4000), Text("乙" * 4000)))
    first, second = await conversation.play(update(message("/ask 全文", GROUP)))
    assert "reply_parameters" in first.params
    assert "reply_parameters" not in second.params
    assert second.params["disable_notification"] is True


async def test_a_file_is_sent_as_a_document(conversation: Any, message: Make) -> None:
    file = Attachment("汇总.csv", "text/csv", "\ufeff县,数\n".encode())
    conversation.answer = lambda request: Reply((Text("做好了 & 请看"), file))
    (call,) = await conversation.play(update(message("导出")))
    assert (call.method, call.files) == ("sendDocument", ["汇总.csv"])
    assert (call.params["caption"], call.params["parse_mode"]) == ("做好了 &amp; 请看", "HTML")


async def test_a_button_is_acknowledged_with_its_toast_before_the_reply_is_sent(conversation: Any) -> None:
    conversation.answer = lambda request: Reply((Text("好"),), toast="记下了")
    calls = await conversation.play(pressed())
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert calls[0].params == {"callback_query_id": "77", "text": "记下了"}
    assert conversation.heard[0].button == "q:期"


async def test_a_button_that_takes_long_is_acknowledged_at_once(
    conversation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "QUICK", 0)
    conversation.answer = lambda request: Reply((Text("好"),), toast="记下了")
    calls = await conversation.play(pressed())
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert calls[0].params == {"callback_query_id": "77"}


async def test_a_toast_alone_sends_no_message(conversation: Any) -> None:
    conversation.answer = lambda request: Reply((), toast="这些按钮是给提问的人用的")
    (call,) = await conversation.play(pressed(GROUP))
    assert (call.method, call.params["text"]) == ("answerCallbackQuery", "这些按钮是给提问的人用的")


async def test_a_page_is_turned_in_place(conversation: Any) -> None:
    conversation.answer = lambda request: Reply(
        (Text("第二页"), Choices((Choice("上一页", "g:1"),))), in_place=True
    )
    _, call = await conversation.play(pressed(GROUP))
    assert call.method == "editMessageText"
    assert call.params == {
        "chat_id": -100200,
        "message_id": 3,
        "text": "第二页",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "上一页", "callback_data": "g:1"}]]},
    }


async def test_a_page_of_several_messages_is_turned_and_goes_on_below(conversation: Any) -> None:
    conversation.answer = lambda request: Reply((Text("甲" * 4000), Text("乙" * 4000)), in_place=True)
    _, first, second = await conversation.play(pressed())
    assert (first.method, second.method) == ("editMessageText", "sendMessage")


@pytest.mark.parametrize(
    "words",
    ["message to edit not found", "message can't be edited", "there is no text in the message to edit"],
)
async def test_what_cannot_be_edited_is_sent_anew(conversation: Any, words: str) -> None:
    conversation.answer = lambda request: Reply((Text("第二页"),), in_place=True)
    conversation.telegram.fail("editMessageText", 400, f"Bad Request: {words}")
    calls = await conversation.play(pressed(GROUP))
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText", "sendMessage"]
    assert calls[2].params["disable_notification"] is True


async def test_a_page_that_is_there_already_is_left_alone(conversation: Any) -> None:
    conversation.answer = lambda request: Reply((Text("第二页"),), in_place=True)
    conversation.telegram.fail(
        "editMessageText",
        400,
        "Bad Request: message is not modified: specified new message content is the same",
    )
    with capture_logs() as logs:
        calls = await conversation.play(pressed())
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]
    assert logs == []


async def test_a_typed_word_edits_nothing(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply((Text("好"),), in_place=True)
    (call,) = await conversation.play(update(message("问")))
    assert call.method == "sendMessage"


async def test_words_stay_in_reach_and_buttons_come_below(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply(
        (Text("您好"), Keyboard(("问", "报"), "打字"), Text("再"), Choices((Choice("一", "a:1"),)))
    )
    first, second = await conversation.play(update(message("/start")))
    assert first.params["text"] == "您好"
    assert first.params["reply_markup"] == {
        "keyboard": [[{"text": "问"}, {"text": "报"}]],
        "resize_keyboard": True,
        "is_persistent": True,
        "input_field_placeholder": "打字",
    }
    assert second.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "a:1"


async def test_a_question_back_in_a_group_opens_the_text_field_of_the_asker(
    conversation: Any, message: Make
) -> None:
    conversation.answer = lambda request: Reply((Text("问什么？"), Prompt("例如：谁联系")))
    (call,) = await conversation.play(update(message("/ask", GROUP)))
    assert call.params["reply_markup"] == {
        "force_reply": True,
        "selective": True,
        "input_field_placeholder": "例如：谁联系",
    }


async def test_links_lead_to_the_private_talk_and_to_groups(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply(
        (
            Text("去"),
            Choices((Choice("私", "go-due", opens="private"), Choice("群", "go-bind", opens="group"))),
        )
    )
    (call,) = await conversation.play(update(message("/help", GROUP)))
    rows = call.params["reply_markup"]["inline_keyboard"]
    assert [row[0]["url"] for row in rows] == [
        "https://t.me/Gonghui_bot?start=go-due",
        "https://t.me/Gonghui_bot?startgroup=go-bind",
    ]


async def test_a_button_pressed_long_ago_is_answered_all_the_same(conversation: Any) -> None:
    conversation.telegram.fail(
        "answerCallbackQuery",
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    with capture_logs() as logs:
        calls = await conversation.play(pressed(GROUP))
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert logs == []


async def test_another_failure_to_acknowledge_is_logged(conversation: Any) -> None:
    conversation.telegram.fail("answerCallbackQuery", 502, "Bad Gateway")
    with capture_logs() as logs:
        calls = await conversation.play(pressed())
    assert [call.method for call in calls] == ["answerCallbackQuery", "sendMessage"]
    assert [line["event"] for line in logs] == ["button_not_acknowledged"]


async def test_nothing_is_called_for_what_is_not_meant_for_the_bot(conversation: Any, message: Make) -> None:
    assert await conversation.play(update(message("大家好", GROUP))) == []
    assert await conversation.play(update(message("/ask@Other_bot 到期", GROUP))) == []
    assert (
        await conversation.play(update(message("通知", {"id": -9, "type": "channel"}), "channel_post")) == []
    )
    assert conversation.heard == []


async def test_an_edited_message_is_heard_as_edited(conversation: Any, message: Make) -> None:
    (call,) = await conversation.play(update(message("改好了", edit_date=1_681_093_000), "edited_message"))
    assert call.params["text"] == "收到：改好了"
    assert conversation.heard[0].source.edited


async def test_a_blocked_bot_keeps_quiet(conversation: Any, message: Make) -> None:
    conversation.telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    with capture_logs() as logs:
        calls = await conversation.play(update(message("问")))
    assert len(calls) == 1
    assert [(line["event"], line["log_level"]) for line in logs] == [("nobody_to_answer", "info")]
    assert conversation.postbox.noted == [
        ("gone", "telegram", "1001", "Forbidden: bot was blocked by the user")
    ]
    assert conversation.postbox.kept == []


async def test_an_error_of_the_person_gives_its_sentence(conversation: Any, message: Make) -> None:
    conversation.answer = raising(EmptyQuestion("details"))
    (call,) = await conversation.play(update(message("问")))
    assert call.params["text"] == f"⚠️ {EmptyQuestion.sentence}"


async def test_an_unexpected_error_gives_a_number_and_its_words_stay_out_of_the_log(
    conversation: Any, message: Make
) -> None:
    conversation.answer = raising(ValueError(SECRET))
    with capture_logs() as logs:
        (call,) = await conversation.play(update(message(SECRET)))
    (line,) = logs
    assert line["event"] == "unexpected_error"
    assert line["kind"] == "ValueError"
    assert line["where"][-1].endswith(" answer")
    assert line["number"] in call.params["text"]
    assert "340822" not in repr(logs) + call.params["text"]


async def test_what_telegram_does_not_take_is_owned_up_to(conversation: Any, message: Make) -> None:
    conversation.telegram.fail("sendMessage", 400, "Bad Request: can't parse entities")
    with capture_logs() as logs:
        _, second = await conversation.play(update(message("问")))
    assert [line["event"] for line in logs] == ["not_delivered", "unexpected_error"]
    assert logs[1]["number"] in second.params["text"]


async def test_refused_twice_it_gives_up(conversation: Any, message: Make) -> None:
    for _ in range(2):
        conversation.telegram.fail("sendMessage", 400, "Bad Request: strange")
    assert len(await conversation.play(update(message("问")))) == 2


@pytest.mark.parametrize(
    ("failure", "wait"),
    [
        ((504, "Gateway Timeout"), AGAIN),
        ((500, "Internal Server Error"), AGAIN),
        ((429, "Too Many Requests: retry after 5"), 5.0),
        ((429, "Too Many Requests: retry after 3600"), 3600.0),
    ],
    ids=str,
)
async def test_a_reply_that_did_not_get_through_is_stored_and_nobody_waits_for_it(
    conversation: Any, message: Make, failure: tuple[int, str], wait: float
) -> None:
    code, words = failure
    asked = {"retry_after": int(wait)} if code == 429 else {}
    conversation.telegram.fail("sendMessage", code, words, **asked)
    assert len(await conversation.play(update(message("问")))) == 1
    ((reply, arrived, later),) = conversation.postbox.kept
    assert (reply.blocks, arrived, later) == ((Text("收到：问"),), 0, wait)


async def test_what_arrived_of_a_long_reply_is_not_stored_again(conversation: Any, message: Make) -> None:
    conversation.answer = lambda request: Reply((Text("甲" * 4000), Text("乙" * 4000)))
    conversation.telegram.fail_later("sendMessage", 1, 500, "Internal Server Error")
    assert len(await conversation.play(update(message("全文")))) == 2
    ((_, arrived, _),) = conversation.postbox.kept
    assert arrived == 1


async def test_a_group_that_got_a_new_id_is_answered_there(conversation: Any, message: Make) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    conversation.telegram.fail("sendMessage", 400, words, migrate_to_chat_id=-100999)
    old = {"id": -4, "type": "group", "title": "勐海县工会群"}
    first, second = await conversation.play(update(message("/ask 到期", old)))
    assert (first.params["chat_id"], second.params["chat_id"]) == (-4, -100999)
    assert "reply_parameters" not in second.params, "the message has another id there"
    assert conversation.postbox.noted == [("moved", "telegram", "-4", "-100999")]


async def test_the_answer_is_made_beside_the_loop(conversation: Any, message: Make) -> None:
    """A slow answer must not stop the others: dispatch runs where no loop runs."""

    def answer(request: Request) -> Reply:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return Reply((Text("好"),))

    conversation.answer = answer
    (call,) = await conversation.play(update(message("问")))
    assert call.params["text"] == "好"


@pytest.mark.parametrize(
    ("error", "ignorable"),
    [
        (BadRequest("Message is not modified: specified new message content is the same"), True),
        (BadRequest("Query is too old and response timeout expired"), True),
        (BadRequest("Message to edit not found"), True),
        (BadRequest("TOPIC_CLOSED"), True),
        (BadRequest("TOPIC_DELETED"), True),
        (BadRequest("Message thread not found"), True),
        (Forbidden("Forbidden: user is deactivated"), True),
        (BadRequest("Can't parse entities"), False),
        (NetworkError("Message is not modified"), False),
        (TimedOut(), False),
        (RetryAfter(timedelta(seconds=3)), False),
    ],
    ids=str,
)
def test_the_list_of_harmless_errors(error: TelegramError, ignorable: bool) -> None:
    assert is_ignorable(error) is ignorable
