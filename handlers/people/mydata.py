"""What is kept about a person: a look, a file, and the way to have it deleted."""

from __future__ import annotations

import json

from ..phrases import say
from ..reply import Attachment, Choice, Choices, Facts, Notice, Outcome, Reply, Text
from ..turn import Turn
from . import confirming, ending, left_behind, readable

_SHOWN = ("memberships", "entries", "drafts", "conversations", "questions", "ratings", "settings", "audit")


def data(turn: Turn, _: str = "") -> Reply:
    """Show how many rows of each kind there are, and offer the file and the deletion."""
    tables = turn.store.people.export(turn.person.id)
    rows = tuple((say(f"mydata.{name}"), str(len(tables[name]))) for name in _SHOWN)
    choices = (Choice(say("mydata.export"), "m:export"), Choice(say("mydata.forget"), "m:forget"))
    return Reply(
        (Facts(rows, say("mydata.title")), Text(say("mydata.explained")), Choices(choices)),
        Outcome.ANSWERED,
        "my_data",
    )


def export(turn: Turn, _: str = "") -> Reply:
    """Give everything about the person: a text to read, and all of it as JSON."""
    turn.audit("export_own_data", f"person:{turn.person.id}")
    tables = turn.store.people.export(turn.person.id)
    content = json.dumps(tables, ensure_ascii=False, indent=1).encode()
    day = turn.today.isoformat()
    text = Attachment(say("mydata.file_text", day=day), "text/plain", readable.as_text(turn, tables))
    whole = Attachment(say("mydata.file", day=day), "application/json", content)
    # A stored copy of the whole file would be one more place where the data lies.
    turn.remember_as(
        Reply((Text(say("mydata.sent_before"), strong=True),), Outcome.SMALL_TALK, "my_data_file")
    )
    forget_too = Choices((Choice(say("mydata.forget"), "m:forget"),))
    return Reply(
        (Text(say("mydata.here"), strong=True), text, whole, forget_too),
        Outcome.ANSWERED,
        "my_data_file",
    )


def forget(turn: Turn, _: str = "") -> Reply:
    """Explain what goes and what stays, and ask."""
    lost = left_behind.warnings(turn, turn.memberships)
    explained = (say("mydata.forget_ask"), say("mydata.forget_means"), say("mydata.forget_stays"), *lost)
    return confirming.ask(turn, "forget", explained, yes=say("mydata.forget_yes"), action="m:forget-sure")


def forget_surely(turn: Turn, _: str = "") -> Reply:
    """Ask the second time."""
    yes = say("mydata.forget_surely")
    return confirming.ask_again(turn, "forget", say("mydata.forget_again"), yes=yes, action="m:erase")


def erase(turn: Turn, _: str = "") -> Reply:
    """Delete the person after both questions; entries stay with their unit, the audit trail gets a number."""
    if not confirming.confirmed(turn, "forget"):
        return confirming.too_late(turn)
    ending.revoke_all_codes(turn)
    forgotten = turn.store.people.forget(turn.person.id, turn.moment)
    if forgotten is None:
        return confirming.too_late(turn)
    turn.store.audit.add(
        "forget",
        f"anonymous:{forgotten.number}",
        at=turn.moment,
        actor_id=None,
        detail={"entries": forgotten.entries},
    )
    turn.gone = True
    said = say(
        "mydata.forgotten" if forgotten.entries else "mydata.forgotten_bare", entries=forgotten.entries
    )
    # Who plays a unit on the trial page is its member again with the next word.
    played = [Notice(say("membership.left_trial"))] if turn.services.trial and turn.request.unit else []
    return Reply((Text(said, strong=True), *played), Outcome.SMALL_TALK, "forgotten")
