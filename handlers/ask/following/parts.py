"""The pieces of a question that a follow-up can exchange: places, names, periods, numbers."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import Number, Reading

PLACES = ("county", "prefecture")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a question that can be exchanged: its kind and where it stands."""

    kind: str
    start: int
    end: int
    text: str


def parts_of(reading: Reading) -> list[Part]:
    """Return the pieces of a sentence, the longest first where two overlap."""
    found = [
        Part(mention.kind, mention.start, mention.end, mention.text)
        for mention in reading.places.mentions
        if mention.certainty != "offered"
    ]
    for mention in reading.names:
        kind = "person" if mention.of("person") else "unit"
        found.append(Part(kind, mention.start, mention.end, mention.text))
    found += [Part("period", *period.span, period.text) for period in reading.periods]
    found += [Part("number", part.start, part.end, part.text) for part in reading.references]
    found += [
        Part("years", one.start, one.end, one.text) for one in reading.numbers if _of_years(one, reading)
    ]
    kept: list[Part] = []
    for part in sorted(found, key=lambda part: part.start - part.end):
        if not any(part.start < other.end and other.start < part.end for other in kept):
            kept.append(part)
    return kept


def _of_years(number: Number, reading: Reading) -> bool:
    """True for the 2年 of 那2年呢, not for that of 哪一年."""
    return number.unit == "年" and reading.text[: number.start][-1:] != "哪"


def county_of(reading: Reading) -> str:
    """Return the county that the earlier question named, to be carried on; "" for none."""
    return next((mention.text for mention in reading.places.mentions if mention.kind in PLACES), "")


def province_of(reading: Reading) -> str:
    """Return the province that the earlier question named, to be carried on; "" for none."""
    return next((mention.text for mention in reading.places.mentions if mention.kind == "province"), "")
