"""Finding units in a large tree: by words and kind, or level by level from the top."""

import datetime as dt

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from organisation.access import Scope, visible_units
from organisation.models import Unit, UnitLink
from organisation.rules.sorting import sort_key


def search_units(scope: Scope, on: dt.date, *, words: str = "", kind: str = "", closed: bool = False) -> QuerySet[Unit]:
    """Return the units with all of `words` in name or key, of `kind`, in Swedish order; closed: those alone."""
    visible = visible_units(scope)
    found = visible.filter(closed_on__lte=on) if closed else visible.open_on(on)
    for word in words.replace("\0", "").split():
        found = found.filter(Q(sort_key__contains=sort_key(word)) | Q(key__contains=word.casefold()))
    return (found.filter(kind=kind) if kind else found).in_order()


def highest_units(scope: Scope, on: dt.date) -> QuerySet[Unit]:
    """Return the open units under none that the person sees, in Swedish order."""
    seen = visible_units(scope).open_on(on)
    under = UnitLink.objects.valid_on(on).filter(depth=1, ancestor__in=seen.values("pk")).values("unit")
    return seen.exclude(pk__in=under).in_order()


def counted(units: QuerySet[Unit], on: dt.date) -> QuerySet[Unit]:
    """Add `under` to each unit: how many open units lie directly under it on `on`."""
    open_units = Unit.objects.open_on(on).values("pk")
    links = UnitLink.objects.valid_on(on).filter(ancestor=OuterRef("pk"), depth=1, unit__in=open_units)
    counts = links.order_by().values("ancestor").annotate(n=Count("pk")).values("n")
    return units.annotate(under=Coalesce(Subquery(counts, output_field=IntegerField()), 0))
