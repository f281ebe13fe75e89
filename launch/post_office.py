"""The private post office: it takes every mail on a loopback port and lays it in a Maildir. Nothing leaves the machine."""

import os
import socket
from dataclasses import dataclass, field
from pathlib import Path

from launch.processes import Program

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """Return a loopback port that nobody holds right now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@dataclass
class PostOffice:
    """aiosmtpd, run by `python`, over the Maildir `mail`."""

    python: Path
    mail: Path
    log: Path
    port: int = field(default_factory=free_port)
    name: str = "Postkontoret"
    variable: str = "EMAIL_URL"

    @property
    def address(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    def prepare(self) -> None:
        """Nothing to prepare: the Maildir is made with the first start."""

    def program(self) -> Program:
        flags = ("-n", "-l", f"{LOOPBACK}:{self.port}", "-c", "aiosmtpd.handlers.Mailbox", str(self.mail))
        surroundings = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONWARNINGS": "ignore"}
        return Program(self.name, (str(self.python), "-m", "aiosmtpd", *flags), self.log, Path("/"), surroundings)

    def ready(self) -> bool:
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=2) as talk:
                return talk.recv(3) == b"220"
        except OSError:
            return False

    def mend(self) -> bool:
        """Take another port: somebody was quicker."""
        self.port = free_port()
        return True
