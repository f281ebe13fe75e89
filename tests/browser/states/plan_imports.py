"""Plans read in from other systems: chosen, being read, refused, under review, corrected, made into drafts."""

from cms.actions.plan_import_job import take_in_plan
from cms.actions.plan_imports import draft_from_import, refuse_plan_import, take_step
from cms.models import PlanImport
from cms.queries.plan_imports import review_of
from ledger.actions import run_job
from organisation.enums import Role
from quality.importing.pdf import SCANNED
from quality.importing.refusal import Refused
from tests.access.plan_imports import kept
from tests.browser.states.making import at, number, state
from tests.cms.plans_read import WHOLE as SAID

REKTOR = Role.REKTOR
GOAL = "Enhetsmål:\nAlla barn är med {n}\n\nArbetssätt\n\nVi leker ute.\n\nUppföljning\n\nLedningsgrupp\n\n"


def _kept(world):
    return kept(world.cast.a["school_unit"], "Norrskogen")


def _taken(world, text, name="höstens plan.txt"):
    unit, rektor = world.cast.a["school_unit"], world.cast.of("a", REKTOR)
    return take_in_plan(unit=unit, content=text.encode(), filename=name, actor=rektor)


def _address(found, rest=""):
    return f"/planarbete/inlasning/{found.pk}/{rest}"


at("plan-imports", "/planarbete/inlasning/", REKTOR, door="plan_imports")
at("plan-import-where", "/planarbete/inlasning/ny/", REKTOR, door="plan_import_new")
at("plan-import-new", "/planarbete/inlasning/ny/?enhet=school-unit-a", REKTOR)
at("plan-import-new-empty", "/planarbete/inlasning/ny/?enhet=school-unit-a", REKTOR, sent={"pasted": ""})
state("plan-import", REKTOR, door="plan_import")(lambda world: _address(_kept(world)))
state("plan-import-row", REKTOR, door="plan_import_row")(lambda world: _address(_kept(world), "rad/plan/"))
state("plan-import-row-empty", REKTOR, sent={"title": ""})(lambda world: _address(_kept(world), "rad/plan/"))
state("plan-import-lacks", REKTOR, door="plan_import_draft")(lambda world: _address(_kept(world), "utkast/"))
state("plan-import-abandon", REKTOR, door="plan_import_abandon")(lambda world: _address(_kept(world), "ta-bort/"))
state("plan-import-reading", REKTOR)(lambda world: _address(_taken(world, GOAL)))


@state("plan-import-refused", REKTOR)
def refused(world):
    return _address(refuse_plan_import(plan_import=_taken(world, GOAL), refusal=Refused(SCANNED)))


def _said(world):
    found = _kept(world)
    step = {"do": "set", "row": "plan", "values": SAID, "findings": [0]}
    return take_step(plan_import=found, step=step, actor=world.cast.of("a", REKTOR))


@state("plan-import-goal", REKTOR)
def goal_open(world):
    found = _said(world)
    row = next(row for row in review_of(found).document.rows if row.kind == "goal")
    return _address(found, f"rad/{row.id}/")


state("plan-import-draft", REKTOR)(lambda world: _address(_said(world), "utkast/"))


@state("plan-import-drafted", REKTOR)
def drafted(world):
    name = f"Verksamhetsplan {next(number)}"
    rektor = world.cast.of("a", REKTOR)
    return _address(draft_from_import(plan_import=_said(world), series=None, name=name, actor=rektor))


@state("plan-import-emptied", REKTOR)
def emptied(world):
    name = f"Verksamhetsplan {next(number)}"
    rektor = world.cast.of("a", REKTOR)
    found = draft_from_import(plan_import=_said(world), series=None, name=name, actor=rektor)
    PlanImport.objects.filter(pk=found.pk).update(rows=[], findings=[], source=[], steps=[])  # as the tick does in time
    return _address(found)


@state("plan-import-long", REKTOR)
def long(world):
    found = _taken(world, "".join(GOAL.format(n=n) for n in range(200)))
    run_job(job_id=found.job_id)
    return _address(found)
