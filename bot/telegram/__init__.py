"""Telegram: the only folder that imports the Telegram library.

`run` polls until stopped. Importing this package loads the library, so do it where Telegram is really used.
"""

import os

# The library is changing waiting times from numbers to timedelta; this chooses the coming form.
os.environ["PTB_TIMEDELTA"] = "true"

from .errors import TelegramStopped
from .run import run

__all__ = ["TelegramStopped", "run"]
