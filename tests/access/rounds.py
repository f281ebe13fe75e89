"""Two rounds of each side: one that is prepared, with people and a list, and one that is open (without keys: nobody asks)."""

import datetime as dt

from ledger import clock
from surveys import actions
from surveys.actions.letters import plan_reminder
from surveys.enums import RoundState
from surveys.models import OpenLink, QuestionnaireVersion, RecipientList, Round
from surveys.rules.sealing.crockford import code_of

NAMES = {"own": "Norrskogens enkät", "other": "Zebrafinkens omgång"}
OPENLY = {"guardians": {"": "guardians"}, "open-guardians": {"": "open"}}
HEADERS = "Enhet;E-post;Barn\n"


def store(world):
    """Store them."""
    for of, letter in (("own", "a"), ("other", "b")):
        version = QuestionnaireVersion.objects.filter(questionnaire__key=f"enkat-{letter}").latest("number")
        units, officer = getattr(world.cast, letter), world.cast.of(letter, "quality_officer")
        draft = prepared(version, units, NAMES[of])
        line = f"{units['section'].key};ny@post.example;7"
        actions.upload_recipients(round=draft, content=(HEADERS + line).encode(), filename="lista.csv", actor=officer)
        running = prepared(version, units, f"{NAMES[of]} nu")
        Round.objects.filter(pk=running.pk).update(
            state=RoundState.OPEN, is_ready=True, policies=OPENLY, public_key=b"-", test_box=b"-", size=1
        )
        link = _open_link(running, letter)
        reminder = plan_reminder(round=draft, on=draft.closes_on)
        world.things |= {("mailing", of): reminder.pk, ("open_link", of): link.pk}
        world.things |= {("draft_round", of): draft.pk, ("round", of): running.pk}
    assert RecipientList.objects.count() == len(NAMES)


def _open_link(running, letter):
    return OpenLink.objects.create(
        round=running,
        place=running.units.get(is_asked=True),
        audience="open-guardians",
        code=code_of(letter.encode() * 10),
    )


def prepared(version, units, name, *, people=8, **more):
    """Return a round of a school unit that asks a section, with so many guardians invited by mail, the last one on paper."""
    today = clock.today()
    wanted = {
        "version": version,
        "unit": units["school_unit"],
        "name": name,
        "policies": {"guardians": {"": "guardians"}},
        "languages": ["sv", "en"],
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=14),
        "keep_months": 24,
    }
    made = actions.make_round(plan=actions.Plan(**(wanted | more)))
    actions.ask_units(round=made, units=[units["section"]])
    invitees = [
        actions.Invitee(
            unit=units["section"].pk,
            audience="guardians",
            child=str(number // 2),
            email=f"g{number}@post.example" if number < people - 1 else "",
        )
        for number in range(people)
    ]
    actions.invite(round=made, invitees=invitees)
    return made
