"""The library's bot, with a short way for the calls that every message needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from telegram.error import NetworkError
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from .pacing import Pacer, Urgency

File = tuple[str, bytes, str]
"""Name, contents and media type of a file to upload."""

_NO_FILES: Mapping[str, File] = {}


@dataclass(frozen=True)
class Parameters:
    """The parameters of a call: what `RequestData` is to a transport, without an object for each of them."""

    parameters: Mapping[str, Any]
    multipart_data: Mapping[str, File] = field(default_factory=dict)
    contains_files: bool = False

    @cached_property
    def json_parameters(self) -> dict[str, str]:
        """As text, all but text as JSON."""
        return {
            name: value if isinstance(value, str) else _json(value) for name, value in self.parameters.items()
        }


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class PacedBot(ExtBot[Urgency]):
    """The library's bot behind the pacer.

    Its own methods serve what is called now and then. They turn each parameter and each answer into objects,
    of which this bot would read one number; for what is sent all the time there is `call`.
    """

    def __init__(
        self, token: str, pacer: Pacer, calls: BaseRequest, updates: BaseRequest, **more: Any
    ) -> None:
        super().__init__(token, request=calls, get_updates_request=updates, rate_limiter=pacer, **more)
        # The library refuses new attributes to what it makes; this class is not its own.
        with self._unfrozen():
            self._pacer, self._calls, self._updates = pacer, calls, updates

    @property
    def username(self) -> str:
        """The name without @; empty where a server does not tell it."""
        return super().username or ""

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        urgency: Urgency | None = None,
        files: Mapping[str, File] | None = None,
    ) -> Any:
        """Call a method at its turn and return the result as JSON data.

        Parameters that are None are left out. Raises TelegramError, and StoodDown.
        """
        given = {name: value for name, value in params.items() if value is not None}
        return await self._pacer.process_request(
            self._posted, (self._calls, method, given, files or {}), {}, method, given, urgency
        )

    def wait_for(self, chat: int) -> float:
        """Return the seconds until an answer may go to the chat."""
        return self._pacer.wait_for(chat, Urgency.ANSWER)

    async def fetch(self, **params: Any) -> list[Any]:
        """Return the updates that wait, as JSON data. Raises TelegramError."""
        given = {name: value for name, value in params.items() if value is not None}
        patience = (self._updates.read_timeout or 0) + given.get("timeout", 0)
        found = await self._posted(self._updates, "getUpdates", given, read_timeout=patience)
        if not isinstance(found, list):
            raise NetworkError("updates that are no list")
        return found

    async def _posted(
        self,
        request: BaseRequest,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, File] = _NO_FILES,
        **timeouts: float,
    ) -> Any:
        data = cast(RequestData, Parameters(params, files, bool(files)))
        return await request.post(f"{self.base_url}/{method}", data, **timeouts)
