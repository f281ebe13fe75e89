"""Lets the wheel that comes with the product hold in the demo municipality; its first tick plans the year."""

from organisation.models import Unit
from workflows import actions
from workflows.rules.shipped import PRESCHOOL_WHEEL

KEY = "forskolans-arshjul"


def load() -> None:
    """Store the wheel at the top of the tree, published and chosen there from today."""
    top = Unit.objects.filter(parent=None, closed_on=None).order_by("pk").first()
    if top is None:
        return
    wheel = actions.create_wheel(key=KEY, name=PRESCHOOL_WHEEL.title, unit=top)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    actions.assign_wheel(wheel=wheel, unit=top)
