"""Which user the servers run as: ourselves, or, where we are root, an ordinary user who is already there."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from launch.refusal import no_ordinary_user

ORDINARY = ("nobody", "daemon", "bin")


@dataclass(frozen=True)
class Account:
    """An unprivileged user of this system."""

    name: str
    uid: int
    gid: int


def servers_account(data: Path) -> Account | None:
    """Return the user for servers that store in `data`: its owner or a well-known one. None: we are no root, so ourselves."""
    if os.geteuid() != 0:
        return None
    candidates = [*_owner(data), *_known(ORDINARY)]
    for account in candidates:
        if _can_become(account):
            return account
    raise no_ordinary_user()


def _owner(folder: Path) -> list[Account]:
    try:
        found = pwd.getpwuid(folder.stat().st_uid)
    except (OSError, KeyError):
        return []
    return [Account(found.pw_name, found.pw_uid, found.pw_gid)] if found.pw_uid else []


def _known(names: Sequence[str]) -> list[Account]:
    everyone = {user.pw_name: user for user in pwd.getpwall()}
    return [Account(name, everyone[name].pw_uid, everyone[name].pw_gid) for name in names if name in everyone]


def _can_become(account: Account) -> bool:
    return runs(["/bin/sh", "-c", ":"], account)


def as_account(account: Account | None) -> dict[str, Any]:
    """Return the arguments that make `subprocess` run a program as `account` (None: as ourselves)."""
    return {} if account is None else {"user": account.uid, "group": account.gid, "extra_groups": []}


def runs(argv: Sequence[str], account: Account | None) -> bool:
    """Tell whether `account` can run `argv` and it ends well. The one true test of modes, mounts and libraries."""
    try:
        done = subprocess.run(argv, check=False, cwd="/", capture_output=True, timeout=30, **as_account(account))
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def may_write(folder: Path, account: Account | None) -> bool:
    """Tell whether `account` can go to `folder` and write there."""
    return runs(["/bin/sh", "-c", 'cd "$1" && : > .prov && rm .prov', "sh", str(folder)], account)
