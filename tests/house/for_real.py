"""The services of docker-compose.yml without containers: their very commands as processes, with production settings."""

import contextlib
import http.client
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import yaml
from psycopg import sql

from tests.databases import drop_database
from tests.house import tree

SERVICES = yaml.safe_load((tree.ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
HOST = "kvalitet.example.se"
BROKER_NUMBER = "14"  # of Redis' sixteen databases; the suite's own tests keep to the lower ones


# An environment with what the image installs and nothing else may be named, as .ci/run does; else the suite's own serves.
TOOLS = Path(os.environ.get("FOR_REAL_VENV", sys.prefix)) / "bin"


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_broker(url):
    """Return the address of a database of our own in the same broker."""
    parts = urlsplit(url)
    if "socket" in parts.scheme:
        return f"{parts.scheme}://{parts.path}?virtual_host={BROKER_NUMBER}"
    return parts._replace(path=f"/{BROKER_NUMBER}").geturl()


class House:
    """One installation: a database of its own, a folder of its own, and the services that run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.database = f"for_real_{secrets.token_hex(4)}"
        self.running: dict[str, subprocess.Popen] = {}
        self.surroundings = self.production()

    def production(self):
        """Return the surroundings that compose gives, on the servers of the suite."""
        database = urlsplit(os.environ["DATABASE_URL"])
        for name in ("anchors", "keys", "media", "static"):
            (self.folder / name).mkdir()
        return {
            "PATH": f"{TOOLS}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MODE": "production",
            "SECRET_KEY": secrets.token_hex(32),
            "LEDGER_KEY": secrets.token_hex(32),
            "DATABASE_URL": database._replace(path=f"/{self.database}").geturl(),
            "BROKER_URL": own_broker(os.environ["BROKER_URL"]),
            "EMAIL_URL": os.environ["EMAIL_URL"],
            "DEFAULT_FROM_EMAIL": f"Kvalitetshjulet <kvalitet@{HOST}>",
            "SITE_URL": f"https://{HOST}",
            "HTTPS": "true",
            "TRUSTED_PROXIES": "1",
            "LOG_LEVEL": "INFO",
            "ANCHOR_DIR": str(self.folder / "anchors"),
            "KEYS_DIR": str(self.folder / "keys"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "static"),
        }

    def command(self, service):
        """Return a service's command, with this machine's port and folder where the container has its own."""
        here = {"0.0.0.0": "127.0.0.1", "8000": str(self.port), "/tmp/beat": str(self.folder / "beat")}
        return [here.get(word, word) for word in SERVICES[service]["command"]]

    def make_database(self):
        """Make the empty database."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.database)))

    def drop_database(self):
        """Take the database away, whoever still holds it."""
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            drop_database(connection, self.database)

    def run(self, command, **more):
        """Run a command to its end; return what it said. Fails with its words where it fails."""
        ran = subprocess.run(
            command,
            cwd=tree.ROOT,
            env=self.surroundings | more,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
        )
        assert ran.returncode == 0, f"{shlex.join(command)}\n{ran.stdout}"
        return ran.stdout

    def rows(self, statement):
        """Return what a SELECT finds in the installation's database."""
        with psycopg.connect(self.surroundings["DATABASE_URL"]) as connection:
            return connection.execute(statement).fetchall()

    def start(self, service):
        """Start a service; its words go to a file named after it."""
        with (self.folder / f"{service}.log").open("ab") as log:
            self.running[service] = subprocess.Popen(
                self.command(service),
                cwd=tree.ROOT,
                env=self.surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self, service):
        """Return what a service has said."""
        return (self.folder / f"{service}.log").read_text(encoding="utf-8", errors="replace")

    def stop(self):
        """Ask every service to stop, as compose does; return the exit statuses. None is left behind."""
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        statuses = {}
        for service, process in self.running.items():
            try:
                statuses[service] = process.wait(30)
            except subprocess.TimeoutExpired:
                statuses[service] = "had to be killed"
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        self.running = {}
        return statuses

    def ask(self, path, method="GET", body=None, **headers):
        """Ask the web as a proxy that ends TLS does; return status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            always = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
            connection.request(method, path, body, always | headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def wait(self, path, status=200, patience=60.0):
        """Ask until the answer has `status`; return its body."""
        deadline = time.monotonic() + patience
        last = "nobody answered"
        while time.monotonic() < deadline:
            try:
                got, _, body = self.ask(path)
            except OSError as fault:
                last = str(fault)
            else:
                if got == status:
                    return body
                last = f"{got}: {body[:500]}"
            time.sleep(0.3)
        words = "\n".join(f"── {service}\n{self.log(service)[-2000:]}" for service in self.running)
        raise AssertionError(f"{path} never answered {status}; last: {last}\n{words}")
