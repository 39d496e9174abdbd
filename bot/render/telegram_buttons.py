"""Rows of buttons as Telegram takes them: short labels, few in a row, not too many below one message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers import Choice, Choices

from .telegram_text import clean, visible

LABEL_CHARACTERS = 40
KEYBOARD_BUTTONS = 100
ROW_BUTTONS = 8


def button_rows(block: Choices) -> Iterator[tuple[Choice, ...]]:
    """Return the buttons row by row, their labels in one line and not too long."""
    columns = min(max(block.columns, 1), ROW_BUTTONS)
    options = [_shown(option) for option in block.options]
    for start in range(0, len(options), columns):
        yield tuple(options[start : start + columns])


def _shown(option: Choice) -> Choice:
    label = _label(option.label)
    return option if label == option.label else replace(option, label=label)


def _label(label: str) -> str:
    shown = " ".join(clean(label).split())
    if not visible(shown):
        return "…"
    return shown if len(shown) <= LABEL_CHARACTERS else shown[: LABEL_CHARACTERS - 1] + "…"


def keyboards(rows: list[tuple[Choice, ...]]) -> Iterator[tuple[tuple[Choice, ...], ...]]:
    """Return the rows in keyboards, each with no more buttons than Telegram takes below one message."""
    keyboard: tuple[tuple[Choice, ...], ...] = ()
    for row in rows:
        if keyboard and sum(map(len, keyboard)) + len(row) > KEYBOARD_BUTTONS:
            yield keyboard
            keyboard = ()
        keyboard += (row,)
    yield keyboard
