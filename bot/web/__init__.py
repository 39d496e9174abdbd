"""One Starlette application: trial page, webhook, health."""

from .app import make_app
from .server import NoFreePort, serve

__all__ = ["NoFreePort", "make_app", "serve"]
