"""The parameters of a call as a form (application/x-www-form-urlencoded, WHATWG URL standard, section 5)."""

from __future__ import annotations

from collections.abc import Mapping


def form(parameters: Mapping[str, str]) -> bytes:
    """Return the parameters as the body of a form. Raises UnicodeEncodeError for half a surrogate pair."""
    return "&".join([f"{_quoted(name)}={_quoted(value)}" for name, value in parameters.items()]).encode()


def _quoted(text: str) -> str:
    """Every byte as %XX, unless all may stay as they are."""
    # The standard library looks at each byte; for a page of Chinese that takes longer than the call itself.
    plain = text.isascii() and text.replace("_", "").isalnum()
    return text if plain or not text else f"%{text.encode().hex('%').upper()}"
