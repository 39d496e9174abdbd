"""Leaving a unit, and handing over to a successor."""

from __future__ import annotations

from typing import Any

from storage import Membership

from ..access import Act
from ..phrases import say
from ..reply import Notice, Outcome, Reply, Text
from ..turn import HANDOVER_SETTING, Turn
from . import confirming, ending, issuing, left_behind, succeeding
from .naming import unit_name


def leave(turn: Turn, number: str) -> Reply:
    """Explain what leaving means and ask."""
    membership = own(turn, number)
    if membership is None:
        return confirming.too_late(turn)
    unit = unit_name(membership.unit, turn.catalogue)
    lost = left_behind.warnings(turn, [membership])
    explained = (say("membership.leave_ask", unit=unit), say("membership.leave_means"), *lost)
    yes = say("membership.leave_yes")
    return confirming.ask(turn, f"leave:{number}", explained, yes=yes, action=f"m:leave-sure:{number}")


def leave_surely(turn: Turn, number: str) -> Reply:
    """Ask the second time."""
    membership = own(turn, number)
    if membership is None:
        return confirming.too_late(turn)
    sentence = say("membership.leave_again", unit=unit_name(membership.unit, turn.catalogue))
    yes = say("membership.leave_surely")
    return confirming.ask_again(turn, f"leave:{number}", sentence, yes=yes, action=f"m:left:{number}")


def left(turn: Turn, number: str) -> Reply:
    """End the own membership after both questions."""
    membership = own(turn, number)
    if membership is None or not confirming.confirmed(turn, f"leave:{number}"):
        return confirming.too_late(turn)
    ending.end(turn, membership, "leave")
    return _gone(turn, membership, "membership.left")


def hand_over(turn: Turn, number: str) -> Reply:
    """Explain the hand-over and offer a code for the successor."""
    membership = own(turn, number)
    if membership is None:
        return confirming.too_late(turn)
    turn.require(Act.HAND_OVER, membership.unit)
    unit = unit_name(membership.unit, turn.catalogue)
    chats = left_behind.groups_words(left_behind.bound_by(turn.store, [membership]), "membership.rebinds")
    explained = (
        say("membership.handover_ask", unit=unit),
        say("membership.handover_means"),
        *((chats,) if chats else ()),
    )
    yes = say("membership.handover_yes")
    return confirming.ask(turn, f"over:{number}", explained, yes=yes, action=f"m:over-code:{number}")


def code_for_successor(turn: Turn, number: str) -> Reply:
    """Make the successor's code; one's own membership goes on until the successor has joined."""
    membership = own(turn, number)
    if membership is None or not confirming.at(turn, f"over:{number}", 1):
        return confirming.too_late(turn)
    turn.require(Act.HAND_OVER, membership.unit)
    turn.stop_waiting()
    issued = issuing.issue(turn.store, membership.unit, at=turn.moment, by=turn.person.id)
    turn.set(HANDOVER_SETTING, {"invitation": issued.invitation.id, "membership": membership.id})
    return issuing.card(turn, issued, say("membership.handover_code"))


def finish(turn: Turn, number: str) -> Reply:
    """End the own membership once the successor has joined; asks first where something is not saved."""
    handover = turn.settings.get(HANDOVER_SETTING) or {}
    membership = own(turn, number)
    if membership is None or handover.get("membership") != membership.id or not handover.get("joined"):
        return confirming.too_late(turn)
    if not successor_is_there(turn, handover):
        said = Notice(say("membership.successor_left"), "warning")
        return Reply((said,), Outcome.SMALL_TALK, "successor_left")
    lost = left_behind.unsaved(turn)
    if lost and not confirming.at(turn, f"finish:{number}", 1):
        yes = say("membership.finish_anyway")
        return confirming.ask(turn, f"finish:{number}", (lost,), yes=yes, action=f"m:finish:{number}")
    chats = left_behind.bound_by(turn.store, [membership])
    turn.stop_waiting()
    ending.end(turn, membership, "hand_over")
    succeeding.tell(turn, membership, handover["invitation"], chats)
    return _gone(turn, membership, "membership.handed_over")


def successor_is_there(turn: Turn, handover: dict[str, Any]) -> bool:
    """Return whether who joined by the hand-over's code still belongs to the unit that is handed over."""
    membership = turn.store.memberships.get(handover["membership"])
    there = turn.store.memberships.of_unit(membership.unit) if membership is not None else []
    return any(one.invitation_id == handover["invitation"] for one in there)


def own(turn: Turn, number: str) -> Membership | None:
    """Return the person's own membership in force with this number; buttons are only input."""
    return next((one for one in turn.memberships if str(one.id) == number), None)


def _gone(turn: Turn, membership: Membership, phrase: str) -> Reply:
    said = Text(say(phrase, unit=unit_name(membership.unit, turn.catalogue)), strong=True)
    # Who plays a unit on the trial page is its member again with the next word.
    plays = turn.services.trial and turn.request.unit == membership.unit
    played = [Notice(say("membership.left_trial"))] if plays else []
    return Reply((said, *played), Outcome.SMALL_TALK, "left")
