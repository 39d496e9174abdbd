"""The parameters of a call as a form (application/x-www-form-urlencoded, WHATWG URL standard 5.2)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote_plus

_REMEMBERED = 30_000
"""So many characters are remembered; more than the texts of the knowledge base and its people have."""


class _Quoted(dict[int, str]):
    """What `str.translate` puts in the place of each character, worked out when it first comes.

    The standard library quotes byte by byte: for a page of Chinese that takes longer than all else of a call.
    """

    def __missing__(self, code: int) -> str:
        quoted = quote_plus(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = quoted
        return quoted


_QUOTED = _Quoted()


def form(parameters: Mapping[str, str]) -> bytes:
    """Return the parameters as the body of a form. Raises UnicodeEncodeError for half a surrogate pair."""
    return "&".join(
        [f"{name.translate(_QUOTED)}={value.translate(_QUOTED)}" for name, value in parameters.items()]
    ).encode("ascii")
