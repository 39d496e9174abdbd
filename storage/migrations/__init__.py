"""Migrations. A new one: add `versions/NNNN_name.py`, append its revision below, change the tables.

A test holds the list against the scripts and the tables against a migrated database. The list is here,
not read from the scripts, so that a start on an up-to-date database does not import Alembic.
"""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""Every revision, first to last."""

HEAD = REVISIONS[-1]
"""The revision that the program works with."""
