"""A plan's own checklist is told by its records: which tasks and records stands with the plan, not in code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import Services
from knowledge import load_knowledge
from tests.handlers.checkin.conftest import NOON, Talk
from tests.knowledge import third_plan

COUNTY = "county:990102"


@pytest.fixture
def talk(file_settings: Settings, tmp_path: Path) -> Iterator[Talk]:
    """李敏 of a county of a third province, and 王芳 of a plan without such a list, have joined."""
    data = third_plan.write(tmp_path / "data")
    catalogue, understanding = load_knowledge(data, tmp_path / "snapshots")
    known = Services(catalogue, understanding, None, lambda: NOON)
    services = build_services(file_settings, lambda: NOON, known=known)
    assert services.storage is not None
    with services.storage:
        talk = Talk(services)
        talk.join("李敏", COUNTY)
        talk.join("王芳", "county:341882")
        yield talk


def test_a_third_plans_list_is_told_by_its_own_tasks_and_records(talk: Talk) -> None:
    talk.say("今天建成职工驿站1个", by="李敏")
    talk.press("保存", by="李敏")
    said = talk.say("我的进展", by="李敏")
    assert "五个必" in talk.labels
    said = talk.press("五个必", by="李敏")
    assert "“五个必”（瀚 第四条），由已有的记录推出" in said
    assert "十个一" not in said
    lines = [line for line in said.splitlines() if "必" in line]
    assert any("2 必看阵地" in line and "职工驿站：已有进展" in line for line in lines), said
    assert any("5 必解难题" in line and "还没有报过" in line for line in lines), said
    assert any("1 必访职工" in line and "推不出" in line for line in lines), said


def test_a_plan_without_such_a_list_has_no_button_and_says_so(talk: Talk) -> None:
    talk.say("我的进展", by="王芳")
    assert not {"十个一", "五个必"} & set(talk.labels)
    assert "安徽方案里没有" in talk.button("g:ten.341882", by="王芳")


def test_lists_without_tasks_and_records_are_no_page(talk: Talk) -> None:
    told = {
        one.kind: one.told_by_records
        for book in talk.services.catalogue.plans.values()
        for one in book.checklists
    }
    assert told == {"十个一": True, "调研提纲": False, "五个必": True}
