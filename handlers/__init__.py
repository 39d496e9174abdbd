"""The door of the handlers: a Request goes in, a Reply comes out."""

from .dispatching import dispatch
from .errors import FIRST_DAY, LAST_DAY, BadDate, EmptyQuestion, PersonError, UnknownPlan, UnknownUnit
from .masking import Masked, mask
from .operator import command_table, invite
from .reminders.calendar import WorkCalendar
from .reminding import plan_reminders, preview_reminders, read_calendar
from .reply import (
    Attachment,
    Block,
    Choice,
    Choices,
    Facts,
    Notice,
    Outcome,
    Quote,
    Reply,
    SilenceKind,
    Table,
    Text,
)
from .reply_codec import decode, encode
from .request import Chat, PlaceKind, Request, Sender, Source
from .services import Services
from .ticking import Periodic, tick
from .units import Unit, find_unit, unit_of
from .upkeep import tidy

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Attachment",
    "BadDate",
    "Block",
    "Chat",
    "Choice",
    "Choices",
    "EmptyQuestion",
    "Facts",
    "Masked",
    "Notice",
    "Outcome",
    "Periodic",
    "PersonError",
    "PlaceKind",
    "Quote",
    "Reply",
    "Request",
    "Sender",
    "Services",
    "SilenceKind",
    "Source",
    "Table",
    "Text",
    "Unit",
    "UnknownPlan",
    "UnknownUnit",
    "WorkCalendar",
    "command_table",
    "decode",
    "dispatch",
    "encode",
    "find_unit",
    "invite",
    "mask",
    "plan_reminders",
    "preview_reminders",
    "read_calendar",
    "tick",
    "tidy",
    "unit_of",
]
