"""What is stored of a round outside the database: the key of its letters and its private key, with copies on another disk."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

MAIL, PRIVATE = "mail", "private"
MODE = 0o600


class KeyMissing(LookupError):
    """Neither folder has the key, or there is no folder for keys."""


def folders() -> list[Path]:
    """Return KEYS_DIR and KEYS_COPY, those that are named."""
    return [Path(named) for named in (settings.KEYS_DIR, settings.KEYS_COPY) if named]


def keep_key(round_id: int, what: str, key: bytes) -> None:
    """Store a key in every folder, synced to the disk before this returns. Raises `KeyMissing` without a folder, or OSError."""
    if not settings.KEYS_DIR:
        raise KeyMissing("KEYS_DIR is not set.")
    for path in _paths(round_id, what):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)


def key_of(round_id: int, what: str) -> bytes:
    """Return a key from the first folder that has it. Raises `KeyMissing`."""
    for path in _paths(round_id, what):
        if path.is_file():
            return path.read_bytes()
    raise KeyMissing(f"{what} of round {round_id}")


def has_key(round_id: int, what: str) -> bool:
    """Return whether any folder has the key."""
    return any(path.exists() for path in _paths(round_id, what))


def copies_of(round_id: int, what: str) -> int:
    """Return how many folders have the key."""
    return sum(path.is_file() for path in _paths(round_id, what))


def drop_key(round_id: int, what: str) -> int:
    """Overwrite and remove a key wherever it lies. Returns how many copies there were."""
    dropped = 0
    for path in _paths(round_id, what):
        if path.exists():
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            _sync(path.parent)
            dropped += 1
    return dropped


def _paths(round_id: int, what: str) -> Iterator[Path]:
    for folder in folders():
        yield folder / f"round-{round_id}.{what}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
