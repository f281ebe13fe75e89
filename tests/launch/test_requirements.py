"""The lock taken apart, and commands side by side."""

import subprocess
import sys
import time

from launch import environment
from launch.environment import Environment
from launch.requirements import entries, shares
from tests.house.tree import ROOT

LOCK = """# a comment
a==1 \\
    --hash=sha256:1 \\
    --hash=sha256:2
b==2 ; python_full_version < '3.12' \\
    --hash=sha256:3

c==3 \\
    --hash=sha256:4
"""


def test_an_entry_is_a_requirement_with_its_hashes():
    assert entries(LOCK) == [
        "a==1 \\\n    --hash=sha256:1 \\\n    --hash=sha256:2",
        "b==2 ; python_full_version < '3.12' \\\n    --hash=sha256:3",
        "c==3 \\\n    --hash=sha256:4",
    ]


def test_the_shares_hold_every_requirement_once():
    for kind in environment.KINDS:
        text = Environment(ROOT).lock_file(kind).read_text()
        for count in (1, 2, 3):
            parts = shares(text, count)
            assert sorted(entry for part in parts for entry in entries(part)) == sorted(entries(text))
            lengths = [part.count("--hash") for part in parts]
            assert max(lengths) < 1.5 * min(lengths)


def test_few_requirements_make_few_shares():
    assert (len(shares(LOCK, 9)), shares("", 4)) == (3, [])


def side_by_side(*arguments, code):
    script = ROOT / "launch" / "side_by_side.py"
    return subprocess.run(
        [sys.executable, "-I", "-S", script, *arguments, "--", sys.executable, "-c", code], check=False
    ).returncode


def test_all_run_at_the_same_time(tmp_path):
    """Each waits for the other's file: one after the other they would wait for ever."""
    code = f"""
import sys, time
from pathlib import Path
here = Path({str(tmp_path)!r})
(here / sys.argv[1]).touch()
while len(list(here.iterdir())) < 2: time.sleep(0.02)
"""
    assert side_by_side("x", "y", code=code) == 0


def test_the_first_failure_stops_the_others():
    began = time.monotonic()
    assert side_by_side("0", "7", code="import sys, time; n = int(sys.argv[1]); n or time.sleep(600); sys.exit(n)") == 7
    assert time.monotonic() - began < 60


def test_nothing_to_do_is_done():
    assert side_by_side(code="") == 0
