"""A plan with a picture, and a fresh draft, on each side; A's plan is adopted, B's is not, so that nothing of B is public."""

import datetime as dt
import io
from dataclasses import replace

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model

from cms.actions import adopt_and_publish, draft_plan, place_of
from quality.actions.plans import open_series
from quality.models import PlanSeries
from tests.quality.texts import PLAN_2026, VOICE, YARD


def picture(unit, colour="teal"):
    """Return a picture in the drawer of `unit`."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(drawn, "PNG")
    drawn.seek(0)
    return get_image_model().objects.create(
        title=f"Gården på {unit.name}", file=ImageFile(drawn, "garden.png"), collection=place_of(unit=unit).pictures
    )


def drafted(unit, rektor, title="Verksamhetsplan 2026", picture=None):
    """Return a fresh draft of `unit`; its goals have the unit's name in them."""
    series = PlanSeries.objects.filter(unit=unit, name="Verksamhetsplan").first()
    series = series or open_series(unit=unit, name="Verksamhetsplan", actor=rektor)
    text = replace(
        PLAN_2026, title=f"{title}, {unit.name}", goals=(replace(VOICE, title=f"Alla hörs på {unit.name}"), YARD)
    )
    if picture is not None:
        text = replace(text, body=[{"kind": "image", "id": picture.pk, "alt": "Gården i maj"}])
    return draft_plan(unit=unit, series=series, text=text, actor=rektor)


def adopted(unit, rektor, picture=None):
    """Return an adopted plan of `unit`."""
    page = drafted(unit, rektor, picture=picture)
    adopt_and_publish(page=page, effective_on=dt.date(2026, 1, 1), actor=rektor)
    return page


def store(world):
    """Store them: in the preschool, where educators read too."""
    for of, letter in (("own", "a"), ("other", "b")):
        unit, rektor = getattr(world.cast, letter)["preschool"], world.cast.of(letter, "rektor")
        make = adopted if of == "own" else drafted
        garden = picture(unit)
        world.things |= {
            ("plan_page", of): make(unit, rektor, picture=garden).pk,
            ("draft", of): drafted(unit, rektor, "Utkast").pk,
            ("picture", of): garden.pk,
            ("picture_file", of): garden.file.name,
        }
