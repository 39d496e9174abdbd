"""Logs: one line an event, JSON for machines or text for people, and never a token in them."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, TextIO
from urllib.parse import unquote, urlsplit

import structlog
from pydantic import SecretStr
from structlog.typing import Processor

if TYPE_CHECKING:
    from .config import Settings

MASK = "[令牌已隐去]"
# A token inside an address may be short in a test server; a bare one has the length that BotFather gives.
_TOKEN = re.compile(r"(?<=bot)\d+(?::|%3A)[\w-]+|(?<![\w:])\d{6,}:[\w-]{30,}", re.IGNORECASE)
# They write addresses (with the token) and whole updates (with what people said) below WARNING.
QUIET = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "hpack", "alembic.runtime.plugins")


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Return the text with every Telegram token, and every one of `secrets`, replaced."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    return _TOKEN.sub(MASK, text)


def set_up(settings: Settings) -> None:
    """Send all logs to stderr as the settings say, without the secrets that they hold."""
    as_json = None if settings.log_format == "auto" else settings.log_format == "json"
    configure(settings.log_level, as_json=as_json, secrets=_secrets(settings))


def _secrets(settings: Settings) -> list[str]:
    known = [one.get_secret_value() for _, one in settings if isinstance(one, SecretStr)]
    if settings.database_url is not None:
        # As written, and as a driver repeats it in an error: alone and decoded.
        password = urlsplit(settings.database_url).password
        known += [password, unquote(password)] if password else []
    return known


def configure(
    level: str = "INFO",
    *,
    as_json: bool | None = None,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send all logs, structlog's and the standard library's, to `stream` (stderr), masked.

    `as_json` None means: JSON unless the stream is a terminal. `secrets` are masked wherever they stand.
    """
    stream = stream or sys.stderr
    as_json = not stream.isatty() if as_json is None else as_json
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter(as_json, stream.isatty(), tuple(filter(None, secrets))))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    sys.excepthook = _log_uncaught


_SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class MaskingFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks the finished line: message, values, address, traceback, whatever it was made of."""

    def __init__(self, as_json: bool, colours: bool, secrets: tuple[str, ...]) -> None:
        form: tuple[Processor, ...] = (
            (structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False))
            if as_json
            else (
                structlog.dev.ConsoleRenderer(
                    colors=colours, exception_formatter=structlog.dev.plain_traceback
                ),
            )
        )
        super().__init__(processors=[self.remove_processors_meta, *form], foreign_pre_chain=_SHARED)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line without tokens."""
        return mask(super().format(record), self._secrets)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The traceback that Python would print goes through the mask too."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, trace))
