"""The demo municipality is there once, whole, and never where real people are."""

import datetime as dt

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from ledger import clock
from ledger.kinds import Registry
from organisation import access, actions
from organisation.demo import people, places
from organisation.enums import Area, Right, Role
from organisation.models import Substitution, Unit, UnitLink, User
from organisation.queries.units import tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaders():
    from organisation.demo.municipality import load

    registry = Registry("The demo loader")
    registry.register("organisation", load)
    return registry


def test_it_is_loaded_once(loaders):
    assert actions.load_demo(loaders=loaders) == ["organisation"]
    counts = Unit.objects.count(), User.objects.count()
    assert actions.load_demo(loaders=loaders) == []
    assert (Unit.objects.count(), User.objects.count()) == counts


def test_it_has_two_school_units_six_preschools_and_people_in_every_role(loaders):
    actions.load_demo(loaders=loaders)
    today = clock.today()
    kinds = list(Unit.objects.open_on(today).values_list("kind", flat=True))
    assert (kinds.count("school_unit"), kinds.count("preschool"), kinds.count("committee")) == (2, 6, 1)
    held = {role for user in User.objects.all() for role in access.scope_for(user).roles}
    assert held == set(Role)
    assert 40 <= User.objects.filter(is_demo=True).count() == User.objects.count() <= 45
    assert set(User.objects.values_list("email", flat=True)) == {
        email for email in User.objects.values_list("email", flat=True) if email.endswith("@ronnfjard.example")
    }


def test_its_history_shows_a_move_a_closing_a_substitute_and_someone_without_a_place(loaders):
    actions.load_demo(loaders=loaders)
    today = clock.today()
    moved, closed = Unit.objects.get(key=places.MOVED), Unit.objects.get(key=places.CLOSED)
    lain = UnitLink.objects.filter(unit=moved, depth=1).order_by("valid_from")
    assert list(lain.values_list("ancestor__key", flat=True)) == ["sodra", "norra"]
    assert closed.closed_on <= today
    stand_in = User.objects.get(email__startswith=people.STAND_IN)
    assert access.scope_for(stand_in).roles == {Role.WORKPLACE_LEAD, Role.REKTOR}
    assert Substitution.objects.valid_on(today + dt.timedelta(days=100)).count() == 1
    assert access.scope_for(User.objects.get(email__startswith="stellan")).held == ()
    administrator = access.scope_for(User.objects.get(email__startswith="tove"))
    assert len(tree(administrator, today)) == Unit.objects.open_on(today).count()
    assert administrator.may(Area.OPERATIONS, Right.EDIT)


def test_everybody_has_the_one_password_but_the_invited(loaders, settings):
    actions.load_demo(loaders=loaders)
    invited, *others = User.objects.order_by("-pk")
    assert not invited.has_usable_password()
    assert all(user.check_password(settings.DEMO_PASSWORD) for user in others[:3])


def test_it_is_refused_in_production(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("demo")
    assert not User.objects.exists()


def test_a_loader_that_fails_leaves_nothing_and_is_tried_again():
    registry, failing = Registry("The demo loader"), [True]

    def load():
        actions.create_unit(name="Halv", kind="municipality")
        if failing:
            raise RuntimeError("half way")

    registry.register("halves", load)
    with pytest.raises(RuntimeError):
        actions.load_demo(loaders=registry)
    assert not Unit.objects.exists()
    failing.clear()
    assert actions.load_demo(loaders=registry) == ["halves"]


@pytest.mark.parametrize(
    ("mode", "demo", "count"), [("production", True, 1), ("production", False, 0), ("demo", True, 0)]
)
def test_production_does_not_start_on_a_database_with_made_up_people(cast, settings, mode, demo, count):
    User.objects.filter(pk=cast.nobody.pk).update(is_demo=demo)
    settings.MODE = mode
    found = [check.id for check in run_checks(databases=["default"], tags=["database"])]
    assert found.count("organisation.E001") == count
