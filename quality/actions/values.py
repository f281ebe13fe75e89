"""Reports and corrects values, decides a new definition in mid-year, moves activities along."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ledger import clock
from ledger.actions import record
from organisation.models import Period, Unit, User
from quality.enums import ActivityStatus, Provenance
from quality.models import Activity, Indicator, IndicatorVersion, Observation
from quality.rules.values import Value
from surveys.models import Release

UNCHANGED = ("name", "unit_of_measure", "direction", "target", "council_target", "periodicity")


class AlreadyReported(ValueError):
    """There is a value for that period and unit; it is corrected, not reported again."""


class AlreadyCorrected(ValueError):
    """Somebody corrected the value in the meantime."""


@transaction.atomic
def report_value(
    *,
    indicator: Indicator,
    unit: Unit,
    period: Period,
    value: Value,
    actor: User,
    comment: str = "",
    source: str = "",
) -> Observation:
    """Store a value of `indicator` at `unit` for `period`; with a `source` it is imported, else reported by `actor`.

    Writes an event. Raises AlreadyReported where a value stands.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    if Observation.objects.standing().filter(indicator=indicator, unit=unit, period=period).exists():
        raise AlreadyReported(f"{indicator.pk} {unit.pk} {period.pk}")
    observation = Observation(indicator=indicator, unit=unit, period=period)
    return stored(observation, value, actor, "quality.value_reported", comment=comment, source=source)


@transaction.atomic
def correct_value(
    *, observation: Observation, value: Value, actor: User, comment: str, source: str = ""
) -> Observation:
    """Put a new value in the place of `observation`, which stays to be read. Writes an event. Raises AlreadyCorrected."""
    Indicator.objects.select_for_update().get(pk=observation.indicator_id)
    replaced = Observation.objects.standing().filter(pk=observation.pk).update(standing=False)
    if not replaced:
        raise AlreadyCorrected(str(observation.pk))
    new = Observation(
        indicator_id=observation.indicator_id,
        unit_id=observation.unit_id,
        period_id=observation.period_id,
        replaces=observation,
    )
    return stored(new, value, actor, "quality.value_corrected", comment=comment, source=source)


def stored(
    observation: Observation,
    value: Value,
    actor: User,
    kind: str,
    *,
    comment: str = "",
    source: str = "",
    release: Release | None = None,
) -> Observation:
    """Store a value with where it comes from, and write its event: the common end of all that reports one."""
    observation.number, observation.unit_of_measure = value.number, value.unit
    observation.comment, observation.source = comment.strip(), source.strip()
    observation.provenance, observation.release = _provenance(observation.source, release), release
    observation.reported_at, observation.reported_by = clock.now(), actor
    observation.save()
    record(
        subject=f"indicator:{observation.indicator_id}",
        kind=kind,
        actor=actor,
        payload={"observation": observation.pk, "number": str(Decimal(value.number)), "comment": observation.comment},
    )
    return observation


def _provenance(source: str, release: Release | None) -> Provenance:
    if release is not None:
        return Provenance.RELEASED
    return Provenance.IMPORTED if source else Provenance.REPORTED


@transaction.atomic
def redefine_indicator(
    *, indicator: Indicator, effective_on: dt.date, actor: User, reason: str, **changed: str
) -> IndicatorVersion:
    """Decide a new definition in mid-year (a target, a periodicity …) from `effective_on`; what is not in `changed` stays.

    Reported values are kept; a chart shows the break. Writes an event. Raises TypeError for an unknown part and
    ValidationError for a value that the model refuses.
    """
    unknown = set(changed) - set(UNCHANGED)
    if unknown:
        raise TypeError(f"Not a part of a definition: {', '.join(sorted(unknown))}")
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    last = IndicatorVersion.objects.decided_last().get(indicator=indicator)
    version = IndicatorVersion(
        indicator=indicator,
        effective_on=effective_on,
        reason=reason.strip(),
        decided_at=clock.now(),
        decided_by=actor,
        **{name: changed.get(name, getattr(last, name)) for name in UNCHANGED},
    )
    version.full_clean()
    version.save()
    record(
        subject=f"indicator:{indicator.pk}",
        kind="quality.indicator_redefined",
        actor=actor,
        payload={"version": version.pk, "changed": changed, "reason": version.reason},
    )
    return version


@transaction.atomic
def move_activity(*, activity: Activity, status: ActivityStatus, on: dt.date, actor: User) -> Activity:
    """Say how far an activity has come, as of `on`. Writes an event, unless nothing changes."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if activity.status == status:
        return activity
    before, activity.status, activity.status_on = activity.status, status, on
    activity.save(update_fields=["status", "status_on"])
    record(
        subject=f"activity:{activity.pk}",
        kind="quality.activity_moved",
        actor=actor,
        payload={"from": before, "to": str(status)},
    )
    return activity


@transaction.atomic
def give_activity(*, activity: Activity, owner: User | None, actor: User) -> Activity:
    """Name who answers for an activity, or nobody. Writes an event."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    activity.owner = owner
    activity.save(update_fields=["owner"])
    record(
        subject=f"activity:{activity.pk}",
        kind="quality.activity_given",
        actor=actor,
        payload={"owner": None if owner is None else owner.pk},
    )
    return activity
