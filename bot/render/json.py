"""Reply → the object that `ask --json` prints; programs rely on its keys."""

from __future__ import annotations

from typing import Any

from handlers import Reply

from .plain import to_text


def to_json(reply: Reply, *, id: str | int | None, question: str, elapsed_ms: float) -> dict[str, Any]:
    """Return the answer as JSON data: quotes verbatim, choices as labels, time in milliseconds."""
    return {
        "id": id,
        "question": question,
        "outcome": reply.outcome.value,
        "silence": reply.silence.value if reply.silence else None,
        "intent": reply.intent,
        "text": to_text(reply),
        "citations": [
            {"plan": quote.plan, "clause": quote.clause, "quote": quote.quote} for quote in reply.quotes
        ],
        "choices": [choice.label for choice in reply.choices],
        "elapsed_ms": round(elapsed_ms, 3),
    }
