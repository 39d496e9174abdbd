"""The examination: each planted fault is found, with what to do, and nothing secret is said."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.cli import examining as verb
from bot.cli import main
from bot.clock import ZONE
from bot.compose import CALENDAR, FILE, open_storage
from bot.config import Settings
from bot.doctor import Finding, State, calendar, clock, database, examine, knowledge, telegram
from bot.telegram import hooking, leading
from bot.telegram.probe import Hook, Me, Probe
from handlers import WorkCalendar
from knowledge import Fault, KnowledgeError
from storage import DatabaseFailed, MessageKind, NewMessage, Place, Role, Storage

NOON = datetime(2026, 3, 10, 12, tzinfo=ZONE)
TOKEN = "123456789:AAexample-example_example-example1x"
ME = Me("Gonghui_bot", joins_groups=True, reads_everything=False, inline=True)
CONTENT = Probe(me=ME, hook=Hook("", 0), at=NOON - timedelta(seconds=1))


@pytest.fixture(autouse=True)
def sound_knowledge(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and proving the real plans is for one test only."""
    if "real_plans" not in request.fixturenames:
        monkeypatch.setattr(knowledge, "load_catalogue", lambda: SimpleNamespace(plans={}, points={}))
        monkeypatch.setattr(knowledge, "check_catalogue", lambda *_: [])
        places = SimpleNamespace(places=SimpleNamespace(prefectures=()))
        monkeypatch.setattr(calendar, "load_knowledge", lambda: (places, None))


@pytest.fixture
def real_plans() -> None:
    """Ask for this to have the plans read and proved."""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A token and an empty data folder; the folder of the process is empty too."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    return Settings()


@pytest.fixture
def installed(settings: Settings) -> Settings:
    """The same with an up-to-date database and an administrator."""
    with open_storage(settings) as storage:
        storage.migrate()
        with storage.write() as store:
            person = store.people.get_or_create("telegram", "9", "管理员", NOON)
            store.memberships.grant(person.id, Role.ADMINISTRATOR, "system", at=NOON)
    return settings


def looked_at(settings: Settings, told: Probe = CONTENT, now: datetime = NOON) -> list[Finding]:
    return examine(settings, now, ask=lambda _: told)


def one(found: list[Finding], state: State) -> Finding:
    """The only finding that is not plainly well; it says what to do."""
    (finding,) = [finding for finding in found if finding.state not in (State.OK, State.NOTE)]
    assert finding.state is state, finding
    assert finding.todo
    return finding


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


# --- files ---------------------------------------------------------------------------------------


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


# --- the database --------------------------------------------------------------------------------


def test_a_database_that_is_not_there_yet_is_not_made(settings: Settings, tmp_path: Path) -> None:
    found = looked_at(settings)
    assert not [finding for finding in found if finding.state in (State.WARNING, State.FAULT)]
    assert "第一次启动时会建" in str(found)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_the_structure_before(settings: Settings) -> None:
    open_storage(settings).close()
    found = one(looked_at(settings), State.FAULT)
    assert "python -m bot migrate" in found.todo
    assert "备份" in found.todo


def test_a_database_that_others_can_read(installed: Settings) -> None:
    file = installed.data_dir / FILE
    file.chmod(0o640)
    assert f"chmod 600 {file}" in one(looked_at(installed), State.WARNING).todo


def test_a_damaged_database(installed: Settings) -> None:
    file = installed.data_dir / FILE
    content = bytearray(file.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 + 8 : page * 4096 + 200] = b"\xff" * 192
    file.write_bytes(content)
    found = one(looked_at(installed), State.FAULT)
    assert found.name == "数据库"
    assert "restore" in found.todo


