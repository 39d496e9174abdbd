"""The verbs about the database, as somebody at the server types them."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from bot.compose import FILE, open_storage
from bot.config import Settings
from handlers import Services
from handlers.people import codes
from storage import Migrated, Storage
from tests.bot.cli.calling import run

pytestmark = pytest.mark.usefixtures("installation")


def test_migrate_makes_the_database_once(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("migrate") == 0
    assert "数据库已升级：空 →" in capsys.readouterr().out
    assert run("migrate") == 0
    assert "已经是最新" in capsys.readouterr().out
    assert stat.S_IMODE(installation.stat().st_mode) == 0o600


def test_migrate_says_where_the_copy_from_before_is(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = Migrated("0001", "0002", installation.with_name("before-0002.db"))
    monkeypatch.setattr(Storage, "migrate", lambda _: done)
    assert run("migrate") == 0
    said = capsys.readouterr().out
    assert "0001 → 0002" in said
    assert str(done.copy) in said


def test_health_says_what_to_do_and_then_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    open_storage(Settings()).close()
    assert run("health") == 1
    assert "python -m bot migrate" in capsys.readouterr().err
    run("migrate")
    capsys.readouterr()
    assert run("health") == 0
    said = capsys.readouterr().out
    assert "SQLite" in said
    assert "人：0" in said
    assert run("health", "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["kind"], facts["current"], facts["counts"]["people"]) == ("SQLite", True, 0)


@pytest.mark.parametrize("verb", ["health", "backup"])
def test_a_database_that_is_not_there_is_not_made_by_looking(
    verb: str, installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else a backup started in the wrong folder would keep an empty database and say that all is well."""
    assert run(verb) == 2
    assert str(installation) in capsys.readouterr().err
    assert not installation.exists()


def test_a_backup_without_a_name_gets_one_that_tells_its_time(
    installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("migrate")
    assert run("backup") == 0
    (made,) = (installation.parent / "backups").iterdir()
    assert re.fullmatch(r"gonghui-\d{8}-\d{6}\.db", made.name)
    assert (stat.S_IMODE(made.stat().st_mode), stat.S_IMODE(made.parent.stat().st_mode)) == (0o600, 0o700)
    said = capsys.readouterr().out
    assert str(made) in said
    assert str(installation) in said


def test_a_missing_name_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("restore") == 2
    assert "FILE" in capsys.readouterr().err


def test_a_backup_is_restored(installation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("invite", "--role", "administrator")
    file = tmp_path / "copy.db"
    assert run("backup", str(file)) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    run("invite", "--role", "administrator")
    capsys.readouterr()
    assert run("backup", str(file)) == 2
    assert "已经存在" in capsys.readouterr().err
    with open_storage(Settings()) as storage:
        assert storage.health().counts["invitations"] == 2
        assert run("restore", str(file)) == 2
        assert "先停止机器人" in capsys.readouterr().err
    assert run("restore", str(file)) == 0
    said = capsys.readouterr().out
    assert f"已恢复到 {installation}" in said
    assert "原来的数据库留在" in said
    with open_storage(Settings()) as storage:
        assert storage.health().counts["invitations"] == 1


def test_a_damaged_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("migrate")
    (tmp_path / "bad.db").write_bytes(b"no database")
    assert run("restore", str(tmp_path / "bad.db")) == 2
    assert "不是完好的备份" in capsys.readouterr().err


def test_on_postgresql_the_lines_to_run_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:secret@db.local/gonghui")
    assert run("backup", "copy.dump") == 0
    assert run("restore", "copy.dump") == 0
    said = capsys.readouterr().out
    assert "pg_dump" in said
    assert "pg_restore" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("args", "unit"),
    [
        (("--role", "county", "--unit", "勐海县"), "勐海县总工会"),
        (("--role", "county", "--unit", "county:341882"), "广德市总工会"),
        (("--role", "prefecture", "--unit", "宣城市"), "宣城市总工会"),
        (("--role", "province", "--unit", "安徽"), "安徽省总工作专班"),
        (("--role", "administrator"), "系统"),
    ],
)
def test_invite_shows_a_code_that_works(
    args: tuple[str, ...], unit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("invite", *args, "--uses", "3", "--days", "5") == 0
    said = capsys.readouterr().out
    assert unit in said
    assert "3人用" in said
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", said)
    assert found is not None
    code = codes.normalised(found.group())
    assert code is not None
    with open_storage(Settings()) as storage, storage.read() as store:
        invitation = store.invitations.find(code)
    assert invitation is not None
    assert (invitation.uses_left, invitation.created_by) == (3, None)
    assert (invitation.expires_at - invitation.created_at).days == 5


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--role", "king"), "没有这种身份"),
        (("--role", "county"), "--unit"),
        (("--role", "administrator", "--unit", "勐海县"), "没有生成邀请码"),
        (("--role", "county", "--unit", "火星县"), "没有找到"),
        (("--role", "county", "--unit", "county:999999"), "没有找到"),
        (("--role", "administrator", "--uses", "0"), "1 到 1000"),
        (("--role", "administrator", "--days", "1000"), "1 到 365"),
    ],
)
def test_invite_says_what_is_wrong(
    args: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("invite", *args) == 2
    assert words in capsys.readouterr().err


def test_a_bad_address_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root@localhost/x")
    assert run("migrate") == 2
    assert "数据库地址不对" in capsys.readouterr().err


def test_the_trial_page_has_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bot.compose import TRIAL_FILE, build_services

    monkeypatch.delenv("TELEGRAM_TOKEN")
    services: Services = build_services(Settings())
    assert services.storage is not None
    services.storage.close()
    assert services.trial
    assert (tmp_path / "data" / TRIAL_FILE).exists()
    assert not (tmp_path / "data" / FILE).exists()


def test_a_database_without_a_channel_is_no_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TELEGRAM_TOKEN")
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:secret@db.local/gonghui")
    assert run("run") == 2
    said = capsys.readouterr().err
    assert "TELEGRAM_TOKEN" in said
    assert "secret" not in said


def test_a_bad_setting_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEB_PORT", "many")
    assert run("health") == 2
    said = capsys.readouterr().err
    assert "WEB_PORT" in said
    assert "Traceback" not in said


def test_invite_says_where_it_made_a_database(installation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("invite", "--role", "administrator") == 0
    assert f"还没有数据库，已新建：{installation.absolute()}" in capsys.readouterr().out
    assert run("invite", "--role", "administrator") == 0
    assert "已新建" not in capsys.readouterr().out
