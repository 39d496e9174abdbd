"""Places outside the two provinces, so that nobody asking about them is told about one of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .tables import language_lines

_SHORTEST = 2
"""Characters of a county's name that has nothing to leave off."""


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """A province, prefecture or county-level unit elsewhere in China.

    `bare`: the name has no ending and is looked at with care. `county`: a county-level unit.
    """

    name: str
    province: str
    bare: bool = False
    county: bool = False


def load_other_places(name: str = "other_places.txt") -> Iterator[OtherPlace]:
    """Every name of every place in the table; a province opens a block: [河北 河北省]."""
    province = ""
    for line in language_lines(name):
        if line.startswith("["):
            names = line.strip("[]").split()
            province = names[0]
            for one in names:
                yield OtherPlace(one, province, bare=one == province or len(one) == 2)
            continue
        kind, _, rest = line.partition(":")
        for one in rest.split():
            yield from _places(kind, one, province)


def _places(kind: str, entry: str, province: str) -> Iterator[OtherPlace]:
    """`苏州` stands for 苏州 and 苏州市, `延边/延边朝鲜族自治州` for both of its parts and 延边州."""
    if kind == "counties":
        yield OtherPlace(entry, province, county=True)
        if len(entry) > _SHORTEST:
            yield OtherPlace(f"{province}{entry[:-1]}", province)  # 四川会理
    elif kind == "full":
        yield OtherPlace(entry, province)
    else:
        short, _, full = entry.partition("/")
        yield OtherPlace(short, province, bare=True)
        yield OtherPlace(full or f"{short}市", province)
        if full.endswith("州"):
            yield OtherPlace(f"{short}州", province)
