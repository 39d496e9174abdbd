"""The prefecture's office for every test in this folder."""

from __future__ import annotations

from tests.handlers.office import office

__all__ = ["office"]
