"""`python -m bench [part …]`: prints Markdown tables; nothing is asserted about times."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable

from .asking import asking
from .checkin import checkin
from .growing import growing
from .loading import loading
from .machine import describe, state
from .planning import planning
from .starting import starting
from .telegram import telegram

PARTS: dict[str, Callable[[], str]] = {
    "asking": asking,
    "checkin": checkin,
    "starting": starting,
    "loading": loading,
    "growing": growing,
    "planning": planning,
    "telegram": telegram,
}


def main() -> None:
    """Measure the parts named on the command line, else all, and print each as soon as it is done."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measures speed, start-up and memory."
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of: {', '.join(PARTS)}; default: all")
    wanted = parser.parse_args().parts or list(PARTS)
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    before = state()
    for part in wanted:
        print(f"{PARTS[part]()}\n", flush=True)
    print(f"## Machine\n\n{describe(before, state())}")


if __name__ == "__main__":
    main()
