"""Rounds for tests: made with actions, opened with real keys in a folder of the test's own."""

import datetime as dt
import random

import pytest

from ledger import clock
from organisation import actions as organisation
from organisation.enums import UnitKind
from surveys import actions
from surveys.models import Invitation
from surveys.models.keys import MAIL, key_of
from surveys.queries.walks import find
from surveys.rules.answering.coding import layout
from surveys.rules.sealing.secrets import paper_code_of, token_of, walk_of
from tests.surveys.rules import sample

POLICY = {"guardians": {"": "guardians"}}


@pytest.fixture
def keys(tmp_path, settings):
    """Give the keys of rounds two folders of the test's own, and the anchors one."""
    settings.KEYS_DIR, settings.KEYS_COPY = str(tmp_path / "keys"), str(tmp_path / "copy")
    settings.ANCHOR_DIR = str(tmp_path / "anchors")
    return tmp_path


def published(unit, key="vardnadshavare", document=None):
    """Return a version of the sample questionnaire."""
    made = actions.create_questionnaire(key=key, unit=unit)
    definition = document or {**sample.document(), "key": key}
    return actions.publish_version(questionnaire=made, definition=definition)


def round_of(unit, version, *, policies=None, days=14, name="Vårens enkät"):
    """Return a round that opens today and is being prepared."""
    today = clock.today()
    plan = actions.Plan(
        version=version,
        unit=unit,
        name=name,
        policies=policies or POLICY,
        languages=["sv", "en"],
        opens_on=today,
        closes_on=today + dt.timedelta(days=days),
        keep_months=24,
    )
    return actions.make_round(plan=plan)


def sections_of(parent, count, began=dt.date(2020, 1, 1), prefix="avd"):
    """Return so many new sections under a preschool."""
    return [
        organisation.create_unit(
            name=f"Avdelning {number}",
            kind=UnitKind.SECTION,
            parent=parent,
            key=f"{prefix}-{parent.pk}-{number}",
            on=began,
        )
        for number in range(count)
    ]


def opened(unit, units, sizes, *, version=None, pairs=(), audience="guardians"):
    """Return an open round that asks `units`, with so many invitations each. `pairs`: where the first two share a child."""
    made = round_of(unit, version or published(unit), policies={audience: {"": audience}})
    actions.ask_units(round=made, units=units)
    people = [
        actions.Invitee(
            unit=one.pk,
            audience=audience,
            child="ett barn" if one in pairs and number < 2 else "",
            email=f"person{one.pk}x{number}@ronnfjard.example",
        )
        for one, size in zip(units, sizes, strict=True)
        for number in range(size)
    ]
    actions.invite(round=made, invitees=people)
    return actions.open_round(round=made)


def tokens(held):
    """Return the token of every invitation of an open round, by id."""
    k_mail = key_of(held.pk, MAIL)
    numbers = Invitation.objects.filter(round=held).order_by("pk").values_list("pk", flat=True)
    return {pk: token_of(k_mail, pk) for pk in numbers}


def codes_of_paper(held):
    """Return the paper code of every invitation of an open round, by id."""
    k_mail = key_of(held.pk, MAIL)
    return {pk: paper_code_of(k_mail, pk) for pk in tokens(held)}


def at(token):
    """Return the invitation that a token leads to."""
    return find(walk_of(token))


def answered(version, seed):
    """Return codes and extra of an answer that no other seed gives."""
    places, dice = layout(version.definition), random.Random(seed)
    answers = {}
    for field in places.fields:
        if field.codes and not field.other_of and field.kind == "choice":
            answers[field.name] = dice.choice(field.codes)
    codes, _extra = places.encode(answers)
    return codes, {"fritext": f"svar nummer {seed:05d}"}
