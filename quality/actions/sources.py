"""An indicator is tied to a questionnaire, and takes its values from what is released of it."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from ledger import clock
from ledger.actions import notify, record
from organisation.actions import ensure_period
from organisation.models import Unit, User
from quality.access import INNER
from quality.actions.moving import ask_to_look
from quality.actions.values import stored
from quality.enums import Provenance
from quality.models import Indicator, IndicatorSource, IndicatorVersion, Observation
from quality.queries.values import kind_of
from quality.rules.values import Value
from surveys.models import Questionnaire, Release
from surveys.queries.measures import told_everybody


@transaction.atomic
def tie_indicator(
    *, indicator: Indicator, questionnaire: Questionnaire, measure: str, actor: User
) -> tuple[IndicatorSource, int]:
    """Let an indicator take its values from a measure of a questionnaire, from the rounds already released too.

    Returns the source and how many values it gave at once. Writes an event.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    chosen = {"questionnaire": questionnaire, "measure": measure, "tied_at": clock.now(), "tied_by": actor}
    source, _made = IndicatorSource.objects.update_or_create(indicator=indicator, defaults=chosen)
    payload = {"questionnaire": questionnaire.key, "measure": measure}
    record(subject=f"indicator:{indicator.pk}", kind="quality.indicator_tied", actor=actor, payload=payload)
    known = Release.objects.filter(version__questionnaire=questionnaire).defer("head", "report")
    return source, sum(_feed(source, release) for release in known.order_by("closed_on", "pk"))


@transaction.atomic
def untie_indicator(*, indicator: Indicator, actor: User) -> bool:
    """Let an indicator's values be reported by hand again; those that it has stay. Writes an event, if it was tied."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    gone, _by_model = IndicatorSource.objects.filter(indicator=indicator).delete()
    if gone:
        record(subject=f"indicator:{indicator.pk}", kind="quality.indicator_untied", actor=actor, payload={})
    return bool(gone)


@transaction.atomic
def feed_indicators(*, release: Release) -> int:
    """Give the indicators that are tied to a released questionnaire their values. Returns how many values there are."""
    sources = IndicatorSource.objects.filter(questionnaire=release.version.questionnaire_id)
    ordered = sources.select_related("indicator__goal__unit", "indicator__retired_in", "tied_by").order_by("pk")
    return sum(_feed(source, release) for source in ordered)


def _feed(source: IndicatorSource, release: Release) -> int:
    """Store what a release shows everybody of a source's measure, at the goal's unit and the preschools below it."""
    indicator, on = source.indicator, release.closed_on
    retired = indicator.retired_in
    definition = _definition(indicator, on)
    if definition is None or (retired is not None and retired.effective_on <= on):
        return 0
    period = ensure_period(kind=kind_of(definition.periodicity), day=on)
    mine, told = _units(indicator, on), 0
    for unit, number in told_everybody(release, source.measure):
        if unit.pk in mine:
            now = Observation(indicator=indicator, unit=unit, period=period)
            told += _put(now, Value(number, definition.unit_of_measure), source, release)
    return told


def _definition(indicator: Indicator, on: dt.date) -> IndicatorVersion | None:
    versions = IndicatorVersion.objects.filter(indicator=indicator)
    return versions.in_force(on).first() or versions.order_by("effective_on", "pk").first()


def _units(indicator: Indicator, on: dt.date) -> set[int]:
    """The goal's unit, and the preschools and what else lies below it, without sections and teams."""
    home = indicator.goal.unit
    below = Unit.objects.under(home, on).exclude(kind__in=INNER).values_list("pk", flat=True)
    return {home.pk, *below}


def _put(now: Observation, value: Value, source: IndicatorSource, release: Release) -> bool:
    """Store a value where there is none, or in the place of an earlier result. What somebody reported stays; they are told."""
    at = {"indicator": now.indicator, "unit": now.unit, "period": now.period}
    standing = Observation.objects.standing().filter(**at).select_related("release", "reported_by").first()
    if standing is not None:
        if standing.provenance != Provenance.RELEASED:
            _tell(standing, value, release)
            return False
        same = standing.release_id == release.pk and standing.number == value.number
        if same or (standing.release is not None and standing.release.closed_on > release.closed_on):
            return False
        Observation.objects.filter(pk=standing.pk).update(standing=False)
        now.replaces = standing
    stored(now, value, source.tied_by, "quality.value_released", source=release.name, release=release)
    ask_to_look(now)
    return True


def _tell(standing: Observation, value: Value, release: Release) -> None:
    """Let whoever reported a value know that the survey says another."""
    if standing.number == value.number:
        return
    sentence = gettext_noop(
        "%(survey)s är klar och visar ett annat värde än det som är rapporterat för %(unit)s. Titta på det."
    )
    notify(
        user=standing.reported_by,
        text=sentence,
        values={"survey": release.name, "unit": standing.unit.name},
        link=f"{reverse('indicator', args=[standing.indicator_id])}?enhet={standing.unit.key}",
        key=f"quality.source:{standing.pk}:{release.pk}",
    )
