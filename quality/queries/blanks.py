"""Where a survey gave an indicator no value, and why: a blank says its reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.models import Unit
from organisation.rules.periods import period_with
from quality.models import Indicator, IndicatorSource, IndicatorVersion, Observation
from quality.queries.values import kind_of, label_of
from surveys.models import Release, ReleasedPlace

MOST = 12


@dataclass(frozen=True)
class Blank:
    """A release without a value for a unit: the period that it is of, the release's name, and the reason in words."""

    period: str
    survey: str
    reason: str


def blanks_of(indicator: Indicator, unit: Unit) -> list[Blank]:
    """Return the releases that gave a tied indicator no value at `unit`, newest first. Five statements at most.

    The reason tells no more than the release's public part, in which the same place is blank.
    """
    source = IndicatorSource.objects.filter(indicator=indicator).first()
    if source is None:
        return []
    releases = Release.objects.filter(version__questionnaire=source.questionnaire_id).defer("head", "report")
    known = list(releases.order_by("-closed_on", "-pk")[:MOST])
    places = ReleasedPlace.objects.filter(release__in=known, unit=unit)
    asked = set(places.values_list("release", flat=True))
    version = IndicatorVersion.objects.decided_last().filter(indicator=indicator).first()
    kind = kind_of(version.periodicity if version else "")
    standing = Observation.objects.standing().filter(indicator=indicator, unit=unit)
    valued = set(standing.values_list("period__kind", "period__starts_on"))
    found = []
    for release in known:
        span = period_with(kind, release.closed_on)
        if (span.kind, span.starts_on) not in valued:
            hidden = release.pk in asked
            reason = _("Visas inte, för att ingen ska kunna kännas igen.") if hidden else _("Enheten var inte med.")
            found.append(Blank(label_of(span), release.name, reason))
    return found
