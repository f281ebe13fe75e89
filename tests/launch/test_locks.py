"""Locks that the kernel drops."""

import subprocess
import sys

import pytest

from launch import locks
from tests.house.tree import ROOT

HOLDER = """
import sys, time
from pathlib import Path
from launch import locks
with locks.held(Path(sys.argv[1])):
    print("has", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_lock_is_held_until_its_holder_dies(tmp_path, kind):
    path = tmp_path / "lock" if kind == "file" else tmp_path
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "has\n"
    told = []
    with pytest.raises(TimeoutError), locks.held(path, lambda: told.append("waits"), patience=0.3):
        pass
    assert told == ["waits"]
    holder.kill()
    holder.communicate()
    with locks.held(path, lambda: told.append("waits again"), patience=5):
        assert told == ["waits"]


def test_one_after_the_other_is_no_wait(tmp_path):
    told = []
    for _ in range(2):
        with locks.held(tmp_path / "lock", lambda: told.append("waits")):
            pass
    assert told == []
