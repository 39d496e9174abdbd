"""Questions about the assistant itself: how it is used, who sees what, what it cannot do."""

from .asked import AREA

__all__ = ["AREA"]
