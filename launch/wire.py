"""Messages between a keeper and those who joined it: one JSON object a line over a unix socket."""

import json
import select
import socket
from typing import Any

Message = dict[str, Any]


class Wire:
    """One end of a conversation."""

    def __init__(self, talk: socket.socket) -> None:
        self.talk = talk
        self._pending = b""
        self._closed = False

    def fileno(self) -> int:
        return self.talk.fileno()

    def send(self, message: Message) -> bool:
        """Send a message; False where nobody is left to hear it."""
        try:
            self.talk.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            return False
        return True

    def receive(self, patience: float | None = None) -> Message | None:
        """Wait for the next message; None when the other end is gone. Raises TimeoutError after `patience` seconds."""
        while b"\n" not in self._pending:
            if self._closed:
                return None
            if patience is not None and not select.select([self.talk], [], [], patience)[0]:
                raise TimeoutError
            self._read()
        return self._next()

    def waiting(self) -> list[Message] | None:
        """Read what has come and return the whole messages in it; None when the other end is gone."""
        self._read()
        messages = []
        while b"\n" in self._pending:
            messages.append(self._next())
        return None if self._closed and not messages else messages

    def _read(self) -> None:
        try:
            piece = self.talk.recv(65536)
        except OSError:
            piece = b""
        self._closed = not piece
        self._pending += piece

    def _next(self) -> Message:
        line, _, self._pending = self._pending.partition(b"\n")
        message: Message = json.loads(line)
        return message

    def close(self) -> None:
        self.talk.close()
