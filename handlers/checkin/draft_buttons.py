"""The buttons of a draft, `d:<id>:<version>:<action>`: an old one changes nothing and shows the card."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from storage import Draft, DraftState

from ..area import command_choice
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import adjusting, apart, changing, choosing, correcting, measuring, opening, reading, saving, stored
from .card import alone, card
from .changing import OldButton
from .content import Content, Piece, from_json

MOST_ANSWERS = 3
"""After so many answers by button the draft is saved without a further tap."""

_MORE = re.compile(r"[也又再还]|同样|一样")
"""What says that the same was done once more."""

Change = Callable[[Turn, Content, list[str]], Content]


def pressed(turn: Turn, action: str) -> Reply:
    """Serve a button of a draft."""
    number, _, rest = action.partition(":")
    version, _, verb = rest.partition(":")
    draft = _own(turn, number)
    if draft is None:
        return Reply((Notice(say("checkin.not_your_draft"), "warning"),), Outcome.SMALL_TALK, "old_button")
    content = from_json(draft.payload)
    if draft.state is not DraftState.OPEN or draft.expires_at <= turn.moment:
        return closed(turn, draft, content)
    if version != str(draft.version):
        return card(turn, draft, Notice(say("checkin.stale"), "warning"))
    name, *words = verb.split(".")
    try:
        return _serve(turn, draft, content, name, words)
    except (OldButton, IndexError):
        return card(turn, draft, Notice(say("checkin.stale"), "warning"))


def drop(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Drop the draft; where lines wait behind it nothing is dropped, it is asked which is not wanted."""
    turn.stop_waiting()
    if content.waiting:
        return choosing.which_to_drop(turn, draft, content)
    return _drop_all(turn, draft, content)


