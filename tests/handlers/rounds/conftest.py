"""The prefecture's office for every test in this folder."""

from __future__ import annotations

from tests.handlers.office import lent, migrated_file, office

__all__ = ["lent", "migrated_file", "office"]
