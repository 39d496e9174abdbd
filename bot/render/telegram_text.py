"""Text as Telegram takes and counts it: what it refuses, what it would not see, where it may be cut.

Lengths are counted in UTF-16 units of the HTML itself. Telegram counts after taking the markup away, so what
fits here fits there.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape as _escape_html

# Where a long text may be cut, best first; the cut stands behind the match.
_BORDERS = (re.compile(r"\n+"), re.compile(r"[。！？；!?;][”’」』）】》)]*"), re.compile(r"[，、：,\s]"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = "\u200d\ufe0e\ufe0f"


def escape(text: str) -> str:
    """Return text that Telegram shows as it is: cleaned of control characters, markup made harmless."""
    return _escape_html(clean(text), quote=False)


def units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Fold line ends, widen tabs, and drop what Telegram refuses or what cannot be sent as UTF-8."""
    folded = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")
    return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", folded))


def visible(text: str) -> bool:
    """Whether Telegram would see any text: spaces and format characters alone are an empty message."""
    return any(not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf") for char in text)


def cut(text: str, room: int) -> tuple[str, str]:
    """Split where the head, escaped, fits into `room` units: at a line, else a sentence, else a comma."""
    end = _fitting(text, room)
    if end == len(text):
        return text, ""
    for border in _BORDERS:
        behind = max((found.end() for found in border.finditer(text, 0, end)), default=0)
        if behind > end // 2:
            return text[:behind].rstrip("\n"), text[behind:]
    while end > 1 and (_joined(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end], text[end:]


def _fitting(text: str, room: int) -> int:
    for index, char in enumerate(text):
        room -= _cost(char)
        if room < 0:
            return index
    return len(text)


def _cost(char: str) -> int:
    return len(_escape_html(char, quote=False)) + (char > "\uffff")


def _joined(char: str) -> bool:
    return char in _JOINERS or unicodedata.combining(char) != 0 or "\U0001f3fb" <= char <= "\U0001f3ff"
