"""A mail server that takes letters, remembers them, and can misbehave at any step."""

import contextlib
import email
import socket
import socketserver
import threading
import time
from collections import Counter


class _Talk(socketserver.StreamRequestHandler):
    """One SMTP conversation."""

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        # A client that is killed mid-sentence is part of the game.
        with contextlib.suppress(ConnectionError, ValueError):
            self.converse()

    def converse(self):
        sink = self.server.sink
        with sink.lock:
            sink.talks += 1
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            answer = sink.answers.get(word.decode(), None)
            if answer == "cut":
                return
            if answer:
                self.say(answer)
            elif word in (b"EHLO", b"HELO"):
                self.say("250 sink")
            elif word == b"DATA":
                self.say("354 go on")
                if not self.take(sink):
                    return
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, sink):
        """Take a letter. False where the answer was cut off."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b"..") else line)
        time.sleep(sink.pause)
        sink.keep(email.message_from_bytes(b"".join(lines)))
        if sink.cuts():
            return False
        self.say("250 taken")
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 100


class Sink:
    """The server. `answers` maps a command to another answer, or to “cut”; `cut_every` cuts each nth letter's answer;
    `pause`: the seconds that it thinks about each letter.
    """

    def __init__(self, port=0):
        self.lock = threading.Lock()
        self.letters = []
        self.cut = []
        self.talks = 0
        self.cut_every = 0
        self.pause = 0.0
        self.answers = {}
        self._server = _Server(("127.0.0.1", port), _Talk)
        self._server.sink = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def keep(self, letter):
        with self.lock:
            self.letters.append((letter["Message-ID"], letter["To"], letter["Subject"]))

    def cuts(self):
        """Say whether the answer to the latest letter is cut off, and remember it."""
        with self.lock:
            if not self.cut_every or len(self.letters) % self.cut_every:
                return False
            self.cut.append(self.letters[-1][0])
            return True

    def copies(self):
        """Return how many copies of each letter came, by Message-ID."""
        with self.lock:
            return Counter(letter[0] for letter in self.letters)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def free_port():
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
