"""Puts the private servers of a state folder together: who runs them, where they store, which programs they are."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from launch.account import Account, may_write, servers_account
from launch.binaries import (
    OLDEST_POSTGRES,
    Binary,
    postgres_candidates,
    site_folders,
    usable,
    valkey_candidates,
)
from launch.places import Places, make_own
from launch.post_office import PostOffice
from launch.postgres import Postgres, version_of
from launch.refusal import no_binaries, other_postgres, unwritable
from launch.server import Server
from launch.valkey import Valkey

WANTED = ("DATABASE_URL", "BROKER_URL", "EMAIL_URL")


@dataclass(frozen=True)
class Household:
    """What the servers of one state folder share."""

    places: Places
    account: Account | None
    home: Path  # where the servers store
    durable: bool
    python: Path

    def build(self, variable: str) -> Server:
        """Return the server behind one of WANTED. Raises Refusal where this machine has none."""
        if variable == "DATABASE_URL":
            return self._postgres()
        if variable == "BROKER_URL":
            return self._valkey()
        return PostOffice(self.python, self.places.mail, self.places.log / "post.log")

    def _postgres(self) -> Postgres:
        data = self.home / "postgresql"
        found = usable(postgres_candidates(self._sites), self.account, self.places.elsewhere)
        binary = fitting(found, version_of(data), str(data))
        return Postgres(
            binary, data, self.places.servers, self.places.log / "postgresql.log", self.account, self.durable
        )

    def _valkey(self) -> Valkey:
        found = next(usable(valkey_candidates(self._sites), self.account, self.places.elsewhere), None)
        if found is None:
            raise no_binaries("Valkey")
        data = own_folder(self.home / f"{found.path.name}-{found.major}", self.account)
        return Valkey(found, data, self.places.servers, self.places.log / "valkey.log", self.account)

    @property
    def _sites(self) -> list[Path]:
        """Folders of packages: those of the Python that runs the post office, then the usual ones."""
        beside = sorted((self.python.parent.parent / "lib").glob("python3.*/site-packages"))
        return list(dict.fromkeys([*beside, *site_folders()]))


def fitting(found: Iterable[Binary], made_by: str, data: str) -> Binary:
    """Return the first program that may open a cluster made by major `made_by` (empty: any that is new enough)."""
    first: Binary | None = None
    for binary in found:
        if binary.major < OLDEST_POSTGRES:
            continue
        if not made_by or made_by == str(binary.major):
            return binary
        first = first or binary
    if first:
        raise other_postgres(data, made_by, first.major)
    raise no_binaries("PostgreSQL")


def furnish(places: Places, durable: bool, python: Path) -> tuple[Household, list[str]]:
    """Make the folders of a state folder's servers. Returns the household and sentences that tell of unusual choices."""
    account = servers_account(places.state / "data")
    for folder in (places.log, places.anchors, places.keys, places.media):
        folder.mkdir(mode=0o700, exist_ok=True)
    make_own(places.sockets, 0o711 if account else 0o700)
    shutil.rmtree(places.servers, ignore_errors=True)
    own_folder(places.servers, account)
    home = own_folder(places.state / "data", account)
    notes = []
    if account and not may_write(home, account):
        with contextlib.suppress(OSError):
            home.rmdir()
        home = _home_elsewhere(places, account)
        notes.append(
            f"Servrarna körs som {account.name}, som inte når {places.state}: databasen ligger därför i {places.elsewhere}."
        )
    return Household(places, account, home, durable, python), notes


def own_folder(folder: Path, account: Account | None) -> Path:
    """Make a folder for `account` alone, or take it over."""
    folder.mkdir(exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def _home_elsewhere(places: Places, account: Account) -> Path:
    """Make the servers' folder outside the state folder. One that a state folder since removed left there is emptied."""
    make_own(places.elsewhere, 0o711)
    mark, here = places.elsewhere / "state-id", state_id(places.state)
    home = places.elsewhere / "data"
    if not mark.is_file() or mark.read_text() != here:
        shutil.rmtree(home, ignore_errors=True)
        mark.write_text(here)
    return own_folder(home, account)


def state_id(state: Path) -> str:
    """Return the state folder's own random name, made once."""
    path = state / "id"
    if not path.is_file():
        path.write_text(secrets.token_hex(16))
    return path.read_text()


def make_state(state: Path) -> None:
    """Make the state folder: for ourselves alone; as root, such that the servers' user can pass through it."""
    if not state.is_dir():
        state.mkdir(parents=True)
        state.chmod(0o711 if os.geteuid() == 0 else 0o700)
    if not os.access(state, os.W_OK | os.X_OK):
        raise unwritable(str(state))


def wipe(places: Places) -> None:
    """Remove everything of a state folder, wherever it lies. Nothing of it may run."""
    for folder in (places.state, places.elsewhere, places.sockets):
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
