"""Typed text made comparable: one width, simplified characters, no decoration.

What people type holds full-width signs, characters copied out of PDF files, traditional characters, emoji,
spaces between characters, @mentions and commands. Everything after this step sees one plain form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from .tables import language_lines


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its plain form and what was split off from it.

    Attributes:
        text: lower case, half-width, simplified; a line break has become 。
        original: as it was typed.
        mentions: names after @, without the sign, in the order typed.
        command: the word after a leading slash (`ask` of `/ask@bot …`), or None.
    """

    text: str
    original: str
    mentions: tuple[str, ...] = ()
    command: str | None = None


def _radicals() -> dict[int, str]:
    pairs = (pair for line in language_lines("radicals.txt") for pair in line.split())
    return {ord(pair[0]): pair[1] for pair in pairs}


_TRADITIONAL = frozenset("".join(language_lines("traditional.txt")))
_RADICALS = _radicals()
_RADICAL_SIGNS = frozenset(map(chr, _RADICALS))

# Control and format characters, halves of broken emoji, and marks that only change how a sign looks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20e3\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_PICTURE = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]+"
)
_LINE_BREAK = re.compile(r"\s*[\r\n\x85\u2028\u2029][\s\x85\u2028\u2029]*")
_SPACES = re.compile(r"[ \t\x0b\x0c]+")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff"
_PUNCTUATION = "。、，！？；：,.!?;:~…()\\[\\]{}<>《》“”‘’\"'—\\-·%"
# A space stays between Latin words only; elsewhere phones put it anywhere.
_LOOSE_SPACE = re.compile(
    rf"(?<=[{_HAN}{_PUNCTUATION}]) (?=[{_HAN}\d{_PUNCTUATION}])|(?<=\d) (?=[{_HAN}{_PUNCTUATION}])"
)
_PUNCTUATION_SPACE = re.compile(rf" (?=[{_PUNCTUATION}])")
_REPEATED = re.compile(r"([。、，！？；：,.!?;:~…\-—·])\1+")
_MENTION = re.compile(r"(?<![a-z0-9._])@([\w-]+)")
_COMMAND = re.compile(r"/([a-z][a-z0-9_]*)(?:@[\w-]+)?(?=[^\w@]|[\u3400-\u9fff]|$)")


@cache
def _converter() -> Callable[[str], str]:
    """Made at the first traditional character: most texts never need it, and it costs ten milliseconds."""
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("tw2s").convert
    return convert


def plain(text: str) -> str:
    """`text` in one width, simplified and lower case, without invisible characters; spaces are kept."""
    text = _INVISIBLE.sub("", text)
    if not _RADICAL_SIGNS.isdisjoint(text):
        text = text.translate(_RADICALS)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if not _TRADITIONAL.isdisjoint(text):
        text = _converter()(text)
    return text.lower()


def _split_off(text: str) -> tuple[str, tuple[str, ...], str | None]:
    """Take @mentions and a leading command out of `text`."""
    mentions: tuple[str, ...] = ()
    if "@" in text:
        head = _COMMAND.match(text.lstrip())
        start = head.end() if head else 0
        body = text.lstrip() if head else text
        mentions = tuple(_MENTION.findall(body, start))
        text = body[:start] + _MENTION.sub(" ", body[start:])
    command = None
    if "/" in text:
        text = text.lstrip()
        head = _COMMAND.match(text)
        if head:
            command, text = head[1], text[head.end() :]
    return text, mentions, command


def _squeezed(text: str) -> str:
    """Spaces, line breaks and repeated signs of `text` folded."""
    if "\n" in text or "\r" in text or "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = _LINE_BREAK.sub("。", text.strip())
    if " " in text or "\t" in text:
        text = _SPACES.sub(" ", text).strip()
        text = _PUNCTUATION_SPACE.sub("", _LOOSE_SPACE.sub("", text))
    return _REPEATED.sub(r"\1", text)


def normalise(text: str) -> Normalised:
    """Bring typed `text` into its plain form; never fails, whatever the text holds."""
    clean = plain(text)
    body, mentions, command = _split_off(clean)
    if not body.isascii():
        body = _PICTURE.sub(" ", body)
    return Normalised(_squeezed(body), text, mentions, command)
