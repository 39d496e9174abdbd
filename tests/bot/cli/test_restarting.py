"""`round` and what it does to `due`: preview first, one open round a prefecture, the database only where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.calling import run

pytestmark = pytest.mark.usefixtures("installation")


KUNMING = ("round", "--plan", "yunnan-2022", "--month", "2026-12", "--prefecture", "昆明市")
DUE = ("due", "--county", "五华区", "--date", "2027-01-08")


def test_a_round_is_previewed_before_it_is_opened(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*KUNMING) == 0
    said = capsys.readouterr().out
    assert "2022年11月底前｜推算2027-01-31" in said
    assert "加上 --yes" in said
    assert run("round") == 0
    assert "现在没有新一轮" in capsys.readouterr().out
    assert run(*KUNMING, "--name", "第二轮", "--yes") == 0
    assert "已开始：第二轮" in capsys.readouterr().out
    assert run(*KUNMING) == 0
    assert "现在不能开始" in capsys.readouterr().out
    assert run(*KUNMING, "--yes") == 2
    assert "正在进行" in capsys.readouterr().err
    assert run("round") == 0
    assert "1 第二轮（进行中）｜2026-12起，昆明市" in capsys.readouterr().out


def test_a_round_is_ended_before_it_is_put_away(capsys: pytest.CaptureFixture[str]) -> None:
    run(*KUNMING, "--yes")
    assert run("round", "--archive", "1") == 2
    assert "进行中的要先结束" in capsys.readouterr().err
    assert run("round", "--end", "1") == 0
    assert "已结束" in capsys.readouterr().out
    assert run("round", "--end", "1") == 2
    assert run("round", "--archive", "1") == 0
    assert "已归档" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--plan", "yunnan-2022"), "同时写明方案和月份"),
        (("--plan", "hubei-2022", "--month", "2027-01"), "没有“hubei-2022”这个方案"),
        (("--plan", "anhui-2022", "--month", "2022-09"), "要晚于安徽方案自己的第一个月"),
        (("--plan", "anhui-2022", "--month", "2027-13"), "不是能用的月份"),
        (("--plan", "anhui-2022", "--month", "2091-01"), "不是能用的月份"),
        (("--plan", "anhui-2022", "--month", "2027-01", "--prefecture", "昆明市"), "不属于安徽"),
        (("--plan", "anhui-2022", "--month", "2027-01", "--prefecture", "北京市"), "没有找到“北京市”"),
        (("--plan", "anhui-2022", "--month", "2027-01", "--name", "长" * 31), "1到30个字"),
        (("--end", "7"), "没有进行中的7号"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    args: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("round", *args) == 2
    assert words in capsys.readouterr().err


def test_due_says_the_days_of_the_open_round(capsys: pytest.CaptureFixture[str]) -> None:
    run(*KUNMING, "--name", "第二轮", "--yes")
    capsys.readouterr()
    assert run(*DUE) == 0
    assert "推算2027年1月31日，原文：2022年11月底前" in capsys.readouterr().out
    assert run("due", "--county", "勐海县", "--date", "2027-01-08") == 0
    assert "推算" not in capsys.readouterr().out
    assert run(*DUE, "--json") == 0
    assert "按“第二轮”推算" in json.loads(capsys.readouterr().out)["text"]


def test_without_a_database_nothing_is_opened_or_made(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*DUE) == 0
    assert "已经过去" in capsys.readouterr().out
    assert run("ask", "这个月要做什么", "--county", "五华区", "--date", "2027-01-08") == 0
    assert not installation.parent.exists()


def test_a_database_that_cannot_be_read_is_said_and_the_printed_days_stand(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installation.parent.mkdir()
    installation.write_bytes(b"this is no database" * 100)
    assert run(*DUE) == 0
    told = capsys.readouterr()
    assert "日期按原文" in told.err
    assert "已经过去" in told.out
