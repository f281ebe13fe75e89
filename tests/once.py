"""What is loaded once for all tests of a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def loaded_once(blocker: Any) -> Iterator[None]:
    """Let what is loaded inside stand for a module's tests, each of them in a savepoint of its own, and be gone after them."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
