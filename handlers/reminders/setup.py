"""/setup: the administrator settles what a plan leaves open; it is called local wherever it is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from knowledge import Cycle, PlanBook

from ..access import Act
from ..days import day_name
from ..errors import FIRST_DAY, LAST_DAY, PersonError
from ..phrases import say
from ..reply import Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .agenda import LOCAL_SCOPE
from .local import LocalSettings, from_json, month_of

FIELDS = ("two_months", "day", "within_year", "year_start")
_LAST_DAY_OF_MONTH = 31
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_LEAP = 2024


def setup(turn: Turn, _: str = "") -> Reply:
    """Show what is settled for each plan, with a button for each thing that a plan leaves open."""
    blocks: list[Text | Facts | Choices | Notice] = [
        Text(say("reminders.setup_title"), strong=True),
        Text(say("reminders.setup_hint")),
    ]
    for book in turn.catalogue.plans.values():
        local = settled(turn, book.id)
        fields = open_fields(book)
        rows = tuple((say(f"reminders.local_{field}"), shown(local, field)) for field in fields)
        buttons = tuple(
            Choice(f"{book.plan.short} {say(f'reminders.local_{field}')}", f"l:{book.id}:{field}")
            for field in fields
        )
        blocks += [Facts(rows, book.plan.name), Choices(buttons)]
    return Reply(tuple(blocks), Outcome.ANSWERED, "setup")


def pressed(turn: Turn, action: str) -> Reply:
    """Serve `l:<plan>:<field>`: ask for the value; `l:<plan>:<field>:clear` takes it away."""
    turn.require(Act.SET_UP, "system")
    plan, _, rest = action.partition(":")
    field, _, verb = rest.partition(":")
    book = turn.catalogue.plans.get(plan)
    if book is None or field not in open_fields(book):
        raise PersonError(action, sentence=say("reminders.old_button"))
    if verb == "clear":
        return _store(turn, plan, field, changed(settled(turn, plan), field, None))
    turn.wait_for("local_value", plan=plan, field=field)
    said = Text(say(f"reminders.ask_{field}", plan=book.plan.name), strong=True)
    clear = Choice(say("reminders.setup_clear"), f"l:{plan}:{field}:clear")
    return Reply((said, Choices((clear,))), Outcome.ASK_BACK, "setup")


def typed(turn: Turn, text: str) -> Reply | None:
    """Take the value that was asked for; what cannot be read is asked for again."""
    waiting = turn.waiting or {}
    turn.require(Act.SET_UP, "system")
    plan, field = waiting["plan"], waiting["field"]
    value = read_value(field, text)
    if value is None:
        said = Notice(say("reminders.setup_unread", text=text[:20]), "warning")
        again = Text(say(f"reminders.ask_{field}", plan=turn.catalogue.plans[plan].plan.name))
        return Reply((said, again), Outcome.ASK_BACK, "setup")
    turn.stop_waiting()
    return _store(turn, plan, field, changed(settled(turn, plan), field, value))


def read_value(field: str, text: str) -> date | int | tuple[int, int] | None:
    """Return the value that was typed: 2022-11, 25 or 月底, 2022-09-13, 02-28; None: unread."""
    typed = text.strip().replace("/", "-").replace("．", "-")
    if field == "two_months":
        return month_of(typed)
    if field == "day":
        return _day_of_month(typed)
    if field == "within_year":
        return _date(typed)
    found = _MONTH_DAY.fullmatch(typed)
    read = _date(f"{_LEAP}-{int(found[1]):02}-{int(found[2]):02}") if found else None
    # 29 February is no day in most years.
    return (read.month, read.day) if read is not None and (read.month, read.day) != (2, 29) else None


def open_fields(book: PlanBook) -> tuple[str, ...]:
    """Return what this plan leaves open."""
    every = [one for duty in book.duties for one in duty.every]
    cycles = {one.cycle for one in every if one.day is None}
    found = {
        "two_months": any(one.cycle is Cycle.TWO_MONTHS for one in every),
        "day": bool(cycles & {Cycle.MONTH, Cycle.TWO_MONTHS, Cycle.QUARTER, Cycle.HALF_YEAR}),
        "within_year": any(one.cycle is Cycle.ONCE and "一年内" in one.printed for one in every),
        "year_start": any(one.part == "年初" for one in every),
    }
    return tuple(field for field in FIELDS if found[field])


def settled(turn: Turn, plan: str) -> LocalSettings:
    """Return what is settled for a plan."""
    return from_json(turn.store.settings.get(LOCAL_SCOPE, plan, {}))


def changed(local: LocalSettings, field: str, value: date | int | tuple[int, int] | None) -> LocalSettings:
    """Return the settings with another value of one field."""
    stored = local.to_json()
    stored.pop(field, None)
    if isinstance(value, tuple):
        return from_json({**stored, field: list(value)})
    if value is None:
        return from_json(stored)
    return from_json({**stored, field: value.isoformat() if isinstance(value, date) else value})


def shown(local: LocalSettings, field: str) -> str:
    """Return a local setting in words, or that it is not settled."""
    value = getattr(local, field)
    if value is None:
        return say(f"reminders.unset_{field}")
    if field == "two_months":
        return say("reminders.local_month", year=value.year, month=value.month)
    if field == "day":
        return say(
            "reminders.local_last" if value == _LAST_DAY_OF_MONTH else "reminders.local_nth", day=value
        )
    if field == "within_year":
        return say("reminders.local_from", day=day_name(value))
    return say("reminders.local_month_day", month=value[0], day=value[1])


def _store(turn: Turn, plan: str, field: str, local: LocalSettings) -> Reply:
    turn.stop_waiting()
    turn.store.settings.set(LOCAL_SCOPE, plan, local.to_json(), turn.moment)
    turn.audit("set_local", f"plan:{plan}", detail={"field": FIELDS.index(field)})
    name = say(f"reminders.local_{field}")
    said = Text(say("reminders.setup_done", field=name, value=shown(local, field)), strong=True)
    page = setup(turn)
    return replace(page, blocks=(said, *page.blocks[1:]))


def _day_of_month(text: str) -> int | None:
    if text in ("月底", "月末", "最后一天"):
        return _LAST_DAY_OF_MONTH
    plain = text.removesuffix("号").removesuffix("日")
    return (
        int(plain) if plain.isascii() and plain.isdigit() and 1 <= int(plain) <= _LAST_DAY_OF_MONTH else None
    )


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None
