"""What was asked just before, so that a follow-up (那长丰呢) is understood."""

from __future__ import annotations

from collections import OrderedDict, deque

Conversation = tuple[str, str]
"""Who speaks and in which chat: the ids of sender and chat."""


class RecentQuestions:
    """The last questions of each person in each chat, in memory; the least used conversation goes first."""

    def __init__(self, questions: int = 6, conversations: int = 1000) -> None:
        """Keep at most `questions` of each of at most `conversations` conversations."""
        self._questions = questions
        self._conversations = conversations
        self._kept: OrderedDict[Conversation, deque[tuple[str, str]]] = OrderedDict()

    def before(self, conversation: Conversation, key: str) -> tuple[str, ...]:
        """Return the earlier questions, oldest first; a message sent again does not follow itself."""
        return tuple(question for known, question in self._kept.get(conversation, ()) if known != key)

    def add(self, conversation: Conversation, key: str, question: str) -> None:
        """Remember a question; the same message key is remembered once."""
        kept = self._kept.setdefault(conversation, deque(maxlen=self._questions))
        self._kept.move_to_end(conversation)
        if all(known != key for known, _ in kept):
            kept.append((key, question))
        while len(self._kept) > self._conversations:
            self._kept.popitem(last=False)
