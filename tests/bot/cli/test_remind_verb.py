"""`remind`: who would be reminded and why, without sending anything; the calendar file counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.compose import open_storage
from bot.config import Settings
from handlers.reminders.calendar import last_published
from tests.bot.cli.calling import run


@pytest.fixture(autouse=True)
def folder(installation: Path) -> Path:
    """The data folder of an installation with a token."""
    installation.parent.mkdir()
    return installation.parent


def test_a_day_with_steps_is_told_by_units_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remind", "--date", "2023-04-14", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "只是预览，没有发送" in said
    assert "云南 州（市）总工会，16个单位" in said
    assert "提前16天｜州市汇总困难和问题：2023年4月底前，即2023年4月30日" in said
    with open_storage(Settings()) as storage, storage.read() as store:
        assert store.outbox.list() == []


@pytest.mark.parametrize("unit", ["昆明市", "prefecture:530100"])
def test_one_unit_is_shown_with_its_message(unit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remind", "--date", "2023-04-14", "--dry-run", "--unit", unit) == 0
    said = capsys.readouterr().out
    assert "2023年4月14日提醒：昆明市总工会有3件事。" in said
    assert "安徽" not in said


def test_a_quiet_day_names_the_next_one_and_a_free_day_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remind", "--date", "2023-04-20", "--dry-run") == 0
    assert "下一次是2023年4月23日" in capsys.readouterr().out
    assert run("remind", "--date", "2023-04-15", "--dry-run") == 0
    assert "2023年4月15日是休息日，不发提醒。" in capsys.readouterr().out


def test_a_year_that_nobody_published_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = last_published() + 1
    for day in (f"{unknown}-02-14", f"{unknown}-12-31"):
        assert run("remind", "--date", day, "--dry-run") == 0
        assert f"没有{unknown}年的放假安排" in capsys.readouterr().out
    assert run("remind", "--date", f"{unknown - 1}-06-16", "--dry-run") == 0
    assert "没有" + str(unknown - 1) not in capsys.readouterr().out


def test_the_calendar_file_moves_the_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "calendar.yaml").write_text("local:\n  昆明市: [2023-04-14]\n  火星市: [2023-04-14]\n", "utf-8")
    assert run("remind", "--date", "2023-04-14", "--dry-run", "--unit", "昆明市") == 0
    assert "2023年4月14日是休息日" in capsys.readouterr().out
    assert run("remind", "--date", "2023-04-13", "--dry-run", "--unit", "昆明市") == 0
    assert "提前17天｜州市汇总困难和问题" in capsys.readouterr().out
    assert run("remind", "--date", "2023-04-14", "--dry-run", "--unit", "曲靖市") == 0
    assert "提前16天" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--date", "2023-04-14"], "请加上 --dry-run"),
        (["--date", "明天", "--dry-run"], "2023-04-10"),
        (["--date", "2023-04-14", "--dry-run", "--unit", "火星"], "没有找到“火星”"),
        (["--date", "2023-04-14", "--dry-run", "--unit", "红河"], "county:532529、prefecture:532500"),
        (["--date", "2023-04-14", "--dry-run", "--unit", "county:999999"], "999999"),
    ],
)
def test_what_cannot_be_used_is_said(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remind", *args) == 2
    assert words in capsys.readouterr().err
