"""Telegram: the only folder that imports the Telegram library.

`run_bot` polls until stopped. Importing this package loads the library, so import it where it is needed.
"""

import os

# The library is changing waiting times from numbers to timedelta; this chooses the coming form.
os.environ["PTB_TIMEDELTA"] = "true"

from .errors import TelegramStopped
from .run import run_bot

__all__ = ["TelegramStopped", "run_bot"]
