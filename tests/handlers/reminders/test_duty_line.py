"""The line that is typed after 报一条."""

from __future__ import annotations

from datetime import date

from tests.handlers.office import COUNTY, Office, office

__all__ = ["office"]

DUTY = "县级工会制定具体工作方案"


def test_who_may_no_longer_report_is_answered_like_anybody(office: Office) -> None:
    person = office.member("王芳", COUNTY)
    office.today = date(2022, 11, 20)
    reply = office.press(DUTY, "王芳", on=office.say("/due", "王芳"))
    office.press("报一条", "王芳", on=reply)
    with office.storage.write() as store:
        (held,) = store.memberships.of_person(person)
        store.memberships.end(held.id, office.now)
    assert office.say("对接什么时候完成", "王芳").intent != "not_allowed"
