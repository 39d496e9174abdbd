"""What may go wrong at this edge, and what the person and the log are told."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from telegram.error import BadRequest, Forbidden, TelegramError

from handlers import Notice, PersonError, Reply

_GONE = (
    "chat not found",
    "chat was deactivated",
    "chat was deleted",
    "channel_private",
    "peer_id_invalid",
    "user_is_blocked",
    "user_is_deactivated",
    "input_user_deactivated",
    "user not found",
)
"""Words with which Telegram says that a chat is no more, or closed to the bot."""

IGNORABLE: tuple[tuple[type[TelegramError], str], ...] = (
    (BadRequest, "message is not modified"),  # a button pressed twice
    (BadRequest, "query is too old"),  # pressed while the bot was away; the press itself still counts
    (BadRequest, "query id is invalid"),
    (BadRequest, "message to edit not found"),  # deleted by the person
    (BadRequest, "message can't be edited"),
    (BadRequest, "topic_closed"),
    (BadRequest, "topic_deleted"),
    (BadRequest, "message thread not found"),  # the topic was deleted with the question in it
    (BadRequest, "not enough rights"),  # the group does not let the bot write
    (BadRequest, "no rights to send"),
    (BadRequest, "need administrator rights"),
    (BadRequest, "chat_write_forbidden"),
    (BadRequest, "chat_restricted"),
    (BadRequest, "chat_admin_required"),
    *((BadRequest, words) for words in _GONE),
    (Forbidden, ""),  # blocked, kicked, deactivated: nobody is left to be told
)
"""The errors after which there is nothing to do: kind, and words in Telegram's description."""

_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",
    "message_id_invalid",
)

_NOTHING_TO_ANSWER = (
    "message to be replied not found",
    "replied message not found",
    "message to reply not found",
    "reply message not found",
    "message_id_invalid",
)


class TelegramStopped(PersonError):
    """Polling could not begin; the sentence says why and what to do."""

    code = "telegram_stopped"
    sentence = "连不上 Telegram。请检查网络，或用环境变量 HTTPS_PROXY 设置代理，然后重新启动。"


def is_ignorable(error: TelegramError) -> bool:
    """Whether the error is one of the known harmless ones."""
    return any(isinstance(error, kind) and words in str(error).lower() for kind, words in IGNORABLE)


def is_unchanged(error: TelegramError) -> bool:
    """Whether the message already says what it was to be changed to."""
    return _refused_with(("message is not modified",), error)


def no_longer_editable(error: TelegramError) -> bool:
    """Whether the message is gone, too old or of another kind, so that a new one has to be sent."""
    return _refused_with(_NOT_EDITABLE, error)


def nothing_to_answer(error: TelegramError) -> bool:
    """Whether the message that this one answers is there no more; Telegram itself sends without it then."""
    return _refused_with(_NOTHING_TO_ANSWER, error)


def is_gone(error: TelegramError) -> bool:
    """Whether the chat takes nothing from the bot any more."""
    return isinstance(error, Forbidden) or _refused_with(_GONE, error)


def _refused_with(any_of: tuple[str, ...], error: TelegramError) -> bool:
    """Whether Telegram refused the call, and one of these is in its words."""
    return isinstance(error, BadRequest) and any(words in str(error).lower() for words in any_of)


def sorry(error: Exception, number: str) -> Reply:
    """Return what the person reads: the error's own sentence, or the number to hand on."""
    if isinstance(error, PersonError):
        return Reply((Notice(error.sentence, "warning"),))
    sentence = f"这一条没有处理成功，不是您的问题。请稍后再试；如果还不行，请把编号 {number} 告诉管理员。"
    return Reply((Notice(sentence, "error"),))


def kinds(error: BaseException) -> str:
    """Return the names of the error and of those that led to it."""
    inner = error.__cause__ or error.__context__
    return f"{type(error).__name__} <- {kinds(inner)}" if inner else type(error).__name__


def places(error: BaseException) -> list[str]:
    """Return the last places in the code that the error came through, `file:line function`."""
    frames = extract_tb(error.__traceback__)[-8:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
