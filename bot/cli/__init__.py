"""The command line: verbs in their modules, errors in one form."""

from .app import main

__all__ = ["main"]
