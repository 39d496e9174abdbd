"""What a handler works with: one transaction and the repositories in it."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.repositories.audit import Audit
from storage.repositories.broadcasts import Broadcasts
from storage.repositories.chats import Chats
from storage.repositories.conversations import Conversations
from storage.repositories.drafts import Drafts
from storage.repositories.entries import Entries
from storage.repositories.invitations import Invitations
from storage.repositories.lease import ProcessLease
from storage.repositories.memberships import Memberships
from storage.repositories.nudges import Nudges
from storage.repositories.obligations import Obligations
from storage.repositories.outbox import Outbox
from storage.repositories.people import People
from storage.repositories.questions import Questions
from storage.repositories.rounds import Rounds
from storage.repositories.settings import Settings
from storage.repositories.updates import Updates


class UnitOfWork:
    """The repositories of one transaction. It is kept when the block ends, undone when it raises."""

    def __init__(self, connection: Connection) -> None:
        self.people = People(connection)
        self.memberships = Memberships(connection)
        self.invitations = Invitations(connection)
        self.chats = Chats(connection)
        self.conversations = Conversations(connection)
        self.drafts = Drafts(connection)
        self.entries = Entries(connection)
        self.questions = Questions(connection)
        self.rounds = Rounds(connection)
        self.broadcasts = Broadcasts(connection)
        self.nudges = Nudges(connection)
        self.settings = Settings(connection)
        self.updates = Updates(connection)
        self.outbox = Outbox(connection)
        self.obligations = Obligations(connection)
        self.audit = Audit(connection)
        self.lease = ProcessLease(connection)
