"""The examination: every part is looked at, whatever is wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from . import calendar, clock, database, knowledge, settings_file, telegram
from .finding import Finding, fault

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.telegram.probe import Probe

Ask = Callable[["Settings"], "Probe"]


def examine(
    settings: Settings, now: datetime, *, ask: Ask | None = None, folder: Path | None = None
) -> list[Finding]:
    """Return what was found, in the order in which it is best mended.

    `ask` asks Telegram (default: over the network, only with a token); `folder` holds the `.env` file.
    Nothing is made that is not there, and no finding holds the token or a password.
    """
    found: list[Finding] = []
    for name, part in _parts(settings, now, ask, folder or Path()):
        try:
            found += part()
        except Exception as error:
            # An examination that breaks off tells nothing about the parts behind it.
            # Its words may hold an address or a password, so only kind and place are told.
            said = f"检查时出错：{type(error).__name__}，{_place(error)}"
            found.append(fault(name, said, "请把这一行告诉维护的人。"))
    return found


def _place(error: Exception) -> str:
    last = extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _parts(
    settings: Settings, now: datetime, ask: Ask | None, folder: Path
) -> Iterator[tuple[str, Callable[[], list[Finding]]]]:
    yield "设置", lambda: settings_file.look(folder)
    yield "知识库", lambda: knowledge.look(now)
    yield "数据库", lambda: database.look(settings, now)
    yield "时区", lambda: clock.look_at_zone(now)
    yield "节假日", lambda: calendar.look(settings, now)
    yield "Telegram", lambda: telegram.look(settings, now, ask)
