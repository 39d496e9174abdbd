"""An update that comes again is answered once; a number that is given anew is another update."""

from typing import Any

from bot.telegram.handled import Handled
from bot.telegram.updates import Update, update_of

PERSON = {"id": 1, "is_bot": False, "first_name": "李"}
CHAT = {"id": 1, "type": "private"}


def said(number: int, message: int = 7, **fields: Any) -> Update:
    raw = {"message_id": message, "date": 1_681_092_000, "chat": CHAT, "from": PERSON, "text": "到期"}
    return update_of({"update_id": number, "message": raw | fields})


def pressed(number: int, query: str) -> Update:
    body = {"id": query, "from": PERSON, "chat_instance": "1", "data": "q:期"}
    return update_of({"update_id": number, "callback_query": body})


def test_only_the_very_same_update_was_handled() -> None:
    handled = Handled()
    handled.note(said(5))
    handled.note(pressed(6, "a"))
    assert said(5) in handled
    assert pressed(6, "a") in handled
    assert said(4) not in handled
    assert said(5, 8) not in handled
    assert said(5, text="谁联系") not in handled
    assert pressed(6, "b") not in handled


def test_it_forgets_the_oldest() -> None:
    handled = Handled(kept=2)
    for number in (5, 6, 5, 7):
        handled.note(said(number))
    assert [number for number in (5, 6, 7) if said(number) in handled] == [5, 7]
