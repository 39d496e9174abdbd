"""Who wants back what was withdrawn is told from who reports that something goes on again."""

from __future__ import annotations

import pytest

from knowledge.reporting import Reporting


@pytest.mark.parametrize(
    "text",
    [
        "刚才撤回那条能恢复吗",
        "删了能找回吗",
        "恢复刚才撤回的那条",
        "手滑把那条删了",
        "撤错了",
        "撤回了还能不能要回来",
        "昨天删的那条怎么找回",
    ],
)
def test_wanting_back_is_understood(reporting: Reporting, text: str) -> None:
    assert reporting.wants_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "因疫情取消的文艺演出恢复了 演了2场",
        "取消的培训恢复开班1期",
        "撤回刚才那条",
        "把昨天那条删了",
        "停工企业恢复生产 送温暖20户",
        "驿站撤销后又恢复了1个",
    ],
)
def test_a_report_or_a_withdrawal_is_not_taken_for_it(reporting: Reporting, text: str) -> None:
    assert not reporting.wants_back(text)
