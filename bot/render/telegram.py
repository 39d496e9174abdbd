"""Reply → Telegram messages: HTML under the limits, cut before markup, never inside it.

Lengths are counted in UTF-16 units of the HTML itself. Telegram counts after taking the markup away, so what
fits here fits there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape as _escape_html

from handlers import (
    Attachment,
    Block,
    Choice,
    Choices,
    Facts,
    Keyboard,
    Notice,
    Prompt,
    Quote,
    Reply,
    Table,
    Text,
)

from .plain import quote_line, row_line

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
LABEL_CHARACTERS = 40
KEYBOARD_BUTTONS = 100
ROW_BUTTONS = 8
NARROW_TABLE = 30
"""The most half-width columns that a phone shows in fixed width without breaking the line."""

_QUOTE_TAG = "blockquote expandable"
_NOTICE_SIGNS = {"info": "", "warning": "⚠️ ", "error": "❗ "}
# Where a long text may be cut, best first; the cut stands behind the match.
_BORDERS = (re.compile(r"\n+"), re.compile(r"[。！？；!?;][”’」』）】》)]*"), re.compile(r"[，、：,\s]"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Message:
    """One text message: HTML of at most 4,096 UTF-16 units, below it rows of buttons or something else."""

    html: str
    rows: tuple[tuple[Choice, ...], ...] = ()
    below: Keyboard | Prompt | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file with an HTML caption of at most 1,024 UTF-16 units, and rows of buttons below it."""

    name: str
    media_type: str
    content: bytes
    html: str = ""
    rows: tuple[tuple[Choice, ...], ...] = ()


Outgoing = Message | Document


def to_messages(reply: Reply) -> tuple[Outgoing, ...]:
    """Return the messages in sending order; every button stands below the last one."""
    sent: list[Outgoing] = []
    rows: list[tuple[Choice, ...]] = []
    pages = _Pages()
    for block in reply.blocks:
        match block:
            case Choices():
                rows += _rows(block)
            case Attachment():
                sent += _with_document(pages.take(), block)
            case Keyboard() | Prompt():
                sent += _with_words_below(pages.take(), block)
            case _:
                pages.add(_pieces(block))
    sent += [Message(html) for html in pages.take()]
    return tuple(_with_buttons(sent, rows))


def escape(text: str) -> str:
    """Return text that Telegram shows as it is: cleaned of control characters, markup made harmless."""
    return _escape_html(_clean(text), quote=False)


def units(text: str) -> int:
    """Return the length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(char > "\uffff" for char in text)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text inside one tag (or none). It may be cut: each part gets the tag again."""

    text: str
    tag: str = ""

    def html(self, text: str) -> str:
        inner = _escape_html(text, quote=False)
        return f"<{self.tag}>{inner}</{self.tag.split()[0]}>" if self.tag else inner


class _Pages:
    """Messages being filled block by block."""

    def __init__(self) -> None:
        self._full: list[str] = []
        self._open = ""

    def add(self, pieces: Sequence[_Piece]) -> None:
        """Put a block on the open page, on a new one, or, too long for any, cut over several."""
        pieces = [piece for piece in pieces if _visible(piece.text)]
        whole = "\n".join(piece.html(piece.text) for piece in pieces)
        if self._room() < units(whole):
            self._turn()
        if units(whole) <= TEXT_UNITS:
            self._append(whole, "\n\n")
            return
        for piece in pieces:
            self._add_cut(piece)

    def take(self) -> list[str]:
        """Return the pages filled so far and begin anew."""
        self._turn()
        full, self._full = self._full, []
        return full

    def _add_cut(self, piece: _Piece) -> None:
        rest = piece.text
        while rest:
            room = self._room() - units(piece.html(""))
            if self._open and room < TEXT_UNITS // 2:
                self._turn()
                continue
            part, rest = _cut(rest, room)
            if _visible(part):
                self._append(piece.html(part), "\n")

    def _room(self) -> int:
        return TEXT_UNITS - units(self._open) - (2 if self._open else 0)

    def _append(self, html: str, border: str) -> None:
        self._open = f"{self._open}{border}{html}" if self._open and html else self._open + html

    def _turn(self) -> None:
        if self._open:
            self._full.append(self._open)
        self._open = ""


def _pieces(block: Block) -> list[_Piece]:
    """Return the block's text piece by piece, already clean."""
    return [_Piece(_clean(text), tag) for text, tag in _marked(block)]


