"""The provinces whose plans are known, in words that fit however many there are."""

from __future__ import annotations

from knowledge import Catalogue

_HAN = "零一两三四五六七八九十"


def how_many(catalogue: Catalogue) -> str:
    """Return the number of plans as it is said before a measure word: 两 in 两省, 两个方案."""
    count = len(catalogue.plans)
    return _HAN[count] if count < len(_HAN) else str(count)


def names(catalogue: Catalogue) -> str:
    """Return 安徽、云南."""
    return "、".join(book.plan.name for book in catalogue.plans.values())


def all_of_them(catalogue: Catalogue) -> str:
    """Return 安徽、云南两省; one province stands alone: 安徽省."""
    return f"{names(catalogue)}{these(catalogue)}"


def these(catalogue: Catalogue) -> str:
    """Return 两省, to be said after the names or instead of them; 省 for one."""
    return "省" if len(catalogue.plans) == 1 else f"{how_many(catalogue)}省"


def blanks(catalogue: Catalogue) -> dict[str, str]:
    """Return what phrases about all plans have blanks for: names, provinces, these, many."""
    return {
        "names": names(catalogue),
        "provinces": all_of_them(catalogue),
        "these": these(catalogue),
        "many": how_many(catalogue),
    }
