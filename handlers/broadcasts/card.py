"""The card of a draft: its words, the choice of recipients, how many they are; and the preview."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Audience, Broadcast

from ..people.naming import unit_name
from ..phrases import say
from ..reply import Block, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from .audience import Reach, chosen_units, kinds_of, reach, units_under_sender
from .message import blocks_of

_NAMED = 8
"""So many units are named; of more the number is said."""


def card(turn: Turn, draft: Broadcast, *lead: Block) -> Reply:
    """Show the draft: its words, the choice of recipients, and how many they are."""
    under = units_under_sender(turn, draft.unit)
    picked = draft.audience
    options = [
        button(draft, _marked(kind in picked.kinds, say(f"broadcasts.kind_{kind}", count=count)), f"k.{kind}")
        for kind, count in kinds_of(under).items()
    ]
    options.append(button(draft, _marked(picked.groups, say("broadcasts.kind_groups")), "g"))
    options.append(button(draft, say("broadcasts.some"), "some"))
    if picked.units:
        options.append(button(draft, say("broadcasts.no_units", count=len(picked.units)), "none"))
    steps = [button(draft, say("broadcasts.preview"), "preview")] if _anybody(picked) else []
    steps += [button(draft, say("broadcasts.edit"), "edit"), button(draft, say("broadcasts.drop"), "drop")]
    blocks = (
        *lead,
        Text(say("broadcasts.check"), strong=True),
        Text(draft.text),
        Text(_chosen(turn, draft, under)),
        Choices(tuple(options), 2),
        Choices(tuple(steps), 3),
    )
    return Reply(blocks, Outcome.ASK_BACK, "broadcast_draft")


def preview(turn: Turn, draft: Broadcast) -> Reply:
    """Show the message as it will be read, and how many get it; only from here it can be sent."""
    found = reach(turn, draft)
    shown = blocks_of(turn, draft)
    if not found.recipients:
        return card(turn, draft, Notice(say("broadcasts.nobody"), "warning"), *_missed(turn, found))
    counted = say("broadcasts.will_get", people=len(found.people), groups=len(found.groups))
    blocks: list[Block] = [Notice(say("broadcasts.looks")), *shown, Text(counted, strong=True)]
    blocks += _missed(turn, found)
    steps = (
        button(draft, say("broadcasts.send", count=len(found.recipients)), "send"),
        button(draft, say("broadcasts.back"), "card"),
        button(draft, say("broadcasts.drop"), "drop"),
    )
    return Reply((*blocks, Choices(steps)), Outcome.ASK_BACK, "broadcast_preview")


def _missed(turn: Turn, found: Reach) -> list[Block]:
    """Name the units that it does not reach, by why, with what can be done."""
    rows = [
        (say(f"broadcasts.out_{reason}", count=len(units)), _names(turn, units))
        for reason, units in found.out_of_reach.items()
    ]
    if found.without_group:
        count = len(found.without_group)
        rows.append((say("broadcasts.out_group", count=count), _names(turn, found.without_group)))
    if not rows:
        return []
    hints = {"nobody": "invite", "left": "invite", "blocked": "write"}
    needed = [hints[reason] for reason in found.out_of_reach] + (["bind"] if found.without_group else [])
    how = [Text(say(f"broadcasts.missed_{hint}")) for hint in dict.fromkeys(needed)]
    return [Facts(tuple(rows), say("broadcasts.missed")), *how]


def button(draft: Broadcast, label: str, verb: str) -> Choice:
    """Return a button of a draft, good for its present version only."""
    return Choice(label, f"bc:{draft.id}:{draft.version}:{verb}")


def _anybody(picked: Audience) -> bool:
    return bool(picked.kinds or picked.groups or picked.units)


def _chosen(turn: Turn, draft: Broadcast, under: Sequence[str]) -> str:
    if not _anybody(draft.audience):
        return say("broadcasts.choose")
    units = chosen_units(draft.audience, under)
    groups = say("broadcasts.and_groups") if draft.audience.groups else ""
    if not units:
        return say("broadcasts.only_groups")
    return say("broadcasts.chosen", count=len(units), names=_names(turn, units), groups=groups)


def _names(turn: Turn, units: Sequence[str]) -> str:
    names = "、".join(unit_name(unit, turn.catalogue).removesuffix("总工会") for unit in units[:_NAMED])
    return names + (say("broadcasts.and_others") if len(units) > _NAMED else "")


def _marked(on: bool, label: str) -> str:
    return f"✓ {label}" if on else label
