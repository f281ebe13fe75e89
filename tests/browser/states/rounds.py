"""Rounds: the list, each step of making one, lists of people, and each page that says what a step means."""

import secrets

from django.urls import reverse

from organisation.enums import Role
from surveys import actions
from surveys.models import OpenLink, PaperSheaf, QuestionnaireVersion, Round, RoundUnit
from surveys.rules.sealing.crockford import code_of
from tests.access.rounds import prepared
from tests.browser.states.making import at, state

LEADER = Role.REKTOR
HEADER = "Enhet;E-post;Barn;Språk;Skyddad\n"


def _own(what, *more, draft=True):
    def come(world):
        return reverse(what, args=[world.things["draft_round" if draft else "round", "own"], *more])

    return come


def _version():
    return QuestionnaireVersion.objects.filter(questionnaire__key="enkat-a").latest("number")


def _fresh(world, **more):
    return prepared(_version(), world.cast.a, "Vårens omgång", **more)


def _listed(world, lines):
    held = _fresh(world)
    officer = world.cast.of("a", "quality_officer")
    actions.upload_recipients(round=held, content=(HEADER + lines).encode(), filename="lista.csv", actor=officer)
    return reverse("round_list", args=[held.pk])


at("rounds", "/enkater/", LEADER, door="rounds")
at("round-new-questionnaire", "/enkater/ny/", LEADER, door="round_new")
at("round-new-unit", "/enkater/ny/?enkat=enkat-a", LEADER)
at("round-new", "/enkater/ny/?enkat=enkat-a&drivs=school-unit-a", LEADER)
at("round-new-faults", "/enkater/ny/?enkat=enkat-a&drivs=school-unit-a", LEADER, sent={"name": "", "opens_on": "x"})


state("round-prepared", LEADER, door="round")(_own("round"))
state("round-open", LEADER)(_own("round", draft=False))
state("round-change", LEADER, door="round_change")(_own("round_change"))
state("round-units", LEADER, door="round_units")(_own("round_units"))
state("round-units-faults", LEADER, sent={"kind": "chosen"})(_own("round_units"))
state("round-recipients", LEADER, door="round_recipients")(_own("round_recipients"))
state("round-recipients-faults", LEADER, sent={"pasted": ""})(_own("round_recipients"))
state("round-recipients-open", LEADER)(_own("round_recipients", draft=False))
state("round-list", LEADER, door="round_list")(_own("round_list"))
state("round-codes", LEADER, door="round_codes")(_own("round_codes"))
state("round-uninvite", LEADER, door="round_uninvite")(_own("round_uninvite"))
state("round-letters", LEADER, door="round_letters")(_own("round_letters"))
state("round-letters-faults", LEADER, sent={"on": "x"})(_own("round_letters"))
state("round-letters-open", LEADER)(_own("round_letters", draft=False))
state("round-paper-before", LEADER, door="round_paper")(_own("round_paper"))
state("round-paper", LEADER)(_own("round_paper", draft=False))


@state("round-paper-made", LEADER)
def _made_elsewhere(world):
    """Letters that lie ready for another browser."""
    held = world.things["round", "own"]
    rektor = world.cast.of("a", LEADER)
    actions.order_paper(round=Round.objects.get(pk=held), place=None, actor=rektor)
    PaperSheaf.objects.update(box=b"sealed")
    return reverse("round_paper", args=[held])


state("round-open-links-none", LEADER)(_own("round_open_links"))
state("round-open-links", LEADER, door="round_open_links")(_own("round_open_links", draft=False))


def _link(what):
    def come(world):
        return reverse(f"round_open_link_{what}", args=[world.things[one, "own"] for one in ("round", "open_link")])

    return come


@state("round-open-links-many", LEADER)
def _many_and_some_stopped(world):
    """A page full of links, and another; some are stopped."""
    first = OpenLink.objects.get(pk=world.things["open_link", "own"])
    for number in range(60):
        name = f"Förskolan Norrskenets avdelning nummer {number}"
        place = RoundUnit.objects.create(
            round=first.round, parent=first.place, name=name, members=[1], audience=first.audience, is_asked=False
        )
        code = code_of(secrets.token_bytes(10))
        OpenLink.objects.create(
            round=first.round, place=place, audience=first.audience, code=code, is_stopped=number % 7 == 3
        )
    return reverse("round_open_links", args=[first.round_id])


state("round-open-link-stop", LEADER, door="round_open_link_stop")(_link("stop"))
state("round-open-link-renew", LEADER, door="round_open_link_renew")(_link("renew"))
state("round-sign", LEADER, door="round_sign")(_own("round_sign", "en"))
state("round-ready", LEADER, door="round_ready")(_own("round_ready"))
state("round-wait", LEADER, door="round_wait")(_own("round_wait"))
state("round-discard", LEADER, door="round_discard")(_own("round_discard"))
state("round-prolong", LEADER, door="round_prolong")(_own("round_prolong", draft=False))
state("round-close", LEADER, door="round_close")(_own("round_close", draft=False))
state("round-stop", LEADER, door="round_stop")(_own("round_stop", draft=False))
state("round-stop-unsure", LEADER, sent={"sure": ""})(_own("round_stop", draft=False))


@state("round-list-faults", LEADER)
def round_list_faults(world):
    return _listed(world, "q7;a@post.example;1;;\nsection-a;ingen adress;20190101-1234;;kanske\n")


@state("round-list-remarks", LEADER)
def round_list_remarks(world):
    return _listed(world, "section-a;a@post.example;1;kymriska;\nsection-a;b@post.example;1;en;ja\n")


@state("round-without-units", LEADER)
def round_without_units(world):
    held = _fresh(world)
    actions.remove_invited(round=held)
    held.units.all().delete()
    return reverse("round_recipients", args=[held.pk])


@state("round-without-anybody", LEADER)
def round_without_anybody(world):
    held = _fresh(world)
    actions.remove_invited(round=held)
    return reverse("round", args=[held.pk])
