"""Pages in processes of their own: order, limits, crashes, and scripts without a guard."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.errors import BrokenFile
from extractor.reading import workers
from extractor.reading.workers import PageFault, run_each

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EXTRACTOR_JOBS", "2")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "tests"), str(ROOT)]))  # so that the workers find this module
    yield


def double(number: int) -> int:
    return 2 * number


def misbehave(how: str) -> str:
    if how == "sleep":
        time.sleep(60)
    if how == "die":
        os._exit(9)
    if how == "eat":
        block = bytearray(workers.PAGE_BYTES + (1 << 20))
        return str(len(block))
    if how == "damaged":
        raise ValueError("нет такой страницы")
    if how == "broken":
        raise BrokenFile("дело.pdf")
    return how


def test_results_come_in_order() -> None:
    assert list(run_each(double, [(n,) for n in range(40)])) == [2 * n for n in range(40)]


def test_a_page_that_fails_costs_no_other() -> None:
    calls = [("a",), ("die",), ("b",), ("sleep",), ("c",), ("eat",), ("damaged",), ("broken",), ("d",)]
    got = list(run_each(misbehave, calls, seconds=1.5))
    assert [x for x in got if isinstance(x, str)] == ["a", "b", "c", "d"]
    assert [got[i].cause for i in (1, 3, 5, 6)] == ["crash", "time", "memory", "damaged"]
    assert isinstance(got[7], BrokenFile)


def test_in_this_process_a_fault_is_a_fault_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACTOR_JOBS", "0")
    assert list(run_each(misbehave, [("a",), ("damaged",)]))[1] == PageFault("damaged", "ValueError: нет такой страницы")


def test_a_script_without_a_guard_is_not_run_anew_in_the_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("from test_workers import double\nfrom extractor.reading.workers import run_each\nprint(list(run_each(double, [(4,)])))\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("[8]\n", 0), done.stderr
