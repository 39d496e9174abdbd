"""A plan of a few lines, written to a folder, so that each check can be shown one fault."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from knowledge.catalogue import DATA

SOURCE = """关于加强工会工作的方案
一、目标
每个县至少建1个驿站。每个县补助2万元，共计208万元。
二、步骤
2022年10月底前，各市报送方案。每季度报送1条信息。
附1 联系表
组织部\t合肥市肥西县、合肥市肥东县
"""
Files = dict[str, Any]


def files() -> Files:
    """The YAML of a sound plan, file by file."""
    return {**_head(), **_work(), **_units(), **_words()}


def _head() -> Files:
    folded = SOURCE.replace("\n", "")
    assert "组织部\t合肥市肥西县" in folded
    return {
        "plan.yaml": {
            "id": "mini-2022", "province": "34", "name": "试点", "short": "试", "names": ["试点方案"],
            "title": "关于加强工会工作的方案", "number": "1号", "issued_on": "2022-09-13",
            "first_month": "2022-09",
            "end": {"date": "2023-09-30", "precision": "month_end", "printed": "2023年9月"},
            "roles": {"county": "县总工会", "prefecture": "市总工会", "liaison": "对口联系单位", "province": "专班"},
            "counties": 104, "checked_on": "2022-12-01",
            "source_sha256": hashlib.sha256(SOURCE.encode()).hexdigest(),
            "annexes": [{"no": 1, "title": "联系表", "clause": "附1"}],
        },
        "clauses.yaml": {"clauses": [
            {"id": "一", "title": "目标", "text": "每个县至少建1个驿站。每个县补助2万元，共计208万元。"},
            {"id": "二", "title": "步骤", "text": "2022年10月底前，各市报送方案。每季度报送1条信息。"},
            {"id": "附1", "title": "联系表", "text": "附1 联系表"},
            {"id": "附1-1", "title": "组织部", "text": "组织部\t合肥市肥西县、合肥市肥东县", "within": "附1"},
        ]},
    }  # fmt: skip


def _work() -> Files:
    return {
        "phases.yaml": {"phases": [
            _item("first", "启动", "二", "2022年10月底前", starts="2022-09-01", ends="2022-10-31", printed="10月底前"),
            _item("second", "总结", "二", "每季度报送1条信息", starts="2022-11-01", ends="2023-09-30", printed="每季度"),
        ]},
        "duties.yaml": {"duties": [
            _item("filed", "报送方案", "二", "2022年10月底前，各市报送方案。", owes=["prefecture"], owes_printed="各市",
                  basis="date", due={"date": "2022-10-31", "precision": "month_end", "kind": "before",
                                     "printed": "2022年10月底前"}),
            _item("news", "报送信息", "二", "每季度报送1条信息。", owes=["prefecture"], owes_printed="各市",
                  basis="period", every=[{"cycle": "quarter", "printed": "每季度"}]),
        ]},
        "tasks.yaml": {
            "groups": [_item("goal", "目标", "一", "一、目标", no=1)],
            "tasks": [_item("1", "驿站", "一", "每个县至少建1个驿站。", group=1, targets=[
                {"id": "1", "what": "驿站", "value": 1, "unit": "个", "compare": "at_least", "count": "sum",
                 "accepts": ["个"], "quote": "至少建1个驿站"}])],
        },
        "funding.yaml": {"money": [
            _item("each", "补助", "一", "每个县补助2万元，共计208万元。", amount=208, tasks=["1"], group=1,
                  rate={"value": 2, "unit": "万元", "per": "每个县"})]},
    }  # fmt: skip


def _units() -> Files:
    return {
        "organisation.yaml": {"bodies": [], "people": [], "departments": [{"name": "组织部", "kind": "部门"}]},
        "liaisons.yaml": {
            "coverage": {
                "total": 104, "listed": 2, "rest": 102, "rest_rule": "由市级联系",
                "total_cite": {"clause": "一", "quote": "每个县"}, "rule_cite": {"clause": "附1", "quote": "联系表"},
                "rest_cite": {"clause": "一", "quote": "每个县"}},
            "units": [{"slug": "zuzhibu", "unit": "组织部", "kind": "department", "clause": "附1-1", "counties": [
                {"place": "340123", "printed": "合肥市肥西县", "row": 1, "quote": "组织部\t合肥市肥西县、合肥市肥东县"},
                {"place": "340122", "printed": "合肥市肥东县", "row": 1, "quote": "组织部\t合肥市肥西县、合肥市肥东县"},
            ]}]},
    }  # fmt: skip


def _words() -> Files:
    return {
        "terms.yaml": {"terms": []}, "checklists.yaml": {"checklists": [
            _item("ones", "清单", "一", "一、目标", kind="十个一", items=[
                {"no": 1, "title": "目标", "text": "目标", "clause": "一", "quote": "目标"}])]},
        "references.yaml": {"references": []}, "oddities.yaml": {"oddities": []},
        "silent.yaml": {"points": [{"id": "fines", "say": "方案没有规定处罚。", "silence": "stated", "read": ["一", "二"],
                                    "cites": [{"clause": "二", "quote": "各市报送方案"}]}]},
    }  # fmt: skip


def _item(id: str, title: str, clause: str, quote: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": title, "clause": clause, "quote": quote, **more}


def write(data: Path, change: Callable[[Files], None] = lambda _: None) -> Path:
    """Write the plan into `data` after `change`, with the places of the two provinces; return `data`."""
    content = files()
    change(content)
    folder = data / "plans" / "mini-2022"
    folder.mkdir(parents=True)
    for name, text in content.items():
        dumped = text if isinstance(text, str) else yaml.safe_dump(text, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(dumped, encoding="utf-8")
    (folder / "source.txt").write_text(SOURCE, encoding="utf-8")
    for table in DATA.glob("places*.csv"):
        shutil.copy(table, data / table.name)
    # The words of reports are of the two plans that this folder does not have.
    own = shutil.ignore_patterns("anhui-*", "yunnan-*")
    shutil.copytree(DATA / "language", data / "language", ignore=own, dirs_exist_ok=True)
    return data
