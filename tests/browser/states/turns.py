"""A goal's turn of the wheel: as it stands, its analysis, what is to be improved."""

from django.urls import reverse

from tests.browser.states.goals import LEADER
from tests.browser.states.making import state

for _name, _thing in (
    ("goal_turn", "turn"),
    ("goal_analysis", "turn"),
    ("improvement_new", "turn"),
    ("improvement_drop", "improvement"),
    ("improvement_settle", "improvement"),
    ("cause_new", "turn"),
    ("goal_thread", "goal"),
    ("values_read_in", "indicator"),
    ("value", "value"),
    ("value_import", "value_import"),
):
    state(_name.replace("_", "-"), LEADER, door=_name)(
        lambda world, name=_name, thing=_thing: reverse(name, args=[world.things[thing, "own"]])
    )


@state("goal-quote", LEADER, door="goal_quote")
def quoting(world):
    """Come to what a click on *Citera* shows."""
    turn, activity = world.things["turn", "own"], world.things["activity", "own"]
    return f"{reverse('goal_quote', args=[turn])}?vad=activity:{activity}"
