"""A third, invented province beside the two real ones: its own numbering, months, lists, kinds and money."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue import DATA

PLAN = "hanzhou-2023"
SOURCE = """“县级工会加强年”专项工作实施方案
第一条 本方案实施期为2023年2月至2024年6月，全省3个县总工会适用。
第二条 动员阶段（2023年2月至2023年3月）。
第三条 攻坚阶段（2023年4月至2024年6月）。各县总工会于2023年7月15日前完成中期自评。
第四条 县总工会干部做到“五个必”：一是必访职工；二是必看阵地；三是必听诉求；四是必讲政策；五是必解难题。
第五条 工会社会工作者每人每月补助1500元。
第六条 县总工会于每月25日前向市总工会报送《进展月报》。
第七条 市总工会于每季度首月5日前向省总工会报送上季度《季度分析》。
附表一 重点任务
（一）强基工程
1\t职工驿站\t每县建成职工驿站4个。
（二）赋能工程
2\t干部轮训\t县总工会干部培训不少于24学时。
附表二 联系县总工会一览表，省属企业工会每个联系1个县，未列入的由市总工会联系。
1\t瀚州矿业集团工会\t松陵市青檀区
"""
_PLACES = {
    "places_above_county.csv": ("990000,瀚州省,瀚州,瀚,", "990100,松陵市,松陵,,"),
    "places.csv": (
        "990102,青檀区,青檀,990100,,",
        "990121,白榆县,白榆,990100,,",
        "990122,乌桕县,乌桕,990100,,",
    ),
}


def write(data: Path) -> Path:
    """Write the real knowledge base with the third plan into `data`; return `data`."""
    shutil.copytree(DATA, data)
    for name, rows in _PLACES.items():
        with (data / name).open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)
    folder = data / "plans" / PLAN
    folder.mkdir()
    (folder / "source.txt").write_text(SOURCE, encoding="utf-8")
    for name, content in _files().items():
        dumped = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(dumped, encoding="utf-8")
    return data


def _files() -> dict[str, Any]:
    return {**_document(), **_work(), **_units()}


def _document() -> dict[str, Any]:
    return {
        "plan": {
            "id": PLAN, "province": "99", "name": "瀚州", "short": "瀚", "names": ["瀚州方案"],
            "title": "“县级工会加强年”专项工作实施方案", "number": "1号", "issued_on": "2023-02-01",
            "first_month": "2023-02", "counties": 3, "checked_on": "2024-01-01",
            "end": {"date": "2024-06-30", "precision": "month_end", "printed": "2023年2月至2024年6月"},
            "roles": {"county": "县总工会", "prefecture": "市总工会", "liaison": "联系单位", "province": "推进办"},
            "source_sha256": hashlib.sha256(SOURCE.encode()).hexdigest(),
            "annexes": [{"no": 1, "title": "重点任务", "clause": "附表一"}],
        },
        "clauses": {"clauses": [_clause(line) for line in SOURCE.splitlines()[1:] if _clause(line)["id"]]},
        "phases": {"phases": [
            _item("mobilise", "动员阶段", "第二条", "动员阶段（2023年2月至2023年3月）",
                  starts="2023-02-01", ends="2023-03-31", printed="2023年2月至2023年3月"),
            _item("attack", "攻坚阶段", "第三条", "攻坚阶段（2023年4月至2024年6月）",
                  starts="2023-04-01", ends="2024-06-30", printed="2023年4月至2024年6月")]},
    }  # fmt: skip


def _work() -> dict[str, Any]:
    return {
        "duties": {"duties": [
            _item("mid", "中期自评", "第三条", "各县总工会于2023年7月15日前完成中期自评", owes=["county"],
                  owes_printed="各县总工会", basis="date", due={
                      "date": "2023-07-15", "precision": "day", "kind": "before", "printed": "2023年7月15日前"}),
            _item("monthly", "进展月报", "第六条", "县总工会于每月25日前向市总工会报送《进展月报》", owes=["county"],
                  owes_printed="县总工会", to="市总工会", concerns=["prefecture"], basis="period",
                  names=["月报"], points=[{"facet": ["when"], "say": "县总工会每月25日前报送《进展月报》。",
                                         "asks": ["月报几号交", "月报什么时候报"]}],
                  every=[{"cycle": "month", "day": 25, "printed": "每月25日前"}]),
            _item("quarterly", "季度分析", "第七条", "市总工会于每季度首月5日前向省总工会报送上季度《季度分析》",
                  owes=["prefecture"], owes_printed="市总工会", basis="period",
                  every=[{"cycle": "quarter", "day": 5, "later": 1, "printed": "每季度首月5日前"}])]},
        "tasks": {
            "groups": [_item("base", "强基工程", "附表一", "（一）强基工程", no=1),
                       _item("power", "赋能工程", "附表一", "（二）赋能工程", no=2)],
            "tasks": [
                _item("1", "职工驿站", "附表一-1", "每县建成职工驿站4个。", group=1, names=["驿站"], words=["驿站"],
                      points=[{"facet": ["count"], "say": "每县建成职工驿站4个。", "asks": ["驿站要建几个", "驿站建几个"]}],
                      targets=[_target("1", "职工驿站", 4, "个", "每县建成职工驿站4个")]),
                _item("2", "干部轮训", "附表一-2", "县总工会干部培训不少于24学时。", group=2, words=["轮训"],
                      targets=[_target("2", "培训学时", 24, "学时", "不少于24学时")])]},
        "funding": {"money": [_item(
            "workers", "社会工作者补助", "第五条", "工会社会工作者每人每月补助1500元",
            rate={"value": 1500, "unit": "元", "per": "每人", "per_words": ["社工"], "period": "每月"})]},
    }  # fmt: skip


_told: dict[int, dict[str, Any]] = {2: {"tasks": ["1"]}, 5: {"records": ["problem"]}}
"""Which tasks and records tell something for the lines of 五个必."""


def _units() -> dict[str, Any]:
    return {
        "organisation": {"bodies": [], "people": [], "departments": []},
        "liaisons": {
            "coverage": {
                "total": 3, "listed": 1, "rest": 2, "rest_rule": "未列入的由市总工会联系", "each": {"省属企业工会": 1},
                "total_cite": {"clause": "第一条", "quote": "全省3个县总工会"},
                "rule_cite": {"clause": "附表二", "quote": "省属企业工会每个联系1个县"},
                "rest_cite": {"clause": "附表二", "quote": "未列入的由市总工会联系"}},
            "units": [{"slug": "mining", "unit": "瀚州矿业集团工会", "kind": "省属企业工会", "clause": "附表二-1",
                       "counties": [{"place": "990102", "printed": "松陵市青檀区", "row": 1,
                                     "quote": "瀚州矿业集团工会\t松陵市青檀区"}]}]},
        "checklists": {"checklists": [_item(
            "musts", "五个必", "第四条", "县总工会干部做到“五个必”", kind="五个必", items=[
                {"no": no, "title": title, "text": title, "clause": "第四条", "quote": title, **_told.get(no, {})}
                for no, title in enumerate(["必访职工", "必看阵地", "必听诉求", "必讲政策", "必解难题"], 1)])]},
        "terms": {"terms": []}, "references": {"references": []}, "oddities": {"oddities": []},
        "silent": {"points": []},
    }  # fmt: skip


def _clause(line: str) -> dict[str, Any]:
    """第六条 …, 附表一 … and the rows of the annexes; no id for the heads between them."""
    head = line.split(" ", maxsplit=1)[0].split("\t", maxsplit=1)[0]
    if head.isdigit():
        annex = "附表二" if "集团" in line else "附表一"
        return {"id": f"{annex}-{head}", "title": line.split("\t")[1], "text": line, "within": annex}
    return {"id": "" if head.startswith("（") else head, "title": head, "text": line}


def _item(id: str, title: str, clause: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, "clause": clause, "quote": quote, **more}


def _target(id: str, what: str, value: int, unit: str, quote: str) -> dict[str, Any]:
    return {"id": id, "what": what, "value": value, "unit": unit, "compare": "at_least", "count": "sum",
            "accepts": [unit], "quote": quote}  # fmt: skip
