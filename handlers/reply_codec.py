"""Reply ⇄ plain JSON values: for the stored reply of an update and for messages that wait to be sent."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from .reply import (
    Attachment,
    Block,
    Choice,
    Choices,
    Facts,
    Keyboard,
    Notice,
    Outcome,
    Prompt,
    Quote,
    Reply,
    SilenceKind,
    Table,
    Text,
)


def encode(reply: Reply) -> dict[str, Any]:
    """Return the reply in values that JSON can hold; `decode` gives the same reply back.

    A reply with a stand-in is stored as that: what must not lie in the database is not in these values.
    """
    if reply.stand_in is not None:
        return encode(reply.stand_in)
    return {
        "blocks": [_encode_block(block) for block in reply.blocks],
        "outcome": reply.outcome.value,
        "intent": reply.intent,
        "silence": reply.silence.value if reply.silence is not None else None,
        "toast": reply.toast,
        "in_place": reply.in_place,
    }


def decode(value: dict[str, Any]) -> Reply:
    """Return the reply that was encoded. Raises KeyError or ValueError for anything else."""
    return Reply(
        tuple(_decode_block(block) for block in value["blocks"]),
        Outcome(value["outcome"]),
        value["intent"],
        SilenceKind(value["silence"]) if value["silence"] is not None else None,
        # Rows written by an earlier version lack these two.
        value.get("toast", ""),
        value.get("in_place", False),
    )


def _encode_block(block: Block) -> dict[str, Any]:
    match block:
        case Text(text, strong):
            return {"kind": "text", "text": text, "strong": strong}
        case Facts(rows, title):
            return {"kind": "facts", "rows": [list(row) for row in rows], "title": title}
        case Quote(plan, clause, quote, label):
            return {"kind": "quote", "plan": plan, "clause": clause, "quote": quote, "label": label}
        case Table(header, rows, title):
            return {
                "kind": "table",
                "header": list(header),
                "rows": [list(row) for row in rows],
                "title": title,
            }
        case Choices(options, columns):
            return {
                "kind": "choices",
                "options": [_encode_choice(option) for option in options],
                "columns": columns,
            }
        case Notice(text, kind):
            return {"kind": "notice", "text": text, "tone": kind}
        case Attachment(name, media_type, content):
            return {
                "kind": "attachment",
                "name": name,
                "media_type": media_type,
                "content": b64encode(content).decode("ascii"),
            }
        case Keyboard(labels, placeholder):
            return {"kind": "keyboard", "labels": list(labels), "placeholder": placeholder}
        case Prompt(placeholder):
            return {"kind": "prompt", "placeholder": placeholder}


def _encode_choice(choice: Choice) -> list[str]:
    return [choice.label, choice.action, *([choice.opens] if choice.opens else [])]


def _decode_block(value: dict[str, Any]) -> Block:
    kind = value["kind"]
    if kind == "text":
        return Text(value["text"], value["strong"])
    if kind == "facts":
        return Facts(tuple((label, text) for label, text in value["rows"]), value["title"])
    if kind == "quote":
        return Quote(value["plan"], value["clause"], value["quote"], value["label"])
    if kind == "table":
        return Table(tuple(value["header"]), tuple(tuple(row) for row in value["rows"]), value["title"])
    if kind == "choices":
        options = tuple(Choice(*option) for option in value["options"])
        return Choices(options, value["columns"])
    if kind == "notice":
        return Notice(value["text"], value["tone"])
    if kind == "attachment":
        return Attachment(value["name"], value["media_type"], b64decode(value["content"], validate=True))
    if kind == "keyboard":
        return Keyboard(tuple(value["labels"]), value["placeholder"])
    if kind == "prompt":
        return Prompt(value["placeholder"])
    raise ValueError(f"unknown kind of block: {kind}")
