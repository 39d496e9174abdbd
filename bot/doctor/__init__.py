"""`doctor`: looks at everything that a running assistant rests on, and says what to do."""

from .examining import examine
from .finding import Finding, State

__all__ = ["Finding", "State", "examine"]
