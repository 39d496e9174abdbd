"""People: invitations, memberships, their settings and their data."""

from .registration import AREA

__all__ = ["AREA"]
