"""A line reported in a group: its draft is made in the author's private talk, where it is shown and saved."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from string import ascii_lowercase

from storage import Draft, DraftState, MessageKind, NewMessage, Place, UnitOfWork

from ..area import Handle, command_choice, private_choice
from ..frames import reference_of
from ..phrases import say
from ..reply import Choice, Choices, Notice, Outcome, Reply, Text
from ..reply_codec import encode
from ..request import Chat, PlaceKind, Request, Source
from ..turn import Turn
from . import draft_buttons, edited, guided, opening, reading
from .card import card
from .content import from_json

LINK = "d"
"""How the parameter of a link to a draft begins."""

_LINK_LETTERS = 28
_CARD = "draft-card:"
_LINK_SHOWN = timedelta(days=1)
"""A button that comes a day late is not looked for any more; the draft waits in private."""


def report(turn: Turn, words: str) -> Reply:
    """Serve /report: in private as a talk by buttons, in a group by a draft in private."""
    if turn.request.private:
        return guided.report(turn, words)
    if not words:
        return _lead(Text(say("groups.report_alone"), strong=True))
    there = in_private(turn)
    membership = reading.reporter(there)
    if membership is None or reading.read(there, words, membership).kind == "none":
        return _lead(Notice(say("checkin.no_report"), "warning"))
    return _drafted(turn, there, words)


def claim(turn: Turn) -> Handle | None:
    """Return who handles a typed text that reports something; in a group it was said to the assistant."""
    if turn.request.private:
        return opening.claim(turn) or edited.claim(turn)
    handle = opening.claim(_said_in_private(turn))
    if handle is None or reading.reporter(turn) is None:
        return handle
    return lambda writing: _drafted(writing, in_private(writing), writing.text)


def opened(turn: Turn, token: str) -> Reply:
    """Show the draft that a link in a group leads to, to its author alone."""
    draft = turn.store.drafts.by_link(_hash(token))
    if draft is not None and draft.person_id != turn.person.id:
        return Reply((Notice(say("groups.link_not_yours"), "warning"),), Outcome.ANSWERED, "link_not_yours")
    if draft is None:
        again = Choices((command_choice(say("checkin.word_report"), "report"),))
        return Reply((Notice(say("groups.link_old"), "warning"), again), Outcome.ANSWERED, "link_old")
    if draft.state is not DraftState.OPEN or draft.expires_at <= turn.moment:
        return draft_buttons.closed(turn, draft, from_json(draft.payload))
    return card(turn, draft)


def undelivered(store: UnitOfWork, key: str, moment: datetime) -> int:
    """Put a button into the group when its member cannot be written to; `key` is the refused message's.

    Returns how many messages were planned: 0 for any other message and for a draft that is closed.
    """
    number = key.removeprefix(_CARD).partition(":")[0]
    if not key.startswith(_CARD) or not number.isdigit():
        return 0
    draft = store.drafts.get(int(number), for_change=True)
    if draft is None or draft.asked_in is None or draft.state is not DraftState.OPEN:
        return 0
    asked = draft.asked_in
    reply = _confirm(say("groups.report_unreachable"), _link(store, draft))
    message = NewMessage(
        key=f"draft-link:{draft.id}:{draft.version}",
        kind=MessageKind.ANSWER,
        place=Place(draft.place.channel, asked["chat"], asked["topic"]),
        reply=encode(reply),
        created_at=moment,
        due=moment,
        expires=moment + _LINK_SHOWN,
        answers=asked["message"],
        person_id=draft.person_id,
    )
    return store.outbox.plan([message])


def in_private(turn: Turn) -> Turn:
    """Return the turn as if the person had said the same in private; a group's own unit is spoken for."""
    there = _said_in_private(turn)
    return replace(there, conversation=turn.store.conversations.load(turn.person.id, there.place))


def _said_in_private(turn: Turn) -> Turn:
    """The same, before anything of the private talk is read: enough to see what the words are."""
    request = turn.request
    chat = Chat(request.chat.channel, turn.person.external_id, PlaceKind.PRIVATE)
    spoken_for = (one for one in turn.memberships if one.unit == turn.unit_id)
    return replace(
        turn,
        request=replace(request, chat=chat, source=_source(request)),
        membership=next(spoken_for, turn.membership),
    )


def _source(request: Request) -> Source | None:
    """The message under a name that no message of the private talk has."""
    if request.source is None:
        return None
    return replace(request.source, message=f"{request.chat.id}/{request.source.message}")


def _drafted(turn: Turn, there: Turn, words: str) -> Reply:
    """Make the draft and bring its card to the author, by a message or, where none arrives, by a link."""
    reply = guided.report(there, words)
    draft = there.store.drafts.open_for(turn.person.id, there.place, turn.moment)
    source = turn.request.source
    if draft is not None:
        asked = {
            "chat": turn.place.chat,
            "topic": turn.place.topic,
            "message": source.message if source is not None else None,
        }
        turn.store.drafts.asked_in(draft.id, asked)
    if turn.services.trial or turn.person.unreachable_at is not None:
        if draft is None:
            return _lead(Text(say("groups.report_alone"), strong=True))
        return _confirm(say("groups.report_confirm"), _link(turn.store, draft))
    turn.store.outbox.plan([_card_message(turn, there, reply, draft)])
    said = say("groups.report_in_private" if draft is not None else "groups.answered_in_private")
    return _lead(Text(said, strong=True))


def _card_message(turn: Turn, there: Turn, reply: Reply, draft: Draft | None) -> NewMessage:
    reference = reference_of(turn.request.key)
    # The real time, not the message's: an edited message carries the time of its first writing.
    now = turn.services.clock()
    return NewMessage(
        key=f"{_CARD}{draft.id}:{draft.version}:{reference}" if draft else f"group-report:{reference}",
        kind=MessageKind.ANSWER,
        place=there.place,
        reply=encode(reply),
        created_at=now,
        due=now,
        expires=now + opening.LASTS,
        person_id=turn.person.id,
    )


def _lead(said: Text | Notice) -> Reply:
    there = Choices((private_choice(say("groups.to_private"), "report"),))
    return Reply((said, there), Outcome.ANSWERED, "report_in_group")


def _confirm(sentence: str, link: str) -> Reply:
    button = Choices((Choice(say("groups.confirm_in_private"), link, opens="private"),))
    return Reply((Text(sentence, strong=True), button), Outcome.ANSWERED, "report_in_group")


def _link(store: UnitOfWork, draft: Draft) -> str:
    """A new link to the draft; only its hash is kept with the draft, and an earlier one stops working."""
    # Letters only: among digits a link may look like a number that has to be masked.
    token = "".join(secrets.choice(ascii_lowercase) for _ in range(_LINK_LETTERS))
    store.drafts.link(draft.id, _hash(token))
    return f"{LINK}{token}"


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
