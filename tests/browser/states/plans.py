"""Plans as they are written: listed, begun, read, remarked on, adopted with what changes, gone on from."""

from dataclasses import replace

from cms.actions import adopt_and_publish
from organisation.enums import Role
from tests.access.written_plans import drafted
from tests.browser.states.making import at, state
from tests.cms.conftest import NEW_YEAR, rewritten
from tests.quality.texts import MEETINGS, SHARE, VOICE, YARD

REKTOR = Role.REKTOR


def _draft(world):
    return drafted(world.cast.a["school_unit"], world.cast.of("a", REKTOR))


def _adopted(world):
    page = _draft(world)
    adopt_and_publish(page=page, effective_on=NEW_YEAR, actor=world.cast.of("a", REKTOR))
    return page


def _changed(world):
    """Return an adopted plan whose draft has a goal reworded, a target moved and a goal taken out."""
    page, rektor = _adopted(world), world.cast.of("a", REKTOR)
    goal = replace(VOICE, title="Alla barn blir hörda", indicators=(replace(SHARE, target="90 %"), MEETINGS))
    return rewritten(page, rektor, goals=(goal,), body=[])


def _faulty(world):
    page, rektor = _draft(world), world.cast.of("a", REKTOR)
    return rewritten(page, rektor, goals=(VOICE, replace(YARD, title="")), body=[])


def _address(page, rest=""):
    return f"/planarbete/{page.pk}/{rest}"


at("plans", "/planarbete/", REKTOR, door="plan_pages")
at("plans-none-found", "/planarbete/?q=finns-inte", REKTOR)
at("plan-new-where", "/planarbete/ny/", REKTOR, door="plan_new")
at("plan-new", "/planarbete/ny/?enhet=school-unit-a", REKTOR)
at("plan-new-empty", "/planarbete/ny/?enhet=school-unit-a", REKTOR, sent={"title": ""})
state("plan", REKTOR, door="plan_page")(lambda world: _address(_changed(world)))
state("plan-fresh", Role.TEACHER)(
    lambda world: _address(drafted(world.cast.a["preschool"], world.cast.of("a", REKTOR)))
)
state("plan-draft", REKTOR, door="plan_draft")(lambda world: _address(_draft(world), "utkast/"))
state("plan-adopt", REKTOR, door="plan_adopt")(lambda world: _address(_changed(world), "anta/"))
state("plan-adopt-first", REKTOR)(lambda world: _address(_draft(world), "anta/"))
state("plan-adopt-faults", REKTOR)(lambda world: _address(_faulty(world), "anta/"))
state("plan-adopt-refused", REKTOR, sent={"effective_on": "2026-01-01"})(
    lambda world: _address(_faulty(world), "anta/")
)
state("plan-withdraw", REKTOR, door="plan_withdraw")(lambda world: _address(_adopted(world), "aterta/"))
state("plan-next", REKTOR, door="plan_next")(lambda world: _address(_draft(world), "nasta/"))
state("plan-copy-where", REKTOR, door="plan_copy")(lambda world: _address(_draft(world), "kopiera/"))
state("plan-copy", REKTOR)(lambda world: _address(_draft(world), "kopiera/?enhet=preschool-a"))
state("plan-discard", REKTOR, door="plan_discard")(lambda world: _address(_draft(world), "ta-bort/"))
