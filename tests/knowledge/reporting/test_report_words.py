"""How words are found in a line, how it is brought into plain form, and how its language files are checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.catalogue import DATA
from knowledge.faults import KnowledgeError
from knowledge.reporting.files import Files
from knowledge.reporting.prepare import prepare
from knowledge.reporting.wordlist import WordList

FOLDER = DATA / "language" / "report"


def found(text: str, words: list[str], known: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    spots, _ = WordList(words, (), frozenset(known)).find(text)
    return [(spot.word, spot.heard) for spot in spots]


def test_the_longest_word_wins() -> None:
    assert found("办了劳动竞赛", ["竞赛", "劳动竞赛"]) == [("劳动竞赛", False)]


def test_a_word_is_heard_when_it_is_misspelt() -> None:
    assert found("实名治录入", ["实名制"]) == [("实名制", True)]
    assert found("技能培寻班", ["技能培训"]) == [("技能培训", True)]


def test_a_pair_is_heard_only_where_no_known_word_stands() -> None:
    assert found("产该列入", ["产改"]) == [("产改", True)]
    assert found("产该列入", ["产改"], ("产该",)) == []


def test_a_word_of_other_characters_is_not_heard() -> None:
    assert found("益占新建", ["驿站"]) == []


def test_the_name_of_a_village_is_no_word() -> None:
    assert found("在团结镇和普惠村", ["团结", "普惠"]) == []
    assert found("志愿者队伍乡镇都有", ["志愿者队伍"]) == [("志愿者队伍", False)]


def test_parts_are_told_wherever_they_stand() -> None:
    _, written = WordList(["诉调对接"], ["法院", "调"], frozenset()).find("法院诉调对接")
    assert set(written) == {(2, 6, "诉调对接"), (0, 2, "法院"), (3, 4, "调")}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("今天宣讲 86人参加", "今天宣讲,86人参加"),
        ("新建 3 个", "新建,3个"),
        ("3 月 8 日 宣讲", "3月8日,宣讲"),
        ("办了两场💃昨天", "办了两场,昨天"),
        ("职 工 驿 站 新 建 2 个", "职工驿站新建2个"),
        ("8０00人次　满意度98％", "8000人次,满意度98%"),
        ("来了43号人", "来了43人"),
        ("  宣讲1场。。 ", "宣讲1场"),
    ],
)
def test_a_space_or_picture_becomes_a_comma(typed: str, plain: str) -> None:
    assert prepare(typed) == (plain, ())


def test_what_was_masked_is_told_and_taken_out() -> None:
    assert prepare("慰问1户〔手机号已遮住〕老张〔手机号已遮住〕") == ("慰问1户,老张", ("手机号",))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("plans/yunnan-2022.yaml", "palace: [", "plaace: [", "plaace"),
        ("topics/places.yaml", "    sure:", "    shure:", "shure"),
        ("cues.yaml", "求助|求援", "求助(|求援", "写法有误"),
        ("confusables.yaml", "topics: [", "topics: [no-such-work, ", "no-such-work"),
    ],
)
def test_a_slip_in_the_language_files_is_named(
    tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    shutil.copytree(FOLDER, tmp_path / "report")
    path = tmp_path / "report" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(KnowledgeError, match=fault):
        files = Files(tmp_path / "report")
        files.pattern(files.cues.kinds.request)


def test_every_task_of_every_plan_has_its_work() -> None:
    from knowledge.catalogue import load_catalogue

    files = Files(FOLDER)
    for plan, book in load_catalogue().plans.items():
        tasks = files.plans[plan].tasks
        assert set(tasks) - set(book.tasks) == set()
        assert set(book.tasks) == {task for task, topics in tasks.items() if topics}
        targets = {task.id: {target.id for target in task.targets} for task in book.tasks.values()}
        for task, topics in tasks.items():
            assert {target for aims in topics.values() for target in aims} <= targets[task]
