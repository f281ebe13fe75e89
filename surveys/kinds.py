"""What a survey can hold, and what the apps above may show around it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from ledger.kinds import Registry
from surveys.disclosure.breaks import Break
from surveys.rules.definition.items import Item
from surveys.rules.phrases import Phrases


@dataclass(frozen=True)
class ItemType:
    """A kind of item (frågetyp): what an editor calls it, and the frozen record that a version holds of it."""

    label: str | Promise
    definition: type[Item]


class Place(StrEnum):
    """Where a respondent meets a link: before the first page, in the invitation, after the last page."""

    LANDING = "landing"
    LETTER = "letter"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Link:
    """A link that another app offers whoever answers: last year's “you said, we did”, say.

    phrase: its words' name in `surveys/phrases`, so that it is said in the language that one answers in. url: from the ids of a
    round and of the unit that is asked about to an address; an empty string where there is nothing to show there.
    """

    phrase: str
    url: Callable[[int, int | None], str]
    places: frozenset[Place]


class Shelf(StrEnum):
    """Where in the library something can be begun: at its top, or at one questionnaire."""

    TOP = "top"
    QUESTIONNAIRE = "questionnaire"


@dataclass(frozen=True)
class Way:
    """What another app lets those do who write in the library: begin a questionnaire, or the next version of one.

    url: from a questionnaire's key (empty at the top) to an address. is_sent: it is a button, which changes something at once.
    is_for_owners: only for those who may write that questionnaire, not for everybody who writes some.
    """

    label: str | Promise
    icon: str
    shelf: Shelf
    url: Callable[[str], str]
    is_sent: bool = False
    is_for_owners: bool = False


Told = Mapping[str, Any]
"""A document: a release, or what people know besides (`surveys/disclosure/README.md`)."""


@dataclass(frozen=True)
class Attempt:
    """What an attack came to: what it worked out, and its report: "hidden", "broken", "bounds", "seconds"."""

    breaks: tuple[Break, ...]
    report: Mapping[str, Any]


def whole(release: Told, known: Told) -> Iterable[tuple[Told, Told]]:
    """Return all as one part."""
    return [(release, known)]


@dataclass(frozen=True)
class Attack:
    """Somebody who tries to work out what a release must not tell, before anybody sees it.

    run: from the release and what people know besides to what was worked out. A place of a break is the key of a unit or of a
    group of the release; what is found is taken back, and what is left is attacked again, until nothing is found. It reads the
    two documents and nothing else. cut: the parts that it is run on one by one; one that is as it was is not attacked again.
    """

    run: Callable[[Told, Told], Attempt]
    cut: Callable[[Told, Told], Iterable[tuple[Told, Told]]] = whole


item_types: Registry[ItemType] = Registry("Item type")
"""Filled in `surveys.apps`. Keys stand in published versions: never rename one."""

attacks: Registry[Attack] = Registry("Attack")
"""What every release must stand beside the rank audit (`surveys.actions.release_round`). Filled in `surveys.apps`."""

links: Registry[Link] = Registry("Link")
"""Filled by the apps above in their `apps.py`."""


ways: Registry[Way] = Registry("Way")
"""Filled by the apps above in their `apps.py`."""


def ways_at(registry: Registry[Way], shelf: Shelf, key: str = "", *, is_owner: bool = False) -> list[tuple[Way, str]]:
    """Return what can be begun at a shelf, with its address, for somebody who writes in the library."""
    open_to = [way for _, way in registry.items() if way.shelf is shelf and (is_owner or not way.is_for_owners)]
    return [(way, way.url(key)) for way in open_to]


def links_at(
    registry: Registry[Link], place: Place, round_id: int, unit: int | None, say: Phrases
) -> list[tuple[str, str]]:
    """Return words and address of each link that has something to show at `place`, in order of registration."""
    offered = [link for _, link in registry.items() if place in link.places]
    return [(say[link.phrase], url) for link in offered if (url := link.url(round_id, unit))]
