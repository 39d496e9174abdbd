"""Modules that are loaded late, loaded at once: for processes that serve with several threads."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages


def load() -> None:
    """Load all of the handlers in the caller's thread; call it before several threads serve.

    A question on the command line loads the little that it needs when it needs it. Threads that do so at
    the same time meet modules half loaded which need each other, and what was said to them is lost.
    """
    package = import_module(__package__)
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
