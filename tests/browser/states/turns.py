"""A goal's turn of the wheel: as it stands, its analysis, what is to be improved."""

from django.urls import reverse

from tests.browser.states.goals import LEADER
from tests.browser.states.making import state

for _name, _thing in (
    ("goal_turn", "turn"),
    ("goal_analysis", "turn"),
    ("improvement_new", "turn"),
    ("improvement_drop", "improvement"),
):
    state(_name.replace("_", "-"), LEADER, door=_name)(
        lambda world, name=_name, thing=_thing: reverse(name, args=[world.things[thing, "own"]])
    )
