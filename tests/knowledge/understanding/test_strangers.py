"""Names of people whom no plan names: found where a person is asked for, never in ordinary words."""

from __future__ import annotations

import pytest

from tests.language.knowing import read


def strangers(say: str) -> list[str]:
    return [stranger.text for stranger in read(say).strangers]


@pytest.mark.parametrize(
    ("say", "name"),
    [
        ("张三是谁", "张三"),
        ("请问李四联系哪个县", "李四"),
        ("砀山县是不是王磊联系的", "王磊"),
        ("组长是赵六吧", "赵六"),
        ("欧阳锋是什么职务", "欧阳锋"),
        ("刘德华是哪个部门的", "刘德华"),
        ("徐发联系哪些县", "徐发"),
        ("专班是不是由陈伟牵头", "陈伟"),
    ],
)
def test_a_name_that_no_plan_has(say: str, name: str) -> None:
    assert strangers(say) == [name]


@pytest.mark.parametrize(
    "say",
    [
        *(
            "徐发成是谁",
            "张勇联系哪些县",
            "方案是谁印发的",
            "任务是谁牵头",
            "文化宫是哪个部门牵头",
            "简报是谁编的",
        ),
        *(
            "肥西县是谁联系",
            "周末是谁值班",
            "高温补贴谁发",
            "成员是哪些部门",
            "平台是哪个部门管",
            "经费是谁出",
        ),
        *("全总是哪个部门联系", "宁洱县归谁", "安宁是谁联系", "何时是中期调度", "张弛联系哪里", "单位是哪些"),
    ],
)
def test_what_is_no_unknown_name(say: str) -> None:
    assert strangers(say) == []
