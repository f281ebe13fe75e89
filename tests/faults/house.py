"""A whole house of real processes for one test: a database of its own, a broker on a wire, web, workers, beat."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from launch.binaries import site_folders, valkey_candidates
from ledger.actions import broker
from ledger.queries.events import log_faults
from ledger.rules import chain
from ledger.rules.verify import Walk
from tests.databases import copy_database, drop_database
from tests.faults.sink import Sink, free_port
from tests.faults.wire import Wire

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
TRACES = """
CREATE TABLE stand_in (kind text, key text, process int);
CREATE TABLE ordered (key text PRIMARY KEY);
"""


def until(true, seconds=30, every=0.05, what=""):
    """Wait until `true()` is; fail with `what` after that many seconds."""
    end = time.monotonic() + seconds
    while not (found := true()):
        if time.monotonic() > end:
            raise AssertionError(f"Not within {seconds} s: {what or true}")
        time.sleep(every)
    return found


class Broker:
    """A private Valkey or Redis that writes what it holds to disk, and a wire to it."""

    def __init__(self, folder):
        folder.mkdir(parents=True)
        self.port = free_port()
        found = [path for path in valkey_candidates(site_folders()) if path and path.exists()]
        self.command = [
            *(str(found[0]), "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder)),
            *("--save", "", "--appendonly", "yes", "--appendfsync", "always"),
        ]
        self.process = None
        self.start()
        self.wire = Wire(("127.0.0.1", self.port))

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: self.say("PING") == b"+PONG", what="the broker answers")

    def say(self, *words):
        """Say something to the server itself, past the wire; return the first line of its answer."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall((" ".join(words) + "\r\n").encode())
                return line.recv(1000).split(b"\r\n")[0]
        except OSError:
            return b""

    def flush(self):
        assert self.say("FLUSHALL") == b"+OK"

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        self.wire.close()
        self.kill()


class Process:
    """A process of the house, with all that it starts."""

    def __init__(self, name, command, surroundings, log):
        self.name, self.log = name, log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=surroundings, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def pid(self):
        return self.process.pid

    @property
    def status(self):
        return self.process.poll()

    def said(self):
        return self.log.read_text(errors="replace")

    def kill(self, number=signal.SIGKILL):
        """Kill the process and everything that it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)
        self.process.wait()


class House:
    """The house. Django of the test itself speaks to the same database and broker while it stands.

    Its database is a copy on the suite's server, or a new one on `server`. `sink`: another mail server than one that counts.
    """

    def __init__(self, folder, server=None, sink=None):
        self.folder = folder
        self.processes = []
        self.sink = sink or Sink()
        self.broker = Broker(folder / "broker")
        self.database = f"test_fault_{os.getpid()}_{free_port()}"
        self.is_apart = server is not None
        self.server = server.address if server else os.environ["DATABASE_URL"]
        self.before = {name: connection.settings_dict[name] for name in PLACE}
        connection.close()
        if server:
            with self._on_server() as line:
                line.execute(f'CREATE DATABASE "{self.database}"')
        else:
            with self._on_server() as line:
                copy_database(line, self.before["NAME"], self.database)
        here = dj_database_url.parse(self.address(self.database))
        connection.settings_dict.update({name: here[name] for name in PLACE})
        if server:
            call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(TRACES)

    def _on_server(self):
        return psycopg.connect(self.address("postgres"), autocommit=True)

    def address(self, database):
        """Return the address of a database on the house's server."""
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{database}"))

    def surroundings(self, **more):
        """Return the environment of the house's processes."""
        return os.environ | {
            "MODE": "test",
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.address(self.database),
            "BROKER_URL": self.broker_url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}",
            "ANCHOR_DIR": str(self.folder / "anchors"),
            "KEYS_DIR": str(self.folder / "keys"),
            "KEYS_COPY": str(self.folder / "copy"),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "INFO",
            **more,
        }

    @property
    def broker_url(self):
        return f"redis://127.0.0.1:{self.broker.wire.port}/0"

    def start(self, name, *command, **more):
        """Start a process of the house."""
        log = self.folder / f"{name}-{uuid.uuid4().hex[:8]}.log"
        process = Process(name, [sys.executable, "-m", *command], self.surroundings(**more), log)
        self.processes.append(process)
        return process

    def worker(self, *, pool="prefork", hands=2, **more):
        """Start a worker as in production (prefork), or with another pool."""
        name = f"worker-{uuid.uuid4().hex[:8]}"
        quiet = ("--without-gossip", "--without-mingle", "-n", f"{name}@test")
        return self.start(
            name, "celery", "-A", "config", "worker", "-P", pool, "-c", str(hands), "-l", "INFO", *quiet, **more
        )

    def embedded(self, **more):
        """Start the worker of `make run`: beat inside, threads."""
        schedule = str(self.folder / f"schedule-{uuid.uuid4().hex[:8]}")
        return self.start(
            "embedded",
            "celery",
            "-A",
            "config",
            "worker",
            "-B",
            "-s",
            schedule,
            "-P",
            "threads",
            "-c",
            "4",
            "-l",
            "INFO",
            **more,
        )

    def beat(self, seconds=1, **more):
        """Start a beat of its own."""
        schedule = str(self.folder / f"schedule-{uuid.uuid4().hex[:8]}")
        return self.start("beat", "celery", "-A", "config", "beat", "-s", schedule, BEAT_SECONDS=str(seconds), **more)

    def web(self, *, hands=2, **more):
        """Start a web server and wait until it answers."""
        port = free_port()
        process = self.start(
            "web", "granian", "--interface", "wsgi", "--port", str(port), "--workers", str(hands),
            "--blocking-threads", "36", "config.wsgi:application", **more,
        )  # fmt: skip
        process.port = port
        until(
            lambda: process.status is not None or self.get(process, "/healthz")[0] == 200, 120, what="the web answers"
        )
        return process

    def get(self, web, path, data=None, timeout=20):
        """Ask the web for a page; return status and body, (0, reason) where there is no answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{web.port}{path}", data=data)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except URLError as fault:
            return getattr(fault, "code", 0), str(fault)
        except OSError as fault:
            return 0, str(fault)

    def sql(self, statement, *values):
        """Ask the house's database."""
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def tick(self):
        """Send the workers a tick, as beat does every minute."""
        broker.send(task="ledger.tasks.tick")

    def traces(self):
        """Return how often each effect happened, by key."""
        return dict(self.sql("SELECT key, count(*) FROM stand_in GROUP BY key"))

    def states(self, kinds="test.%"):
        """Return how many effects of these kinds are in each state."""
        return dict(self.sql("SELECT state, count(*) FROM ledger_effect WHERE kind LIKE %s GROUP BY state", kinds))

    def log_faults(self):
        """Return what is wrong with the event log."""
        return list(log_faults(Walk(chain.derived(settings.LEDGER_KEY, "event")), None))

    def listening(self, *workers, seconds=40):
        """Wait until these workers take messages."""
        for worker in workers:
            until(
                lambda worker=worker: " ready." in worker.said() or worker.status is not None,
                seconds,
                what=f"{worker.name} is ready",
            )
            assert worker.status is None, worker.said()

    def close(self):
        for process in self.processes:
            process.kill()
        self.sink.close()
        self.broker.close()
        connection.close()
        connection.settings_dict.update(self.before)
        if not self.is_apart:
            with self._on_server() as line:
                drop_database(line, self.database)


def faulty(**settings):
    """Return the surroundings that order wrong settings."""
    return {"FAULTY_SETTINGS": json.dumps(settings)}
