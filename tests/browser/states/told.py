"""What is told back: drafted, looked at, read by anybody; with much in it and with little."""

from django.urls import reverse

from organisation.enums import UnitKind
from quality.actions import telling
from quality.rules.telling import Words
from tests.access.columns import ANYONE
from tests.browser.states.goals import LEADER
from tests.browser.states.making import at, state, unit

LONG = "Flera av er skrev att de yngsta barnen inte kan leka vid sandlådan när det regnar, och att det är synd. " * 3

for _name, _more in (
    ("telling", ()),
    ("telling_lead", ()),
    ("telling_item_new", ()),
    ("telling_item", ("telling_item",)),
    ("telling_preview", ()),
    ("telling_withdraw", ()),
):
    state(_name.replace("_", "-"), LEADER, door=_name)(
        lambda world, name=_name, more=_more: reverse(
            name, args=[world.things["telling", "own"], *(world.things[one, "own"] for one in more)]
        )
    )

at("tellings-listed", "/aterkoppling/", LEADER, door="tellings")
at("telling-to-begin", "/aterkoppling/ny/", LEADER, door="telling_new")


@state("told-much", ANYONE, door="told_back")
def _much(world):
    rektor, preschool = world.cast.of("a", LEADER), unit(world, kind=UnitKind.PRESCHOOL, under="school_unit")
    draft = telling.start_telling(unit=preschool, actor=rektor)
    telling.write_lead(
        telling=draft, lead="Nästan två av tre familjer svarade. Tack! Här ser du vad ni tyckte.", actor=rektor
    )
    for number in range(3):
        words = Words(f"Gården är för lerig på hösten, del {number}", LONG, ("Dräneringen är lagad.", LONG), LONG)
        telling.write_item(telling=draft, words=words, actor=rektor)
    telling.publish_telling(telling=draft, actor=rektor)
    again = telling.start_telling(unit=preschool, actor=rektor)
    telling.publish_telling(telling=again, actor=rektor)
    return reverse("told_back", args=[preschool.key])


@state("told-earlier", ANYONE, door="told_back_before")
def _earlier(world):
    return f"{_much(world)}1/"
