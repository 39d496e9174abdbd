"""A person's data as a text that they can read on a phone, beside the whole of it as JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from storage import Role

from ..phrases import phrase_names, say
from ..reminders.days import ZONE
from ..turn import Turn
from .naming import role_name, unit_name

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Numbers = defaultdict[int, list[str]]
"""By entry, its numbers in words."""

_BOM = "\ufeff"
"""Without it some programs take the text for another encoding."""


def as_text(turn: Turn, tables: Tables) -> bytes:
    """Return what was exported in Chinese words, a section a subject; empty subjects are left out."""
    day = turn.today.isoformat()
    numbers = _numbers(tables)
    lines = [say("mydata.text_title", day=day), say("mydata.text_name", name=turn.person.display_name or "-")]
    for name, row_words in _SECTIONS.items():
        told = [words for row in tables[name] if (words := row_words(turn, numbers, row))]
        if told:
            lines += ["", say("mydata.text_section", title=say(f"mydata.{name}"), count=len(told))]
            lines += [say("mydata.text_row", number=no, words=words) for no, words in enumerate(told, 1)]
    lines += ["", say("mydata.text_rest")]
    return (_BOM + "\r\n".join(lines) + "\r\n").encode()


def _membership(turn: Turn, _: Numbers, row: Row) -> str:
    unit = unit_name(row["unit"], turn.catalogue)
    role = role_name(Role(row["role"]), row["unit"], turn.catalogue)
    joined = row["as_of"] or _moment(row["granted_at"])[:10]
    key = "text_left" if row["ended_at"] else "text_member"
    return say(f"mydata.{key}", unit=unit, role=role, joined=joined, left=_moment(row["ended_at"])[:10])


def _entry(turn: Turn, numbers: Numbers, row: Row) -> str:
    book = turn.catalogue.plans.get(row["plan"])
    task = book.tasks.get(row["task"] or "") if book is not None else None
    label = f"{book.label(task.clause)} {task.title}" if book is not None and task is not None else ""
    parts = (
        row["on_date"],
        unit_name(row["unit"], turn.catalogue),
        say(f"checkin.kind_{row['kind']}"),
        label,
        "、".join(numbers[row["id"]]),
        say(f"checkin.status_{row['status']}"),
    )
    said = "，".join(part for part in parts if part)
    note = say("mydata.text_note", note=row["note"]) if row["note"] else ""
    gone = say("mydata.text_withdrawn") if row["withdrawn_at"] else ""
    return said + note + gone


def _numbers(tables: Tables) -> Numbers:
    """The numbers of all entries as they were told: 累计120人次, 约50人."""
    # Only here: counting rests on what is said about people, so it cannot be read before it.
    from ..progress.counting import MARKS
    from ..progress.standing import amount

    found: Numbers = defaultdict(list)
    for row in tables["quantities"]:
        if row["unit"] not in MARKS:
            so_far = say("checkin.so_far") if row["so_far"] else ""
            words = amount(Decimal(row["value"]), row["unit"], approx=row["approx"])
            found[row["entry_id"]].append(so_far + words)
    return found


def _draft(_turn: Turn, _: Numbers, row: Row) -> str:
    """The words of a line that is not saved; what was saved stands among the entries."""
    if row["state"] != "open":
        return ""
    payload = row["payload"]
    pieces = [piece["text"] for piece in payload.get("pieces", ())]
    waiting = [text for text, *_ in payload.get("waiting", ())]
    return "；".join(text for text in (*pieces, *waiting) if text)


def _question(_turn: Turn, _: Numbers, row: Row) -> str:
    return f"{_moment(row['at'])} {row['text']}"


def _rating(_turn: Turn, _: Numbers, row: Row) -> str:
    liked = say("feedback.useful" if row["value"] > 0 else "feedback.useless")
    return f"{_moment(row['at'])} {liked} {row['question']}"


def _deed(turn: Turn, _: Numbers, row: Row) -> str:
    phrase = f"audit.{row['action']}"
    what = say(phrase) if phrase in phrase_names() else row["action"]
    unit = unit_name(row["unit"], turn.catalogue) if row["unit"] else ""
    return " ".join(part for part in (_moment(row["at"]), what, unit) if part)


def _moment(text: str | None) -> str:
    """A stored moment as people in China read it: 2023-04-10 09:30."""
    return f"{datetime.fromisoformat(text).astimezone(ZONE):%Y-%m-%d %H:%M}" if text else ""


_SECTIONS: dict[str, Callable[[Turn, Numbers, Row], str]] = {
    "memberships": _membership,
    "entries": _entry,
    "drafts": _draft,
    "questions": _question,
    "ratings": _rating,
    "audit": _deed,
}
