"""The common sample of questions, where it is at hand, through the command line as its judge runs it."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT.parent / "shared" / "benchmark" / "ask_dev.jsonl"
JUDGE = SAMPLE.with_name("score.py")
ENOUGH = 0.95

pytestmark = pytest.mark.skipif(
    not (SAMPLE.exists() and JUDGE.exists()), reason="the common sample of questions is not on this machine"
)


def _judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", JUDGE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nearly_all_sample_questions_are_answered_right(tmp_path: Path) -> None:
    cases = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    feed = tmp_path / "cases.jsonl"
    given = ({key: case[key] for key in case if key not in ("expect", "why", "class")} for case in cases)
    feed.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in given), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--batch", str(feed)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    replies = {reply["id"]: reply for reply in map(json.loads, run.stdout.splitlines())}
    judge = _judge()
    wrong = {
        case["id"]: faults for case in cases if (faults := judge.judge_ask(case, replies.get(case["id"])))
    }
    assert 1 - len(wrong) / len(cases) >= ENOUGH, wrong