def _marked(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Text(text=text, strong=strong):
            yield text, "b" if strong else ""
        case Facts(rows=rows, title=title):
            yield title, "b"
            yield "\n".join(f"{label}：{value}" if label else value for label, value in rows), ""
        case Quote():
            yield quote_line(block), _QUOTE_TAG
        case Table(title=title):
            yield title, "b"
            yield from _table(block)
        case Notice(text=text, kind=kind):
            yield _NOTICE_SIGNS[kind] + text, "i" if kind == "info" else ""


def _table(table: Table) -> Iterator[tuple[str, str]]:
    """A narrow table in fixed width; a wide one row by row, which a phone can wrap."""
    rows = [tuple(" ".join(_clean(cell).split()) for cell in row) for row in (table.header, *table.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= NARROW_TABLE:
        yield "\n".join(_columns(row, widths) for row in rows), "pre"
    else:
        yield row_line(rows[0]), "b"
        yield "\n\n".join(row_line(row) for row in rows[1:]), ""


def _columns(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _clean(text: str) -> str:
    """Fold line ends, widen tabs, and drop what Telegram refuses or what cannot be sent as UTF-8."""
    folded = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ")
    return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", folded))


def _visible(text: str) -> bool:
    """Whether Telegram would see any text: spaces and format characters alone are an empty message."""
    return any(not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf") for char in text)


def _cost(char: str) -> int:
    return len(_escape_html(char, quote=False)) + (char > "\uffff")


def _cut(text: str, room: int) -> tuple[str, str]:
    """Split where the head, escaped, fits into `room` units: at a line, else a sentence, else a comma."""
    end = _fitting(text, room)
    if end == len(text):
        return text, ""
    for border in _BORDERS:
        cut = max((found.end() for found in border.finditer(text, 0, end)), default=0)
        if cut > end // 2:
            return text[:cut].rstrip("\n"), text[cut:]
    while end > 1 and (_joined(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end], text[end:]


def _fitting(text: str, room: int) -> int:
    for index, char in enumerate(text):
        room -= _cost(char)
        if room < 0:
            return index
    return len(text)


def _joined(char: str) -> bool:
    return char in _JOINERS or unicodedata.combining(char) != 0 or "\U0001f3fb" <= char <= "\U0001f3ff"


def _rows(block: Choices) -> Iterator[tuple[Choice, ...]]:
    columns = min(max(block.columns, 1), ROW_BUTTONS)
    options = [replace(option, label=_label(option.label)) for option in block.options]
    for start in range(0, len(options), columns):
        yield tuple(options[start : start + columns])


def _label(label: str) -> str:
    shown = " ".join(_clean(label).split())
    if not _visible(shown):
        return "…"
    return shown if len(shown) <= LABEL_CHARACTERS else shown[: LABEL_CHARACTERS - 1] + "…"


def _with_document(pages: list[str], file: Attachment) -> Iterator[Outgoing]:
    """The file, with the text just before it as its caption where that is short enough."""
    caption = pages.pop() if pages and units(pages[-1]) <= CAPTION_UNITS else ""
    yield from map(Message, pages)
    yield Document(file.name, file.media_type, file.content, caption)


def _with_words_below(pages: list[str], block: Keyboard | Prompt) -> Iterator[Outgoing]:
    """The text before the block, with the block below its last message."""
    last = pages.pop() if pages else escape(block.placeholder)
    yield from map(Message, pages)
    yield Message(last, below=block)


def _with_buttons(sent: list[Outgoing], rows: list[tuple[Choice, ...]]) -> Iterator[Outgoing]:
    if not rows:
        yield from sent
        return
    first, *more = _keyboards(rows)
    last = sent[-1] if sent else None
    if last is None or (isinstance(last, Message) and last.below is not None):
        yield from sent
        yield Message("请选择：", first)
    else:
        yield from sent[:-1]
        yield replace(last, rows=first)
    for keyboard in more:
        yield Message("更多选项：", keyboard)


def _keyboards(rows: list[tuple[Choice, ...]]) -> Iterator[tuple[tuple[Choice, ...], ...]]:
    keyboard: tuple[tuple[Choice, ...], ...] = ()
    for row in rows:
        if keyboard and sum(map(len, keyboard)) + len(row) > KEYBOARD_BUTTONS:
            yield keyboard
            keyboard = ()
        keyboard += (row,)
    yield keyboard
