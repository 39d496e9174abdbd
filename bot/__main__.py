"""`python -m bot`: see `python -m bot --help`."""

import sys
from zoneinfo import ZoneInfoNotFoundError

from .beginning import uncollected

NO_ZONES = "这台机器没有时区资料，算不出北京时间。请运行：apt install tzdata"

if __name__ == "__main__":
    try:
        with uncollected():
            from .cli import main
    except ZoneInfoNotFoundError:
        sys.exit(NO_ZONES)
    main()
