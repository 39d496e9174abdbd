"""What a sentence shows to the intent templates: entities found in it, and whether it is small talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .naming import Mention
from .numbering import Reference
from .place_names import PlaceFindings
from .vocabulary import Found

TALK = {"greeting", "thanks", "bye", "identity", "capability"}
_ONLYTALK = 0.6
_ADDRESS = re.compile("兄弟|师傅|老师|大哥|大姐|老哥|同志|老人家|小伙子?|亲(?=[,。! ]|$)|[ ,。!?~、]")
"""How somebody is addressed; it says nothing else."""
_NAME_LENGTH = 3  # 你好呀小智: a greeting may hold a name


def only_talk(text: str, words: Sequence[Found]) -> bool:
    """True when small talk makes up most of the sentence: 好的 inside 办得好的县 is none."""
    covered: set[int] = set()
    for word in words:
        if word.group in TALK:
            covered.update(range(word.start, word.end))
    whole = len(_ADDRESS.sub("", text).strip(" ,。!?~、"))
    return len(covered) >= _ONLYTALK * whole > 0 or (
        len(covered) > 1 and whole - len(covered) <= _NAME_LENGTH
    )


_OWN = re.compile("^(?:我|咱|俺|本|你|他|贵|哪|各|每|全|这|那|某|该)")


def real_places(found: PlaceFindings) -> PlaceFindings:
    """Return the findings without what is no name: 我县, 哪个县, 各县."""
    kept = [
        mention for mention in found.mentions if mention.kind != "unknown" or not _OWN.match(mention.text)
    ]
    return found if len(kept) == len(found.mentions) else PlaceFindings(tuple(kept))


def entity_features(
    places: PlaceFindings, names: Sequence[Mention], references: Iterable[Reference]
) -> set[str]:
    """Return the kinds of entities found, as the templates name them."""
    features = {"unknown_place" if mention.kind == "unknown" else mention.kind for mention in places.mentions}
    for mention in names:
        features |= {
            bearer.kind if bearer.kind in ("unit", "person") else "unit" for bearer in mention.bearers
        }
        if mention.of("body"):
            features.add("body")
    features |= {reference.kind.value for reference in references}
    return features
