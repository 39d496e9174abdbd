"""Work counts only toward targets of its own, whatever it is counted in; work without one counts toward none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from handlers.checkin.reading import piece_of
from knowledge.catalogue import DATA, load_catalogue
from knowledge.reporting import Reporting
from knowledge.reporting.files import Files

TODAY = date(2023, 6, 14)
CATALOGUE = load_catalogue()
FILES = Files(DATA / "language" / "report")
UNITS = sorted(FILES.counting.units)
WORDS = 4
"""How many of the words that name a work are tried."""


def works() -> Iterator[Any]:
    for plan, file in FILES.plans.items():
        for task, topics in file.tasks.items():
            for topic, aims in topics.items():
                yield pytest.param(plan, task, topic, frozenset(aims), id=f"{plan} {topic}")


def lines(topic: str) -> Iterator[str]:
    named = FILES.topics[topic]
    counted = "，".join(f"{number}{unit}" for number, unit in enumerate(UNITS, 1))
    for word in (named.title, *named.sure[:WORDS]):
        yield f"今天{word}完成了{counted}"
        yield f"新建{word}{counted}"


@pytest.fixture(scope="module")
def reporting() -> Reporting:
    return Reporting(CATALOGUE)


@pytest.mark.parametrize(("plan", "task", "topic", "own"), list(works()))
def test_a_number_counts_only_toward_a_target_of_the_work(
    reporting: Reporting, plan: str, task: str, topic: str, own: frozenset[str]
) -> None:
    tasks = CATALOGUE.plans[plan].tasks
    read = 0
    for text in lines(topic):
        for part in reporting.parse(text, plan=plan, today=TODAY).parts:
            if part.ask or not part.tasks or part.tasks[0].topic != topic:
                continue
            read += 1
            piece = piece_of(part, text, tasks)
            counted = {one.target for one in (*part.quantities, *piece.numbers)} | {piece.target}
            assert counted <= own | {None}, text
            assert part.task == task
    assert read, "no word of this work is read as it"


@pytest.mark.parametrize(
    ("plan", "text", "target"),
    [
        ("anhui-2022", "建了2个职工之家", None),
        ("anhui-2022", "建了1个县级工人文化宫", "三(三)1b"),
        ("anhui-2022", "职工书屋新建3个", None),
        ("anhui-2022", "公众号新开了2个", None),
        ("anhui-2022", "网上问卷调研2次", "三(三)2a"),
        ("anhui-2022", "党建带工建示范点3个", None),
        ("anhui-2022", "签集体合同12份", None),
        ("anhui-2022", "集体协商质效评估做了6家", "三(四)4b"),
        ("anhui-2022", "送清凉慰问环卫工人300人", "三(五)2f"),
        ("anhui-2022", "困难职工建档40户", "三(五)2b"),
        ("anhui-2022", "新建企业工会3家", "三(二)2b"),
        ("anhui-2022", "发展新会员260名", "三(二)2c"),
        ("anhui-2022", "兼职副主席配了2个", None),
        ("yunnan-2022", "送清凉慰问环卫工人300人", None),
        ("yunnan-2022", "纳入帮扶困难职工12人", "22b"),
        ("yunnan-2022", "驿站改造3个", None),
        ("yunnan-2022", "驿站新建3个", "23a"),
        ("yunnan-2022", "联合会申报省总补助1个", None),
        ("yunnan-2022", "成立货运行业联合会1个", "7a"),
        ("yunnan-2022", "综合体建成1个", "10b"),
        ("yunnan-2022", "劳动竞赛办了2个", "18a"),
        ("yunnan-2022", "打造竞赛品牌1个", "18b"),
        ("yunnan-2022", "招了社工3名", "26a"),
    ],
)
def test_the_words_tell_which_target(reporting: Reporting, plan: str, text: str, target: str | None) -> None:
    (part,) = reporting.parse(text, plan=plan, today=TODAY).parts
    assert [one.target for one in part.quantities] == [target]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("产改写进县委常委会工作要点了", "12a"),
        ("产改列入县政府督查事项了", "12b"),
        ("产改工作列进去了", None),
        ("集中建会入会行动搞完了", "6a"),
        ("联合会补助申报上去了", "7b"),
        ("快递行业联合会成立了", "7a"),
        ("志愿服务制度印发了", "27b"),
        ("志愿者队伍建起来了", "27a"),
        ("统筹使用社工的办法出台了", "26c"),
        ("诉调对接工作室挂牌了", "14"),
        ("劳动争议调解成功了", None),
    ],
)
def test_done_without_a_number_names_its_target(reporting: Reporting, text: str, target: str | None) -> None:
    (part,) = reporting.parse(text, plan="yunnan-2022", today=TODAY).parts
    assert part.tasks[0].target == target
