"""Houses to launch: our own, an ordinary user's in a path with a space and å, and one in root's home."""

import os
import pwd
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from launch.account import Account, runs
from launch.household import wipe
from tests.launch.house import build

ORDINARY = ("games", "daemon", "www-data")  # users of every Debian who aren't those that the launcher picks first


@pytest.fixture(scope="session")
def roomy():
    """A folder that any user may pass through (pytest's own may be its owner's alone), removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kv-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def furnished(house):
    """Build the environment of a house."""
    status, said = house.run("env", ARGS="--run")
    assert status == 0, said
    return house


@pytest.fixture(scope="session")
def our_house(roomy):
    """A house of our own: root's, where we are root."""
    house = build(roomy / "egen" / "kvalitetshjulet", sys.executable)
    yield furnished(house)
    wipe(house.places)


@pytest.fixture(scope="session")
def ordinary_house(roomy):
    """An ordinary user's house, in a path with a space and å."""
    folder = roomy / "en mapp på svenska"
    home = roomy / "hem"
    home.mkdir()
    user = pwd.getpwnam(next(name for name in ORDINARY if runs(["/bin/true"], _account(name))))
    account = _account(user.pw_name)
    os.chown(home, account.uid, account.gid)
    house = build(folder / "kvalitetshjulet", _python_for(account, roomy), account, HOME=str(home))
    os.chown(folder, account.uid, account.gid)
    yield furnished(house)
    wipe(house.places)


@pytest.fixture(scope="session")
def home_house():
    """A house in root's home, where nobody else may go."""
    folder = Path(tempfile.mkdtemp(prefix="kv-test-", dir=Path.home()))
    house = build(folder / "kvalitetshjulet", sys.executable)
    yield furnished(house)
    wipe(house.places)
    shutil.rmtree(folder)


def _account(name):
    user = pwd.getpwnam(name)
    return Account(user.pw_name, user.pw_uid, user.pw_gid)


def _python_for(account, roomy):
    """Return a new enough Python that the account can run; ours is copied where it lies out of reach and there is no other."""
    check = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"
    for python in (sys._base_executable, "/usr/bin/python3"):
        if runs([python, "-c", check], account):
            return python
    copy = roomy / "python"
    shutil.copytree(sys.base_prefix, copy, symlinks=True, ignore=shutil.ignore_patterns("test", "tests", "__pycache__"))
    return str(copy / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")