def test_no_database_at_all_behind_the_address(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:hunter2@127.0.0.1:9/gonghui?connect_timeout=2")
    found = looked_at(Settings())
    assert "DATABASE_URL" in one(found, State.FAULT).todo
    assert "hunter2" not in str(found)


def test_a_database_of_another_user(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_settings: Settings) -> Storage:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(database, "open_storage", forbidden)
    assert "系统用户" in one(looked_at(installed), State.FAULT).todo


@pytest.mark.parametrize(
    ("free", "state"), [(50, State.FAULT), (500, State.WARNING), (5_000, State.OK)], ids=str
)
def test_a_disk_that_is_filling_up(
    installed: Settings, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free * 1024 * 1024))
    (disk,) = [finding for finding in looked_at(installed) if finding.name == "磁盘"]
    assert disk.state is state


def test_messages_that_nobody_sends(installed: Settings) -> None:
    def message(key: str, due: datetime) -> NewMessage:
        return NewMessage(
            key=key,
            kind=MessageKind.REMINDER,
            place=Place("telegram", "1"),
            reply={},
            created_at=NOON,
            due=due,
        )

    with open_storage(installed) as storage, storage.write() as store:
        store.outbox.plan([message("ahead", NOON + timedelta(days=1))])
    assert "1 条等着发" in str(looked_at(installed))
    with open_storage(installed) as storage, storage.write() as store:
        store.outbox.plan([message("late", NOON - database.LATE - timedelta(seconds=1))])
    found = one(looked_at(installed), State.WARNING)
    assert "2 条等着发" in found.said
    assert "2026-03-10 11:49" in found.said


def test_whether_a_process_is_at_work(installed: Settings) -> None:
    def process(now: datetime) -> Finding:
        (found,) = [finding for finding in looked_at(installed, now=now) if finding.name == "进程"]
        return found

    assert "没有运行" in process(NOON).said
    with open_storage(installed) as storage, storage.write() as store:
        store.lease.acquire(leading.NAME, "first", NOON, leading.TTL)
    assert process(NOON + leading.TTL / 2).state is State.OK
    assert "没有运行" in process(NOON + leading.TTL).said


def test_nobody_who_runs_it(settings: Settings) -> None:
    with open_storage(settings) as storage:
        storage.migrate()
    assert "invite --role administrator" in one(looked_at(settings), State.WARNING).todo


def test_a_database_that_refuses_later(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Storage) -> bool:
        raise DatabaseFailed("secret row")

    monkeypatch.setattr(Storage, "is_sound", refuse)
    found = looked_at(installed)
    assert one(found, State.FAULT).name == "数据库"
    assert "secret row" not in str(found)


# --- time ----------------------------------------------------------------------------------------


def test_a_machine_without_zones(installed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise ZoneInfoNotFoundError("none here")

    monkeypatch.setattr(clock, "ZoneInfo", missing)
    assert "tzdata" in one(looked_at(installed), State.FAULT).todo


@pytest.mark.parametrize(
    ("apart", "state"), [(-3, State.OK), (5, State.OK), (-20, State.WARNING), (90, State.FAULT)], ids=str
)
def test_a_clock_that_is_wrong(installed: Settings, apart: int, state: State) -> None:
    found = looked_at(installed, replace(CONTENT, at=NOON + timedelta(seconds=apart)))
    (time,) = [finding for finding in found if finding.name == "时间"]
    assert time.state is state
    assert ("set-ntp" in time.todo) is (state is not State.OK)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 12, 31), State.OK),
        (date(2026, 10, 31), State.OK),
        (date(2026, 11, 1), State.NOTE),
        (date(2026, 12, 1), State.WARNING),
        (date(2027, 1, 1), State.FAULT),
    ],
    ids=str,
)
def test_a_calendar_that_ends(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, today: date, state: State
) -> None:
    known = {2025, 2026}
    monkeypatch.setattr(WorkCalendar, "is_known", lambda _, day: day.year in known)
    (found,) = calendar.look(settings, datetime(today.year, today.month, today.day, tzinfo=ZONE))
    assert found.state is state
    assert ("chinesecalendar" in found.todo) is (state is not State.OK)


def test_the_year_of_the_calendar_begins_in_beijing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkCalendar, "is_known", lambda _, day: day.year <= 2026)
    (found,) = calendar.look(settings, datetime.fromisoformat("2026-12-31T17:00:00+00:00"))
    assert found.state is State.FAULT


