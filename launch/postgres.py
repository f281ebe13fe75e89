"""The private PostgreSQL: its data, its settings, its socket. It listens on no network address."""

import contextlib
import locale
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launch.account import Account, as_account
from launch.binaries import Binary
from launch.processes import Program, tail
from launch.refusal import failed_start, other_postgres
from launch.server import ask

ROLE = DATABASE = "kvalitet"
SUPERUSER = "postgres"
SURROUNDINGS = {"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"}
BUILTIN_LOCALES = 17  # the first major with a locale provider of its own
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "jit": "off",
    "max_connections": "200",
    "log_checkpoints": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # a power cut may ruin everything
VERSION_3 = b"\x00\x03\x00\x00"  # of PostgreSQL's wire protocol
_who = VERSION_3 + b"user\0%b\0database\0%b\0\0" % (ROLE.encode(), DATABASE.encode())
GREETING = (len(_who) + 4).to_bytes(4, "big") + _who
PREPARE = (
    f"CREATE ROLE {ROLE} LOGIN CREATEDB",
    f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
)


@dataclass(frozen=True)
class Postgres:
    """PostgreSQL over the cluster in `data`. Not `durable`: commits are fast and don't survive the machine's fall."""

    binary: Binary
    data: Path
    sockets: Path
    log: Path
    account: Account | None
    durable: bool = True
    name: str = "PostgreSQL"
    variable: str = "DATABASE_URL"

    @property
    def address(self) -> str:
        return database_url(self.sockets)

    def prepare(self) -> None:
        """Make the cluster, unless it is there. A half-made one is thrown away; another major's is refused."""
        made_by = version_of(self.data)
        if made_by == str(self.binary.major):
            return
        if made_by:
            raise other_postgres(str(self.data), made_by, self.binary.major)
        half = self.data.with_name(self.data.name + ".half")
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        self._run([str(self._bin / "initdb"), "-D", str(half), *initdb_options(self.binary.major, self.durable)])
        self._run([str(self._bin / "postgres"), "--single", "-D", str(half), "postgres"], "\n".join([*PREPARE, ""]))
        half.replace(self.data)

    @property
    def _bin(self) -> Path:
        return self.binary.path.parent

    def _run(self, argv: list[str], text: str = "") -> None:
        """Run one of PostgreSQL's programs to its end; its words go to the log. A single-user fault leaves status 0."""
        done = subprocess.run(
            argv,
            check=False,
            cwd="/",
            input=text,
            env=SURROUNDINGS,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **as_account(self.account),
        )
        with self.log.open("a") as log:
            log.write(done.stdout)
        if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
            raise failed_start(self.name, tail(self.log))

    def program(self) -> Program:
        options = SETTINGS | {"unix_socket_directories": str(self.sockets)} | ({} if self.durable else FAST)
        flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        return Program(
            name=self.name,
            argv=(str(self.binary.path), "-D", str(self.data), *flags),
            log=self.log,
            cwd=Path("/"),
            environment=SURROUNDINGS,
            account=self.account,
            polite=signal.SIGINT,
            patience=30.0,
        )

    def ready(self) -> bool:
        """Tell whether it lets its user in: it answers with R, and with E as long as it isn't up."""
        return ask(self.sockets / ".s.PGSQL.5432", GREETING)[:1] == b"R"

    def mend(self) -> bool:
        """Give the processes of one that was killed a moment to go away; what is stored stays as it is."""
        gone = not any("shared memory block" in line for line in tail(self.log))
        if not gone:
            time.sleep(3)
        return not gone


def database_url(sockets: Path, role: str = ROLE) -> str:
    """Return the address of the database behind the socket folder."""
    return f"postgresql://{role}@{quote(str(sockets), safe='')}/{DATABASE}"


def version_of(data: Path) -> str:
    """Return the major version that made the cluster in `data`; empty where there is none."""
    try:
        return (data / "PG_VERSION").read_text().strip()
    except OSError:
        return ""


def initdb_options(major: int, durable: bool) -> list[str]:
    """Return initdb's options: order by code point, letters by Unicode (so that å is the lower case of Å)."""
    letters = ctype()
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= BUILTIN_LOCALES else []
    options = ["-U", SUPERUSER, "-E", "UTF8", "--locale=C", f"--lc-ctype={letters}", *provider]
    return [*options, "--auth-local=trust", "--auth-host=reject", *([] if durable else ["--no-sync"])]


def ctype() -> str:
    """Return a locale of this system that knows Unicode's letters."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "sv_SE.UTF-8"):
            if sys.platform == "darwin" and name.startswith("C."):
                continue  # accepted there, but it knows ASCII only
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
