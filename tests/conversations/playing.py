"""Plays a conversation written in YAML against the real composition with a database of its own.

A file holds a list of conversations:

    - name: 邀请码只能用一次
      today: 2023-04-10                # the day read by the plans; default 2023-04-10
      trial: true                      # as on the trial page; default false
      members: {王芳: [county:341822]}  # memberships from the beginning; `system` is the administrator
      steps:
        - {as: 王芳, say: /invite, expect: {buttons: [1人用]}}
        - {as: 王芳, press: 1人用, expect: {contains: [邀请码好了]}, remember: {code: 邀请码}}
        - {as: 李强, say: "{code}", expect: {contains: [欢迎]}}
        - {restart: true}               # the process ends and another one goes on with the same database
        - {as: 李强, again: true}       # the last update of this person is delivered once more: same words, no change
        - {wait: 40}                    # minutes

A step also knows `in: group` (default private), `on: 2023-05-01` (another day), `of: 王芳` (press a button in
somebody else's message), `button: "i:x:1"` (a forged or very old button), `unit:` (the channel names the unit),
`role:` (what the trial page plays), `expect_error: code` (a PersonError with this code).
`expect`: contains, absent, outcome, intent, buttons (labels that are there), no_buttons, file (name part).
`rows: {memberships: 2}` counts rows, `nowhere: [words]` searches the whole database, `outbox: [words]` looks
for a planned message that contains the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml
from psycopg import connect, sql

from bot.compose import build_services, database_address
from bot.config import Settings
from bot.render.plain import to_text
from handlers import (
    Attachment,
    Chat,
    Choice,
    Facts,
    PersonError,
    PlaceKind,
    Reply,
    Request,
    Sender,
    Services,
    Source,
    Standing,
    decode,
    dispatch,
    undelivered,
)
from storage import SYSTEM_UNIT, Role

FOLDER = Path(__file__).parent
DAY = date(2023, 4, 10)
BEGIN = datetime(2023, 4, 10, 10, 0, tzinfo=timezone(timedelta(hours=8)))
LINK = "https://t.me/gonghui_test_bot"

STEP_KEYS = {
    "as", "say", "press", "button", "of", "in", "on", "unit", "role", "again", "restart", "wait", "expect",
    "expect_error", "remember", "rows", "nowhere", "outbox", "standing", "topic", "edits", "asked_by", "refused",
}  # fmt: skip
EXPECT_KEYS = {
    "contains",
    "absent",
    "outcome",
    "intent",
    "buttons",
    "no_buttons",
    "file",
    "toast",
    "in_place",
}
CONVERSATION_KEYS = {"name", "today", "trial", "members", "steps"}


def conversations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every conversation of the folder with its name for the test report."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = set(talk) - CONVERSATION_KEYS
            assert not unknown, f"{path.name}: unknown keys {unknown}"
            yield f"{path.stem}: {talk['name']}", talk


@dataclass
class Player:
    """One conversation with a database; `known` lends the knowledge base."""

    settings: Settings
    known: Services
    today: date = DAY
    now: datetime = BEGIN
    services: Services = field(init=False)
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    last: dict[str, Request] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Begin, or go on after a restart."""
        self.services = build_services(self.settings, lambda: self.now, known=self.known)

    def close(self) -> None:
        """End the process."""
        assert self.services.storage is not None
        self.services.storage.close()

    def admit(self, name: str, units: list[str]) -> None:
        """Give memberships without invitations."""
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            person = store.people.get_or_create("test", self._id(name), name, self.now)
            for unit in units:
                role = Role.ADMINISTRATOR if unit == SYSTEM_UNIT else Role(unit.partition(":")[0])
                store.memberships.grant(person.id, role, unit, at=self.now)

    def play(self, step: dict[str, Any]) -> None:
        """Do one step and compare."""
        unknown = set(step) - STEP_KEYS | set(step.get("expect", {})) - EXPECT_KEYS
        assert not unknown, f"unknown keys {unknown}"
        if step.get("restart"):
            self.close()
            self.open()
        self.now += timedelta(minutes=step.get("wait", 1))
        if "as" in step:
            self._turn(step)
        if "refused" in step:
            self._refuse(step["refused"])
        self._database(step)

    def _turn(self, step: dict[str, Any]) -> None:
        name = step["as"]
        again = step.get("again", False)
        before = self._rows() if again else {}
        request = self.last[name] if again else self._request(step)
        self.last[name] = request
        code, reply = None, None
        try:
            reply = dispatch(request, self.services)
        except PersonError as error:
            code = error.code
        assert code == step.get("expect_error"), f"error {code}, reply {reply and to_text(reply)}"
        if reply is None:
            return
        if again:
            assert self._rows() == before, "an update that came again changed something"
            if "expect" not in step:
                assert reply == self.replies[name][-1], "an update that came again got another reply"
        self.replies.setdefault(name, []).append(reply)
        compare(reply, step.get("expect", {}), self.words)
        for word, label in step.get("remember", {}).items():
            self.words[word] = fact(reply, label)

    def _request(self, step: dict[str, Any]) -> Request:
        name, group = step["as"], step.get("in") == "group"
        self.count += 1
        button = step.get("button")
        text = self._filled(step["say"]) if "say" in step else None
        if "press" in step:
            choice = self._button(step.get("of", name), step["press"])
            button, text = (None, f"/start {choice.action}") if choice.opens else (choice.action, None)
            group = group and choice.opens != "private"
        kind = PlaceKind.GROUP if group else PlaceKind.PRIVATE
        channel = "web" if self.settings.trial else "test"
        chat = "-100" if group else self._id(name)
        asked_by = {"asked_by": self._id(step["asked_by"])} if "asked_by" in step else {}
        return Request(
            sender=Sender(channel, self._id(name), name),
            chat=Chat(channel, chat, kind, step.get("topic"), title="工会群" if group else ""),
            moment=self.now,
            today=step.get("on", self.today),
            key=f"{channel}:{self.count}",
            text=text,
            button=button,
            unit=step.get("unit"),
            source=self._source(name, step),
            standing=Standing(step["standing"]) if "standing" in step else None,
            extra={"bot_link": LINK, **asked_by, **({"role": step["role"]} if "role" in step else {})},
        )

    def _source(self, name: str, step: dict[str, Any]) -> Source:
        """The message; `edits` names one of the person's texts that is written anew."""
        if "edits" in step:
            return Source(self.texts[name, step["edits"]], edited=True)
        if "say" in step:
            self.texts[name, step["say"]] = str(self.count)
        return Source(str(self.count))

    def _id(self, name: str) -> str:
        """The channel's id of a person, which says nothing about the name."""
        return self.ids.setdefault(name, str(7001 + len(self.ids)))

    def _button(self, name: str, label: str) -> Choice:
        said = self._outbox() if name == "outbox" else self.replies.get(name, [])
        for reply in reversed(said):
            for choice in reply.choices:
                if choice.label == label:
                    return choice
        raise AssertionError(f"{name} never got a button {label}")

    def _filled(self, text: str) -> str:
        for word, value in self.words.items():
            text = text.replace("{" + word + "}", value)
        return text

    def _database(self, step: dict[str, Any]) -> None:
        counts = self._rows() if "rows" in step else {}
        for table, rows in step.get("rows", {}).items():
            assert counts[table] == rows, f"{table} has {counts[table]} rows, not {rows}"
        for words in step.get("nowhere", []):
            assert self._filled(words) not in self._everything(), f"{words} lies in the database"
        for words in step.get("outbox", []):
            assert any(words in said for said in self._planned()), f"no planned message says {words}"

    def _rows(self) -> dict[str, int]:
        assert self.services.storage is not None
        return self.services.storage.health().counts

    def _planned(self) -> list[str]:
        return [to_text(reply) for reply in self._outbox()]

    def _outbox(self) -> list[Reply]:
        """What is planned, oldest first."""
        assert self.services.storage is not None
        with self.services.storage.read() as store:
            messages = store.outbox.list(limit=100)
        return [decode(one.reply) for one in sorted(messages, key=lambda one: one.id)]

    def _refuse(self, name: str) -> None:
        """The channel takes none of the messages that wait for the person, and is told what to do instead."""
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            waiting = [one for one in store.outbox.list(limit=100) if one.place.chat == self._id(name)]
            assert waiting, f"nothing waits for {name}"
            for message in waiting:
                undelivered(store, message.key, self.now)

    def _everything(self) -> str:
        address = database_address(self.settings)
        if address.startswith("sqlite"):
            file = Path(address.removeprefix("sqlite:///"))
            files = [one for one in file.parent.glob(f"{file.name}*") if one.is_file()]
            return "".join(one.read_bytes().decode("utf-8", errors="replace") for one in files)
        with connect(address, autocommit=True) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            rows = [
                row[0]
                for (table,) in tables
                for row in connection.execute(
                    sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table))
                )
            ]
        return "\n".join(rows)


