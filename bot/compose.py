"""Puts the parts together; nobody else creates a catalogue, an understanding or a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handlers import Services
from knowledge import Understanding, load_catalogue

from . import clock


def build_services(now: Callable[[], datetime] = clock.now) -> Services:
    """Return services without a database: for questions on the command line and for checks.

    Raises KnowledgeError when the knowledge base has faults.
    """
    catalogue = load_catalogue()
    return Services(catalogue, Understanding(catalogue), None, now)
