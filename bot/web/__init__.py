"""One Starlette application: trial page, webhook, health."""

from .app import make_app
from .health import Duty
from .server import NoFreePort, PortTaken, serve, served

__all__ = ["Duty", "NoFreePort", "PortTaken", "make_app", "serve", "served"]
