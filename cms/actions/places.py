"""Makes the places where plan pages lie."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page

from cms.models import PlansHome, UnitPlans
from organisation.models import Unit


@transaction.atomic
def place_of(*, unit: Unit) -> UnitPlans:
    """Return the place of `unit`'s plans, made the first time, with the unit's present name."""
    home = PlansHome.objects.select_for_update().get(pk=_home().pk)
    place: UnitPlans | None = UnitPlans.objects.filter(unit=unit).first()
    if place is None:
        drawer = _all_pictures().add_child(name=f"{unit.name} ({unit.key})"[:255])
        place = UnitPlans(title=unit.name, slug=f"enhet-{unit.pk}", unit=unit, pictures=drawer)
        home.add_child(instance=place)
    elif place.title != unit.name:
        place.title = place.draft_title = unit.name
        place.save()
    return place


def _home() -> PlansHome:
    home: PlansHome | None = PlansHome.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = PlansHome(title="Planer", slug="planer")
        root.add_child(instance=home)
    return home


def _all_pictures() -> Collection:
    return Collection.get_first_root_node() or Collection.add_root(name="Root")
