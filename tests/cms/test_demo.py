"""The demo's plans are pages: this year's adopted, a second draft under way."""

import pytest
from wagtail.models import Comment

from cms.adoption.prospect import prospect_of
from cms.models import AdoptedPage, PlanPage
from ledger import clock
from organisation.actions import load_demo
from organisation.kinds import Loaders, demo
from quality.demo import texts
from quality.models import Observation, PlanEdition


def test_loaders_run_behind_what_they_build_on_whatever_the_order():
    loaders = Loaders("The demo loader")
    for name, after in (("cms", ["quality", "gone"]), ("quality", ["organisation"]), ("organisation", [])):
        loaders.register(name, lambda: None, after=after)
    assert [name for name, _ in loaders.items()] == ["organisation", "quality", "cms"]


def test_loaders_that_wait_for_each_other_are_refused():
    loaders = Loaders("The demo loader")
    loaders.register("a", lambda: None, after=["b"])
    loaders.register("b", lambda: None, after=["a"])
    with pytest.raises(ValueError, match="a → b → a"):
        loaders.items()


def test_the_house_loads_organisation_then_quality_then_cms():
    names = [name for name, _ in demo.items()]
    assert names.index("organisation") < names.index("quality") < names.index("cms")


@pytest.mark.django_db
def test_each_series_goes_on_as_a_page_and_one_is_under_way():
    load_demo()
    year = clock.today().year
    adopted = PlanPage.objects.filter(live=True, starts_on__year=year)
    assert set(adopted.values_list("unit__key", flat=True)) == set(texts.this_year(year))
    assert AdoptedPage.objects.count() == adopted.count()
    assert set(PlanEdition.objects.filter(written__page__in=adopted).values_list("number", flat=True)) == {3}
    assert Observation.objects.filter(period__starts_on__year=year).exists()

    draft = PlanPage.objects.get(live=False)
    assert (draft.starts_on.year, draft.has_unpublished_changes) == (year + 1, True)
    assert Comment.objects.filter(page=draft, resolved_at=None).count() == 1
    change = prospect_of(draft, draft.starts_on).change
    assert [len(change.reworded_goals), len(change.new_goals), len(change.retired_goals)] == [1, 0, 0]
