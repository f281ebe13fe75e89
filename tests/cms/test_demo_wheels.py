"""The demo's wheel is a page that can be opened and written in at once."""

from cms.adoption.drafted_wheel import drafted_wheel
from cms.demo import wheels
from cms.models import WheelPage
from workflows import actions
from workflows.demo.loading import KEY
from workflows.rules.shipped import PRESCHOOL_WHEEL


def test_the_wheel_of_the_demo_is_written_and_says_what_is_published(cast):
    wheel = actions.create_wheel(key=KEY, name=PRESCHOOL_WHEEL.title, unit=cast.municipality)
    actions.publish_wheel(wheel=wheel, text=PRESCHOOL_WHEEL)
    wheels.load()
    page = WheelPage.objects.get()
    draft = drafted_wheel(page)
    assert (page.wheel, page.live, draft.text, draft.faults) == (wheel, True, PRESCHOOL_WHEEL, ())
    assert draft.is_unchanged


def test_without_a_wheel_there_is_no_page(cast):
    wheels.load()
    assert not WheelPage.objects.exists()
