"""What stands before every action: the lock, the right, the sentence of a constraint that refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from organisation.access import Scope, scope_for
from organisation.actions import Refused
from organisation.models import User
from workflows.enums import ProcessState
from workflows.models import Process, Task

LOCK = 7_311_010  # any number that nothing else locks


def lock_wheels(*, shared: bool = True) -> None:
    """Wait for the clock's turn to commit; the clock itself (`shared=False`) waits for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(%s)", [LOCK])


def refuse_unless(actor: User | None, may: Callable[[Scope], bool]) -> None:
    """Refuse where `actor` may not. Without an actor it is the house itself that acts: the clock, the demo."""
    if actor is not None and not may(scope_for(actor)):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))


def held_process(process: Process) -> Process:
    """Return the process as it stands, locked until the commit."""
    lock_wheels()
    return Process.objects.select_for_update(of=("self",)).select_related("unit", "period").get(pk=process.pk)


def held_task(task: Task) -> Task:
    """Return the task as it stands, locked with its process (the process first) until the commit.

    Refused where the process is paused or over: nothing happens to its tasks then.
    """
    process = held_process(Process(pk=task.process_id))
    refuse_unless_running(process)
    found = Task.objects.select_for_update(of=("self",)).select_related("unit").get(pk=task.pk)
    found.process = process
    return found


def refuse_unless_running(process: Process) -> None:
    """Refuse what cannot be done while a process is paused or after it is over."""
    if process.state == ProcessState.PAUSED:
        raise Refused(_("Processen är pausad. Den behöver återupptas först."))
    if process.state != ProcessState.RUNNING:
        raise Refused(_("Processen är slut. Det går inte att ändra i den längre."))


def refuse_empty(text: str, sentence: str) -> str:
    """Return `text` without surrounding blanks; refused, with `sentence`, where nothing is left."""
    if not text.strip():
        raise Refused(sentence)
    return text.strip()


@cache
def _sentences() -> dict[str, Any]:
    """Return the sentence of every named constraint of this app, and of every unique field."""
    found: dict[str, Any] = {}
    for model in apps.get_app_config("workflows").get_models():
        found |= {constraint.name: constraint.violation_error_message for constraint in model._meta.constraints}
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                found[f"{model._meta.db_table}_{field.column}_key"] = field.error_messages["unique"]
    return found


@contextmanager
def telling_why() -> Iterator[None]:
    """Turn the database's refusal into the sentence of the constraint that refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = getattr(getattr(fault.__cause__, "diag", None), "constraint_name", None)
        sentence = _sentences().get(name or "")
        if sentence is None:
            raise
        raise Refused(str(sentence)) from fault
