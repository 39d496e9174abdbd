"""The examination: each planted fault is found, with what to do, and nothing secret is said."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.cli import examining as verb
from bot.clock import ZONE
from bot.config import Settings
from bot.doctor import Finding, State, knowledge
from bot.telegram.probe import Probe
from knowledge import Fault, KnowledgeError
from tests.bot.cli.calling import run
from tests.bot.doctor.examination import CONTENT, looked_at, one
from tests.bot.telegram.account import TOKEN


def test_a_sound_installation_has_nothing_to_do(installed: Settings) -> None:
    found = looked_at(installed)
    assert {finding.state for finding in found} == {State.OK, State.NOTE}
    assert {finding.name for finding in found} == {
        "设置", "知识库", "磁盘", "数据库", "进程", "待发消息", "管理员", "时区", "节假日", "Telegram", "收消息", "时间",
    }  # fmt: skip


def test_a_fault_in_the_examination_itself_hides_nothing_else(
    installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_now: datetime) -> list[Finding]:
        raise RuntimeError(TOKEN)

    monkeypatch.setattr(knowledge, "look", broken)
    found = looked_at(installed)
    finding = one(found, State.FAULT)
    assert finding.name == "知识库"
    assert "RuntimeError，test_doctor.py:" in finding.said
    assert TOKEN not in str(found)
    assert any(finding.name == "时间" for finding in found)


def test_a_settings_file_that_others_can_read(installed: Settings, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\n", encoding="utf-8")
    (tmp_path / ".env").chmod(0o644)
    found = looked_at(installed)
    assert "chmod 600 .env" in one(found, State.WARNING).todo
    assert TOKEN not in str(found)
    (tmp_path / ".env").chmod(0o600)
    assert not [finding for finding in looked_at(installed) if finding.state is State.WARNING]


def test_the_knowledge_base_as_it_is(real_plans: None) -> None:
    (found,) = knowledge.look(datetime(2050, 1, 1, tzinfo=ZONE))
    assert found.state is State.OK
    assert "安徽省" in found.said


def test_a_knowledge_base_with_a_fault(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "check_catalogue", lambda *_: ["duties.yaml:8: …"])
    assert "python -m bot check" in one(looked_at(installed), State.FAULT).todo


def test_a_knowledge_base_that_cannot_be_read(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KnowledgeError([Fault("duties.yaml", 8, "…", "…")])

    monkeypatch.setattr(knowledge, "load_catalogue", broken)
    assert "1 处" in one(looked_at(installed), State.FAULT).said


@pytest.mark.parametrize(("told", "status"), [(CONTENT, 0), (Probe(refused=True), 1)], ids=["sound", "fault"])
def test_the_verb_says_it_to_people_and_to_programs(
    installed: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    told: Probe,
    status: int,
) -> None:
    found = looked_at(installed, told)
    monkeypatch.setattr(verb, "examine", lambda *_: found)
    assert run("doctor") == status
    words = capsys.readouterr().out
    assert run("doctor", "--json") == status
    data = json.loads(capsys.readouterr().out)
    assert data["ok"] is (status == 0)
    for finding in data["findings"]:
        assert finding["said"] in words
        assert finding["todo"] in words
    assert ("一切正常。" in words) is (status == 0)
    assert ("有 1 处必须处理" in words) is (status == 1)
    assert TOKEN not in words + str(data)
