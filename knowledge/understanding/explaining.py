"""What was understood of a sentence, in words for the person who edits the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .naming import Mention
from .place_names import PlaceMention
from .reading import Reading

if TYPE_CHECKING:
    from .engine import Understanding


def explain(reading: Reading, understanding: Understanding) -> list[tuple[str, str]]:
    """Return labelled lines: plain form, entities, words, side asked for, intents, nearest points."""
    plans = list({point.plan: None for point in understanding.index.points})
    hits = understanding.find(reading, reading.plans or plans, limit=6)
    lines = [
        ("规范化", reading.text),
        ("地名", "；".join(_place(mention) for mention in reading.places.mentions)),
        ("单位和人", "；".join(_name(mention) for mention in reading.names)),
        (
            "时间",
            "；".join(f"{period.text}＝{period.start or '…'}至{period.end}" for period in reading.periods),
        ),
        (
            "数字",
            "；".join(f"{number.text}＝{number.value}{number.unit or ''}" for number in reading.numbers),
        ),
        (
            "编号",
            "；".join(f"{part.text}＝{part.kind}{part.clause or part.number}" for part in reading.references),
        ),
        ("词组", "；".join(f"{word.word}＝{word.group}" for word in reading.words)),
        ("方案", "、".join(reading.plans)),
        ("问的是", "、".join(sorted(facet.value for facet in reading.facets))),
        (
            "意图",
            "；".join(f"{match.intent} {match.score:.2f}（{match.template}）" for match in reading.matches),
        ),
    ]
    lines += [("要点", f"{hit.score:.2f} {hit.point.key}（{hit.line}）{hit.point.say}") for hit in hits]
    return [(label, value or "（无）") for label, value in lines]


def _place(mention: PlaceMention) -> str:
    candidates = "/".join(place.name for place in mention.candidates)
    return f"{mention.text}＝{candidates or mention.kind}（{mention.certainty}）"


def _name(mention: Mention) -> str:
    bearers = "/".join(f"{bearer.plan}:{bearer.kind}:{bearer.name}" for bearer in mention.bearers)
    return f"{mention.text}＝{bearers}"
