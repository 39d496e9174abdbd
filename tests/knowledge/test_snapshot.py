"""A snapshot changes nothing but the time of a start."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from knowledge import KnowledgeError, load_knowledge
from tests.knowledge import mini_plan


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small knowledge base with the real language."""
    return mini_plan.write(tmp_path / "data")


def answers(data: Path, folder: Path) -> list[tuple[str, float]]:
    """What is found for a question."""
    _, understanding = load_knowledge(data, folder)
    reading = understanding.read("驿站建几个", today=date(2023, 1, 1))
    return [(hit.point.key, round(hit.score, 6)) for hit in understanding.find(reading, ["mini-2022"])]


def kept(folder: Path) -> list[Path]:
    """The snapshots in a folder."""
    return sorted(folder.glob("snapshot-*"))


def test_second_start_finds_the_same(data: Path, tmp_path: Path) -> None:
    first = answers(data, tmp_path / "kept")
    assert first[0][0] == "mini-2022/task-1"
    assert len(kept(tmp_path / "kept")) == 1
    assert answers(data, tmp_path / "kept") == first


def test_changed_data_is_read_anew(data: Path, tmp_path: Path) -> None:
    answers(data, tmp_path / "kept")
    before = kept(tmp_path / "kept")
    path = data / "plans" / "mini-2022" / "tasks.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: 驿站", "title: 歇脚处"), encoding="utf-8"
    )
    catalogue, _ = load_knowledge(data, tmp_path / "kept")
    assert catalogue.plans["mini-2022"].tasks["1"].title == "歇脚处"
    assert kept(tmp_path / "kept") != before
    assert len(kept(tmp_path / "kept")) == 1


@pytest.mark.parametrize("rubbish", [b"", b"not a pickle", b"\x80\x05N."], ids=["empty", "text", "none"])
def test_damaged_snapshot_is_passed_over(rubbish: bytes, data: Path, tmp_path: Path) -> None:
    first = answers(data, tmp_path / "kept")
    kept(tmp_path / "kept")[0].write_bytes(rubbish)
    assert answers(data, tmp_path / "kept") == first


def test_folder_that_cannot_be_written(data: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    assert answers(data, blocked)


def test_faults_are_told_with_a_snapshot_folder_too(data: Path, tmp_path: Path) -> None:
    (data / "plans" / "mini-2022" / "terms.yaml").write_text("terms: [", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"terms\.yaml"):
        load_knowledge(data, tmp_path / "kept")


def test_a_snapshot_made_by_one_user_is_read_by_another(data: Path, tmp_path: Path) -> None:
    answers(data, tmp_path / "kept")
    (snapshot,) = kept(tmp_path / "kept")
    assert stat.S_IMODE(snapshot.stat().st_mode) == 0o644, "all may read it, only its maker may write it"
