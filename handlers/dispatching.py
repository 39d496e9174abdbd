"""The one way in: every channel hands its requests here and sends back what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ask import answer
from .chat_event import ChatEvent, ChatEventKind
from .reply import Reply
from .request import Request
from .services import Services

if TYPE_CHECKING:
    from datetime import datetime

    from storage import UnitOfWork


def dispatch(request: Request, services: Services) -> Reply:
    """Return the reply to one input of one person. Raises PersonError for input nobody can answer.

    Without a database only questions are answered and nothing is kept.
    """
    if services.storage is None:
        return answer(request, services)
    # Only here: a question on the command line does not wait for the database library.
    from .handling import handle

    return handle(request, services, services.storage)


def take_note(event: ChatEvent, services: Services) -> Reply | None:
    """Store what happened to a chat; return the few words that it deserves, or None for silence."""
    if services.storage is None:
        from .groups.greeting import hello

        return hello() if event.kind is ChatEventKind.ADDED else None
    from .groups.events import note

    return note(event, services.storage)


def needs_standing(request: Request) -> bool:
    """Return whether the channel should say what the sender is in the group: only its administrators may."""
    if request.private:
        return False
    from .routing import for_administrators

    return for_administrators(request)


def surely_writes(request: Request) -> bool:
    """Return whether serving the request writes for sure, whoever sends it, if there is a database."""
    # Only here, as above.
    from .routing import surely_writes

    return surely_writes(request)


def undelivered(store: UnitOfWork, key: str, moment: datetime) -> int:
    """Plan what goes elsewhere instead of a message that its recipient cannot get; `key` names that message.

    Returns how many messages were planned, 0 where nothing can be done.
    """
    from .checkin.from_group import undelivered as draft_undelivered

    return draft_undelivered(store, key, moment)
