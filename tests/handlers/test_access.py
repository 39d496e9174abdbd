"""Rights: the table says what the plans' hierarchy says, and every command and button keeps to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.compose import build_services
from bot.config import Settings
from handlers import Chat, Facts, PersonError, PlaceKind, Reply, Request, Sender, Services, Standing, dispatch
from handlers.access import INVITING, RIGHTS, Act, allowed, may_anywhere, units_for, units_under
from handlers.commands import TABLES
from storage import SYSTEM_UNIT, Membership, Role

NOW = datetime(2023, 4, 10, 2, 0, tzinfo=UTC)
COUNTY, SISTER, ABROAD = "county:341882", "county:341824", "county:532822"
PREFECTURE, PROVINCE = "prefecture:341800", "province:34"
OTHER_PREFECTURE, OTHER_PROVINCE = "prefecture:530300", "province:53"


@pytest.fixture(scope="module")
def liaison(known: Services) -> str:
    book = known.catalogue.plans["anhui-2022"]
    return f"liaison:{book.id}/{book.linked['341882'].slug}"


def member(role: Role, unit: str) -> Membership:
    return Membership(1, 1, role, unit, NOW, None, None, None)


@dataclass
class Stage:
    """One person a role, and a visitor; `ids` are rows that buttons can name."""

    services: Services
    liaison: str
    count: int = 0

    def __post_init__(self) -> None:
        self.units = {
            "county": COUNTY, "prefecture": PREFECTURE, "liaison": self.liaison, "province": PROVINCE,
            "administrator": SYSTEM_UNIT,
        }  # fmt: skip
        assert self.services.storage is not None
        with self.services.storage.write() as store:
            self.memberships = {}
            for role, unit in self.units.items():
                person = store.people.get_or_create("test", role, role, NOW)
                self.memberships[role] = store.memberships.grant(person.id, Role(role), unit, at=NOW)
            self.colleagues = {}
            for unit in (COUNTY, SISTER, ABROAD, PREFECTURE):
                person = store.people.get_or_create("test", unit, unit, NOW)
                role = Role(unit.partition(":")[0])
                self.colleagues[unit] = store.memberships.grant(person.id, role, unit, at=NOW).id
            self.codes = {}
            for number, unit in enumerate((COUNTY, ABROAD, PREFECTURE, self.liaison)):
                role = Role(unit.partition(":")[0])
                self.codes[unit] = store.invitations.create(
                    f"CODE{number}", role, unit, uses=1, at=NOW, expires_at=NOW.replace(year=2024), by=None
                ).id

    def send(
        self, who: str, *, text: str | None = None, button: str | None = None, group: bool = False
    ) -> Reply | None:
        """The reply; None when the input could not be used."""
        self.count += 1
        chat = Chat("test", "-1" if group else who, PlaceKind.GROUP if group else PlaceKind.PRIVATE)
        request = Request(
            Sender("test", who, who),
            chat,
            NOW,
            date(2023, 4, 10),
            f"k{self.count}",
            text=text,
            button=button,
            standing=Standing.ADMINISTRATOR if group else None,
        )
        try:
            return dispatch(request, self.services)
        except PersonError:
            return None

    def refused(self, who: str, button: str) -> bool:
        reply = self.send(who, button=button)
        return reply is not None and reply.intent == "not_allowed"


@pytest.fixture
def stage(known: Services, liaison: str, file_settings: Settings) -> Iterator[Stage]:
    services = build_services(file_settings, lambda: NOW, known=known)
    yield Stage(services, liaison)
    assert services.storage is not None
    services.storage.close()


WHO = ["visitor", "county", "prefecture", "liaison", "province", "administrator"]

# Who may do what, by hand: role → units for which it is allowed. A row of the table that is wrong shows here.
BY_HAND: dict[Act, dict[str, set[str]]] = {
    Act.SEE_ENTRIES: {
        "county": {COUNTY},
        "prefecture": {PREFECTURE, COUNTY, SISTER},
        "liaison": {"LIAISON", COUNTY},
        "province": {PROVINCE, PREFECTURE, COUNTY, SISTER, "LIAISON"},
    },
    Act.ADD_ENTRY: {
        "county": {COUNTY},
        "prefecture": {PREFECTURE, COUNTY, SISTER},
        "liaison": {"LIAISON", COUNTY},
        "province": {PROVINCE},
    },
    Act.INVITE_COUNTY: {
        "county": {COUNTY},
        "prefecture": {COUNTY, SISTER},
        "administrator": {COUNTY, SISTER, ABROAD},
    },
    Act.INVITE_PREFECTURE: {"province": {PREFECTURE}, "administrator": {PREFECTURE, OTHER_PREFECTURE}},
    Act.INVITE_LIAISON: {"province": {"LIAISON"}, "administrator": {"LIAISON"}},
    Act.INVITE_PROVINCE: {"administrator": {PROVINCE, OTHER_PROVINCE}},
    Act.INVITE_ADMINISTRATOR: {"administrator": {SYSTEM_UNIT}},
    Act.BROADCAST: {
        "prefecture": {PREFECTURE, COUNTY, SISTER},
        "province": {PROVINCE, PREFECTURE, COUNTY, SISTER, "LIAISON"},
    },
    Act.NUDGE: {
        "prefecture": {COUNTY, SISTER},
        "liaison": {COUNTY},
        "province": {PREFECTURE, COUNTY, SISTER, "LIAISON"},
    },
    Act.MANAGE_ROUND: {"administrator": {SYSTEM_UNIT}},
    Act.SEE_AUDIT: {"administrator": {SYSTEM_UNIT}},
    Act.SET_UP: {"administrator": {SYSTEM_UNIT}},
    Act.SEE_FEEDBACK: {"administrator": {SYSTEM_UNIT}},
}
FITTING = {
    Act.INVITE_COUNTY: "county:",
    Act.INVITE_PREFECTURE: "prefecture:",
    Act.INVITE_LIAISON: "liaison:",
    Act.INVITE_PROVINCE: "province:",
    Act.INVITE_ADMINISTRATOR: SYSTEM_UNIT,
    Act.MANAGE_ROUND: SYSTEM_UNIT,
    Act.SEE_AUDIT: SYSTEM_UNIT,
    Act.SET_UP: SYSTEM_UNIT,
    Act.SEE_FEEDBACK: SYSTEM_UNIT,
}


@pytest.mark.parametrize("act", BY_HAND, ids=str)
@pytest.mark.parametrize("who", WHO)
def test_the_table_reaches_as_far_as_it_should(act: Act, who: str, known: Services, liaison: str) -> None:
    own = {
        "county": COUNTY, "prefecture": PREFECTURE, "liaison": liaison, "province": PROVINCE,
        "administrator": SYSTEM_UNIT,
    }  # fmt: skip
    membership = member(Role(who), own[who]) if who in own else None
    units = {
        COUNTY, SISTER, ABROAD, PREFECTURE, OTHER_PREFECTURE, PROVINCE, OTHER_PROVINCE, liaison, SYSTEM_UNIT
    }  # fmt: skip
    units = {unit for unit in units if unit.startswith(FITTING.get(act, ""))}
    wanted = {liaison if unit == "LIAISON" else unit for unit in BY_HAND[act].get(who, set())}
    assert {unit for unit in units if allowed(act, membership, unit, known.catalogue)} == wanted
    assert wanted <= set(units_for(act, membership, known.catalogue))


@pytest.mark.parametrize("act", Act, ids=str)
def test_the_list_of_units_and_the_single_answer_agree(act: Act, known: Services, liaison: str) -> None:
    for role, unit in (
        (Role.COUNTY, COUNTY),
        (Role.PREFECTURE, PREFECTURE),
        (Role.LIAISON, liaison),
        (Role.PROVINCE, PROVINCE),
    ):
        membership = member(role, unit)
        listed = units_for(act, membership, known.catalogue)
        assert len(set(listed)) == len(listed)
        assert all(allowed(act, membership, one, known.catalogue) for one in listed)
        assert not any(
            allowed(act, membership, one, known.catalogue) for one in (ABROAD, OTHER_PROVINCE, SYSTEM_UNIT)
        )


def test_nobody_reaches_another_province(known: Services) -> None:
    for place in (*known.catalogue.places.prefectures, *known.catalogue.places.provinces):
        under = units_under(place.unit, known.catalogue)
        assert under, place.unit
        codes = {unit.partition(":")[2][:2] for unit in under if unit.startswith(("county:", "prefecture:"))}
        assert codes == {place.province}


def test_every_act_and_every_role_to_invite_has_its_row() -> None:
    assert set(RIGHTS) == set(Act)
    assert set(INVITING) == set(Role)
    assert Role.ADMINISTRATOR not in RIGHTS[Act.SEE_ENTRIES]


@pytest.mark.parametrize("who", WHO)
def test_every_command_serves_those_whom_the_table_names(stage: Stage, who: str) -> None:
    memberships = [stage.memberships[who]] if who in stage.memberships else []
    for command in TABLES.commands:
        may = command.act is None or may_anywhere(command.act, memberships)
        for said in (f"/{command.name}", *command.words):
            reply = stage.send(who, text=said, group=not command.private)
            assert (reply is None or reply.intent != "not_allowed") == may, f"{who} {said}"
            assert not (may and reply is not None and reply.intent == "unknown_command"), f"{who} {said}"
    offered = stage.send(who, text="/help")
    assert offered is not None
    shown = {label for block in offered.blocks if isinstance(block, Facts) for label, _ in block.rows}
    for command in TABLES.commands:
        may = command.act is None or may_anywhere(command.act, memberships)
        known_without = command.name in ("start", "help", "ask")
        label = command.words[0] if command.words else f"/{command.name}"
        assert (label in shown) == (may and command.private and not known_without), f"{who} {label}"


@pytest.mark.parametrize("who", WHO)
def test_every_button_serves_those_whom_the_table_names(stage: Stage, who: str) -> None:
    memberships = [stage.memberships[who]] if who in stage.memberships else []
    for prefix, button in TABLES.buttons.items():
        if button.act is not None:
            may = may_anywhere(button.act, memberships)
            assert stage.refused(who, f"{prefix}:zz") == (not may), f"{who} {prefix}"


@pytest.mark.parametrize("who", WHO)
def test_buttons_that_name_a_unit_or_a_row_are_checked_for_it(stage: Stage, who: str) -> None:
    units = (
        COUNTY,
        SISTER,
        ABROAD,
        PREFECTURE,
        OTHER_PREFECTURE,
        stage.liaison,
        PROVINCE,
        OTHER_PROVINCE,
        SYSTEM_UNIT,
    )
    pressed: list[tuple[str, Act, str]] = []
    for unit in units:
        role = Role.ADMINISTRATOR if unit == SYSTEM_UNIT else Role(unit.partition(":")[0])
        pressed += [(f"i:u:{unit}", INVITING[role], unit), (f"i:n:1:{unit}", INVITING[role], unit)]
        pressed += [(f"p:unit:{unit}", Act.SEE_MEMBERS, unit)]
    pressed += [(f"p:out:{number}", Act.REMOVE_MEMBER, unit) for unit, number in stage.colleagues.items()]
    pressed += [
        (f"i:x:{number}", INVITING[Role(unit.partition(":")[0])], unit)
        for unit, number in stage.codes.items()
    ]
    membership = stage.memberships.get(who)
    for button, act, unit in pressed:
        may = allowed(act, membership, unit, stage.services.catalogue)
        assert stage.refused(who, button) == (not may), f"{who} {button}"


@pytest.mark.parametrize("who", WHO)
def test_personal_buttons_do_nothing_in_a_group(stage: Stage, who: str) -> None:
    for prefix, button in TABLES.buttons.items():
        if not button.group:
            reply = stage.send(who, button=f"{prefix}:1", group=True)
            assert reply is not None
            assert reply.intent == "private_only"


@pytest.mark.parametrize("who", WHO)
def test_a_look_at_others_is_written_down(stage: Stage, who: str) -> None:
    if who in stage.memberships:
        stage.send(who, text="/members")
        assert stage.services.storage is not None
        with stage.services.storage.read() as store:
            rows = store.audit.list()
        assert [row.action for row in rows] == ["see_members"]
