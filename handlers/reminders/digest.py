"""The message of a day: what is due, since when and to whom, with the buttons that settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from knowledge import Catalogue

from ..area import command_choice
from ..days import day_name, left
from ..people.naming import unit_name
from ..phrases import cut, say
from ..reply import Block, Choice, Choices, Notice, Outcome, Reply, Text
from . import keys
from .agenda import Agenda, Item
from .obligation import Basis, Obligation

SHOWN = 12
"""How many things a digest tells one by one."""

_NAMED = 3
"""How many open targets are named in their line."""

_LATE_NAMED = 3
"""How many late things are named in their line."""

_WHEN = {
    Basis.DAY: "when_local",
    Basis.LOCAL: "when_local",
    Basis.MOVED: "when_local",
    Basis.DATE: "when_date",
}

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"


@dataclass(frozen=True, slots=True)
class Telling:
    """What turns items into words: the plans and the day that counts as today."""

    catalogue: Catalogue
    today: date

    def label(self, owed: Obligation) -> str:
        """Return the clause as people read it."""
        return self.catalogue.plans[owed.plan].label(owed.duty.clause)

    def line(self, owed: Obligation) -> str:
        """Return one obligation with day, recipient, clause and where its day comes from."""
        to = say("reminders.to", to=owed.duty.to) if owed.duty.to else ""
        when, label, basis = self.when(owed), self.label(owed), self.basis(owed)
        return say("reminders.line", title=owed.duty.title, when=when, to=to, label=label, basis=basis)

    def late(self, owed: Obligation, titled: str = "") -> str:
        """Return a late obligation in few words; `titled` stands for its title."""
        assert owed.due is not None, "only what has a day can be late"
        days, label = left(owed.due, self.today), self.label(owed)
        return say("reminders.late_one", title=titled or owed.duty.title, left=days, label=label)

    def when_in_short(self, owed: Obligation) -> str:
        """Return the day with the days left and where it comes from; of what has none, why it has none.

        A day that a round moved stands beside the printed one here too.
        """
        basis = self.basis(owed)
        if owed.due is None:
            return basis + self._goes_on(owed)
        if owed.printed_day is not None:
            return self.when(owed)
        key = "short_begins" if owed.duty.begins else "short_due"
        days = left(owed.due, self.today)
        said = say(f"reminders.{key}", day=day_name(owed.due), left=days, basis=basis)
        return said + self._computed(owed) + self._goes_on(owed)

    def in_short(self, owed: Obligation, titled: str) -> str:
        """Return the title, as `titled` has it, with its clause."""
        return say("reminders.short_one", title=titled, label=self.label(owed))

    def basis(self, owed: Obligation) -> str:
        """Return where the day comes from: 原文日期, 推算, 原文周期＋本地设定, 推算＋本地设定, 无固定时限."""
        if owed.printed_day is not None:
            return say("reminders.basis_shifted")
        cycle = owed.basis is Basis.PERIOD and owed.due is None
        return say("reminders.basis_cycle" if cycle else f"reminders.basis_{owed.basis.value}")

    def when(self, owed: Obligation) -> str:
        """Return until when, in words that say where the day comes from."""
        printed, name = owed.duty.printed, owed.name
        if owed.due is None and not printed:
            return say("reminders.when_unwritten", name=name)
        if owed.due is None:
            return say("reminders.when_open", printed=printed, name=name) + self._goes_on(owed)
        day, days = day_name(owed.due), left(owed.due, self.today)
        if owed.printed_day is not None:
            return say("reminders.when_shifted", printed=printed, day=day, left=days)
        key = _WHEN.get(owed.basis, "when_period")
        if owed.duty.begins:
            key = "when_begins"
        said = say(f"reminders.{key}", printed=printed, name=name, day=day, left=days)
        return said + self._computed(owed) + self._goes_on(owed)

    def _computed(self, owed: Obligation) -> str:
        """Call the end of a period in a round worked out; a day that was settled for it is none."""
        is_computed = owed.round is not None and owed.basis is not Basis.LOCAL
        return say("reminders.computed") if is_computed else ""

    def _goes_on(self, owed: Obligation) -> str:
        """Name the clause by which duties outlast the programme; "" within it."""
        if not owed.goes_on:
            return ""
        book = self.catalogue.plans[owed.plan]
        clause = next(duty.clause for duty in book.duties if duty.goes_on)
        return say("reminders.goes_on", label=book.label(clause))


def digest(agendas: Sequence[Agenda], telling: Telling) -> Reply:
    """Return the message about one or several units on a day; each has something on a step."""
    items = [item for agenda in agendas for item in agenda.items]
    late = [item for item in items if _is_late(item, telling.today)]
    duties = [item for item in items if item not in late and not item.owed.duty.is_target]
    targets = [item for item in items if item not in late and item.owed.duty.is_target]
    blocks: list[Block] = [Text(_title(agendas, len(duties), telling), strong=True)]
    for number, item in enumerate(duties[:SHOWN]):
        mark = _MARKS[number] if len(duties) > 1 else ""
        blocks.append(Text(mark + _whose(item, agendas, telling) + telling.line(item.owed)))
    if len(duties) > SHOWN:
        titles = "、".join(item.owed.duty.title for item in duties[SHOWN:])
        blocks.append(Text(say("reminders.more", count=len(duties) - SHOWN, titles=titles)))
    blocks += [Text(line) for line in _target_lines(targets, agendas, telling)]
    if late:
        blocks.append(Notice(_late_line(late, telling), "warning"))
    blocks.append(Choices(tuple(_buttons(duties[:SHOWN], targets)), 2))
    return Reply(tuple(blocks), Outcome.ANSWERED, "digest")


def settle_buttons(owed: Obligation) -> tuple[Choice, ...]:
    """Return the buttons that settle one obligation; 报一条 where an entry can tell of it."""
    name = keys.token(owed.key)
    report = (Choice(say("reminders.report"), f"o:{name}:report"),) if can_be_reported(owed) else ()
    return (
        *report,
        Choice(say("reminders.done"), f"o:{name}:done"),
        Choice(say("reminders.not_mine"), f"o:{name}:no"),
        Choice(say("reminders.later"), f"o:{name}:later"),
    )


def can_be_reported(owed: Obligation) -> bool:
    """Return whether an entry can tell of it: entries are a county's, a liaison unit's about its counties."""
    return owed.unit.startswith(("county:", "province:", "liaison:"))


def without(agenda: Agenda, hidden: frozenset[str]) -> Agenda:
    """Return the agenda without the obligations of these keys."""
    return replace(agenda, items=tuple(item for item in agenda.items if item.owed.key not in hidden))


def _is_late(item: Item, today: date) -> bool:
    return item.owed.due is not None and item.owed.due < today


def _title(agendas: Sequence[Agenda], count: int, telling: Telling) -> str:
    names = "、".join(unit_name(agenda.unit, telling.catalogue) for agenda in agendas)
    key = "reminders.title" if count else "reminders.title_rest"
    return say(key, day=day_name(telling.today), unit=names, count=count)


def _whose(item: Item, agendas: Sequence[Agenda], telling: Telling) -> str:
    if len(agendas) == 1:
        return ""
    return say("reminders.whose", unit=unit_name(item.owed.unit, telling.catalogue))


def _target_lines(items: Sequence[Item], agendas: Sequence[Agenda], telling: Telling) -> list[str]:
    """One line for all open targets of a unit that end on the same day."""
    lines = []
    for (_, due), group in groupby(items, key=lambda item: (item.owed.unit, item.owed.due)):
        found = list(group)
        assert due is not None, "a target has a day"
        named = "、".join(f"{one.owed.duty.title}〔{telling.label(one.owed)}〕" for one in found[:_NAMED])
        more = say("reminders.and_so_on") if len(found) > _NAMED else ""
        blanks = {"count": len(found), "day": day_name(due), "left": left(due, telling.today)}
        line = say("reminders.targets", name=found[0].owed.name, named=named + more, **blanks)
        lines.append(_whose(found[0], agendas, telling) + line)
    return lines


def _late_line(items: Sequence[Item], telling: Telling) -> str:
    """The late things in one line: how many, and the latest of them by name."""
    duties = [item.owed for item in items if not item.owed.duty.is_target]
    named = [telling.late(one) for one in duties[::-1][:_LATE_NAMED]]
    if len(duties) > _LATE_NAMED:
        named.append(say("reminders.late_more", count=len(duties) - _LATE_NAMED))
    targets = len(items) - len(duties)
    if targets:
        named.append(say("reminders.late_targets", count=targets))
    return say("reminders.late", count=len(duties) + bool(targets), named="；".join(named))


def _buttons(duties: Sequence[Item], targets: Sequence[Item]) -> list[Choice]:
    if len(duties) == 1:
        found = list(settle_buttons(duties[0].owed))
    else:
        found = [
            Choice(f"{_MARKS[number]}{cut(item.owed.duty.title, 14)}", f"o:{keys.token(item.owed.key)}:show")
            for number, item in enumerate(duties)
        ]
        found.append(command_choice(say("reminders.report"), "report"))
    if targets:
        code = targets[0].owed.unit.partition(":")[2]
        found.append(Choice(say("reminders.see_missing"), f"g:missing.{code}.0"))
    return [*found, Choice(say("reminders.pause"), "o:pause"), command_choice(say("reminders.all"), "due")]
