"""What a draft asks and offers: county, task, number, day, and what becomes of it when another line comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from knowledge import PlanBook, Task
from storage import Draft, EntryKind

from ..people.naming import listed_name
from ..phrases import cut, say
from ..reply import Block, Choice, Choices, Outcome, Reply, Text
from ..turn import Turn
from . import reading
from .content import Content, Piece, Waiting
from .days import day_words, offered
from .numbers import number_words

PAGE = 8
"""How many tasks or counties stand on one page."""
_TITLE = 16
_PART = 8
"""As much of a title stands where a button names several tasks."""
_COMBINED = {1: 5, 2: 3, 3: 2}
"""How many choices each question offers when so many are asked at once."""
_TOGETHER = max(_COMBINED)
"""More questions are asked one after the other: their answers together would be a wall of buttons."""


def action(draft: Draft, verb: str) -> str:
    """Return the action of a button of this draft in its present version."""
    return f"d:{draft.id}:{draft.version}:{verb}"


def task_button(task: Task, verb: str) -> Choice:
    """Return a button that names a task: 19 产业工人、农民工技能提升培训."""
    return Choice(f"{task.id} {cut(task.title, _TITLE)}", verb)


def pages(draft: Draft, verb: str, page: int, count: int) -> list[Choice]:
    """Return the buttons that turn pages; `verb` gets the page's number at its end."""
    found = [Choice(say("checkin.page_before"), action(draft, f"{verb}.{page - 1}"))] if page > 0 else []
    if (page + 1) * PAGE < count:
        found.append(Choice(say("checkin.page_after"), action(draft, f"{verb}.{page + 1}")))
    return found


def units(turn: Turn, draft: Draft, content: Content, page: int, *lead: Block) -> Reply:
    """Ask for which county this is."""
    membership = reading.reporter(turn)
    known = reading.units_to_name(membership, turn.catalogue) if membership is not None else ()
    places = [turn.catalogue.places.by_unit(unit) for unit in known]
    named = [place for place in places if place is not None]
    options = [
        Choice(listed_name(place.unit, turn.catalogue), action(draft, f"unit.{place.code}"))
        for place in named[page * PAGE : (page + 1) * PAGE]
    ]
    asked = Text(say("checkin.which_county"), strong=True)
    turning = Choices((*pages(draft, "units", page, len(named)), leaving(draft, content)), 3)
    return Reply(
        (*lead, what(content), asked, Choices(tuple(options), 2), turning), Outcome.ASK_BACK, "draft_unit"
    )


