"""The open links of a round, and how many have come by them."""

from fractions import Fraction

from django.db.models import QuerySet

from surveys.disclosure.policies import OPEN as LIMITS
from surveys.disclosure.shapes import band
from surveys.enums import OPEN
from surveys.models import Invitation, OpenLink, Round


def open_links_of(held: Round) -> QuerySet[OpenLink]:
    """Return the links of a round, by unit."""
    return held.open_links.select_related("place").order_by("place__name", "place", "audience")


def came_by_links(held: Round) -> str:
    """Return how many answers came by the open links of a round, all units together, as a band; "" for fewer than are shown."""
    count = Invitation.objects.filter(round=held, audience__in=OPEN, used=True).count()
    return band(Fraction(count)) if LIMITS.shows_rate(count) else ""
