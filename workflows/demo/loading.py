"""Lets the wheel that comes with the product hold in the demo municipality, since last year; its first turn plans the year."""

import datetime as dt

from django.utils import timezone

from ledger import clock
from organisation.models import Unit
from workflows import actions
from workflows.rules.shipped import PRESCHOOL_WHEEL

KEY = "forskolans-arshjul"
SINCE = dt.timedelta(days=14)


def load() -> None:
    """Store the wheel at the top of the tree, published and chosen there before last year began."""
    top = Unit.objects.filter(parent=None, closed_on=None).order_by("pk").first()
    if top is None:
        return
    year = clock.today().year - 1
    with clock.one_now(dt.datetime(year, 1, 1, 8, tzinfo=timezone.get_default_timezone())):
        wheel = actions.create_wheel(key=KEY, name=PRESCHOOL_WHEEL.title, unit=top)
        actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
        actions.assign_wheel(wheel=wheel, unit=top)
