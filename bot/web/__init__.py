"""One Starlette application: trial page, webhook, health."""

from .app import make_app
from .health import Duty
from .hook import Taken, hook_route
from .server import NoFreePort, PortTaken, serve, served

__all__ = ["Duty", "NoFreePort", "PortTaken", "Taken", "hook_route", "make_app", "serve", "served"]