def test_a_year_described_in_the_file_is_known(settings: Settings) -> None:
    far = datetime(2098, 3, 1, tzinfo=ZONE)
    assert one(calendar.look(settings, far), State.FAULT)
    settings.data_dir.mkdir()
    (settings.data_dir / CALENDAR).write_text("years: [2098, 2099]\n", encoding="utf-8")
    (found,) = calendar.look(settings, far)
    assert found.state is State.OK


def test_a_fault_in_the_file_is_told(installed: Settings) -> None:
    (installed.data_dir / CALENDAR).write_text("holidays: [someday]\n", encoding="utf-8")
    assert CALENDAR in one(looked_at(installed), State.WARNING).said


# --- Telegram ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "state", "todo"),
    [
        (Probe(refused=True), State.FAULT, "/token"),
        (Probe(failed="ConnectTimeout"), State.FAULT, "api.telegram.org"),
        (Probe(failed="HTTP 502"), State.FAULT, "HTTPS_PROXY"),
        (replace(CONTENT, me=replace(ME, reads_everything=True)), State.WARNING, "/setprivacy"),
        (replace(CONTENT, me=replace(ME, joins_groups=False)), State.WARNING, "/setjoingroups"),
        (replace(CONTENT, hook=Hook("", 500)), State.WARNING, "运行"),
        (
            replace(CONTENT, hook=Hook("", 0, "SSL error", NOON - timedelta(minutes=5))),
            State.WARNING,
            "operations.md",
        ),
    ],
)
def test_what_telegram_says_is_wrong(installed: Settings, told: Probe, state: State, todo: str) -> None:
    found = looked_at(installed, told)
    assert todo in one(found, state).todo
    assert TOKEN not in str(found)


def test_inline_that_is_off_is_worth_a_note(installed: Settings) -> None:
    found = looked_at(installed, replace(CONTENT, me=replace(ME, inline=False)))
    assert [one.todo for one in found if "/setinline" in one.todo and one.state is State.NOTE]


def test_an_old_error_of_the_webhook_is_forgotten(installed: Settings) -> None:
    told = replace(CONTENT, hook=Hook("", 0, "SSL error", NOON - timedelta(days=1)))
    assert not [one for one in looked_at(installed, told) if one.state is State.WARNING]


def test_a_webhook_of_somebody_else_is_told(installed: Settings) -> None:
    told = replace(CONTENT, hook=Hook("https://elsewhere.example/hook", 0))
    (found,) = [one for one in looked_at(installed, told) if one.name == "收消息"]
    assert (found.state, "另一台机器" in found.todo) == (State.NOTE, True)


@pytest.mark.parametrize(
    "written", ["https://bot.example", "https://bot.example/", "https://bot.example/telegram"]
)
def test_a_webhook_that_is_registered_as_it_should_be(installed: Settings, written: str) -> None:
    wanted = installed.model_copy(update={"webhook_url": written})
    assert telegram.with_path(written) == hooking.address(written)[0], "doctor and bot mean the same address"
    told = replace(CONTENT, hook=Hook("https://bot.example/telegram", 0))
    found = telegram.look(wanted, NOON, lambda _: told)
    assert {finding.state for finding in found} == {State.OK}
    elsewhere = replace(CONTENT, hook=Hook("https://other.example/telegram", 0))
    found = telegram.look(wanted, NOON, lambda _: elsewhere)
    assert [finding.said for finding in found if finding.state is State.NOTE] == [
        "Telegram 那边还没有登记 WEBHOOK_URL，启动时会登记。"
    ]


def test_without_a_token_telegram_is_not_asked(settings: Settings) -> None:
    def asked(_: Settings) -> Probe:
        raise AssertionError("asked without a token")

    (found,) = telegram.look(settings.model_copy(update={"telegram_token": None}), NOON, asked)
    assert found.state is State.NOTE


# --- the verb ------------------------------------------------------------------------------------


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(args)
    assert isinstance(ended.value.code, int)
    return ended.value.code


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
