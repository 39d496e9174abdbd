"""Looking only at the templates of the words that are there finds what looking at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.schema.language import IntentFile
from knowledge.understanding.templates import Match, Templates
from tests.language.knowing import understanding

TEMPLATES = understanding().language.templates
FEATURES = sorted({part.strip("!<>{}") for one in TEMPLATES.templates for part in one.text.split()})


def looked_at_all(features: set[str]) -> list[Match]:
    bits = TEMPLATES.mask(features)
    best: dict[str, Match] = {}
    for one in TEMPLATES.templates:
        if bits & one.needs == one.needs and not bits & one.vetoes:
            best.setdefault(one.intent, Match(one.intent, one.text, one.score))
    return list(best.values())


@given(st.sets(st.sampled_from(FEATURES), max_size=12))
def test_the_index_finds_the_same_intents_in_the_same_order(features: set[str]) -> None:
    assert TEMPLATES.match(features) == looked_at_all(features)


def test_each_template_is_found_by_what_it_needs() -> None:
    for one in TEMPLATES.templates:
        needed = {part.strip("<>{}") for part in one.text.split() if not part.startswith("!")}
        assert one.intent in {match.intent for match in TEMPLATES.match(needed)}


def test_a_template_that_needs_no_word_fits_whatever_is_said_but_what_it_refuses() -> None:
    file = IntentFile(intent="anything", example="嗯", weight=0.0, templates=("!<due>",))
    templates = Templates((file,), ("due",))
    assert [match.intent for match in templates.match(())] == ["anything"]
    assert templates.match({"due"}) == []
