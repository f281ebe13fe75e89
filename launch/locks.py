"""Locks that the kernel drops when their holder dies."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, on_wait: Callable[[], None] = lambda: None, patience: float | None = None) -> Iterator[int]:
    """Hold the exclusive lock on `path` (a file, made where missing, or a folder) and yield its descriptor.

    `on_wait` is called once if another process holds it. Raises TimeoutError after `patience` seconds (None: wait for ever).
    A child that inherits the descriptor goes on holding the lock.
    """
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, on_wait, patience)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, on_wait: Callable[[], None], patience: float | None) -> None:
    deadline = None if patience is None else time.monotonic() + patience
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError from None
        if not told:
            told = True
            on_wait()
        time.sleep(0.05)
