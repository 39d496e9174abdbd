"""What people told us: the door of the database. Import from here, never from within."""

from storage.backup import BackupResult, RestoreResult, restore
from storage.database import Storage
from storage.errors import (
    AlreadyHandled,
    BadBackup,
    BadDatabaseUrl,
    BrokenMigration,
    DatabaseBusy,
    DatabaseFailed,
    DatabaseInUse,
    FileExists,
    LeaseLost,
    NaiveMoment,
    NewerDatabase,
    NotCurrent,
    OpenDraftExists,
    ReadOnlyUnit,
    RoundExists,
    StorageError,
)
from storage.health import Health
from storage.migrating import Migrated
from storage.records.audit import AuditRow
from storage.records.broadcasts import Audience, Broadcast, BroadcastState, Nudge, NudgeStop
from storage.records.chats import Conversation, KnownChat, Place
from storage.records.drafts import Draft, DraftState
from storage.records.entries import (
    AttachmentReference,
    Entry,
    EntryFilter,
    EntryKind,
    EntrySource,
    EntryStatus,
    EntryVersion,
    NewEntry,
    ProgressRow,
    Quantity,
)
from storage.records.obligations import ObligationMark, ObligationState
from storage.records.outbox import Lease, Message, MessageKind, MessageState, NewMessage
from storage.records.people import (
    SYSTEM_UNIT,
    Forgotten,
    Invitation,
    Membership,
    Person,
    RedeemState,
    Redemption,
    Role,
)
from storage.records.questions import QuestionState, Rating, UnansweredQuestion
from storage.records.rounds import NewRound, Round, RoundState
from storage.repositories.invitations import TRIES_WINDOW, WRONG_TRIES
from storage.repositories.settings import chat_scope, person_scope
from storage.unit_of_work import UnitOfWork

__all__ = [
    "SYSTEM_UNIT",
    "TRIES_WINDOW",
    "WRONG_TRIES",
    "AlreadyHandled",
    "AttachmentReference",
    "Audience",
    "AuditRow",
    "BackupResult",
    "BadBackup",
    "BadDatabaseUrl",
    "Broadcast",
    "BroadcastState",
    "BrokenMigration",
    "Conversation",
    "DatabaseBusy",
    "DatabaseFailed",
    "DatabaseInUse",
    "Draft",
    "DraftState",
    "Entry",
    "EntryFilter",
    "EntryKind",
    "EntrySource",
    "EntryStatus",
    "EntryVersion",
    "FileExists",
    "Forgotten",
    "Health",
    "Invitation",
    "KnownChat",
    "Lease",
    "LeaseLost",
    "Membership",
    "Message",
    "MessageKind",
    "MessageState",
    "Migrated",
    "NaiveMoment",
    "NewEntry",
    "NewMessage",
    "NewRound",
    "NewerDatabase",
    "NotCurrent",
    "Nudge",
    "NudgeStop",
    "ObligationMark",
    "ObligationState",
    "OpenDraftExists",
    "Person",
    "Place",
    "ProgressRow",
    "Quantity",
    "QuestionState",
    "Rating",
    "ReadOnlyUnit",
    "RedeemState",
    "Redemption",
    "RestoreResult",
    "Role",
    "Round",
    "RoundExists",
    "RoundState",
    "Storage",
    "StorageError",
    "UnansweredQuestion",
    "UnitOfWork",
    "chat_scope",
    "person_scope",
    "restore",
]
