"""Plans to read on each side: that of the goals, which stands and is read by anyone, and one that was withdrawn."""

from cms.queries.reading_addresses import slug_of
from organisation.enums import Role
from quality.actions.plans import adopt_plan, open_series, withdraw_edition
from quality.models import PlanSeries
from tests.cast import BEGAN
from tests.quality.texts import plan_of

TITLES = {"a": "Ett mål som togs tillbaka", "b": "Tofsvipans mål som togs tillbaka"}


def store(world):
    """Adopt and withdraw a plan on each side; remember both series by number and slug."""
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["school_unit"], world.cast.of(letter, Role.REKTOR)
        standing = PlanSeries.objects.get(goals=world.things["goal", of])
        series = open_series(unit=unit, name="Lokal plan", actor=rektor)
        edition = adopt_plan(series=series, text=plan_of(TITLES[letter]), effective_on=BEGAN, actor=rektor)
        withdraw_edition(edition=edition, actor=rektor)
        world.things |= {
            ("plan", of): standing.pk,
            ("plan_slug", of): slug_of(standing),
            ("withdrawn_plan", of): series.pk,
            ("withdrawn_plan_slug", of): slug_of(series),
        }
