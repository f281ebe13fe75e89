"""The private Valkey (or Redis): an append-only file, a socket, no network address."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from launch.account import Account
from launch.binaries import Binary
from launch.processes import Program
from launch.server import ask

SOCKET = "valkey.sock"


@dataclass(frozen=True)
class Valkey:
    """Valkey over the folder `data`."""

    binary: Binary
    data: Path
    sockets: Path
    log: Path
    account: Account | None
    name: str = "Valkey"
    variable: str = "BROKER_URL"

    @property
    def address(self) -> str:
        return broker_url(self.sockets)

    def prepare(self) -> None:
        """Nothing to prepare: the server makes its files."""

    def program(self) -> Program:
        settings = {
            "port": "0",
            "unixsocket": str(self.sockets / SOCKET),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "appendonly": "yes",
            "save": "",
            "daemonize": "no",
            "maxmemory-policy": "noeviction",
        }
        flags = [part for key, value in settings.items() for part in (f"--{key}", value)]
        return Program(self.name, (str(self.binary.path), *flags), self.log, Path("/"), {"LC_ALL": "C"}, self.account)

    def ready(self) -> bool:
        return ask(self.sockets / SOCKET, b"PING\r\n").startswith(b"+PONG")

    def mend(self) -> bool:
        """Start over with nothing: whatever waits in the broker waits in the database too."""
        shutil.rmtree(self.data / "appendonlydir", ignore_errors=True)
        return True


def broker_url(sockets: Path) -> str:
    """Return the broker's address in kombu's form."""
    return f"redis+socket://{sockets / SOCKET}?virtual_host=0"
