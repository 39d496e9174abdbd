"""Invitation codes: made, shown, and found again in what people type."""

from __future__ import annotations

import re
import secrets
from unicodedata import normalize

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that nothing is misread."""

LENGTH = 16

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = r"[-_\s‐-―−]"
_SEPARATORS = re.compile(_BETWEEN)
_SIGN = "[0-9A-Za-z]"
_GROUPED = re.compile(rf"(?<!{_SIGN})(?:{_SIGN}{{4}}{_BETWEEN}+){{3}}{_SIGN}{{4}}(?!{_SIGN})")
_ANY = re.compile(rf"(?<!{_SIGN})(?:{_SIGN}{{4}}{_BETWEEN}*){{3}}{_SIGN}{{4}}(?!{_SIGN})")
_BEFORE = re.compile(r"^\s*(?:/start(?:@\w+)?(?:\s+|$))?\s*(?:我的)?(?:邀请码)?[是为:\s]*", re.IGNORECASE)


def new_code() -> str:
    """Return a fresh code in the one spelling that is stored; digits alone are left to card numbers."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isdigit():
            return code


def shown(code: str) -> str:
    """Return the code as people read it: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normalised(text: str) -> str | None:
    """Return the stored spelling of a typed code (case, width, O/I/L, dashes, spaces); None: no code."""
    plain = _SEPARATORS.sub("", normalize("NFKC", text)).upper().translate(_LOOKALIKES)
    if len(plain) != LENGTH or plain.isdigit() or not set(plain) <= set(ALPHABET):
        return None
    return plain


def typed_alone(text: str) -> str | None:
    """Return the code that a message consists of (also after `/start`, 邀请码) or names in four groups."""
    folded = normalize("NFKC", text)
    whole = normalised(_BEFORE.sub("", folded, count=1))
    if whole is not None:
        return whole
    grouped = _GROUPED.search(folded)
    return normalised(grouped.group()) if grouped is not None else None


def anywhere(text: str) -> tuple[str, ...]:
    """Return everything in a message that could be a code (in a group each of them is looked up)."""
    found = (normalised(match.group()) for match in _ANY.finditer(normalize("NFKC", text)))
    return tuple(dict.fromkeys(code for code in found if code is not None))
