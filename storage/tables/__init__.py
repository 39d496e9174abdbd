"""The tables, one area a file. What the migrations make and what stands here are the same."""

from storage.tables.audit import audit
from storage.tables.base import metadata
from storage.tables.broadcasts import broadcasts, nudge_stops, nudges
from storage.tables.chats import chats, conversations
from storage.tables.drafts import drafts
from storage.tables.entries import attachments, entries, entry_versions, quantities
from storage.tables.obligations import obligation_marks
from storage.tables.outbox import outbox, process_lease
from storage.tables.people import invitation_tries, invitations, memberships, people
from storage.tables.questions import questions, ratings
from storage.tables.rounds import round_prefectures, rounds
from storage.tables.settings import settings
from storage.tables.updates import update_keys

__all__ = [
    "attachments",
    "audit",
    "broadcasts",
    "chats",
    "conversations",
    "drafts",
    "entries",
    "entry_versions",
    "invitation_tries",
    "invitations",
    "memberships",
    "metadata",
    "nudge_stops",
    "nudges",
    "obligation_marks",
    "outbox",
    "people",
    "process_lease",
    "quantities",
    "questions",
    "ratings",
    "round_prefectures",
    "rounds",
    "settings",
    "update_keys",
]
