"""The demo of the trial page: what it says fits the plans, it is marked, it is put once and goes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.compose import build_services
from bot.config import Settings
from bot.render.plain import to_text
from handlers import Chat, Request, Sender, Services, dispatch, plant_demo, remove_demo
from handlers.progress.counting import counts_toward
from storage import EntryFilter, Storage

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
MENGHAI = "county:532822"


@pytest.fixture
def services(trial_settings: Settings, known: Services) -> Iterator[Services]:
    built = build_services(trial_settings, lambda: NOON, known=known)
    assert built.storage is not None
    with built.storage:
        yield built


@pytest.fixture
def storage(services: Services) -> Storage:
    assert services.storage is not None
    return services.storage


def said(services: Services, text: str) -> str:
    request = Request(
        sender=Sender("web", "web:county:county:532822", "勐海县总工会"),
        chat=Chat("web", "web:county:county:532822"),
        moment=NOON,
        today=date(2023, 4, 10),
        key=text,
        text=text,
        unit=MENGHAI,
    )
    return to_text(dispatch(request, services))


def test_every_entry_fits_its_plan_and_is_marked(services: Services, storage: Storage) -> None:
    count = plant_demo(storage, NOON)
    units = tuple(place.unit for place in services.catalogue.places.counties)
    with storage.read() as store:
        entries = store.entries.list(EntryFilter(units))
    assert len(entries) == count >= 5
    for entry in entries:
        task = services.catalogue.plans[entry.plan].tasks[entry.task or ""]
        targets = {target.id: target for target in task.targets}
        for one in entry.quantities:
            assert one.target is None or counts_toward(targets[one.target], one.unit)
        assert entry.demo
        assert entry.note.startswith("【演示】")
        assert entry.on < date(2023, 4, 10)


def test_it_is_put_once_and_only_where_nobody_was(services: Services, storage: Storage) -> None:
    assert plant_demo(storage, NOON) > 0
    assert plant_demo(storage, NOON) == 0


def test_a_database_in_use_gets_none(services: Services, storage: Storage) -> None:
    said(services, "今天办二十大宣讲1场")
    assert plant_demo(storage, NOON) == 0
    assert storage.health().counts["entries"] == 0


def test_people_see_that_it_is_a_demo(services: Services, storage: Storage) -> None:
    plant_demo(storage, NOON)
    assert "含3条演示记录" in said(services, "我的进展")
    assert "王芳（演示）" in said(services, "成员")


def test_one_command_removes_it_and_leaves_the_rest(services: Services, storage: Storage) -> None:
    planted = plant_demo(storage, NOON)
    said(services, "今天办二十大宣讲1场")
    card = Request(
        sender=Sender("web", "web:county:county:532822", ""),
        chat=Chat("web", "web:county:county:532822"),
        moment=NOON,
        today=date(2023, 4, 10),
        key="save",
        button="d:1:1:save",
        unit=MENGHAI,
    )
    dispatch(card, services)
    assert storage.health().counts["entries"] == planted + 1
    assert remove_demo(storage, NOON) == planted
    counts = storage.health().counts
    assert (counts["entries"], counts["people"], counts["entry_versions"]) == (1, 1, 1)
    assert remove_demo(storage, NOON) == 0
    assert plant_demo(storage, NOON) == 0, "what was removed does not come back at the next start"


def test_the_command_works_on_the_trial_page_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import main

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["demo", *args])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert "已放上5条" in call()[1]
    assert "没有放" in call()[1]
    assert "已去掉5条" in call("--remove")[1]
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:test")
    status, _, err = call("--remove")
    assert (status, "试用页" in err) == (2, True)
