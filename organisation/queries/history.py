"""What has happened to a unit or a person, in sentences."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledger.models import Event
from organisation.enums import Role, UnitKind
from organisation.models import Unit
from organisation.queries.units import places_of
from organisation.rules.text import mid_sentence

UNITS = ("parent", "unit")  # the words of a payload that hold a unit's id


@dataclass(frozen=True)
class Told:
    """One thing that happened: when, what, and who did it (empty: the house itself)."""

    at: dt.datetime
    what: str
    who: str


@dataclass(frozen=True)
class Stay:
    """A stretch of days that a unit lay under another; `until` is the first day when it did not (None: it still does)."""

    parent: Unit
    since: dt.date
    until: dt.date | None


def stays_of(unit: Unit) -> list[Stay]:
    """Return where a unit has lain and will lie, oldest first; a move that was taken back leaves no seam."""
    stays: list[Stay] = []
    for place in places_of(unit):
        last = stays[-1] if stays else None
        if last and last.parent == place.ancestor and last.until == place.valid_from:
            stays[-1] = Stay(last.parent, last.since, place.valid_to)
        else:
            stays.append(Stay(place.ancestor, place.valid_from, place.valid_to))
    return stays


def told(events: Sequence[Event]) -> list[Told]:
    """Return events as sentences, in their order. One statement more, however many there are."""
    payloads = [_payload(event) for event in events]
    ids = {payload[word] for payload in payloads for word in UNITS if isinstance(payload.get(word), int)}
    names = {pk: unit.name for pk, unit in Unit.objects.in_bulk(ids).items()}
    return [
        Told(event.at, _sentence(event.kind, payload, names), str(event.actor or ""))
        for event, payload in zip(events, payloads, strict=True)
    ]


def _payload(event: Event) -> dict[str, Any]:
    payload = getattr(event, "payload", None)
    return payload.data if payload is not None else {}


def _sentence(kind: str, said: dict[str, Any], names: dict[int, str]) -> str:
    what = kind.removeprefix("organisation.")
    words = {
        "name": said.get("name", ""),
        "before": said.get("before", ""),
        "day": _day(said.get("on") or said.get("from") or said.get("last_day")),
        "parent": names.get(said.get("parent") or 0) or _("toppen"),
        "unit": names.get(said.get("unit") or 0, ""),
        "role": mid_sentence(Role(said["role"]).label) if said.get("role") in Role.values else "",
        "kind": mid_sentence(UnitKind(said["kind"]).label) if said.get("kind") in UnitKind.values else "",
    }
    return _sentences().get(what, kind) % words


def _sentences() -> dict[str, str]:
    return {
        "unit_created": _("Enheten lades till under %(parent)s, från och med %(day)s."),
        "unit_renamed": _("Namnet ändrades från %(before)s till %(name)s."),
        "unit_kind_changed": _("Enheten blev %(kind)s."),
        "unit_moved": _("Enheten flyttades till %(parent)s, från och med %(day)s."),
        "unit_closed": _("Enheten stängdes, från och med %(day)s."),
        "unit_reopened": _("Stängningen togs tillbaka."),
        "unit_merged_into": _("Enheten gick upp i %(unit)s, från och med %(day)s."),
        "unit_merged_from": _("%(unit)s gick upp i enheten, från och med %(day)s."),
    }


def _day(iso: object) -> str:
    return date_format(dt.date.fromisoformat(iso), "j F Y") if isinstance(iso, str) else ""
