"""Cards are edited in place: none appears twice, and no change of one is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from storage import MessageKind, MessageState
from tests.bot.telegram.account import refusal
from tests.bot.telegram.post import SENT, TTL, Play, Post
from tests.bot.telegram.scripted import cut_off, timed_out
from tests.bot.telegram.virtual_time import EPOCH


def test_a_card_is_edited_in_place_and_sent_anew_where_it_is_gone(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        post.plan("card:2", MessageKind.CARD, edits="card:1", due=EPOCH + timedelta(seconds=5))
        await post.work(10)
        first = post.row("card:1").message
        (edit,) = post.telegram.arrived("editMessageText")
        assert (edit.params["chat_id"], str(edit.params["message_id"])) == (5001, first)
        assert post.row("card:2").message == first
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message is not modified: the same"))
        post.plan("card:3", MessageKind.CARD, edits="card:2")
        await post.work(10)
        assert (post.row("card:3").state, post.row("card:3").message) == (SENT, first)
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message to edit not found"))
        post.plan("card:4", MessageKind.CARD, edits="card:3")
        await post.work(10)
        assert post.telegram.sent() == [(5001, "card:1"), (5001, "card:4")]
        assert post.row("card:4").message not in (None, first)

    play(scene)


@pytest.mark.parametrize("lost", [MessageState.UNCERTAIN, MessageState.EXPIRED, MessageState.GIVEN_UP])
def test_an_edit_that_was_lost_makes_no_second_card(play: Play[Any], lost: MessageState) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        await post.work(5)
        late = post.loop.now() + timedelta(hours=1)
        for number in (2, 3):
            post.plan(f"card:{number}", MessageKind.CARD, edits=f"card:{number - 1}", expires=late)
        with post.storage.write() as store:
            if lost is MessageState.EXPIRED:
                store.outbox.expire(late)
            else:
                for row in store.outbox.claim(9, now=post.loop.now(), lease=TTL, under=post.lease):
                    lose = (
                        store.outbox.give_up if lost is MessageState.GIVEN_UP else store.outbox.mark_uncertain
                    )
                    lose(row.id, "lost", now=post.loop.now(), under=post.lease)
        assert {post.row("card:2").state, post.row("card:3").state} == {lost}
        post.plan("card:4", MessageKind.CARD, edits="card:3")
        await post.work(5)
        assert post.telegram.sent() == [(5001, "card:1")]
        assert [one.params["text"] for one in post.telegram.arrived("editMessageText")] == ["card:4"]
        assert post.row("card:4").message == post.row("card:1").message

    play(scene)


def test_a_first_card_of_which_nobody_knows_is_never_doubled(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.telegram.next("sendMessage", timed_out())
        post.plan("card:1", MessageKind.CARD)
        post.plan("card:2", MessageKind.CARD, edits="card:1")
        await post.work(60)
        assert post.states() == {"card:1": MessageState.UNCERTAIN, "card:2": MessageState.GIVEN_UP}
        assert [call.method for call in post.telegram.calls] == ["sendMessage"]
        assert "may or may not stand" in post.row("card:2").reason

    play(scene)


@pytest.mark.parametrize("failure", [cut_off, timed_out, lambda: refusal(504, "Gateway Timeout")])
def test_an_edit_without_an_answer_is_made_again(play: Play[Any], failure: Callable[[], Any]) -> None:
    async def scene(post: Post) -> None:
        post.plan("card:1", MessageKind.CARD)
        await post.work(5)
        post.telegram.next("editMessageText", failure())
        post.plan("card:2", MessageKind.CARD, edits="card:1")
        await post.work(10)
        assert [call.method for call in post.telegram.calls] == ["sendMessage"] + ["editMessageText"] * 2
        assert post.states() == {"card:1": SENT, "card:2": SENT}
        # What is sent because nothing can be edited any more is in doubt like everything sent.
        post.telegram.next("editMessageText", refusal(400, "Bad Request: message to edit not found"))
        post.telegram.next("sendMessage", failure())
        post.plan("card:3", MessageKind.CARD, edits="card:2")
        await post.work(60)
        assert post.row("card:3").state is MessageState.UNCERTAIN

    play(scene)


def test_an_edit_waits_for_the_message_that_it_edits(play: Play[Any]) -> None:
    async def scene(post: Post) -> None:
        post.telegram.next("sendMessage", refusal(429, "Too Many Requests", retry_after=5))
        post.plan("card:1", MessageKind.CARD)
        post.plan("card:2", MessageKind.CARD, edits="card:1")
        await post.work(30)
        assert post.telegram.sent() == [(5001, "card:1")]
        assert [one.params["text"] for one in post.telegram.arrived("editMessageText")] == ["card:2"]

    play(scene)
