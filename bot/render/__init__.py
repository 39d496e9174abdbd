"""Rendering: a Reply becomes what a channel can show. No plan and no row is read here."""

from .json import to_json
from .plain import to_text

__all__ = ["to_json", "to_text"]
