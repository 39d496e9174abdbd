"""The door of the handlers: a Request goes in, a Reply comes out."""

from .chat_event import ChatEvent, ChatEventKind
from .demo import plant as plant_demo
from .demo import remove as remove_demo
from .dispatching import dispatch, needs_standing, surely_writes, take_note, undelivered
from .errors import FIRST_DAY, LAST_DAY, BadDate, EmptyQuestion, PersonError, UnknownPlan, UnknownUnit
from .incidents import Incident, report
from .inline import InlineItem, InlinePage, inline_page
from .kept_answers import KeptAnswers
from .loading import load
from .masking import Masked, mask
from .operator import command_table, invite, restart, round_of, settle_rounds
from .reminders.calendar import WorkCalendar
from .reminding import next_working_day, plan_reminders, preview_reminders, read_calendar
from .reply import (
    Attachment,
    Block,
    Choice,
    Choices,
    Facts,
    Keyboard,
    Notice,
    Outcome,
    Prompt,
    Quote,
    Reply,
    SilenceKind,
    Table,
    Text,
)
from .reply_codec import decode, encode
from .request import Chat, MovedPlan, PlaceKind, Request, Sender, Source, Standing
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
    "ChatEvent",
    "ChatEventKind",
    "Choice",
    "Choices",
    "EmptyQuestion",
    "Facts",
    "Incident",
    "InlineItem",
    "InlinePage",
    "KeptAnswers",
    "Keyboard",
    "Masked",
    "MovedPlan",
    "Notice",
    "Outcome",
    "Periodic",
    "PersonError",
    "PlaceKind",
    "Prompt",
    "Quote",
    "Reply",
    "Request",
    "Sender",
    "Services",
    "SilenceKind",
    "Source",
    "Standing",
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
    "inline_page",
    "invite",
    "load",
    "mask",
    "needs_standing",
    "next_working_day",
    "plan_reminders",
    "plant_demo",
    "preview_reminders",
    "read_calendar",
    "remove_demo",
    "report",
    "restart",
    "round_of",
    "settle_rounds",
    "surely_writes",
    "take_note",
    "tick",
    "tidy",
    "undelivered",
    "unit_of",
]
