"""/round: from the area to the open round: preview, name, confirmation."""

from __future__ import annotations

from dataclasses import replace

from knowledge import PlanBook
from storage import SYSTEM_UNIT

from ..area import cancel_choice
from ..phrases import say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import listing
from .choosing import (
    AREA,
    ask_area,
    cancelling,
    choose_month,
    choose_plan,
    short_name,
    typed_area,
    wait,
    waiting_wish,
)
from .preview import days, days_in_short, head, opened_words, stays_outside
from .wish import NAME_LENGTH, Wish, checked, open_wish, taken

NAME, READY = "round_name", "round_ready"


def direct(turn: Turn, words: str) -> Reply:
    """Serve `/round 云南 2027-03 昆明市 曲靖市` up to the preview; without places the area is asked for."""
    first, *rest = words.split()
    book = next((one for one in turn.catalogue.plans.values() if first in _names(one)), None)
    if book is None:
        return listing.rounds_list(turn, Notice(say("rounds.how"), "warning"))
    if not rest:
        return choose_plan(turn, book.id)
    reply = choose_month(turn, book.id, rest[0])
    if len(rest) > 1 and waiting_wish(turn, AREA) is not None:
        return typed_area_or_all(turn, "、".join(rest[1:])) or reply
    return reply


def typed_area_or_all(turn: Turn, text: str) -> Reply | None:
    """Take typed names of prefectures, or the words for the whole province."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return None
    name = turn.catalogue.plans[wish.plan].plan.name
    if text.strip() in {say("rounds.all_area"), name, say("rounds.province", name=name)}:
        return whole_province(turn)
    return typed_area(turn, text)


def whole_province(turn: Turn) -> Reply:
    """Take the whole province as the area and show the preview."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return listing.old_button(turn)
    province = turn.catalogue.plans[wish.plan].plan.province
    return show(turn, replace(wish, area=(f"province:{province}",)))


def chosen(turn: Turn) -> Reply:
    """Go on with the prefectures that were chosen."""
    wish = waiting_wish(turn, AREA)
    if wish is None:
        return listing.old_button(turn)
    return show(turn, wish) if wish.area else ask_area(turn, wish, Notice(say("rounds.no_area"), "warning"))


def ask_name(turn: Turn) -> Reply:
    """Ask for another name."""
    wish = waiting_wish(turn, READY)
    if wish is None:
        return listing.old_button(turn)
    wait(turn, NAME, wish)
    return Reply((Text(say("rounds.which_name"), strong=True), cancelling()), Outcome.ASK_BACK, NAME)


def typed_name(turn: Turn, text: str) -> Reply | None:
    """Take the typed name and show the preview again."""
    wish = waiting_wish(turn, NAME)
    if wish is None or not text or len(text) > NAME_LENGTH:
        said = Text(say("rounds.long_name", length=NAME_LENGTH), strong=True)
        return Reply((said, cancelling()), Outcome.ASK_BACK, NAME)
    return show(turn, replace(wish, name=text))


def show(turn: Turn, wish: Wish) -> Reply:
    """Show what the round would be, with the button that opens it unless one is open there already."""
    checked(wish, turn.catalogue)
    there = taken(turn.store, wish, turn.catalogue)
    outside = stays_outside(turn.store, wish, turn.catalogue)
    blocks: list[Block] = [*head(wish, turn.catalogue), days_in_short(wish, turn.catalogue), *outside]
    if there:
        names = "、".join(f"{short_name(turn, unit)}（{one.name}）" for unit, one in there[:6])
        back = Choices((Choice(say("rounds.list"), "ro:list"),))
        refused = Notice(say("rounds.taken", names=names, count=len(there)), "warning")
        return Reply((*blocks, refused, back), Outcome.ASK_BACK, "round_taken")
    wait(turn, READY, wish)
    return Reply((*blocks, _steps("days")), Outcome.ASK_BACK, READY)


def show_days(turn: Turn) -> Reply:
    """Show every day of the round that was previewed, with the buttons of the preview."""
    wish = waiting_wish(turn, READY)
    if wish is None:
        return listing.old_button(turn)
    title = Text(say("rounds.preview", name=wish.called(turn.catalogue)), strong=True)
    return Reply((title, *days(wish, turn.catalogue), _steps("back")), Outcome.ASK_BACK, READY)


def show_head(turn: Turn) -> Reply:
    """Go back from the days to the preview."""
    wish = waiting_wish(turn, READY)
    return show(turn, wish) if wish is not None else listing.old_button(turn)


def _steps(other: str) -> Choices:
    """The buttons of a preview; `other`: the page that is not shown now."""
    buttons = (
        Choice(say("rounds.open"), "ro:open"),
        Choice(say(f"rounds.see_{other}"), f"ro:{other}"),
        Choice(say("rounds.rename"), "ro:name"),
        cancel_choice(say("rounds.cancel")),
    )
    return Choices(buttons, 2)


def open_now(turn: Turn) -> Reply:
    """Open the round that was previewed; a second press opens none."""
    wish = waiting_wish(turn, READY)
    if wish is None:
        return listing.rounds_list(turn, Notice(say("rounds.opened_before")))
    turn.stop_waiting()
    found = open_wish(turn.store, wish, turn.catalogue, at=turn.moment, by=turn.person.id)
    detail = {
        "plan": found.plan,
        "month": f"{found.first_month:%Y-%m}",
        "prefectures": len(found.prefectures),
    }
    turn.audit("open_round", f"round:{found.id}", unit=SYSTEM_UNIT, detail=detail)
    return listing.rounds_list(turn, Text(opened_words(found), strong=True))


def _names(book: PlanBook) -> set[str]:
    return {book.id, book.plan.name, book.plan.short, *book.plan.names}