def tasks(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Ask which task is meant; several pieces are asked at once, so that one tap answers."""
    book = turn.catalogue.plans[content.plan]
    asked = content.asked
    if any(not content.pieces[one].choices for one in asked):
        first = next(one for one in asked if not content.pieces[one].choices)
        return all_tasks(turn, draft, content, first, 0, *lead)
    if len(asked) > _TOGETHER:
        return _one_by_one(draft, content, book, *lead)
    limit = _COMBINED[len(asked)]
    offers = [range(min(limit, len(content.pieces[one].choices))) for one in asked]
    options = [
        Choice(_combined(book, content, asked, picks), action(draft, f"pick.{'-'.join(map(str, picks))}"))
        for picks in product(*offers)
    ]
    others = [Choice(say("checkin.other_task"), action(draft, f"all.{asked[0]}.0"))]
    if content.kind is not EntryKind.PROGRESS:
        others.append(Choice(say("checkin.skip_task"), action(draft, f"skip.{asked[0]}")))
    said = Text(say("checkin.which_task"), strong=True)
    return Reply(
        (
            *lead,
            what(content),
            said,
            Choices(tuple(options)),
            Choices((*others, leaving(draft, content)), 3),
        ),
        Outcome.ASK_BACK,
        "draft_task",
    )


def _one_by_one(draft: Draft, content: Content, book: PlanBook, *lead: Block) -> Reply:
    """Ask which task the first of many pieces means."""
    at = content.asked[0]
    piece = content.pieces[at]
    offered = [book.tasks[one] for one in piece.choices[: _COMBINED[1]]]
    options = tuple(task_button(task, action(draft, f"set.{at}.{task.id}")) for task in offered)
    said = Text(say("checkin.which_task_of", text=cut(piece.text), count=len(content.asked)), strong=True)
    other = Choice(say("checkin.other_task"), action(draft, f"all.{at}.0"))
    last = Choices((other, leaving(draft, content)), 3)
    return Reply((*lead, said, Choices(options), last), Outcome.ASK_BACK, "draft_task")


def change_task(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Offer other tasks for each piece: the close ones, else all of them; a typed word finds one too."""
    book = turn.catalogue.plans[content.plan]
    turn.wait_for("draft_task", draft=draft.id, piece=0)
    if len(content.pieces) == 1 and len(content.pieces[0].choices) < 2:
        return all_tasks(turn, draft, content, 0, 0)
    options = []
    for index, piece in enumerate(content.pieces):
        lead = say("checkin.piece_short", number=index + 1) if len(content.pieces) > 1 else ""
        for task_id in [one for one in piece.choices if one != piece.task and one in book.tasks][:4]:
            button = task_button(book.tasks[task_id], action(draft, f"set.{index}.{task_id}"))
            options.append(Choice(f"{lead}{button.label}", button.action))
        options.append(Choice(f"{lead}{say('checkin.other_task')}", action(draft, f"all.{index}.0")))
    said = Text(say("checkin.change_task_to"), strong=True)
    return Reply((said, Choices(tuple(options)), Choices((back(draft),))), Outcome.ASK_BACK, "draft_task")


def all_tasks(turn: Turn, draft: Draft, content: Content, piece: int, page: int, *lead: Block) -> Reply:
    """Offer every task of the plan, page by page."""
    known = list(turn.catalogue.plans[content.plan].tasks.values())
    shown = known[page * PAGE : (page + 1) * PAGE]
    options = tuple(task_button(task, action(draft, f"set.{piece}.{task.id}")) for task in shown)
    others = pages(draft, f"all.{piece}", page, len(known))
    if content.kind is not EntryKind.PROGRESS:
        others.append(Choice(say("checkin.skip_task"), action(draft, f"skip.{piece}")))
    said = Text(say("checkin.which_task_all", text=cut(content.pieces[piece].text)), strong=True)
    last = leaving(draft, content) if content.pieces[piece].ask else back(draft)
    turn.wait_for("draft_task", draft=draft.id, piece=piece)
    return Reply((*lead, said, Choices(options), Choices((*others, last), 3)), Outcome.ASK_BACK, "draft_task")


def day(turn: Turn, draft: Draft, content: Content, piece: int | None = None) -> Reply:
    """Offer today and the days before it; another day can be typed. Of several pieces one is chosen first."""
    if piece is None and len(content.pieces) > 1:
        return _whose_day(turn, draft, content)
    at = piece or 0
    turn.wait_for("draft_day", draft=draft.id, piece=at)
    options = tuple(
        Choice(label, action(draft, f"on.{one.isoformat()}.{at}")) for label, one in offered(turn.today)
    )
    present = content.day_of(content.pieces[at])
    said = Text(say("checkin.which_day", day=day_words(present, turn.today)), strong=True)
    typed = Text(say("checkin.type_day"))
    return Reply((said, typed, Choices(options, 4), Choices((back(draft),))), Outcome.ASK_BACK, "draft_day")


def _whose_day(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Ask which piece was done on another day; a day that is typed holds for all of them."""
    turn.wait_for("draft_day", draft=draft.id)
    book = turn.catalogue.plans[content.plan]
    options = tuple(
        Choice(_piece_day(turn, content, book, at), action(draft, f"day.{at}"))
        for at in range(len(content.pieces))
    )
    said = Text(say("checkin.whose_day"), strong=True)
    typed = Text(say("checkin.type_day_of_all"))
    return Reply((said, typed, Choices(options), Choices((back(draft),))), Outcome.ASK_BACK, "draft_day")


def _piece_day(turn: Turn, content: Content, book: PlanBook, at: int) -> str:
    piece = content.pieces[at]
    lead = say("checkin.piece_short", number=at + 1)
    return f"{lead}{cut(_piece_words(book, piece), 16)}，{day_words(content.day_of(piece), turn.today)}"


def second_line(turn: Turn, draft: Draft, content: Content, *lead: Block) -> Reply:
    """Ask what becomes of the open draft now that another line has come."""
    waiting = content.waiting[0]
    rows = [
        Text(say("checkin.open_one", text=_summary(turn, content))),
        Text(say("checkin.new_one", text=waiting_words(turn, content, waiting))),
    ]
    if len(content.waiting) > 1:
        rows.append(Text(say("checkin.behind", count=len(content.waiting) - 1)))
    first = _finishing(draft, content)
    merge = [Choice(say("checkin.merge"), action(draft, "merge"))] if content.entry is None else []
    instead = Choice(say("checkin.drop_first"), action(draft, "instead"))
    keep = Choice(say("checkin.drop_new"), action(draft, "keep"))
    count = 1 + len(content.waiting)
    ready = replace(content, waiting=()).ready
    every = [Choice(say("checkin.save_every", count=count), action(draft, "every"))] if ready else []
    every += [Choice(say("checkin.see_unsaved", count=count), action(draft, "drop"))] if count > 2 else []
    said = Text(say("checkin.two_lines"), strong=True)
    options = Choices((first, *merge, instead, keep, *every), 2)
    return Reply((*lead, said, *rows, options), Outcome.ASK_BACK, "draft_second")


def which_to_drop(turn: Turn, draft: Draft, content: Content) -> Reply:
    """Ask which of the lines that are not saved is not wanted; each is named and nothing is lost yet."""
    named = [_summary(turn, content), *(waiting_words(turn, content, one) for one in content.waiting)]
    rows = [
        Text(say("checkin.numbered", number=place, text=text)) for place, text in enumerate(named, start=1)
    ]
    verbs = ["instead", *(f"keep.{place}" for place in range(len(content.waiting)))]
    single = [
        Choice(say("checkin.drop_number", number=place), action(draft, verb))
        for place, verb in enumerate(verbs, start=1)
    ]
    every = Choice(say("checkin.drop_all", count=len(named)), action(draft, "all_off"))
    asked = Text(say("checkin.which_to_drop", count=len(named)), strong=True)
    last = Choices((every, back(draft)), 2)
    return Reply((asked, *rows, Choices(tuple(single), 2), last), Outcome.ASK_BACK, "draft_which")


def waiting_words(turn: Turn, content: Content, one: Waiting) -> str:
    """Return the words of a line that waits, with the tasks to which it was changed."""
    if not one.tasks:
        return cut(one.text)
    tasks = turn.catalogue.plans[content.plan].tasks
    named = say("checkin.or").join(tasks[task].title for task in one.tasks if task in tasks)
    return say("checkin.waiting_moved", text=cut(one.text), tasks=named)


def _finishing(draft: Draft, content: Content) -> Choice:
    """The button that saves the open draft, or leads to what is still asked of it while the others wait."""
    if content.unit is None:
        return Choice(say("checkin.first_unit"), action(draft, "open"))
    if content.asked:
        return Choice(say("checkin.first_task"), action(draft, "open"))
    if content.in_doubt or content.unmeasured:
        return Choice(say("checkin.first_check"), action(draft, "open"))
    return Choice(say("checkin.save_first"), action(draft, "first"))


def _summary(turn: Turn, content: Content) -> str:
    book = turn.catalogue.plans[content.plan]
    return "；".join(_piece_words(book, piece) for piece in content.pieces)


def _piece_words(book: PlanBook, piece: Piece) -> str:
    task = book.tasks.get(piece.task) if piece.task is not None else None
    numbers = "，".join(map(number_words, piece.numbers))
    title = task.title if task is not None else cut(piece.text)
    return f"{title} {numbers}".strip()


def _combined(book: PlanBook, content: Content, asked: Sequence[int], picks: Iterable[int]) -> str:
    chosen = [
        book.tasks[content.pieces[piece].choices[pick]] for piece, pick in zip(asked, picks, strict=True)
    ]
    if len(chosen) == 1:
        return task_button(chosen[0], "x").label
    return " ＋ ".join(f"{task.id} {cut(task.title, _PART)}" for task in chosen)


def what(content: Content) -> Text:
    """Return the words of the draft."""
    return Text(cut("；".join(piece.text for piece in content.pieces)))


def back(draft: Draft) -> Choice:
    """Return the button that leads back to the card."""
    return Choice(say("checkin.back"), action(draft, "card"))


def leaving(draft: Draft, content: Content) -> Choice:
    """取消; with lines that wait it leads back to them, so that none is lost by a hasty tap."""
    return back(draft) if content.waiting else Choice(say("checkin.drop"), action(draft, "drop"))


def with_open(draft: Draft | None, reply: Reply) -> Reply:
    """Return a reply about something else, followed by the way back to the open draft, if there is one."""
    if draft is None:
        return reply
    there = Choices((Choice(say("checkin.see_open"), action(draft, "card")),))
    return replace(reply, blocks=(*reply.blocks, Text(say("checkin.still_open")), there))


def with_lead(reply: Reply, *lead: Block) -> Reply:
    """Return the reply with blocks before it."""
    return Reply((*lead, *reply.blocks), reply.outcome, reply.intent)
