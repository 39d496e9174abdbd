"""A typed line becomes a draft; so does a second line, and a message that is edited or sent again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from knowledge import ReportLine
from storage import Draft, DraftState, Entry, EntrySource, Membership

from ..area import Handle
from ..phrases import cut, say
from ..reply import Notice, Outcome, Reply
from ..turn import Turn
from ..units import unit_of
from . import apart, correcting, reading, restoring, saving, stored, undone
from .bare import spelled_out
from .beside import asked_too
from .card import card
from .choosing import with_lead
from .content import Content, Waiting, from_json, to_json
from .days import day_words

LASTS = timedelta(days=7)
KIND = "entry"
_CALLED = 0.6
"""From here on a point of the plans is called by the very words."""
_NUMBER = re.compile(r"[\d零〇一二两三四五六七八九十百千万半几]")
_WAITING = 19
"""How many lines may wait behind an open draft."""


def claim(turn: Turn) -> Handle | None:
    """Return who handles a typed text that reports something, for somebody who may record; else None."""
    if not turn.request.private or not turn.text.strip():
        return None
    membership = reading.reporter(turn)
    if membership is None:
        return visitor if _surely_a_report(turn) else None
    if turn.services.reporting.wants_back(turn.text):
        return restoring.wanted
    line = reading.read(turn, spelled_out(turn.text), membership)
    if line.kind == "none":
        return None
    if line.amendment is None and _only_named(line, turn) and _asked_like_that(turn):
        return None
    return lambda writing: take(writing, writing.text, line)


def visitor(_turn: Turn) -> Reply:
    """Tell somebody without a unit how to get one, instead of taking a report for a question."""
    return Reply((Notice(say("checkin.members_only"), "warning"),), Outcome.ANSWERED, "not_allowed")


def take(turn: Turn, text: str, line: ReportLine | None = None) -> Reply:
    """Make a draft of the line, or what else it means: a correction, an edited message, a second line.

    `line` is what the text was read as before the transaction; it is read again where that no longer fits.
    """
    membership = reading.reporter(turn)
    if membership is None:
        return visitor(turn)
    if line is None or line.plan != reading.plan_of(membership, turn):
        line = reading.read(turn, spelled_out(text), membership)
    if line.future and line.day is not None:
        said = say(
            "checkin.future", day=day_words(line.day, turn.today), today=day_words(turn.today, turn.today)
        )
        return Reply((Notice(said, "warning"),), Outcome.ASK_BACK, "draft_future")
    draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    amended = correcting.correct(turn, line, text, draft)
    if amended is not None:
        return _with_apart(amended, line)
    known = _of_message(turn)
    if known:
        fresh = content_of(turn, text, line, membership)
        return _known_message(turn, fresh, known, *([apart.left(line.apart)] if line.apart else []))
    undo = undone.offered(turn, line, draft)
    if undo is not None:
        return undo
    line, before = apart.first(turn, line)
    if before:
        # What is done already must not be read again when the line's turn comes.
        text = reading.typed("，".join(words for words in (line.text, line.apart) if words))
        draft = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    content = content_of(turn, text, line, membership)
    gone = _opened_by_a_tap(turn, draft, content) if draft is not None else None
    if draft is not None and gone is None:
        return asked_too(with_lead(_second(turn, draft, text, content), *before), line)
    turn.stop_waiting()
    made = card(turn, begin(turn, content), *before, *(gone or ()), *_to_check(line), content=content)
    return asked_too(made, line)


def _opened_by_a_tap(turn: Turn, draft: Draft, fresh: Content) -> tuple[Notice, ...] | None:
    """Close a draft that holds nothing but the task that was tapped: what is typed now is meant instead.

    Returns what to say about it, nothing where the line is about the same task; None: the draft holds more.
    """
    tapped = from_json(draft.payload)
    told = tapped.entry or tapped.source or tapped.added or any(piece.text for piece in tapped.pieces)
    if draft.version != 1 or told:
        return None
    saving.close(turn, draft, tapped, DraftState.DROPPED)
    task = turn.catalogue.plans[tapped.plan].tasks.get(tapped.pieces[0].task or "")
    if task is None or any(piece.task == task.id for piece in fresh.pieces):
        return ()
    return (Notice(say("checkin.tapped_only", task=task.title)),)


def _with_apart(reply: Reply, line: ReportLine) -> Reply:
    """The answer to a correction, with what else the line corrects and is not done."""
    if not line.apart:
        return reply
    return replace(reply, blocks=(apart.left(line.apart), *reply.blocks))


def _to_check(line: ReportLine) -> tuple[Notice, ...]:
    """Say what the person should look at twice: no entry has the denied number; only a month was said."""
    said: list[Notice] = []
    if line.amendment is not None and line.amendment.old:
        denied = "、".join(one.text for one in line.amendment.old)
        said.append(Notice(say("checkin.no_such_entry", denied=denied)))
    if line.each:
        said.append(Notice(say("checkin.each_of_how_many", words=line.each), "warning"))
    if line.past and line.status == "done":
        said.append(Notice(say("checkin.no_day_said", when=line.past)))
    return tuple(said)


def begin(turn: Turn, content: Content) -> Draft:
    """Open a draft that lasts seven days. Raises OpenDraftExists when one is open here."""
    return turn.store.drafts.create(
        turn.person.id,
        turn.place,
        kind=KIND,
        payload=to_json(content),
        at=turn.moment,
        # By the real time: an edited message, or one that waited for us, carries the time of its writing.
        expires_at=turn.services.clock() + LASTS,
    )


def content_of(turn: Turn, text: str, line: ReportLine, membership: Membership) -> Content:
    """Return the turn's line as a draft keeps it."""
    return reading.contents(turn, line, text, membership, source_of(turn))


