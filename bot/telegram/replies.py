"""What a server answers to a call, made plain: not every server is Telegram, and some stand in between."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from math import ceil
from typing import Any

from telegram.error import NetworkError

UNTOLD = 2
"""Seconds to wait when a server objects to the pace and does not say for how long."""

_REFUSED = re.compile(rb'\s*\{\s*"ok"\s*:\s*false')
_PATIENCE = re.compile(r"retry after (\d+)", re.IGNORECASE)


class Unreadable(Exception):
    """An answer came, and nobody can read what it says."""


def plain(status: int, payload: bytes) -> tuple[int, bytes]:
    """Return an answer as the library expects it: a refusal with its own status, its words and parameters.

    A server in between refuses with a page of its own, which would stand in errors and logs. Some servers
    answer every call with 200 and refuse in words alone.
    """
    good = status < HTTPStatus.MULTIPLE_CHOICES
    if good and not _REFUSED.match(payload):
        return status, payload
    told = _object(payload) or {}
    if good:
        status = _whole(told.get("error_code")) or int(HTTPStatus.INTERNAL_SERVER_ERROR)
    words = told.get("description")
    words = words if isinstance(words, str) and words else _phrase(status)
    refusal = {"ok": False, "description": words, "parameters": _parameters(status, words, told)}
    return status, json.dumps(refusal).encode()


def data(payload: bytes) -> dict[str, Any]:
    """Return an answer as JSON data. Raises NetworkError if it is none: who knows what became of the call?"""
    found = _object(payload)
    if found is None:
        raise NetworkError("an answer that is not Telegram's") from Unreadable()
    return found


def _object(payload: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _parameters(status: int, words: str, told: dict[str, Any]) -> dict[str, int]:
    given = told.get("parameters")
    given = given if isinstance(given, dict) else {}
    if moved := _whole(given.get("migrate_to_chat_id")):
        return {"migrate_to_chat_id": moved}
    wait = _whole(given.get("retry_after"))
    if wait is None and status == HTTPStatus.TOO_MANY_REQUESTS:
        said = _PATIENCE.search(words)
        wait = int(said[1]) if said else UNTOLD
    # The library takes 0 for nothing said.
    return {"retry_after": max(1, wait)} if wait is not None else {}


def _whole(value: object) -> int | None:
    """The number, the next whole one for a fraction; None for everything else."""
    try:
        return ceil(float(value)) if isinstance(value, (int, float, str)) else None
    except (ValueError, OverflowError):
        return None


def _phrase(status: int) -> str:
    try:
        return f"{HTTPStatus(status).phrase} ({status})"
    except ValueError:
        return f"HTTP {status}"
