"""The prefecture's office for every test in this folder."""

from __future__ import annotations

from tests.handlers.office import lent, office

__all__ = ["lent", "office"]
