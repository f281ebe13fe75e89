"""The walk of those who answer: the door, a page, and every page that says why there is no going on."""

import secrets
import tempfile

from django.conf import settings

from ledger import clock
from surveys import actions
from surveys.enums import OPEN
from surveys.models import OpenLink, Round
from surveys.rules.audiences import policies_for
from surveys.rules.sealing.crockford import code_of
from tests.access.columns import ANYONE
from tests.browser.states.making import at, number, state
from tests.surveys import walking
from tests.surveys.rounds import opened, sections_of, tokens
from tests.surveys.walking import document

NOWHERE = "/svara/-/abcdef012345/sv/"


def _round(world, **more):
    """Return an open round whose keys lie where the house keeps them, and the token of somebody who is invited."""
    settings.KEYS_DIR = settings.KEYS_DIR or tempfile.mkdtemp()
    unit, key = world.cast.a["school_unit"], f"svara-{next(number)}"
    made = actions.create_questionnaire(key=key, unit=unit)
    version = actions.publish_version(questionnaire=made, definition=document(key, **more))
    section = sections_of(world.cast.a["preschool"], 1, prefix=key)
    held = opened(unit, section, [2], version=version)
    return held, next(iter(tokens(held).values()))


def _landing(world):
    return f"/svara/{_round(world)[1]}/"


def _open_link(world, *, is_stopped=False):
    held = _round(world)[0]
    Round.objects.filter(pk=held.pk).update(policies=policies_for(["guardians", *OPEN], []))
    place = held.units.filter(is_asked=True).first()
    link = OpenLink.objects.create(
        round=held, place=place, audience=OPEN[0], code=code_of(secrets.token_bytes(10)), is_stopped=is_stopped
    )
    return f"/svara/{link.code}/"


def _ended(end):
    def come(world):
        held, token = _round(world)
        Round.objects.filter(pk=held.pk).update(key_works=False)
        held.refresh_from_db()
        end(round=held, now=clock.now())
        return f"/svara/{token}/"

    return come


def _spent(world):
    token = _round(world)[1]
    somebody = walking.Respondent(token).open().start().to_review().send()
    assert somebody.is_received
    return f"/svara/{token}/"


state("answer", ANYONE, door="answer")(_landing)
state("answer-page", ANYONE, door="walk_page", sent={})(_landing)
state("answer-page-english", ANYONE, sent={})(lambda world: _landing(world) + "?sprak=en")
state("answer-open", ANYONE)(_open_link)
state("answer-open-stopped", ANYONE)(lambda world: _open_link(world, is_stopped=True))
state("answer-reminders", ANYONE, door="answer_reminders")(lambda world: _landing(world) + "paminnelser/")
state("answer-reminders-stopped", ANYONE, sent={})(lambda world: _landing(world) + "paminnelser/?sprak=en")
state("answer-spent", ANYONE)(_spent)
state("answer-over", ANYONE)(_ended(actions.close_round))
state("answer-stopped", ANYONE)(_ended(actions.stop_round))
state("answer-lost", ANYONE)(_ended(actions.give_up_round))
at("answer-unknown", f"/svara/{'A' * 22}/", ANYONE, status=404)
at("answer-code-wrong", "/svara/", ANYONE, sent={"kod": "fel"})
at("walk-without-cookie", NOWHERE, ANYONE, door="walk_begin", status=403)
at("walk-nowhere", "/svara/-/abcdef012345/", ANYONE, door="walk", status=403)
at("walk-review-without-cookie", f"{NOWHERE}-/svaren/", ANYONE, door="walk_review", status=403)
at("walk-receipt-without-cookie", f"{NOWHERE}-/kvitto/", ANYONE, door="walk_receipt", status=403)
