"""The questions that the page offers are answered by the real plans; a trial must not begin with a shrug."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from trial_stage import NOON

from bot.web import directory
from handlers import Chat, Outcome, Request, Sender, Services, dispatch
from knowledge import Understanding, load_catalogue

PLAYED = {
    ("county", "34"): ("county:340123", "肥西县"),
    ("county", "53"): ("county:532822", "勐海县"),
    ("prefecture", "34"): ("prefecture:340800", "安庆市"),
    ("prefecture", "53"): ("prefecture:530100", "昆明市"),
    ("liaison", "34"): ("liaison:anhui-2022/xu-facheng", "徐发成"),
    ("liaison", "53"): ("liaison:yunnan-2022/coal-power-chemistry", "省煤电化工工会"),
    ("province", "34"): ("province:34", ""),
    ("province", "53"): ("province:53", ""),
}
CASES = [
    (role, province, question)
    for role, provinces in yaml.safe_load(directory.EXAMPLES.read_text(encoding="utf-8")).items()
    for province, questions in provinces.items()
    for question in questions
]


@pytest.fixture(scope="module")
def real() -> Services:
    catalogue = load_catalogue()
    return Services(catalogue, Understanding(catalogue), None, lambda: NOON)


@pytest.mark.parametrize(("role", "province", "question"), CASES)
def test_an_example_is_answered(real: Services, role: str, province: str, question: str) -> None:
    # The questions of any province are offered to whoever plays a unit too.
    unit, name = PLAYED.get((role, province)) or PLAYED.get((role, "53"), (None, ""))
    request = Request(
        sender=Sender("web", "web:test"),
        chat=Chat("web", "web:test"),
        moment=NOON,
        today=date(2023, 4, 10),
        key="key",
        text=question.replace("{unit}", name),
        unit=unit,
        history=(),
    )
    assert dispatch(request, real).outcome in (Outcome.ANSWERED, Outcome.SMALL_TALK)
