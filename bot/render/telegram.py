"""Reply → Telegram messages: HTML under the limits, cut before markup, never inside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

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
from .telegram_buttons import button_rows, keyboards
from .telegram_pages import Pages, Piece, Written, written
from .telegram_text import clean, escape, units

CAPTION_UNITS = 1024
NARROW_TABLE = 30
"""The most half-width columns that a phone shows in fixed width without breaking the line."""

_KEPT = 1024
"""So many blocks stay written out: most answers quote the same clauses."""

_QUOTE_TAG = "blockquote expandable"
_NOTICE_SIGNS = {"info": "", "warning": "⚠️ ", "error": "❗ "}


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
    pages = Pages()
    for block in reply.blocks:
        match block:
            case Choices():
                rows += button_rows(block)
            case Attachment():
                sent += _with_document(pages.take(), block)
            case Keyboard() | Prompt():
                sent += _with_words_below(pages.take(), block)
            case _:
                pages.add(_written(block))
    sent += [Message(html) for html in pages.take()]
    return tuple(_with_buttons(sent, rows))


@lru_cache(maxsize=_KEPT)
def _written(block: Block) -> Written:
    return written(Piece(clean(text), tag) for text, tag in _marked(block))


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
    rows = [tuple(" ".join(clean(cell).split()) for cell in row) for row in (table.header, *table.rows)]
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
    first, *more = keyboards(rows)
    last = sent[-1] if sent else None
    if last is None or (isinstance(last, Message) and last.below is not None):
        yield from sent
        yield Message("请选择：", first)
    else:
        yield from sent[:-1]
        yield replace(last, rows=first)
    for keyboard in more:
        yield Message("更多选项：", keyboard)