def compare(reply: Reply, expected: dict[str, Any], words: dict[str, str]) -> None:
    """Assert that a reply is as expected; the message shows all of it."""
    text, labels = to_text(reply), [choice.label for choice in reply.choices]
    shown = f"\n{text}\n{labels} ({reply.outcome}, {reply.intent})"
    for part in expected.get("contains", []):
        assert part in text, f"“{part}” is missing in{shown}"
    for part in expected.get("absent", []):
        for word, value in words.items():
            part = part.replace("{" + word + "}", value)
        assert part not in text, f"“{part}” stands in{shown}"
    for label in expected.get("buttons", []):
        assert label in labels, f"button {label} is missing in{shown}"
    for label in expected.get("no_buttons", []):
        assert label not in labels, f"button {label} is there in{shown}"
    assert reply.toast == expected.get("toast", reply.toast), shown
    assert reply.in_place == expected.get("in_place", reply.in_place), shown
    assert reply.outcome == expected.get("outcome", reply.outcome), shown
    assert reply.intent == expected.get("intent", reply.intent), shown
    if "file" in expected:
        names = [block.name for block in reply.blocks if isinstance(block, Attachment)]
        assert any(expected["file"] in name for name in names), f"files {names}{shown}"


def fact(reply: Reply, label: str) -> str:
    """The value that stands beside a label."""
    for block in reply.blocks:
        for name, value in block.rows if isinstance(block, Facts) else ():
            if name == label:
                return value
    raise AssertionError(f"no {label} in\n{to_text(reply)}")
