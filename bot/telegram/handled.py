"""Which updates this process has handled: one that comes again is not answered a second time."""

from __future__ import annotations

from collections import OrderedDict

from .updates import Update

KEPT = 10_000
"""So many updates are remembered. Telegram repeats one soon, when a connection broke or a 200 was lost."""


class Handled:
    """Remembers updates by number and contents.

    Nothing depends on it: after a restart an update that changed something is known by its stored key.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._seen: OrderedDict[int, object] = OrderedDict()

    def note(self, update: Update) -> None:
        """Remember that it was handled: what it changed is stored, and its reply is sent or stored."""
        self._seen.pop(update.number, None)
        self._seen[update.number] = _told(update)
        if len(self._seen) > self._kept:
            self._seen.popitem(last=False)

    def __contains__(self, update: Update) -> bool:
        """Whether this very update was handled; a number alone may be given anew."""
        return update.number in self._seen and self._seen[update.number] == _told(update)


def _told(update: Update) -> object:
    return update.identity, update.message.text if update.message is not None else None
