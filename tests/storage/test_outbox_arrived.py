"""Replies that wait in the outbox while they are still on their way."""

from __future__ import annotations

from storage import MessageKind, MessageState, Storage
from tests.storage.samples import NOW, a_message
from tests.storage.test_outbox_rows import claim, states, take


def test_what_is_being_sent_is_settled_by_its_holder_alone(storage: Storage) -> None:
    lease = take(storage)
    with storage.write() as unit:
        unit.outbox.plan(
            [a_message("answer:1", MessageKind.ANSWER), a_message("answer:2", MessageKind.ANSWER)]
        )
    assert claim(storage, lease, 1) == ["answer:1"]
    with storage.write() as unit:
        assert not unit.outbox.arrived("answer:1", "7", NOW)
        assert not unit.outbox.hurry("answer:1", 1, NOW)
        assert unit.outbox.arrived("answer:2", "8", NOW)
        assert not unit.outbox.hurry("answer:2", 1, NOW)
    assert states(storage) == {"answer:1": MessageState.SENDING, "answer:2": MessageState.SENT}
