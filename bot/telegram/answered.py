"""Which message answered which: an edited message gets its earlier answer edited, not a second one."""

from __future__ import annotations

from collections import OrderedDict

from handlers import Request

KEPT = 5000
"""So many answers are remembered; people edit what they wrote just now."""


class Answered:
    """Remembers the answers of this process. After a restart an edited message is answered anew."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[tuple[str, str], str] = OrderedDict()

    def remember(self, request: Request, arrived: list[str]) -> None:
        """Note the answer to a typed message; one of several messages cannot be edited as a whole."""
        if request.source is None or request.button is not None:
            return
        key = (request.chat.id, request.source.message)
        self._answers.pop(key, None)
        if len(arrived) == 1:
            self._answers[key] = arrived[0]
        if len(self._answers) > self._kept:
            self._answers.popitem(last=False)

    def earlier(self, request: Request) -> str | None:
        """Return Telegram's id of the message that answered what is edited now, if there is one."""
        if request.source is None or not request.source.edited:
            return None
        return self._answers.get((request.chat.id, request.source.message))
