"""What a calendar program reads: a person's own tasks, or a unit's wheel, from two months ago to thirteen months ahead."""

import datetime as dt
import hashlib

from django.utils.translation import gettext as _

from organisation.access import Scope, scope_for
from organisation.enums import Area, Right
from organisation.rules.periods import Span
from workflows.models import CalendarFeed
from workflows.queries.year import Item, YearRound, year_of_person, year_of_unit
from workflows.rules.ics import Happening

BEFORE, AFTER = dt.timedelta(days=60), dt.timedelta(days=400)


def feed_with(secret: str) -> tuple[CalendarFeed, Scope] | None:
    """Return the feed with a secret and what its person may reach today, or None.

    None too where the person may not sign in any more, or may not read the unit's goals any more: an address gives no right.
    """
    digest = hashlib.sha256(secret.encode(errors="replace")).hexdigest()
    feed = CalendarFeed.objects.select_related("user", "unit").filter(secret_hash=digest).first()
    if feed is None or not feed.user.is_active:
        return None
    scope = scope_for(feed.user)
    if not scope.may(Area.VALUES, Right.READ, feed.unit):
        return None
    return feed, scope


def happenings(feed: CalendarFeed, scope: Scope, site: str) -> list[Happening]:
    """Return what a feed holds today. The number of statements does not grow with the tasks."""
    span = Span("free", scope.day - BEFORE, scope.day + AFTER)
    found: YearRound = year_of_person(scope, span) if feed.unit is None else year_of_unit(scope, feed.unit, span)
    items = [*found.items, *(item for row in found.often for item in row.items)]
    place = f"unit-{feed.unit_id}" if feed.unit_id else f"user-{feed.user_id}"
    return [_happening(item, place, scope.day, site) for item in sorted(items, key=lambda item: item.due_on)]


def _happening(item: Item, place: str, today: dt.date, site: str) -> Happening:
    host = site.rsplit("//", maxsplit=1)[-1]
    done = bool(item.count) and item.settled == item.count
    summary = _("Klart: %(title)s") % {"title": item.title} if done else item.title
    if item.count > 1 and not done:
        summary = _("%(title)s (%(settled)s av %(count)s klara)") % {
            "title": item.title,
            "settled": item.settled,
            "count": item.count,
        }
    late = _("Försenat.") if item.late else ""
    url = f"{site}/hjulet/uppgift/{item.only}/" if item.only else f"{site}/hjulet/"
    return Happening(f"{item.entry}-{item.slot}-{place}@{host}", item.due_on, summary, late, url)
