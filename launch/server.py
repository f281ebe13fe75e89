"""What the keeper needs to know of a server, whichever it is."""

import socket
from pathlib import Path
from typing import Protocol

from launch.processes import Program


class Server(Protocol):
    """A private server: how it is made ready, started, asked and addressed."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def variable(self) -> str:
        """The environment variable that carries its address."""

    @property
    def address(self) -> str:
        """Its address, in the form that the settings read."""

    def prepare(self) -> None:
        """Make its folders and, the first time, its data. Raises Refusal."""

    def program(self) -> Program:
        """Return what to start."""

    def ready(self) -> bool:
        """Tell whether it takes clients."""

    def mend(self) -> bool:
        """Change what may have kept it from starting; True where a second try is worth it."""


def ask(path: Path, words: bytes) -> bytes:
    """Send something to a unix socket and return the beginning of the answer; nothing where none listens."""
    try:
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(2)
            talk.connect(str(path))
            talk.sendall(words)
            return talk.recv(100)
    except OSError:
        return b""
