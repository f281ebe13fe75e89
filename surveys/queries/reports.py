"""The reports that a result gives one reader, and those that were made of it."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from organisation.models import User
from surveys.models import Release, ReleasedCell, ReleasedPlace, ReportSheaf
from surveys.queries.results import Reading


@dataclass(frozen=True)
class Report:
    """A place, and an audience of which something is shown there."""

    place: ReleasedPlace
    audience: str


def reports_of(reading: Reading) -> list[Report]:
    """Return every place that the person reads with every family of which something is shown there. One statement."""
    rows = ReleasedCell.objects.filter(release=reading.release).values_list("place", "audience", "part").distinct()
    seen = set(rows)
    families = [family["key"] for family in reading.release.head["families"]]
    return [
        Report(place, family)
        for place in reading.places
        if reading.reads(place.key)
        for family in families
        if (place.pk, family, reading.part(place.key, family)) in seen
    ]


def sheaves_of(release: Release, owner: User) -> QuerySet[ReportSheaf]:
    """Return what a person has ordered of a result, without the file itself; `is_made` tells whether it is there."""
    made = ExpressionWrapper(Q(box__isnull=False), BooleanField())
    return ReportSheaf.objects.filter(release=release, owner=owner).defer("box").annotate(is_made=made)
