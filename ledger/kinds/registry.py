"""What others extend: a registry that an app fills in its `apps.py` and that a test constructs anew."""

from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class AlreadyRegistered(ValueError):
    """Two things asked for the same name in one registry."""


class NotRegistered(LookupError):
    """A name was looked up that nobody registered."""


class Registry(Generic[Item]):
    """Named things in order of registration. `what` is used in the sentences of its errors."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, Item] = {}

    def register(self, name: str, item: Item) -> Item:
        """Add `item` under `name` and return it. Raises `AlreadyRegistered` for a taken name."""
        if name in self._items:
            raise AlreadyRegistered(f"{self.what} “{name}” is registered twice.")
        self._items[name] = item
        return item

    def get(self, name: str) -> Item:
        """Return what is registered under `name`. Raises `NotRegistered`, naming what there is."""
        try:
            return self._items[name]
        except KeyError:
            known = ", ".join(self._items) or "none"
            raise NotRegistered(f"{self.what} “{name}” is not registered (registered: {known}).") from None

    def items(self) -> list[tuple[str, Item]]:
        """Return names and things in order of registration."""
        return list(self._items.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __len__(self) -> int:
        return len(self._items)
