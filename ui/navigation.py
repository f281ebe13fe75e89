"""The menu, the header and the footer: what the apps above register in their `apps.py`, so that ui need not know them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from ui.rules.registering import AlreadyRegistered

Text = str | Promise
Item = TypeVar("Item", bound="NavItem | FooterLink")

THUMBS = 5


def everyone(request: HttpRequest) -> bool:
    """Show an item to whoever asks."""
    return True


def signed_in(request: HttpRequest) -> bool:
    """Show an item to those who have signed in."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def nothing_new(request: HttpRequest) -> int:
    """Count nothing beside an item."""
    return 0


@dataclass(frozen=True)
class NavItem:
    """One place in the menu. `icon` is a name in the sprite; lower `order` comes first; a badge of 0 is not drawn."""

    key: str
    label: Text
    url_name: str
    icon: str
    order: int = 100
    visible: Callable[[HttpRequest], bool] = signed_in
    badge: Callable[[HttpRequest], int] = nothing_new


@dataclass(frozen=True)
class FooterLink:
    """One link in the footer of every page."""

    key: str
    label: Text
    url_name: str
    order: int = 100
    visible: Callable[[HttpRequest], bool] = everyone


@dataclass(frozen=True)
class Place:
    """A menu item as one reader meets it: address, badge, and whether it is where the reader stands."""

    key: str
    label: Text
    url: str
    icon: str
    badge: int = 0
    current: str = ""  # the value of aria-current: "page", "true" (a page inside), or empty
    thumb: bool = True  # stands among the five tabs of a phone


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    label: Text
    url: str


@dataclass(frozen=True)
class Identity:
    """Who is signed in and on whose behalf, as the header says it. An empty `url` makes plain text."""

    name: str
    role: Text = ""
    initials: str = ""
    url: str = ""
    where: Text = ""
    where_url: str = ""


class Entries(Generic[Item]):
    """Keyed entries in their own order. Tests construct their own."""

    def __init__(self) -> None:
        self._entries: dict[str, Item] = {}

    def register(self, entry: Item) -> Item:
        """Add `entry` and return it. Raises `AlreadyRegistered` for a taken key."""
        if entry.key in self._entries:
            raise AlreadyRegistered(f"“{entry.key}” is registered twice.")
        self._entries[entry.key] = entry
        return entry

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self._entries.values(), key=lambda entry: (entry.order, entry.key)))

    def __len__(self) -> int:
        return len(self._entries)


class Navigation(Entries[NavItem]):
    """The menu of the staff's shell."""

    def places(self, request: HttpRequest) -> list[Place]:
        """Return the menu for whoever asks, with at most five thumb tabs, *Mer* counted as one of them."""
        seen = [(item, url) for item in self if item.visible(request) and (url := address(item.url_name))]
        here = _standing(request.path, [url for _, url in seen])
        room = THUMBS if len(seen) <= THUMBS else THUMBS - 1
        return [
            Place(
                key=item.key,
                label=item.label,
                url=url,
                icon=item.icon,
                badge=item.badge(request),
                current="" if url != here else ("page" if request.path == url else "true"),
                thumb=index < room,
            )
            for index, (item, url) in enumerate(seen)
        ]


class FooterLinks(Entries[FooterLink]):
    """The links of the footer."""

    def links(self, request: HttpRequest) -> list[Link]:
        """Return what whoever asks should see; an entry whose address does not exist is left out."""
        return [Link(entry.label, url) for entry in self if entry.visible(request) and (url := address(entry.url_name))]


@dataclass
class IdentityHook:
    """Where the header asks who is signed in. One answerer; a later one takes over (a test's, say)."""

    _answer: Callable[[HttpRequest], Identity | None] | None = field(default=None)

    def register(self, answer: Callable[[HttpRequest], Identity | None]) -> Callable[[HttpRequest], Identity | None]:
        """Let `answer` say who is signed in; return it, so that it can be used as a decorator."""
        self._answer = answer
        return answer

    def of(self, request: HttpRequest) -> Identity | None:
        """Return who is signed in, or None for an anonymous reader."""
        return self._answer(request) if self._answer else None


def address(url_name: str) -> str:
    """Return the address of `url_name`, or an empty string when no such page is installed."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _standing(path: str, urls: Iterable[str]) -> str:
    """Return the address among `urls` that the page at `path` belongs to: the longest that it starts with."""
    inside = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(inside, key=len, default="")


navigation = Navigation()
footer = FooterLinks()
identity = IdentityHook()
