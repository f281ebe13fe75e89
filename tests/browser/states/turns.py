"""A goal's turn of the wheel: as it stands, its analysis, what is to be improved."""

import base64
from urllib.parse import urlencode

from django.urls import reverse

from organisation.access import scope_for
from quality.models import GoalTurn
from quality.queries.gathered import gathered
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
    turn = GoalTurn.objects.get(pk=world.things["turn", "own"])
    first = next(
        iter(gathered(scope_for(world.people[LEADER]), turn).all())
    )  # other states change the goal's activities
    return f"{reverse('goal_quote', args=[turn.pk])}?{urlencode({'vad': first.key})}"


def _file(*lines):
    content = base64.b64encode("\n".join(("Enhet;Period;Värde", *lines)).encode()).decode()
    return {"content": content, "file_name": "varden.csv", "source": "Kolada", "seen": "sedan dess har något ändrats"}


for _name, _lines in (
    ("values-looked-over", ("preschool-a;2024;81,5", "preschool-a;2023;-0,8")),
    (
        "values-with-faults",
        ("preschool-a;2024;ca 50", "Ingenstans;2024;3", "preschool-a;i fjol;3", "preschool-a;2023;=1"),
    ),
):
    state(_name, LEADER, door="values_read_in", sent=_file(*_lines))(
        lambda world: reverse("values_read_in", args=[world.things["indicator", "own"]])
    )
