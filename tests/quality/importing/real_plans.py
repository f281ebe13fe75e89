"""The two real plans. They lie beside the checkout, not in it: their sentences are not ours."""

import os
from functools import cache
from pathlib import Path

import pytest

PLANS = Path(os.environ.get("PLANS_DIR") or Path(__file__).resolve().parents[3].parent / "shared" / "plans")
STOCKHOLM = "hagerstensasen-verksamhetsplan-2020.txt"
FOCUS = "smedjebacken-forskola-2020-2023.txt"
NAMES = (STOCKHOLM, FOCUS)


@cache
def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def real_plan(name: str) -> str:
    """Return a plan's text with its line ends as they are. Missing in CI it is a failure, elsewhere a reason to skip."""
    path = PLANS / name
    if path.exists():
        return _read(path)
    reason = f"{name} is not in {PLANS}; set PLANS_DIR to the folder of the real plans"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
