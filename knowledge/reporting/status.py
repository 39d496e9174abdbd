"""How far the work is that a stretch of a line tells: done, doing or not begun."""

from __future__ import annotations

from .files import Files
from .line import Status


class StatusReader:
    """Reads the status of stretches of lines. Holds no state between lines."""

    def __init__(self, files: Files) -> None:
        """Compile the patterns of cues.yaml."""
        cues = files.cues.status
        self._done = files.pattern(cues.done)
        self._doing = files.pattern(cues.doing)
        self._not_doing = files.pattern(cues.not_doing)
        self._not_none = files.pattern(cues.not_none)
        self._none = files.pattern(cues.none)

    def acts(self, text: str) -> bool:
        """True when `text` says that something was done or goes on."""
        return (
            self._done.search(text) is not None
            or self._doing.search(self._not_doing.sub("", text)) is not None
        )

    def read(self, text: str, *, counted: bool) -> Status:
        """Return the status; `counted`: the stretch gives a number, so something has been done.

        What goes on now outweighs what has not been done yet (在改 还没定稿); a number or a finished act
        outweighs a part that has not been begun.
        """
        plain = self._not_doing.sub("", text)
        if self._doing.search(plain):
            return "doing"
        if self._none.search(self._not_none.sub("", plain)) and not (counted and self._done.search(plain)):
            return "none"
        return "done"
