"""A reply as plain data for the page: no markup, every block a dictionary with its `type`."""

from __future__ import annotations

from base64 import b64encode
from functools import singledispatch
from typing import Any

from handlers import Attachment, Block, Choices, Facts, Keyboard, Notice, Prompt, Quote, Reply, Table, Text


def web_blocks(reply: Reply) -> list[dict[str, Any]]:
    """Return the reply's blocks in their order, ready for JSON; the page inserts every word as text."""
    return [_block(block) for block in reply.blocks]


@singledispatch
def _block(block: Block) -> dict[str, Any]:
    raise TypeError(f"no picture for a block of type {type(block).__name__}")


@_block.register
def _text(block: Text) -> dict[str, Any]:
    return {"type": "text", "text": block.text, "strong": block.strong}


@_block.register
def _facts(block: Facts) -> dict[str, Any]:
    return {"type": "facts", "title": block.title, "rows": [list(row) for row in block.rows]}


@_block.register
def _quote(block: Quote) -> dict[str, Any]:
    return {
        "type": "quote",
        "plan": block.plan,
        "clause": block.clause,
        "label": block.label,
        "quote": block.quote,
    }


@_block.register
def _table(block: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "title": block.title,
        "header": list(block.header),
        "rows": [list(row) for row in block.rows],
    }


@_block.register
def _choices(block: Choices) -> dict[str, Any]:
    options = [
        {"label": option.label, "action": option.action, "opens": option.opens} for option in block.options
    ]
    return {"type": "choices", "columns": block.columns, "options": options}


@_block.register
def _notice(block: Notice) -> dict[str, Any]:
    return {"type": "notice", "text": block.text, "kind": block.kind}


@_block.register
def _keyboard(block: Keyboard) -> dict[str, Any]:
    return {"type": "keyboard", "labels": list(block.labels)}


@_block.register
def _prompt(block: Prompt) -> dict[str, Any]:
    return {"type": "prompt", "placeholder": block.placeholder}


@_block.register
def _attachment(block: Attachment) -> dict[str, Any]:
    return {
        "type": "attachment",
        "name": block.name,
        "media_type": block.media_type,
        "size": len(block.content),
        "content": b64encode(block.content).decode("ascii"),
    }
