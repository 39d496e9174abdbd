"""The one way in: every channel hands its requests here and sends back what comes out."""

from __future__ import annotations

from .ask import answer
from .reply import Reply
from .request import Request
from .services import Services


def dispatch(request: Request, services: Services) -> Reply:
    """Return the reply to one input of one person. Raises PersonError for input nobody can answer.

    Without a database only questions are answered and nothing is kept.
    """
    if services.storage is None:
        return answer(request, services)
    # Only here: a question on the command line does not wait for the database library.
    from .handling import handle

    return handle(request, services, services.storage)
