"""A plan is read by a worker, in a process of its own."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.actions.plan_imports import keep_reading, refuse_plan_import, store_plan_import
from cms.enums import PlanImportState
from cms.importing.apart import read_apart
from cms.models import PlanImport
from cms.queries.plan_imports import review_of
from ledger.actions import progress, start_job
from ledger.kinds import JobFailed, JobRow, Outcome
from organisation.models import Unit, User
from quality.importing.files import first_look
from quality.importing.refusal import Refused

KIND = "cms.plan_import"


@transaction.atomic
def take_in_plan(*, unit: Unit, content: bytes, filename: str, actor: User) -> PlanImport:
    """Keep a file and let a worker read it. Raises importing's Refused for what can be seen at once to be no plan."""
    first_look(content)
    kept = store_plan_import(unit=unit, content=content, filename=filename, actor=actor)
    title = _("Läs %(file)s") % {"file": kept.filename}
    kept.job = start_job(kind=KIND, owner=actor, title=title, arguments={"plan_import": kept.pk})
    kept.save(update_fields=["job"])
    return kept


def read_plan(row: JobRow) -> Outcome:
    """Do the job: read the file, and keep what it holds or why it cannot be read."""
    kept = PlanImport.objects.select_related("unit").get(pk=row.arguments["plan_import"])
    if kept.state != PlanImportState.READING:
        return Outcome(link=place_of_import(kept))
    progress(job=row, done=0, total=2)
    try:
        reading = read_apart(bytes(kept.content))
    except Refused as refusal:
        refuse_plan_import(plan_import=kept, refusal=refusal)
        raise JobFailed(str(refusal)) from refusal
    progress(job=row, done=1, total=2)
    kept = keep_reading(plan_import=kept, reading=reading)
    return Outcome(summary=summary_of(kept), link=place_of_import(kept))


def place_of_import(plan_import: PlanImport) -> str:
    """Return the address of an import's page."""
    return reverse("plan_import", args=[plan_import.pk])


def summary_of(plan_import: PlanImport) -> str:
    """Return how much there is to look at, in one sentence."""
    waiting = len(review_of(plan_import).waiting())
    if not waiting:
        return _("Planen är läst. Inget behöver rättas.")
    said = ngettext("Planen är läst. %(n)s sak att titta på.", "Planen är läst. %(n)s saker att titta på.", waiting)
    return said % {"n": waiting}
