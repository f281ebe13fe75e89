"""A PostgreSQL of a test's own, as durable as in production: it can be stopped in the midst of work, and its disk be full."""

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from launch.household import furnish, wipe
from launch.places import Places
from launch.processes import Running, wait_until
from launch.servers import as_superuser


class Server:
    """The server. With `megabytes` its data lies on a disk that is so large, which only root can make."""

    def __init__(self, *, megabytes=0, durable=True):
        self.places = Places(Path(tempfile.mkdtemp(prefix="kv-fault-", dir="/var/tmp")))  # where its account comes too
        self.places.state.chmod(0o711)
        self.disk = self.places.state / "data"
        self.disk.mkdir()
        self.is_mounted = bool(megabytes)
        if megabytes:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(self.disk)]
            self.is_mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
        self.postgres = furnish(self.places, durable, Path(sys.executable))[0].build("DATABASE_URL")
        self.postgres.prepare()
        self.start()

    @property
    def address(self):
        return self.postgres.address

    @property
    def superuser(self):
        return as_superuser(self.address)

    def start(self):
        """Start it (again), and return when it lets its users in."""
        self.running = Running(self.postgres.program())
        assert wait_until(self.postgres.ready, 60), "PostgreSQL answers"

    def stop_immediately(self):
        """Do what `pg_ctl stop -m immediate` does: every process ends at once, nothing is written down."""
        self.running.signal(signal.SIGQUIT)
        self.running.end()

    @property
    def filler(self):
        return self.disk / "filler"

    def fill_the_disk(self):
        """Leave not a byte."""
        with contextlib.suppress(OSError), self.filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                with contextlib.suppress(OSError):
                    while file.write(bytes(size)):
                        pass

    def empty_the_disk(self):
        self.filler.unlink()

    def come_back(self):
        """Start it again if it has ended by itself; return when it lets its users in."""
        if not wait_until(self.postgres.ready, 5) and self.running.exited() is not None:
            self.start()
        assert wait_until(self.postgres.ready, 60), "PostgreSQL answers"

    def close(self):
        self.stop_immediately()
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.disk)], check=True)
        wipe(self.places)
        shutil.rmtree(self.places.state, ignore_errors=True)
