"""A long register is read in by a worker, while its owner does something else."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.actions import start_job
from ledger.kinds import JobFailed, JobRow, Outcome
from ledger.models import Job
from organisation.actions.refusal import Refused
from organisation.actions.registers import apply_register
from organisation.models import RegisterImport, User

KIND = "organisation.register"


@transaction.atomic
def start_reading_in(*, register: RegisterImport, expected: dict[str, int], invite: bool = False, actor: User) -> Job:
    """Let a worker read a register in; while one works on it, that job is returned and none is started."""
    RegisterImport.objects.select_for_update().get(pk=register.pk)
    for job in Job.objects.filter(kind=KIND, owner=actor, arguments__register=register.pk, finished_at=None):
        return job
    counts = {f"expected_{name}": count for name, count in expected.items()}
    title = _("Läs in %(file)s") % {"file": register.filename}
    return start_job(
        kind=KIND, owner=actor, title=title, arguments={"register": register.pk, "invite": invite, **counts}
    )


def read_in(row: JobRow) -> Outcome:
    """Do the job: all of the register or nothing of it."""
    said = dict(row.arguments)
    register, actor = RegisterImport.objects.get(pk=said["register"]), User.objects.get(pk=row.owner_id)
    expected = {name.removeprefix("expected_"): n for name, n in said.items() if name.startswith("expected_")}
    try:
        applied = apply_register(register=register, expected=expected, invite=said["invite"], actor=actor)
    except Refused as fault:
        raise JobFailed(str(fault)) from fault
    return Outcome(summary=receipt(applied), link=place_of(applied))


def place_of(register: RegisterImport) -> str:
    """Return the address of an upload's page."""
    return reverse(f"import_{register.kind}_one", args=[register.pk])


def receipt(register: RegisterImport) -> str:
    """Return what reading in did, in one sentence."""
    new, changed = register.summary["new"], register.summary["changed"]
    return " ".join(
        [
            ngettext("%(n)s rad är ny.", "%(n)s rader är nya.", new) % {"n": new},
            ngettext("%(n)s rad ändrade något.", "%(n)s rader ändrade något.", changed) % {"n": changed},
        ]
    )
