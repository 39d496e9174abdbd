"""One Starlette application: health always, the trial page only where nothing real is configured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import handlers
from bot import clock as real_clock
from bot.config import Settings
from handlers import Services

from .guard import Guard
from .health import Duty, Health
from .refusals import NOT_FOUND, error_response, refusal_response
from .trial import STATIC, Dispatch, Trial

DEMO_DAY = date(2023, 4, 10)
"""The day that the page presets: in the middle of both programmes."""

_METHOD = "这个地址不接受这种请求。"


def make_app(
    settings: Settings,
    services: Services,
    *,
    dispatch: Dispatch = handlers.dispatch,
    clock: Callable[[], datetime] = real_clock.now,
    demo_day: date = DEMO_DAY,
    duty: Callable[[], Duty] | None = None,
    more: Sequence[BaseRoute] = (),
) -> Starlette:
    """Return the application; without `settings.trial` every route of the trial page is absent (404).

    `duty` says at each request whether this process is active; `more` are a channel's own routes.
    """
    handlers.load()
    routes: list[BaseRoute] = [*Health(services, duty).routes, *more]
    if settings.trial:
        routes.append(Mount("/", Guard(_trial_app(Trial(services, dispatch, clock, demo_day)))))
    return Starlette(routes=routes, exception_handlers={HTTPException: _in_words})


def _trial_app(trial: Trial) -> Starlette:
    """An application of its own, so that its errors too pass the guard and get the safety headers."""
    routes: list[BaseRoute] = [
        Route("/", trial.page),
        Route("/trial/units", trial.units),
        Route("/trial/next-day", trial.next_day),
        Route("/trial/message", trial.message, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _in_words})


async def _in_words(_request: WebRequest, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return refusal_response(NOT_FOUND) if status == 404 else error_response(status, "not_allowed", _METHOD)
