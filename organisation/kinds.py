"""What others extend: the demo municipality, to which every app adds its part, and what a reorganisation means to each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ledger.kinds import Registry

Loader = Callable[[], None]


class Loaders(Registry[Loader]):
    """Loaders of the demo by app. One that builds on another's part says so, whatever the order of registration."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self._after: dict[str, tuple[str, ...]] = {}

    def register(self, name: str, item: Loader, *, after: Iterable[str] = ()) -> Loader:
        """Add `item`, to be run when all of `after` that are there have run. Raises `AlreadyRegistered` for a taken name."""
        self._after[name] = tuple(after)
        return super().register(name, item)

    def items(self) -> list[tuple[str, Loader]]:
        """Return names and loaders so that each stands behind what it builds on, else in order of registration."""
        ordered: dict[str, Loader] = {}
        for name, _ in super().items():
            self._place(name, ordered, ())
        return list(ordered.items())

    def _place(self, name: str, ordered: dict[str, Loader], waiting: tuple[str, ...]) -> None:
        if name in waiting:
            raise ValueError(f"{self.what} “{name}” waits for itself: {' → '.join((*waiting, name))}.")
        if name in ordered:
            return
        for earlier in self._after.get(name, ()):
            if earlier in self:
                self._place(earlier, ordered, (*waiting, name))
        ordered[name] = self.get(name)


#: `manage.py demo` runs each loader once, in one transaction.
demo: Loaders = Loaders("The demo loader")


@dataclass(frozen=True)
class Reorganisation:
    """A unit (its id) that is to lie under another (`parent`; None: at the top), or to close with all under it."""

    unit: int
    parent: int | None = None
    closes: bool = False


Consequence = Callable[[Reorganisation], Iterable[str]]

#: What a reorganisation would mean today elsewhere in the house, as sentences; each only reads.
consequences: Registry[Consequence] = Registry("Consequence")
