"""Reply → plain text, for the command line and for the `text` field of `ask --json`."""

from __future__ import annotations

from handlers import Attachment, Block, Choices, Facts, Keyboard, Notice, Prompt, Quote, Reply, Table, Text

CELL_BORDER = "｜"


def to_text(reply: Reply) -> str:
    """Return the blocks in the order in which they are read, one line a fact, row or quote; no buttons."""
    return "\n".join(line for block in reply.blocks for line in _lines(block) if line)


def quote_line(quote: Quote) -> str:
    """Return `〔滇 五（四）〕“…”`; the tabs of the printed tables become two spaces."""
    return f"〔{quote.label}〕“{quote.quote}”".replace("\t", "  ")


def row_line(cells: tuple[str, ...]) -> str:
    """Return `甲｜乙`, without the cells that are empty at the end."""
    return CELL_BORDER.join(cells).rstrip(CELL_BORDER)


def _lines(block: Block) -> list[str]:
    match block:
        case Text(text=text) | Notice(text=text):
            return [text]
        case Facts(rows=rows, title=title):
            return [title, *(row_line(row) if row[0] else row[1] for row in rows)]
        case Table(header=header, rows=rows, title=title):
            return [title, *(row_line(row) for row in (header, *rows))]
        case Quote():
            return [quote_line(block)]
        case Attachment(name=name):
            return [f"〔附件〕{name}"]
        case Choices() | Keyboard() | Prompt():
            return []
