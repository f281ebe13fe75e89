"""Registers are uploaded, looked at, and read in: the whole file or nothing of it."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import tree
from organisation.actions.bulk_people import invite_many, store_people
from organisation.actions.bulk_units import store_units
from organisation.actions.refusal import Refused, telling_why
from organisation.enums import ImportKind, ImportState
from organisation.importing.findings import Findings, Unreadable
from organisation.importing.people import PeopleComparison, read_people
from organisation.importing.tables import read_table
from organisation.importing.units import UnitComparison, read_units
from organisation.models import RegisterImport, User
from organisation.queries.registers import preview_of
from organisation.rules.text import tidy

KEPT = dt.timedelta(days=7)


@transaction.atomic
def upload_register(
    *, kind: str, content: bytes, filename: str, starts_on: dt.date | None = None, actor: User
) -> RegisterImport:
    """Read a file and keep its lines to be looked at. Nothing of the register is changed yet.

    starts_on: the day that new units, moves and roles count from (default: today). Raises Refused for a file that
    cannot be read at all; faults in single lines are kept with the upload (`found`), and then no lines are.
    """
    _refuse_unless_at_the_top(actor)
    findings = Findings()
    try:
        table = read_table(content, findings)
        lines = read_units(table, findings) if kind == ImportKind.UNITS else read_people(table, findings)
    except Unreadable as fault:
        raise Refused(str(fault)) from fault
    rows = [list(asdict(line).values()) for line in lines]
    register = RegisterImport.objects.create(
        kind=kind,
        filename=tidy(filename)[:200],
        uploaded_by=actor,
        created_at=clock.now(),
        starts_on=starts_on or clock.today(),
        rows=[] if findings.faults else [[_plain(cell) for cell in row] for row in rows],
        found=findings.in_order().as_dict(),
        summary={"lines": len(rows)},
    )
    _say(register, "uploaded", actor, {"kind": kind, "lines": len(rows), "faults": findings.faults_in_all})
    return register


@transaction.atomic
def apply_register(
    *, register: RegisterImport, expected: dict[str, int], invite: bool = False, actor: User
) -> RegisterImport:
    """Read an uploaded register in, all of it or nothing: units or people, roles, events, and letters if `invite`.

    expected: the counts that the person saw in the preview. Where the register has changed since, nothing is done and
    the text of Refused says so. Nothing is ever closed or ended because a file lacks it.
    """
    _refuse_unless_at_the_top(actor)
    tree.lock_tree()
    row = RegisterImport.objects.select_for_update().get(pk=register.pk)
    if row.state != ImportState.PREVIEW:
        raise Refused(_("Filen är redan inläst eller borttagen."))
    preview = preview_of(row)
    if preview.findings.faults:
        raise Refused(
            _("Filen har fel som måste rättas först: %(fault)s") % {"fault": preview.findings.faults[0].sentence}
        )
    counts = preview.comparison.counts()
    if counts != expected:
        raise Refused(_("Registret har ändrats sedan du tittade på jämförelsen. Titta igenom den igen."))
    with telling_why():
        invited = _store(row, preview.comparison, invite=invite, actor=actor)
    row.state, row.applied_at, row.applied_by = ImportState.APPLIED, clock.now(), actor
    row.rows, row.found, row.summary = [], {}, {**row.summary, **counts, "invited": invited}
    row.save()
    _say(row, "applied", actor, row.summary)
    return row


@transaction.atomic
def discard_register(*, register: RegisterImport, actor: User) -> RegisterImport:
    """Take an upload away; its lines are erased. One that is read in stays."""
    _refuse_unless_at_the_top(actor)
    row = RegisterImport.objects.select_for_update().get(pk=register.pk)
    if row.state == ImportState.PREVIEW:
        row.state, row.rows, row.found = ImportState.DISCARDED, [], {}
        row.save()
        _say(row, "discarded", actor, {})
    return row


@transaction.atomic
def discard_old_uploads(*, now: dt.datetime) -> int:
    """Erase the lines of uploads that nobody has read in for a week; returns how many. The tick calls it."""
    old = RegisterImport.objects.filter(state=ImportState.PREVIEW, created_at__lt=now - KEPT)
    return old.update(state=ImportState.DISCARDED, rows=[], found={})


def _store(
    row: RegisterImport, compared: UnitComparison | PeopleComparison, *, invite: bool, actor: User | None
) -> int:
    if isinstance(compared, UnitComparison):
        store_units(compared=compared, on=row.starts_on, actor=actor)
        return 0
    store_people(compared=compared, on=row.starts_on, actor=actor)
    in_file = [*compared.new, *compared.unchanged, *(change.line for change in compared.changed)]
    return invite_many(emails=[line.email for line in in_file], actor=actor) if invite else 0


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _refuse_unless_at_the_top(actor: User) -> None:
    if not scope_for(actor).edits_from_the_top:
        raise Refused(_("Bara en administratör för hela organisationen kan läsa in register."))


def _say(register: RegisterImport, what: str, actor: User, payload: dict[str, Any]) -> None:
    subject, kind = f"register:{register.pk}", f"organisation.register_{what}"
    record(subject=subject, kind=kind, actor=actor, payload=payload)
