"""困难, 亮点, 走访 in the words in which they were told: of one county, or of all that one may see."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Entry, EntryFilter, EntryKind, ProgressRow

from ..area import command_choice
from ..days import day_name
from ..people.naming import listed_name, unit_name
from ..phrases import cut, say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .cycles import Cycle, presents
from .prefectures import by_prefecture
from .whose import look

KINDS: dict[str, EntryKind | None] = {
    "p": EntryKind.PROBLEM,
    "h": EntryKind.HIGHLIGHT,
    "v": EntryKind.VISIT,
    "a": None,
}
"""What is listed, by its letter in a button; None: every entry."""

PAGE = 6
_READ = 600
"""Entries that are looked through, newest first."""
_WORDS = 120
"""So many characters of an entry's words stand in the list; all of them are a tap away."""
_TITLE = 14


def of_county(turn: Turn, unit: str, cycle: Cycle, more: str) -> Reply:
    """Show what one county told in one run of the plan; `more`: `<kind>.<page>`. The look is written down."""
    letter, page = _parted(more)
    look(turn, unit, f"words-{letter}")
    found = [one for one in _found(turn, (unit,), letter) if one.round_id == cycle.round_id]
    code = cycle.code(unit)
    blanks = {"unit": unit_name(unit, turn.catalogue), "kind": _kind_name(letter)}
    title = say("progress.words_of", count=len(found), day=day_name(turn.today), **blanks)
    if not found:
        title = say("progress.words_none_of", **blanks)
    ways = [Choice(say("progress.back"), f"g:of.{code}")]
    if found and letter == "a" and turn.membership is not None and turn.membership.unit == unit:
        ways.append(command_choice(say("progress.export"), "export"))
    return _listed(turn, found, page, title, (f"g:said.{code}.{letter}", ""), *ways)


def of_all(turn: Turn, units: tuple[str, ...], more: str) -> Reply:
    """Show what the counties told, each in its present run; the look is written down.

    `more`: `<kind>.<page>`, and `.<code>` of a prefecture where only its counties are wanted.
    """
    letter, page = _parted(more)
    place = more.partition(".")[2].partition(".")[2]
    within = by_prefecture(turn, units).get(f"prefecture:{place}", [])
    units = tuple(within) or units
    cycles = presents(turn, units)
    found = [one for one in _found(turn, units, letter) if one.round_id == cycles[one.unit].round_id]
    turn.audit("see_entries", "counties", detail={"units": len(units), "rows": len(found)})
    blanks = {"all": len(units), "kind": _kind_name(letter), "day": day_name(turn.today)}
    told = len({one.unit for one in found})
    title = say("progress.words_all", counties=told, count=len(found), **blanks)
    if not found:
        title = say("progress.words_none_all", **blanks)
    ending = f".{place}" if within else ""
    others = [Choice(_kind_name(one), f"g:words.{one}.0{ending}") for one in "phv" if one != letter]
    ways = (*others, Choice(say("progress.counties"), "g:all.0"))
    return _listed(turn, found, page, title, (f"g:words.{letter}", ending), *ways, named=True)


def buttons(code: str, rows: Sequence[ProgressRow]) -> list[Choice]:
    """Return a button with its count for each kind that the county told of, then one for all entries."""
    counts = {
        letter: len({row.entry_id for row in rows if kind is None or row.kind is kind})
        for letter, kind in KINDS.items()
    }
    return [
        Choice(
            say("progress.words_button", kind=_kind_name(letter), count=count), f"g:said.{code}.{letter}.0"
        )
        for letter, count in counts.items()
        if count
    ]


def of_all_buttons(code: str = "") -> list[Choice]:
    """Return the ways to the problems and highlights of all counties, or of those of a prefecture."""
    ending = f".{code}" if code else ""
    return [Choice(_kind_name(letter), f"g:words.{letter}.0{ending}") for letter in "ph"]


def _found(turn: Turn, units: tuple[str, ...], letter: str) -> list[Entry]:
    wanted = EntryFilter(units, kind=KINDS[letter], until=turn.today, limit=_READ)
    return list(turn.store.entries.list(wanted))


def _listed(
    turn: Turn,
    found: Sequence[Entry],
    page: int,
    title: str,
    action: tuple[str, str],
    *ways: Choice,
    named: bool = False,
) -> Reply:
    """One page; `action`: what stands before and after the page's number in a button; `named`: say whose."""
    page = min(page, max(0, (len(found) - 1) // PAGE))
    first = page * PAGE
    shown = found[first : first + PAGE]
    blocks: list[Block] = [Text(title, strong=True)]
    if shown:
        numbered = list(enumerate(shown, first + 1))
        blocks.append(Facts(tuple((_head(turn, no, one, named), _words(one)) for no, one in numbered)))
        blocks.append(
            Choices(
                tuple(
                    Choice(say("progress.words_open", number=no), f"e:{one.id}:{one.version}:show")
                    for no, one in numbered
                ),
                3,
            )
        )
    demo = sum(one.demo for one in found)
    blocks += [Notice(say("progress.demo", count=demo))] if demo else []
    if named or any(one.unit not in {own.unit for own in turn.memberships} for one in found):
        blocks.append(Notice(say("progress.words_note")))
    turning = [Choice(say("progress.page_before"), f"{action[0]}.{page - 1}{action[1]}")] if page else []
    if first + PAGE < len(found):
        turning.append(Choice(say("progress.page_after"), f"{action[0]}.{page + 1}{action[1]}"))
    return Reply((*blocks, Choices((*turning, *ways), 2)), Outcome.ANSWERED, "told_words")


def _head(turn: Turn, number: int, entry: Entry, named: bool) -> str:
    """Number, day, county where several are listed, and the task that it belongs to."""
    # Only here: the list of entries rests on this package's counting, so it cannot be read before it.
    from ..checkin.stored import title_of

    unit = f"{listed_name(entry.unit, turn.catalogue)} " if named else ""
    return say(
        "progress.words_head",
        number=number,
        day=f"{entry.on:%m-%d}",
        unit=unit,
        title=cut(title_of(turn, entry), _TITLE),
    )


def _words(entry: Entry) -> str:
    """What was written; of an entry that was made by buttons alone, its numbers or how far it is."""
    from ..checkin.stored import quantity_words

    return cut(entry.note, _WORDS) or quantity_words(entry)


def _kind_name(letter: str) -> str:
    kind = KINDS[letter]
    return say(f"progress.words_{kind.value if kind is not None else 'entries'}")


def _parted(more: str) -> tuple[str, int]:
    letter, number = (*more.split("."), "")[:2]
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return (letter if letter in KINDS else "a"), page
