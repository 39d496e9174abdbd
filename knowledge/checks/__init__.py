"""Proving the knowledge base: every check looks at a loaded catalogue and names each fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..catalogue import DATA, Catalogue
from ..faults import Fault
from .dates import check_dates
from .ids import check_ids
from .language import check_language
from .quotes import check_quotes
from .sums import check_sums

__all__ = ["check_catalogue"]


def check_catalogue(catalogue: Catalogue, today: date, data: Path = DATA) -> list[Fault]:
    """Return every fault of what was read from `data`, sorted by file and line; empty when all is well."""
    faults = [
        *check_quotes(catalogue, data),
        *check_ids(catalogue),
        *check_sums(catalogue),
        *check_dates(catalogue, today),
        *check_language(catalogue, data),
    ]
    return sorted(set(faults))
