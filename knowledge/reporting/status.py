"""How far the work is that a stretch of a line tells: done, doing or not begun."""

from __future__ import annotations

import re

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
        self._planned = files.pattern(cues.planned)
        self._held = files.pattern(cues.held)

    def acts(self, text: str) -> bool:
        """True when `text` says that something was done or goes on."""
        return (
            self._done.search(text) is not None
            or self._doing.search(self._not_doing.sub("", text)) is not None
        )

    def holds(self, text: str) -> bool:
        """True when `text` has a verb of holding something; with a number it reports (召开推进会1次)."""
        return self._held.search(text) is not None

    def tells(self, text: str) -> bool:
        """True when `text` says how far something is, be it that it has not been begun."""
        return self.acts(text) or self._none.search(self._not_none.sub("", text)) is not None

    def read(self, text: str, *, counted: bool) -> Status:
        """Return the status; `counted`: the stretch gives a number, so something has been done.

        What goes on now outweighs what has not been done yet (在改 还没定稿). A number or an act
        before it outweighs what has not been begun: done with a number, else going on (选址定了 还没动工).
        """
        plain = self._not_doing.sub("", text)
        going = self._doing.search(plain)
        if going is not None:
            return "done" if self._since_done(plain, going) else "doing"
        missing = self._none.search(self._not_none.sub("", plain))
        if missing is None:
            return "done"
        act = self._done.search(plain)
        if act is None:
            return "none"
        if counted:
            return "done"
        return "doing" if act.start() < missing.start() else "none"

    def _since_done(self, text: str, going: re.Match[str]) -> bool:
        """True when `going` only tells an intention and the next statement tells an act."""
        after = text.find(",", going.end())
        if after < 0 or self._planned.search(going[0]) is None:
            return False
        rest = text[after:]
        return self._done.search(rest) is not None and self._doing.search(rest) is None
