"""A command on a leash ends when its starter is gone."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from launch import leash
from tests.house.tree import ROOT


def test_the_commands_status_is_returned():
    assert leash.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    assert leash.call([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 128 + 9


def test_a_missing_command_is_no_traceback(tmp_path):
    with (tmp_path / "said").open("wb") as said:
        assert leash.call(["/no/such/program"], output=said) == 127
    assert "Traceback" not in (tmp_path / "said").read_text()


def test_it_says_to_the_output_what_it_says(tmp_path):
    with (tmp_path / "said").open("wb") as said:
        leash.call([sys.executable, "-c", "import sys; print('ut'); print('fel', file=sys.stderr)"], output=said)
    assert sorted((tmp_path / "said").read_text().split()) == ["fel", "ut"]


def test_the_environment_passes_through_untouched(tmp_path):
    with (tmp_path / "said").open("wb") as said:
        leash.call(["/usr/bin/env"], environment={"PYTHONPATH": "/x", "A": "å b"}, output=said)
    seen = dict(line.split("=", 1) for line in (tmp_path / "said").read_text().splitlines())
    assert {name: seen[name] for name in ("PYTHONPATH", "A")} == {"PYTHONPATH": "/x", "A": "å b"}


STARTER = """
import sys
from launch import leash
with open(sys.argv[1], "wb") as said:
    leash.call([sys.executable, "-u", "-c", sys.argv[2]], output=said)
"""
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, lambda *_: print("asked"))
child = subprocess.Popen(["sleep", "1234"])
print(child.pid)
while True: time.sleep(0.1)
"""


def started(tmp_path, code):
    """Start a starter with a command on its leash; return it, the command's processes, and what it says."""
    said = tmp_path / "said"
    starter = subprocess.Popen([sys.executable, "-c", STARTER, str(said), textwrap.dedent(code)], cwd=ROOT)
    wait_for(lambda: said.exists() and said.read_text().strip())
    return starter, psutil.Process(starter.pid).children(recursive=True), said


def wait_for(true, patience=30):
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def running(processes):
    return [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_when_the_starter_is_killed_the_command_and_its_children_end(tmp_path):
    starter, family, _ = started(
        tmp_path, "import subprocess; c = subprocess.Popen(['sleep', '1234']); print(c.pid); c.wait()"
    )
    assert len(family) == 3
    starter.kill()
    starter.wait()
    wait_for(lambda: not running(family))


def test_a_command_that_will_not_end_is_forced(tmp_path):
    starter, family, said = started(tmp_path, STUBBORN)
    starter.kill()
    starter.wait()
    wait_for(lambda: not running(family))
    assert "asked" in said.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_the_starter_is_told_the_command_is_told(tmp_path, number):
    code = f"import signal, time\nsignal.signal({int(number)}, lambda *_: exit(print('told')))\nprint('up')\ntime.sleep(1000)"
    starter, family, said = started(tmp_path, code)
    os.kill(starter.pid, number)
    starter.wait(20)
    assert said.read_text().split() == ["up", "told"]
    assert running(family) == []


def test_a_descriptor_to_hold_is_held_by_the_watcher(tmp_path):
    import fcntl

    starter, family, _ = started_holding(tmp_path)
    with (tmp_path / "lock").open("w") as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    starter.kill()
    starter.wait()
    wait_for(lambda: not running(family))
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def started_holding(tmp_path):
    code = f"""
import sys
from pathlib import Path
from launch import leash, locks
with locks.held(Path({str(tmp_path / "lock")!r})) as lock, open({str(tmp_path / "said")!r}, "wb") as said:
    leash.call([sys.executable, "-u", "-c", "print(1); import time; time.sleep(1000)"], output=said, hold=[lock])
"""
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    wait_for(lambda: (tmp_path / "said").exists() and (tmp_path / "said").read_text().strip())
    return starter, psutil.Process(starter.pid).children(recursive=True), tmp_path / "said"
