"""Each kind of fault in the knowledge base is found, with its file and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge import KnowledgeError, check_catalogue, load_catalogue
from tests.knowledge import mini_plan
from tests.knowledge.mini_plan import Files

TODAY = date(2023, 1, 1)


def faults(data: Path) -> list[str]:
    """Every fault of the knowledge base in `data`, as `file:line: words`."""
    try:
        catalogue = load_catalogue(data)
    except KnowledgeError as error:
        return [str(fault) for fault in error.faults]
    return [str(fault) for fault in check_catalogue(catalogue, TODAY, data)]


def test_the_plans_are_sound() -> None:
    assert check_catalogue(load_catalogue(), date(2026, 11, 21)) == []


def test_the_small_plan_is_sound(tmp_path: Path) -> None:
    assert faults(mini_plan.write(tmp_path)) == []


PLANTED: dict[str, tuple[Callable[[Files], object], str, str]] = {
    "a quote that is not printed": (
        lambda f: f["duties.yaml"]["duties"][0].update(quote="2022年11月底前"), "duties.yaml", "不在 source.txt 里"),
    "a clause text that is not printed": (
        lambda f: f["clauses.yaml"]["clauses"][0].update(text="每个县建9个驿站"), "clauses.yaml", "不在 source.txt 里"),
    "a changed source": (
        lambda f: f["plan.yaml"].update(source_sha256="0" * 64), "plan.yaml", "SHA-256 不同"),
    "a clause that does not exist": (
        lambda f: f["phases.yaml"]["phases"][0].update(clause="九"), "phases.yaml", "条款“九”不存在"),
    "a clause read that does not exist": (
        lambda f: f["silent.yaml"]["points"][0].update(read=["八"]), "silent.yaml", "条款“八”不存在"),
    "a task that does not exist": (
        lambda f: f["funding.yaml"]["money"][0].update(tasks=["7"]), "funding.yaml", "任务“7”不存在"),
    "an action that does not exist": (
        lambda f: f["funding.yaml"]["money"][0].update(group=4), "funding.yaml", "“4”不存在"),
    "a department that does not exist": (
        lambda f: f["tasks.yaml"]["tasks"][0].update(leads=["宣传部"]), "tasks.yaml", "部门“宣传部”不存在"),
    "a place that does not exist": (
        lambda f: f["liaisons.yaml"]["units"][0]["counties"][0].update(place="349999"), "liaisons.yaml", "县代码"),
    "a place of another province": (
        lambda f: f["liaisons.yaml"]["units"][0]["counties"][0].update(place="532822"), "liaisons.yaml", "不在试点"),
    "an id that stands twice": (
        lambda f: f["duties.yaml"]["duties"][1].update(id="filed"), "duties.yaml", "重复"),
    "a county listed twice": (
        lambda f: f["liaisons.yaml"]["units"][0]["counties"][1].update(place="340123"), "liaisons.yaml", "列了两次"),
    "a wrong count of listed counties": (
        lambda f: f["liaisons.yaml"]["coverage"].update(listed=3), "liaisons.yaml", "列了 2 个县"),
    "a wrong rest": (
        lambda f: f["liaisons.yaml"]["coverage"].update(rest=50), "liaisons.yaml", "不等于 104"),
    "a wrong number of counties": (
        lambda f: f["plan.yaml"].update(counties=105), "plan.yaml", "地名表有 104 个"),
    "a sum that is not rate times counties": (
        lambda f: f["funding.yaml"]["money"][0].update(amount=258), "funding.yaml", "2×104 不等于 258"),
    "an action without a task": (
        lambda f: f["tasks.yaml"]["groups"].append({**f["tasks.yaml"]["groups"][0], "id": "b", "no": 2}),
        "tasks.yaml", "没有任务"),
    "a target of another task": (
        lambda f: f["tasks.yaml"]["tasks"][0]["targets"][0].update(id="2a"), "tasks.yaml", "不属于任务 1"),
    "a gap in a checklist": (
        lambda f: f["checklists.yaml"]["checklists"][0]["items"][0].update(no=2), "checklists.yaml", "不连续"),
    "a line of a checklist with a task that does not exist": (
        lambda f: f["checklists.yaml"]["checklists"][0]["items"][0].update(tasks=["77"]), "checklists.yaml", "77"),
    "a line of a checklist with a kind of record that does not exist": (
        lambda f: f["checklists.yaml"]["checklists"][0]["items"][0].update(records=["photo"]),
        "checklists.yaml", "值“photo”不在允许的范围"),
    "a check in the future": (
        lambda f: f["plan.yaml"].update(checked_on="2023-01-02"), "plan.yaml", "在将来"),
    "a programme that ends before it begins": (
        lambda f: f["plan.yaml"]["end"].update(date="2022-09-01"), "plan.yaml", "不晚于印发"),
    "phases out of order": (
        lambda f: f["phases.yaml"]["phases"].reverse(), "phases.yaml", "早于前一阶段"),
    "a phase that ends before it begins": (
        lambda f: f["phases.yaml"]["phases"][0].update(ends="2022-08-01"), "phases.yaml", "结束早于开始"),
    "a phase whose quote does not tell when": (
        lambda f: f["phases.yaml"]["phases"][0].update(printed="2022年9月、10月底前"), "phases.yaml",
        "引文里没有时间“2022年9月”"),
    "a duty whose quote does not tell when": (
        lambda f: f["duties.yaml"]["duties"][0].update(quote="各市报送方案。"), "duties.yaml",
        "引文里没有时间“2022年10月底前”"),
    "a month end inside a month": (
        lambda f: f["duties.yaml"]["duties"][0]["due"].update(date="2022-10-30"), "duties.yaml", "应落在月末"),
    "a due day before the plan": (
        lambda f: f["duties.yaml"]["duties"][0]["due"].update(date="2022-08-31"), "duties.yaml", "早于方案印发"),
    "a basis that does not fit": (
        lambda f: f["duties.yaml"]["duties"][0].update(basis="none"), "duties.yaml", "basis 与 due 不一致"),
    "an unknown key": (
        lambda f: f["phases.yaml"]["phases"][0].update(titel="启动"), "phases.yaml", "是不是想写“title”"),
    "a missing key": (
        lambda f: f["phases.yaml"]["phases"][0].pop("title"), "phases.yaml", "缺少“title”"),
    "a day that does not exist": (
        lambda f: f["phases.yaml"]["phases"][0].update(ends="2022-02-30"), "phases.yaml", "不是有效日期"),
    "a value outside the list": (
        lambda f: f["duties.yaml"]["duties"][0].update(basis="sometimes"), "duties.yaml", "不在允许的范围"),
    "one word where a list is due": (
        lambda f: f["duties.yaml"]["duties"][0].update(names="方案"), "duties.yaml", "应当是列表，写成 [甲, 乙]"),
    "words where a number is due": (
        lambda f: f["tasks.yaml"]["groups"][0].update(no="一"), "tasks.yaml", "应当是整数"),
    "a list where keys are due": (
        lambda f: f["plan.yaml"].update(end=["2023"]), "plan.yaml", "应当是“键: 值”"),
    "a missing file": (lambda f: f.pop("terms.yaml"), "terms.yaml", "缺少这个文件"),
    "a key that stands twice": (
        lambda f: f.update({"terms.yaml": "terms: []\nterms: []\n"}), "terms.yaml:2", "写了两次"),
    "broken YAML": (lambda f: f.update({"terms.yaml": "terms: [\n"}), "terms.yaml", "YAML 写法有误"),
    "more counties than the rule allows": (
        lambda f: f["liaisons.yaml"]["coverage"].update(each={"department": 1}),
        "liaisons.yaml", "each 里 department 规定各联系 1 个"),
    "a rule for a kind that links nothing": (
        lambda f: f["liaisons.yaml"]["coverage"].update(each={"leader": 3}), "liaisons.yaml", "“leader”没有联系单位"),
    "a yearly sum that is no multiple of its rate": (
        lambda f: (f["funding.yaml"]["money"][0].update(amount=300),
                   f["funding.yaml"]["money"][0]["rate"].update(period="每月")), "funding.yaml", "2×104 不等于 300"),
    "a day that no month has": (
        lambda f: f["duties.yaml"]["duties"][1]["every"][0].update(day=32), "duties.yaml", "“day”的值不对"),
    "a period that nothing counts": (
        lambda f: f["tasks.yaml"]["tasks"][0]["targets"][0].update(period="weekly"), "tasks.yaml", "“period”的值不对"),
    "a kind of liaison in foreign words": (
        lambda f: f["liaisons.yaml"]["units"][0].update(kind="enterprise"), "liaisons.yaml", "“kind”的值不对"),
    "a number where words are due": (
        lambda f: f["phases.yaml"]["phases"][0].update(title=12), "phases.yaml", '请加引号写成 "12"'),
    "another outer key": (
        lambda f: f.update({"terms.yaml": {"term": []}}), "terms.yaml", "最外层应当只有“terms:”"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_fault_is_found(kind: str, tmp_path: Path) -> None:
    plant, file, words = PLANTED[kind]
    found = faults(mini_plan.write(tmp_path, lambda content: plant(content) and None))
    assert any(file in fault and words in fault for fault in found), found


SOUND: dict[str, Callable[[Files], object]] = {
    "a rate that is paid every month": lambda f: (
        f["funding.yaml"]["money"][0].update(amount=2 * 104 * 18),
        f["funding.yaml"]["money"][0]["rate"].update(period="每月"),
    ),
    "a kind of liaison in the plan's own word": lambda f: (
        f["liaisons.yaml"]["units"][0].update(kind="省属企业工会"),
        f["liaisons.yaml"]["coverage"].update(each={"省属企业工会": 2}),
    ),
    "a printed day of every month": lambda f: f["duties.yaml"]["duties"][1].update(
        every=[{"cycle": "month", "day": 25, "printed": "每季度"}]
    ),
    "a target of every month": lambda f: f["tasks.yaml"]["tasks"][0]["targets"][0].update(period="month"),
}


@pytest.mark.parametrize("kind", SOUND)
def test_what_another_plan_may_say_is_sound(kind: str, tmp_path: Path) -> None:
    assert faults(mini_plan.write(tmp_path, lambda content: SOUND[kind](content) and None)) == []


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    def plant(content: Files) -> None:
        content["phases.yaml"]["phases"][0]["clause"] = "九"
        content["duties.yaml"]["duties"][0]["quote"] = "2022年10月底前没有印的话"
        content["plan.yaml"]["checked_on"] = "2030-01-01"

    assert len(faults(mini_plan.write(tmp_path, plant))) == 3


def test_a_fault_names_its_line(tmp_path: Path) -> None:
    data = mini_plan.write(tmp_path, lambda f: f["phases.yaml"]["phases"][1].update(clause="九"))
    path = data / "plans" / "mini-2022" / "phases.yaml"
    line = path.read_text(encoding="utf-8").splitlines().index("  clause: 九") + 1
    assert faults(data)[0].startswith(f"knowledge/data/plans/mini-2022/phases.yaml:{line}: ")


LANGUAGE: dict[str, tuple[str, str, str]] = {
    "a task of a report that the plan does not have": (
        "report/plans/mini-2022.yaml", "plan: mini-2022\ntasks: {'9': {station: ['1']}}\n", "任务“9”不存在"),
    "a target of a report that the plan does not have": (
        "report/plans/mini-2022.yaml", "plan: mini-2022\ntasks: {'1': {station: [1a]}}\n", "指标“1a”不存在"),
    "a report language of no plan": (
        "report/plans/mini-2023.yaml", "plan: mini-2023\ntasks: {}\n", "没有方案“mini-2023”"),
    "a kind of work that does not exist": (
        "report/plans/mini-2022.yaml", "plan: mini-2022\ntasks: {'1': {statoin: []}}\n", "没有“statoin”这种工作"),
    "broken words of questions": ("facets.yaml", "facets: [\n", "YAML 写法有误"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LANGUAGE)
def test_a_fault_of_the_language_is_found(kind: str, tmp_path: Path) -> None:
    file, text, words = LANGUAGE[kind]
    data = mini_plan.write(tmp_path)
    path = data / "language" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found = faults(data)
    assert any(words in fault for fault in found), found
