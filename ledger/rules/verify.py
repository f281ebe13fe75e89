"""Whether the event log is what was written: every link of every chain, and every chain of the anchor."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from ledger.rules import chain
from ledger.rules.anchor import AnchorText, Head

ERASED = "ledger.payload_erased"


class Link(NamedTuple):
    """One event as it stands in the database; `salt` and `text` are None where the payload is gone."""

    subject: str
    place: int
    kind: str
    actor: int | None
    at: dt.datetime
    digest: bytes
    link: bytes
    salt: bytes | None
    text: str | None


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which chain, at which place (0: the chain as a whole)."""

    subject: str
    place: int
    sentence: str

    def __str__(self) -> str:
        where = f"place {self.place} of chain “{self.subject}”" if self.place else f"chain “{self.subject}”"
        return f"{where[0].upper()}{where[1:]}: {self.sentence}"


@dataclass
class Walk:
    """A walk over the log. Its counts and heads are whole when `faults` has been read to its end."""

    key: bytes
    events: int = 0
    heads: dict[str, Head] = field(default_factory=dict)
    anchored: dict[str, Head] = field(default_factory=dict)

    def faults(
        self, links: Iterable[Link], stored: Mapping[str, Head], anchor: AnchorText | None = None
    ) -> Iterator[Fault]:
        """Yield what is wrong with `links` (ordered by subject and place) against the stored heads and the anchor."""
        self.anchored = {one.subject: one for one in anchor.heads} if anchor else {}
        for subject, chained in groupby(links, key=lambda one: one.subject):
            yield from self._chain(subject, chained)
            yield from self._against(stored.get(subject), self.heads[subject])
        for subject in stored.keys() - self.heads.keys():
            if stored[subject].length:
                yield Fault(subject, 0, f"all its {stored[subject].length} events are gone.")
        for subject in self.anchored.keys() - self.heads.keys():
            yield Fault(subject, 0, f"the anchor knows {self.anchored[subject].length} events; there are none.")

    def _chain(self, subject: str, links: Iterable[Link]) -> Iterator[Fault]:
        """Walk one chain, then compare it with what the anchor says."""
        before, place = chain.START, 0
        gone: list[int] = []
        erased: set[int] = set()
        expected = self.anchored.get(subject)
        for one in links:
            self.events += 1
            place += 1
            if one.place != place:
                yield Fault(subject, place, f"missing; the next event stands at place {one.place}.")
                place = one.place
            yield from self._event(one, before)
            if one.text is None:
                gone.append(place)
            elif one.kind == ERASED:
                erased |= _places(one.text)
            if expected and place == expected.length and one.link != expected.head:
                yield Fault(subject, place, "differs from the anchor: the chain was written anew up to here.")
            before = one.link
        for lost in gone:
            if lost not in erased:
                yield Fault(subject, lost, "its payload is gone, and no event says that it was erased.")
        if expected and place < expected.length:
            yield Fault(subject, place + 1, f"cut off: the anchor knows {expected.length} events, there are {place}.")
        self.heads[subject] = Head(subject, place, before)

    def _event(self, one: Link, before: bytes) -> Iterator[Fault]:
        link = chain.link(
            key=self.key,
            before=before,
            subject=one.subject,
            place=one.place,
            kind=one.kind,
            actor=one.actor,
            at=one.at,
            digest=one.digest,
        )
        if link != one.link:
            yield Fault(one.subject, one.place, "changed, moved, or not written by this system: its link does not fit.")
        if one.text is not None and chain.digest(one.salt or b"", one.text) != one.digest:
            yield Fault(one.subject, one.place, "its payload was changed.")

    def _against(self, stored: Head | None, found: Head) -> Iterator[Fault]:
        if stored is None:
            yield Fault(found.subject, 0, "its head is gone.")
        elif (stored.length, stored.head) != (found.length, found.head):
            yield Fault(
                found.subject,
                min(stored.length, found.length) + (stored.length != found.length),
                f"its head says {stored.length} events, there are {found.length}"
                + ("." if stored.length != found.length else ", and the last one is another."),
            )


def _places(text: str) -> set[int]:
    places: object = json.loads(text).get("places", [])
    return {one for one in places if isinstance(one, int)} if isinstance(places, list) else set()
