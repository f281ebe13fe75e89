"""Goes on from a plan: next year's in the same series, or another unit's in its own."""

from dataclasses import replace

from django.db import transaction

from cms.actions.drafts import begin
from cms.adoption.plan import plan_text
from cms.models import PlanPage
from cms.rules.periods import following, retitled, years_between
from cms.rules.streams import Raw, identified, renewed
from organisation.models import Unit, User
from quality.actions.plans import open_series
from quality.models import PlanSeries
from quality.rules.plan import PlanText


class AlreadyBegun(ValueError):
    """The series has a page for that period already; `page` is it."""

    def __init__(self, page: PlanPage) -> None:
        super().__init__(str(page.pk))
        self.page = page


@transaction.atomic
def copy_to_next_year(*, page: PlanPage, actor: User) -> PlanPage:
    """Begin the next period's plan as a copy of `page` as it is written now, with the same ids: the same goals go on.

    Raises AlreadyBegun where the series has a page that begins then.
    """
    series = PlanSeries.objects.select_for_update().select_related("unit").get(pk=page.series_id)
    text, raw = _written(page)
    start, end = following(text.start, text.end)
    begun = PlanPage.objects.filter(series=series, starts_on=start).first()
    if begun is not None:
        raise AlreadyBegun(begun)
    title = retitled(text.title, years_between(text.start, start))
    return begin(
        unit=series.unit, series=series, text=replace(text, title=title, start=start, end=end), raw=raw, actor=actor
    )


@transaction.atomic
def copy_to_unit(*, page: PlanPage, unit: Unit, actor: User) -> PlanPage:
    """Begin a plan of `unit` as a copy of `page` as it is written now, with new ids throughout: goals of its own.

    It goes into the unit's series of the same name, opened where there is none.
    """
    text, raw = _written(page)
    name = page.series.name
    series = PlanSeries.objects.filter(unit=unit, name=name).first() or open_series(unit=unit, name=name, actor=actor)
    return begin(unit=unit, series=series, text=text, raw=renewed(raw), actor=actor)


def _written(page: PlanPage) -> tuple[PlanText, Raw]:
    draft = PlanPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return plan_text(draft), identified(draft.body.get_prep_value())
