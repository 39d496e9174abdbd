"""The text of Telegram messages, filled block by block, each within its limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape as _escape_html

from .telegram_text import cut, units, visible

TEXT_UNITS = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """Text inside one tag (or none). It may be cut: each part gets the tag again."""

    text: str
    tag: str = ""

    def html(self, text: str) -> str:
        """Return a part of the text inside the tag."""
        inner = _escape_html(text, quote=False)
        return f"<{self.tag}>{inner}</{self.tag.split()[0]}>" if self.tag else inner


@dataclass(frozen=True, slots=True)
class Written:
    """One block of a reply: what can be seen of it in pieces, and the whole as HTML of so many units."""

    pieces: tuple[Piece, ...]
    html: str
    units: int


def written(pieces: Iterable[Piece]) -> Written:
    """Return the block that the pieces make; what nobody would see of them is left out."""
    seen = tuple(piece for piece in pieces if visible(piece.text))
    whole = "\n".join(piece.html(piece.text) for piece in seen)
    return Written(seen, whole, units(whole))


class Pages:
    """Messages being filled block by block."""

    def __init__(self) -> None:
        self._full: list[str] = []
        self._open = ""

    def add(self, block: Written) -> None:
        """Put a block on the open page, on a new one, or, too long for any, cut over several."""
        if self._room() < block.units:
            self._turn()
        if block.units <= TEXT_UNITS:
            self._append(block.html, "\n\n")
            return
        for piece in block.pieces:
            self._add_cut(piece)

    def take(self) -> list[str]:
        """Return the pages filled so far and begin anew."""
        self._turn()
        full, self._full = self._full, []
        return full

    def _add_cut(self, piece: Piece) -> None:
        rest = piece.text
        while rest:
            room = self._room() - units(piece.html(""))
            if self._open and room < TEXT_UNITS // 2:
                self._turn()
                continue
            part, rest = cut(rest, room)
            if visible(part):
                self._append(piece.html(part), "\n")

    def _room(self) -> int:
        return TEXT_UNITS - units(self._open) - (2 if self._open else 0)

    def _append(self, html: str, border: str) -> None:
        self._open = f"{self._open}{border}{html}" if self._open and html else self._open + html

    def _turn(self) -> None:
        if self._open:
            self._full.append(self._open)
        self._open = ""
