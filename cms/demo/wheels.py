"""Loads the wheel that the demo municipality follows as an authored page, open to be changed."""

from cms.actions.wheels import begin_wheel
from workflows.demo.loading import KEY
from workflows.models import Wheel


def load() -> None:
    """Begin the page of the wheel's next version. It says what its last version says until somebody writes in it."""
    wheel = Wheel.objects.select_related("unit").filter(key=KEY).first()
    latest = wheel.versions.order_by("-number").first() if wheel else None
    if wheel is not None and latest is not None:
        begin_wheel(unit=wheel.unit, text=latest.text, actor=None, wheel=wheel)
