"""Released rounds for tests: people are asked, some answer, the round closes, is mixed, and its result is made."""

import datetime as dt

from ledger import clock
from organisation import actions as organisation
from organisation.enums import UnitKind
from surveys import actions
from surveys.actions import keeping
from surveys.demo.filling import Manner, fill
from surveys.enums import Audience
from tests.surveys.rounds import published, round_of
from tests.surveys.rules import sample

HOUR = dt.timedelta(hours=1, seconds=1)
WORDS = [f"Vi trivs, säger barn nummer {number}." for number in range(40)]
GUARDIANS = {"guardians": {"": "guardians"}}
BOTH = GUARDIANS | {"teachers": {"": "staff"}, "child-minders": {"": "staff"}}


def with_words():
    """Return the sample with a question in free text that everybody is asked."""
    document = sample.document()
    text = {"type": "text", "key": "fritext", "text": sample.both("Vill du säga något mer?", "Anything else to say?")}
    document["sections"][0]["items"].append(text)
    return document


def sections(preschool, names):
    """Return new sections under a preschool, by name."""
    return [
        organisation.create_unit(
            name=name, kind=UnitKind.SECTION, parent=preschool, key=f"s-{preschool.pk}-{number}", on=dt.date(2020, 1, 1)
        )
        for number, name in enumerate(names)
    ]


def mixed_round(top, sizes, *, version=None, policies=None, manner=None, name="Vårens enkät", staff=0):
    """Return a mixed round. `sizes`: (unit, guardians asked) pairs; so many `staff` of each kind at each unit."""
    held = round_of(top, version or published(top, document=with_words()), policies=policies or GUARDIANS, name=name)
    actions.ask_units(round=held, units=[unit for unit, _size in sizes])
    people = [
        actions.Invitee(unit=unit.pk, audience=Audience.GUARDIANS, child=f"{number // 2}")
        for unit, size in sizes
        for number in range(size)
    ]
    people += [
        actions.Invitee(unit=unit.pk, audience=audience)
        for unit, _size in sizes
        for audience in (Audience.TEACHERS, Audience.CHILD_MINDERS)
        for _number in range(staff)
    ]
    actions.invite(round=held, invitees=people)
    held = actions.open_round(round=held)
    fill(round=held, manner=manner or Manner(words={"fritext": WORDS}, writing=0.8))
    return mixed(held)


def mixed(held):
    """Close and mix an open round."""
    closed = actions.close_round(round=held, now=clock.now())
    keeping.let_keys_go(clock.now())
    return actions.seal(round=held, now=closed.closed_at + HOUR)


def preschool_with(cast, letter="a", sizes=(24, 18, 3)):
    """Return pairs of new sections of a side's preschool and how many guardians are asked there."""
    preschool = getattr(cast, letter)["preschool"]
    names = [f"{preschool.name} {name}" for name in ("Gläntan", "Tuvan", "Daggen", "Stigen", "Bäcken")]
    return list(zip(sections(preschool, names[: len(sizes)]), sizes, strict=True))
