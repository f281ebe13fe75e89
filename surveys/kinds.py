"""What a survey can hold, and what the apps above may show around it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from ledger.kinds import Registry
from surveys.disclosure.breaks import Break
from surveys.rules.definition.items import Item


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

    url: from a round's id to an address; an empty string where there is nothing to show for that round.
    """

    label: str | Promise
    url: Callable[[int], str]
    places: frozenset[Place]


@dataclass(frozen=True)
class Attack:
    """Somebody who tries to work out what a release must not tell, before anybody sees it.

    run: from the release and what people know besides, two documents (`surveys/disclosure/README.md`), to what was worked out.
    A place of a break is the key of a unit or of a group of the release; what is found is taken back, and the attack is run again
    on what is left, until it finds nothing. It reads the two documents and nothing else.
    """

    run: Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[Break]]


item_types: Registry[ItemType] = Registry("Item type")
"""Filled in `surveys.apps`. Keys stand in published versions: never rename one."""

attacks: Registry[Attack] = Registry("Attack")
"""What every release must stand beside the rank audit (`surveys.actions.release_round`). Filled in `surveys.apps`."""

links: Registry[Link] = Registry("Link")
"""Filled by the apps above in their `apps.py`."""


def links_at(registry: Registry[Link], place: Place, round_id: int) -> list[tuple[str | Promise, str]]:
    """Return label and address of each link that has something to show at `place`, in order of registration."""
    offered = [link for _, link in registry.items() if place in link.places]
    return [(link.label, url) for link in offered if (url := link.url(round_id))]