def closed(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Say what became of a draft that is open no longer, with the way on: its entries, or another one."""
    if draft.state is DraftState.SAVED:
        entries = [turn.store.entries.get(one) for one in content.saved]
        known = [one for one in entries if one is not None]
        if known and all(one.withdrawn_at is None for one in known):
            return stored.show_saved(turn, known, Notice(say("checkin.saved_before")))
        return Reply(
            (Notice(say("checkin.saved_and_withdrawn"), "warning"),), Outcome.SMALL_TALK, "old_button"
        )
    phrase = "dropped_before" if draft.state is DraftState.DROPPED else "expired"
    present = turn.store.drafts.open_for(turn.person.id, turn.place, turn.moment)
    notice = Notice(say(f"checkin.{phrase}"), "warning")
    if present is not None:
        return card(turn, present, notice)
    again = Choices((command_choice(say("checkin.word_report"), "report"),))
    return Reply((notice, again), Outcome.SMALL_TALK, "old_button")


def _drop_all(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Drop the draft with all that waited behind it; nothing is stored."""
    turn.stop_waiting()
    saving.close(turn, draft, content, DraftState.DROPPED)
    count = 1 + len(content.waiting)
    said = say("checkin.dropped_all", count=count) if count > 1 else say("checkin.dropped")
    again = Choices((command_choice(say("checkin.word_report"), "report"),))
    left = apart.not_followed(content)
    return Reply((Text(said, strong=True), *left, again), Outcome.SMALL_TALK, "draft_dropped")


def _own(turn: Turn, number: str) -> Draft | None:
    """The person's own draft of this place: an id in a button is only input."""
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    draft = turn.store.drafts.get(int(number), for_change=True)
    if draft is None or draft.person_id != turn.person.id or draft.place != turn.place:
        return None
    return draft


def _serve(turn: Turn, draft: Draft, content: Content, name: str, words: list[str]) -> Reply:
    if name in _VIEWS:
        return _VIEWS[name](turn, draft, content, words)
    if name in _ANSWERS:
        turn.stop_waiting()
        return _answered(turn, draft, _ANSWERS[name](turn, content, words))
    if name in _NUMBERS:
        changed = opening.change(turn, draft, _NUMBERS[name](turn, content, words))
        number = changing.index(words[1], 50)
        return adjusting.quantity(turn, changed, from_json(changed.payload), int(words[0]), number)
    if name in _ENDS:
        return _ENDS[name](turn, draft, content)
    raise OldButton(name)


def _answered(turn: Turn, draft: Draft, content: Content) -> Reply:
    """The card after an answer; the third answer saves, so that nobody taps more than three times."""
    changed = opening.change(turn, draft, content)
    if content.ready and content.answers >= MOST_ANSWERS:
        return _stored(turn, changed, content)
    return card(turn, changed)


def _save(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Save what is ready; the open draft alone where lines wait, which then follow it."""
    if content.waiting:
        return _first(turn, draft, content)
    return _stored(turn, draft, content) if content.ready else card(turn, draft)


def _stored(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Save the draft, then take up what its line said of another report."""
    return apart.followed(turn, content, saving.save(turn, draft, content))


def _decide(turn: Turn, draft: Draft, content: Content, *, so_far: bool) -> Reply:
    return _save(turn, draft, changing.decided(content, so_far=so_far))


def _first(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Save the open one; the line that waited becomes the next draft."""
    alone = replace(content, waiting=())
    if not alone.ready:
        return card(turn, draft)
    saved = saving.save(turn, draft, alone)
    following = _next(turn, content)
    said = (*apart.without_buttons(saved), *apart.not_followed(content))
    return replace(following, blocks=(*said, *following.blocks))


def _every(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Save the open one and those that wait, in their order, up to one of which something is still asked."""
    told: list[Block] = []
    while content.waiting and (alone := replace(content, waiting=())).ready:
        saved = saving.save(turn, draft, alone)
        told += [*apart.without_buttons(saved), *apart.not_followed(content)]
        draft = _begun(turn, content)
        content = from_json(draft.payload)
    last = _stored(turn, draft, content) if content.ready else card(turn, draft)
    return replace(last, blocks=(*told, *last.blocks))


def _instead(turn: Turn, draft: Draft, content: Content) -> Reply:
    _drop_all(turn, draft, content)
    following = _next(turn, content)
    return replace(following, blocks=(*apart.not_followed(content), *following.blocks))


def _merge(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Put the line that waited into the open draft: another task or day becomes a piece of its own."""
    membership = reading.reporter(turn)
    if membership is None or content.entry is not None:
        return card(turn, draft)
    fresh = opening.of_waiting(turn, content.waiting[0], membership, content)
    merged = content
    for piece in fresh.pieces:
        piece = _of_the_same(turn, merged, replace(piece, on=fresh.day_of(piece)))
        same = [at for at, one in enumerate(merged.pieces) if _adds_to(merged, one, piece, fresh)]
        if same and not piece.ask:
            old = merged.pieces[same[0]]
            text = "；".join(dict.fromkeys((old.text, piece.text)))
            merged = merged.with_piece(
                same[0], replace(old, numbers=(*old.numbers, *piece.numbers), text=text)
            )
        else:
            merged = replace(merged, pieces=(*merged.pieces, piece))
    words = "，".join(part for part in (content.apart, fresh.apart) if part)
    merged = replace(merged, waiting=content.waiting[1:], unit=content.unit or fresh.unit, apart=words)
    return card(turn, opening.change(turn, draft, merged), Notice(say("checkin.merged")))


def _of_the_same(turn: Turn, merged: Content, piece: Piece) -> Piece:
    """The piece with the one task of the open draft where it only says: more of it (也搞了1场)."""
    tasks = {one.task for one in merged.pieces}
    task = merged.pieces[0].task
    if not piece.ask or _MORE.search(piece.text) is None or len(tasks) > 1 or task is None:
        return piece
    known = turn.catalogue.plans[merged.plan].tasks
    return reading.aimed(replace(piece, task=task, ask=False, target=None, among=None), known)


def _adds_to(content: Content, old: Piece, piece: Piece, fresh: Content) -> bool:
    """True where a piece of a line that waited tells more of an older one: of its task and no other day."""
    same_day = content.day_of(old) == piece.on or not fresh.day_said
    if len(piece.numbers) > 1 and {one.unit for one in old.numbers} & {one.unit for one in piece.numbers}:
        # Two events, each with its own numbers: beside each other nobody sees which belong together.
        return False
    return same_day and (old.task == piece.task or piece.task is None)


def _next(turn: Turn, before: Content) -> Reply:
    """The card of the first line that waited."""
    return card(turn, _begun(turn, before))


def _begun(turn: Turn, before: Content) -> Draft:
    """The first line that waited as the new draft, the others behind it."""
    membership = reading.reporter(turn)
    if membership is None or not before.waiting:
        raise OldButton("nothing waits")
    fresh = opening.of_waiting(turn, before.waiting[0], membership, before)
    return opening.begin(turn, replace(fresh, waiting=before.waiting[1:]))


def _without_waiting(content: Content, words: list[str]) -> Content:
    """The content without one of the lines that wait, the first of them where none is named."""
    at = changing.index(words[0] if words else "0", len(content.waiting))
    return replace(content, waiting=(*content.waiting[:at], *content.waiting[at + 1 :]))


def _note(turn: Turn, draft: Draft, _content: Content, _words: list[str]) -> Reply:
    turn.wait_for("draft_note", draft=draft.id)
    back = Choices((Choice(say("checkin.back"), choosing.action(draft, "card")),))
    return Reply((Text(say("checkin.type_note"), strong=True), back), Outcome.ASK_BACK, "draft_note")


def _page(turn: Turn, draft: Draft, content: Content, words: list[str]) -> Reply:
    return choosing.units(turn, draft, content, changing.index(words[0], 100))


def _all(turn: Turn, draft: Draft, content: Content, words: list[str]) -> Reply:
    piece = changing.index(words[0], len(content.pieces))
    return choosing.all_tasks(turn, draft, content, piece, changing.index(words[1], 100))


def _quantity(turn: Turn, draft: Draft, content: Content, words: list[str]) -> Reply:
    piece = changing.index(words[0], len(content.pieces)) if words else 0
    which = changing.index(words[1], max(1, len(content.pieces[piece].numbers))) if len(words) > 1 else 0
    return adjusting.quantity(turn, draft, content, piece, which)


def _out(turn: Turn, draft: Draft, content: Content, words: list[str]) -> Reply:
    """The draft without one of its several works."""
    at = changing.index(words[0], len(content.pieces))
    if len(content.pieces) < 2:
        raise OldButton(words[0])
    return correcting.left_out(turn, draft, content, at)


def _piece(content: Content, words: list[str]) -> int | None:
    return changing.index(words[0], len(content.pieces)) if words else None


def _card(turn: Turn, draft: Draft, _content: Content, _words: list[str]) -> Reply:
    turn.stop_waiting()
    return card(turn, draft)


_VIEWS: dict[str, Callable[[Turn, Draft, Content, list[str]], Reply]] = {
    "card": _card,
    "open": lambda turn, draft, content, _: alone(turn, draft, content),
    "task": lambda turn, draft, content, _: choosing.change_task(turn, draft, content),
    "all": _all,
    "qty": _quantity,
    "day": lambda turn, draft, content, words: choosing.day(turn, draft, content, _piece(content, words)),
    "note": _note,
    "units": _page,
    "out": _out,
}
_ANSWERS: dict[str, Change] = {
    "unit": lambda turn, content, words: changing.with_unit(turn, content, words[0]),
    "pick": lambda turn, content, words: changing.with_picks(turn, content, words[0]),
    "set": lambda turn, content, words: changing.with_task(turn, content, words[0], words[1]),
    "skip": lambda _turn, content, words: changing.without_task(content, words[0]),
    "on": lambda turn, content, words: changing.on_day(turn, content, *words[:2]),
    "off": lambda turn, content, words: changing.without_number(turn, content, words[0], words[1]),
    "m": measuring.answered,
    "keep": lambda _turn, content, words: _without_waiting(content, words),
}
_NUMBERS: dict[str, Change] = {
    "n": lambda turn, content, words: changing.with_number(
        turn, content, words[0], words[1], ".".join(words[2:])
    ),
    "aim": lambda turn, content, words: changing.with_target(turn, content, words[0], words[1], words[2]),
    "st": lambda turn, content, words: changing.with_status(turn, content, words[0], words[2]),
}
_ENDS: dict[str, Callable[[Turn, Draft, Content], Reply]] = {
    "save": _save,
    "once": lambda turn, draft, content: _decide(turn, draft, content, so_far=False),
    "total": lambda turn, draft, content: _decide(turn, draft, content, so_far=True),
    "drop": drop,
    "all_off": _drop_all,
    "first": _first,
    "every": _every,
    "merge": _merge,
    "instead": _instead,
}