def of_waiting(turn: Turn, waiting: Waiting, membership: Membership, before: Content) -> Content:
    """Return a line that waited as a draft keeps it; naming no county it is for the one before."""
    line = reading.read(turn, waiting.text, membership, waiting.today)
    source = EntrySource(turn.place.channel, turn.place.chat, waiting.message)
    content = reading.contents(turn, line, waiting.text, membership, source, waiting.today)
    if waiting.tasks:
        content = correcting.with_tasks(turn, content, waiting.tasks)
    return replace(content, unit=content.unit or before.unit)


def source_of(turn: Turn) -> EntrySource:
    """Return the message that the turn's line stands in; a channel without messages has the update's key."""
    return EntrySource(turn.place.channel, turn.place.chat, message_of(turn))


def message_of(turn: Turn) -> str:
    """Return the channel's id of the turn's message."""
    return turn.request.source.message if turn.request.source is not None else turn.request.key


def _of_message(turn: Turn) -> list[Entry]:
    source = turn.request.source
    if source is None:
        return []
    found = turn.store.entries.by_source(turn.place.channel, turn.place.chat, source.message)
    return [entry for entry in found if entry.author_id == turn.person.id]


def _known_message(turn: Turn, fresh: Content, known: list[Entry], *lead: Notice) -> Reply:
    """The message made entries before: delivered again it changes nothing; edited it amends them."""
    if turn.request.source is None or not turn.request.source.edited:
        return stored.show_saved(turn, known, Notice(say("checkin.saved_before")))
    return correcting.edited(turn, fresh, known, *lead)


def _second(turn: Turn, draft: Draft, text: str, fresh: Content) -> Reply:
    content = from_json(draft.payload)
    message = message_of(turn)
    if content.source is not None and content.source.message == message:
        return _same_message(turn, draft, content, fresh)
    if any(one.message == message for one in content.waiting):
        return card(turn, draft)
    if [piece.text for piece in content.pieces] == [text.strip()]:
        return card(turn, draft, Notice(say("checkin.same_line")))
    if len(content.waiting) >= _WAITING:
        said = say("checkin.too_many_waiting", text=cut(text.strip()), count=1 + len(content.waiting))
        return card(turn, draft, Notice(said, "warning"))
    waiting = Waiting(text.strip(), message, turn.today)
    changed = change(turn, draft, replace(content, waiting=(*content.waiting, waiting)))
    # The second line stands on the card itself; of those behind it the card shows none.
    queued = Notice(say("checkin.queued", count=2 + len(content.waiting)))
    return card(turn, changed, queued) if content.waiting else card(turn, changed)


def _same_message(turn: Turn, draft: Draft, content: Content, fresh: Content) -> Reply:
    """The draft's own message: delivered again it shows the card, edited it is read anew."""
    if turn.request.source is None or not turn.request.source.edited:
        return card(turn, draft)
    kept = replace(fresh, unit=fresh.unit or content.unit, waiting=content.waiting, added=content.added)
    return card(turn, change(turn, draft, kept))


def change(turn: Turn, draft: Draft, content: Content) -> Draft:
    """Store a change of the draft. Raises LookupError when it was changed behind the caller."""
    changed = turn.store.drafts.update(draft.id, draft.version, to_json(content), turn.moment)
    if changed is None:
        raise LookupError(f"draft {draft.id} changed under the hand that holds it")
    return changed


def _only_named(line: ReportLine, turn: Turn) -> bool:
    """True for a line without a number, a day or an act: 工会联合会建设补助 names a thing."""
    told = line.day is not None or any(part.quantities for part in line.parts)
    return line.kind == "progress" and not told and not turn.services.reporting.tells_an_act(turn.text)


def _asked_like_that(turn: Turn) -> bool:
    """True when the words are those by which a point of the plans is called or asked for."""
    understanding = turn.services.understanding
    asked = understanding.read(turn.text, today=turn.today, plan=turn.plan)
    plans = [turn.plan] if turn.plan else list(turn.catalogue.plans)
    hits = understanding.find(asked, plans, limit=1)
    return bool(hits) and hits[0].score >= _CALLED


def _surely_a_report(turn: Turn) -> bool:
    """True for a line with day, number and task: nobody asks about the plans like that."""
    reporting = turn.services.reporting
    # Cheap looks first: most of what visitors write is a question.
    if not _NUMBER.search(turn.text) or not reporting.numbers(turn.text, turn.today):
        return False
    unit = turn.unit_id
    plans = [unit_of(unit, turn.catalogue).plan] if unit is not None else list(turn.catalogue.plans)
    lines = [reporting.parse(turn.text, plan=plan, today=turn.today) for plan in plans]
    return any(
        line.kind == "progress"
        and not line.asked
        and line.day is not None
        and line.quantities
        and line.tasks
        and not line.ask
        for line in lines
    )
