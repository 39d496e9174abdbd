"""How a person wants to be reminded: when, how often, not before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

SETTING = "remind"
"""The person's setting that holds their choice."""

HOURS = ("07:00", "08:00", "09:00", "10:00", "14:00", "17:00", "20:00")
"""Hours that can be chosen, Asia/Shanghai."""

DEFAULT_HOUR = "09:00"


class Rhythm(StrEnum):
    """On which days a digest may come."""

    STEPS = "steps"
    """On the days on which something of one's own stands on a step."""
    MONDAY = "monday"
    """Once a week, when something is due or late."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """A person's choice; what nobody chose has its default.

    Attributes:
        rhythm: see Rhythm.
        hour: local time of the digest.
        pause: nothing comes up to and including this day.
        later: by obligation's token, up to which day (inclusive) nothing is said about it.
    """

    rhythm: Rhythm = Rhythm.STEPS
    hour: str = DEFAULT_HOUR
    pause: date | None = None
    later: dict[str, str] = field(default_factory=dict)

    def silent(self, day: date) -> bool:
        """Return whether the person gets nothing on this day."""
        return self.rhythm is Rhythm.OFF or (self.pause is not None and day <= self.pause)

    def waits(self, token: str, day: date) -> bool:
        """Return whether the person asked to hear of this obligation later than `day`."""
        return self.later.get(token, "") >= day.isoformat()

    def to_json(self) -> dict[str, Any]:
        """Return the choice as JSON holds it."""
        pause = {"pause": self.pause.isoformat()} if self.pause is not None else {}
        return {"rhythm": self.rhythm.value, "hour": self.hour, "later": self.later, **pause}


def choice_of(value: dict[str, Any] | None) -> ReminderChoice:
    """Return the choice that `to_json` gave; the default for None."""
    if value is None:
        return ReminderChoice()
    pause = value.get("pause")
    return ReminderChoice(
        rhythm=Rhythm(value["rhythm"]),
        hour=value["hour"],
        pause=date.fromisoformat(pause) if pause else None,
        later=value.get("later", {}),
    )
