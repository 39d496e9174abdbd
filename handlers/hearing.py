"""The edge of the handlers: numbers are masked and codes picked out before anything else sees the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeGuard

from .masking import mask
from .people import codes
from .request import Request


@dataclass(frozen=True, slots=True)
class Heard:
    """A request whose words may be kept, the kinds of numbers that were masked, and the codes in it."""

    request: Request
    masked: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def hear(request: Request) -> Heard:
    """Return the request with identity-card, mobile and bank-card numbers masked in everything written."""
    found: dict[str, None] = {}

    def clean(text: str) -> str:
        masked = mask(text)
        found.update(dict.fromkeys(masked.kinds))
        return masked.text

    text = clean(request.text) if request.text is not None else None
    button = clean(request.button) if _holds_words(request.button) else request.button
    kinds = tuple(found)
    name, title = clean(request.sender.name), clean(request.chat.title)
    if not found:
        return Heard(request, codes=_codes(request))
    quiet = replace(
        request,
        text=text,
        button=button,
        sender=replace(request.sender, name=name),
        chat=replace(request.chat, title=title),
    )
    return Heard(quiet, kinds, _codes(request))


def _holds_words(button: str | None) -> TypeGuard[str]:
    """Whether a button stands for something that could be typed; the others hold ids."""
    return button is not None and button.startswith(("q:", "c:"))


def _codes(request: Request) -> tuple[str, ...]:
    if request.text is None:
        return ()
    if not request.private:
        return codes.anywhere(request.text)
    alone = codes.typed_alone(request.text)
    return (alone,) if alone is not None else ()
