"""A result of each side: rows as a release stores them, without the ballots that the world has no time for."""

import uuid
from itertools import product

from django.db import transaction

from ledger import clock
from surveys import actions
from surveys.actions.release_job import link
from surveys.models import QuestionnaireVersion, Release, ReleasedCell, ReleasedPlace, ReleasedText
from tests.surveys.disclosure.making import POINTS

NAMES = {"own": "Vårens enkät i skogen", "other": "Zebrafinkens vårenkät"}
POLICIES = {"guardians": {"": "guardians"}, "teachers": {"": "staff"}, "child-minders": {"": "staff"}}
WORDS = ("Vi är nöjda. Särskilt Maja på Ekorren tar emot oss så fint.", "Mer tid ute, tack.")
FIVE = [["under", "15"], ["under", "15"], ["at", "20"], ["at", "40"], ["at", "30"]]


def store(world):
    """Store a released round of each side: of its school unit and its preschool, for guardians and staff."""
    for of, letter in (("own", "a"), ("other", "b")):
        units = getattr(world.cast, letter)
        version = QuestionnaireVersion.objects.filter(questionnaire__key=f"enkat-{letter}").latest("number")
        made = release_of(version, units["school_unit"], [units["school_unit"], units["preschool"]], NAMES[of])
        place = made.places.get(unit=units["preschool"])
        world.things |= {("release", of): made.pk, ("released_place", of): place.pk}


def release_with_words(world):
    """Store another round of the own side, in which answers in free text wait to be read through."""
    version = QuestionnaireVersion.objects.filter(questionnaire__key="enkat-a").latest("number")
    units = [world.cast.a["school_unit"], world.cast.a["preschool"]]
    return release_of(version, units[0], units, "Höstens enkät", words=WORDS)


@transaction.atomic  # the release itself is stored last
def release_of(version, top, units, name, words=(), *, figures=None, parts=("inner",), on=None):
    """Return a release that shows the same figures at each of the units, and these answers in free text at the last.

    figures: those, or a function from a unit and a part to its own there.
    """
    today = on or clock.today()
    plan = actions.Plan(
        version=version,
        unit=top,
        name=name,
        policies=POLICIES,
        languages=["sv"],
        opens_on=today,
        closes_on=today,
        keep_months=12,
    )
    held = actions.make_round(plan=plan)
    actions.ask_units(round=held, units=units)
    for order, unit in enumerate(units):
        above = str(unit.parent_id) if unit.pk != top.pk else ""
        place = ReleasedPlace.objects.create(
            release_id=held.pk,
            key=str(unit.pk),
            unit=unit,
            parent_key=above,
            order=order,
            name=unit.name,
            kind=unit.kind,
            whole=not order,
        )
        for part, family in product(parts, ("guardians", "all-staff")):
            for cell in figures(unit, part) if callable(figures) else figures or cells():
                ReleasedCell.objects.create(
                    release_id=held.pk,
                    place=place,
                    part=part,
                    audience=family,
                    subject=f"{family}/",
                    band="20–49",
                    **cell,
                )
    for text in words:
        ReleasedText.objects.create(
            id=uuid.uuid4(), release_id=held.pk, place=place, audience="guardians", question="mer", text=text
        )
    return Release.objects.create(
        round=held,
        version=version,
        name=name,
        closed_on=today,
        released_at=clock.now(),
        head=head(),
        report={},
        digest="0" * 64,
    )


def cells():
    """A question with its distribution, one by its mean only, one that is only known to be over a value, an index."""
    own = {"mean_is": "at", "mean_of": "own"}
    yield {"measure": "ute", "mean": "3.7", "shares": FIVE, "step": 10, **own}
    yield {"measure": "lyssnar", "mean": "4.1", **own}
    yield {"measure": "index-personal", "mean": "92.5", "mean_is": "over", "mean_of": "own"}


def head():
    """The head of the document: what was asked of whom."""
    points = [str(point) for point in POINTS]
    keys = ("ute", "lyssnar", "svarar")
    return {
        "units": [],
        "families": [
            {"key": "guardians", "audiences": ["guardians"]},
            {"key": "all-staff", "audiences": ["teachers", "child-minders"]},
        ],
        "items": [{"key": key, "steps": 5, "points": points, "mean": True, "hosts": []} for key in keys],
        "indices": [{"key": "index-personal", "members": ["lyssnar", "svarar"], "ends": ["0", "100"], "steps": 5}],
        "subjects": [],
    }


def address_of(world):
    """Return where the own result is read."""
    return link(world.things["release", "own"])
