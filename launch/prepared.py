"""Remembers in the private database itself that its tables and demo data are ready, so that a later start need not look.

The mark is a comment on the database: the code's migrations and the migrations that were applied, each as a digest. Whoever
migrates by hand, or changes the code, changes one of them, and the next start prepares anew.
"""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launch.places import CHECKOUT
from launch.postgres import DATABASE, ROLE

APPLIED = "SELECT md5(string_agg(app || '.' || name, ' ' ORDER BY app, name)) FROM django_migrations"
MARK = f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608 - constants


def code_digest(checkout: Path = CHECKOUT) -> str:
    """Return a digest of all that decides what the prepared database looks like: our migrations and the locked packages."""
    files = [*sorted(checkout.glob("*/migrations/*.py")), checkout / "requirements" / "run.txt"]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(checkout)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@dataclass(frozen=True)
class Preparation:
    """The mark on the database behind `sockets`, read and written by the server's own `psql`."""

    psql: Path
    sockets: Path

    def is_done(self) -> bool:
        """Tell whether the database was prepared by this code and has been left alone since."""
        applied = self._ask(APPLIED)
        return bool(applied) and self._ask(MARK) == self._mark(applied)

    def remember(self) -> None:
        """Mark the database as prepared."""
        self._ask(f"COMMENT ON DATABASE {DATABASE} IS '{self._mark(self._ask(APPLIED))}'")

    def _mark(self, applied: str) -> str:
        return f"{code_digest()} {applied}"

    def _ask(self, statement: str) -> str:
        """Return the answer's only value; nothing where there is no answer."""
        where = ["-h", str(self.sockets), "-U", ROLE, "-d", DATABASE]
        try:
            done = subprocess.run(
                [self.psql, "-XAtq", *where, "-c", statement], check=False, capture_output=True, text=True, timeout=30
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""
