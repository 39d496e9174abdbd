"""One update from beginning to end: heard, recognised, routed, done in one transaction, remembered."""

from __future__ import annotations

from dataclasses import replace

from storage import AlreadyHandled, DatabaseBusy, Person, Storage, UnitOfWork

from .access import NotAllowed
from .area import command_choice, private_choice
from .asking import Asked, answered, kept
from .errors import PersonError
from .groups import owning
from .hearing import Heard, hear
from .people.trial import admit, is_admitted, with_hint
from .phrases import say
from .reply import Choices, Notice, Outcome, Reply
from .reply_codec import decode, encode
from .request import Request
from .routing import Route, Work, choose, surely_writes
from .services import Services
from .turn import Turn, open_turn


class Busy(PersonError):
    """Too many people write at this moment; nothing was changed."""

    code = "busy"


def handle(request: Request, services: Services, storage: Storage) -> Reply:
    """Return the reply to one update; one that changed something before only gets its stored reply again.

    Raises:
        PersonError: what was written cannot be used; nothing was changed.
    """
    if owning.is_anothers(request):
        return owning.not_yours()
    request = owning.unmarked(request)
    return owning.marked(with_hint(_handled(request, services, storage), request, services), request)


def _handled(request: Request, services: Services, storage: Storage) -> Reply:
    heard = hear(request)
    try:
        return _first(heard, services, storage)
    except NotAllowed as error:
        return _not_allowed(request, error)
    except AlreadyHandled:
        with storage.read() as store:
            stored = _stored(heard.request, store)
        if stored is None:
            raise
        return stored
    except DatabaseBusy as error:
        raise Busy(str(error), sentence=error.sentence) from error


def _not_allowed(request: Request, error: NotAllowed) -> Reply:
    """Say it, with what one can do; in a group with the way to the private talk, where a code may be sent."""
    there = (
        command_choice(say("commands.label_help"), "help")
        if request.private
        else private_choice(say("groups.to_private"), "start")
    )
    return Reply((Notice(error.sentence, "warning"), Choices((there,))), Outcome.ANSWERED, "not_allowed")


def _first(heard: Heard, services: Services, storage: Storage) -> Reply:
    if surely_writes(heard.request):
        # Looked at where it is done: reading it first would read everything twice.
        return _at_once(heard, services, storage)
    with storage.read() as store:
        stored = _stored(heard.request, store)
        if stored is not None:
            return stored
        person = _known(heard.request, services, store)
        if person is not None:
            turn = open_turn(heard.request, services, store, person, heard.masked)
            route = choose(turn, heard.codes)
            if isinstance(route, Work) and route.reads:
                return _noted(_run(route, turn), heard)
    if person is None:
        return _at_once(heard, services, storage)
    return _follow(route, turn, heard, storage)


def _at_once(heard: Heard, services: Services, storage: Storage) -> Reply:
    """Serve it in one transaction from the first look on: free words, a deed, somebody's first words."""
    with storage.write() as store:
        stored = _stored(heard.request, store)
        if stored is not None:
            return stored
        turn = _turn(heard, services, store, _meet(heard.request, services, store))
        route = choose(turn, heard.codes)
        reply = None if isinstance(route, Asked) else route.handle(turn)
        if reply is None and isinstance(route, Work):
            # The text was not what was waited for: it is read like any other.
            route = choose(turn, heard.codes, awaited=False)
        if isinstance(route, Asked):
            return _noted(kept(turn, route, answered(route, services)), heard)
        reply = _run(route, turn) if reply is None else reply
        return _noted(reply, heard) if route.reads else _remembered(reply, turn, heard)


def _follow(route: Route, turn: Turn, heard: Heard, storage: Storage) -> Reply:
    """Answer or do what was chosen; `turn` is what was read for the choice, its transaction is over."""
    services = turn.services
    if isinstance(route, Asked):
        return _question(route, turn, heard, storage)
    done = _change(route, heard, services, storage)
    if done is not None:
        return done
    # The text was not what was waited for: it is read like any other.
    with storage.read() as store:
        turn = _turn(heard, services, store, _present(heard.request, store))
        route = choose(turn, heard.codes, awaited=False)
        if isinstance(route, Work) and route.reads:
            return _noted(_run(route, turn), heard)
    return _follow(route, turn, heard, storage)


def _question(asked: Asked, turn: Turn, heard: Heard, storage: Storage) -> Reply:
    reply = answered(asked, turn.services)
    with storage.write() as store:
        person = _meet(heard.request, turn.services, store)
        # Only the conversation is written, so only that is read again.
        conversation = store.conversations.load(person.id, turn.place)
        writing = replace(turn, store=store, person=person, conversation=conversation)
        return _noted(kept(writing, asked, reply), heard)


def _change(work: Work, heard: Heard, services: Services, storage: Storage) -> Reply | None:
    request = heard.request
    with storage.write() as store:
        stored = _stored(request, store)
        if stored is not None:
            return stored
        turn = _turn(heard, services, store, _meet(request, services, store))
        reply = work.handle(turn)
        if reply is None:
            return None
        return _remembered(reply, turn, heard)


def _remembered(reply: Reply, turn: Turn, heard: Heard) -> Reply:
    """The reply, stored under the update's key for the case that the update comes again."""
    request = heard.request
    reply = _noted(reply, heard)
    if turn.repeated is not None:
        reply = replace(reply, stand_in=turn.repeated)
    if request.key:
        owner = None if turn.gone else turn.person.id
        # The real time, not the message's: an edited message carries the time of its first writing.
        turn.store.updates.remember(
            request.sender.channel, request.key, encode(reply), turn.services.clock(), person_id=owner
        )
    return reply


def _run(work: Work, turn: Turn) -> Reply:
    reply = work.handle(turn)
    if reply is None:
        raise TypeError("only a handler of an awaited text may pass it on")
    return reply


def _turn(heard: Heard, services: Services, store: UnitOfWork, person: Person) -> Turn:
    return open_turn(heard.request, services, store, person, heard.masked)


def _stored(request: Request, store: UnitOfWork) -> Reply | None:
    stored = store.updates.seen(request.sender.channel, request.key) if request.key else None
    return decode(stored) if stored is not None else None


def _known(request: Request, services: Services, store: UnitOfWork) -> Person | None:
    """The person, unless they are new or the trial page has just made them somebody else."""
    person = store.people.find(request.sender.channel, request.sender.id)
    return person if person is not None and is_admitted(request, services, store, person) else None


def _present(request: Request, store: UnitOfWork) -> Person:
    person = store.people.find(request.sender.channel, request.sender.id)
    if person is None:
        raise LookupError("a person vanished while being answered")
    return person


def _meet(request: Request, services: Services, store: UnitOfWork) -> Person:
    """The person, stored if new, under their present name, and no longer held for unreachable."""
    sender = request.sender
    person = store.people.get_or_create(sender.channel, sender.id, sender.name, request.moment)
    if sender.name and sender.name != person.display_name:
        store.people.rename(person.id, sender.name)
        person = replace(person, display_name=sender.name)
    if person.unreachable_at is not None and request.private:
        store.people.mark_reachable(person.id)
    admit(request, services, store, person)
    return person


def _noted(reply: Reply, heard: Heard) -> Reply:
    """The reply with a line about the numbers that were masked."""
    if not heard.masked:
        return reply
    notice = Notice(say("commands.masked", kinds="、".join(heard.masked)), "warning")
    return replace(reply, blocks=(*reply.blocks, notice))
