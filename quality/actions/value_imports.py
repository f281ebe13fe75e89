"""Values are read in from a file: all of it or nothing, each with the source that it came from."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused, ensure_period
from organisation.models import User
from quality.access import reporting_units
from quality.actions.moving import ask_to_look
from quality.actions.values import stored
from quality.models import Indicator, Observation, ValueImport
from quality.queries.value_imports import CHANGED, NEW, Row, read_file


@transaction.atomic
def read_in_values(
    *, indicator: Indicator, content: bytes, file_name: str, source: str, seen: str, actor: User
) -> ValueImport:
    """Store what a file says that is not stored yet; what it says otherwise becomes a correction, and the old value stays.

    seen: the mark of what the actor was shown (`queries.value_imports.Read.mark`). Refused where anything in the file is faulty,
    and where what would be stored has changed since they saw it. Writes an event for each value, and one for the import.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    if not source.strip():
        raise Refused(_("Skriv vilket system värdena kommer från."))
    read = read_file(scope_for(actor), indicator, content)
    if read.findings.faults_in_all:
        raise Refused(_("Filen har fel som behöver rättas först. Inget är sparat."))
    if read.mark != seen:
        raise Refused(_("Något har ändrats sedan du såg listan. Läs den igen innan du sparar."))
    batch = ValueImport.objects.create(
        indicator=indicator,
        source=source.strip(),
        file_name=file_name[:255],
        digest=hashlib.sha256(content).hexdigest(),
        read_at=clock.now(),
        read_by=actor,
    )
    units = reporting_units(scope_for(actor), indicator).in_bulk([row.unit for row in read.rows])
    kept = [_put(row, batch, units[row.unit].pk, actor) for row in read.rows if row.state in (NEW, CHANGED)]
    payload = {"import": batch.pk, "source": batch.source, "values": len(kept), "file": batch.digest}
    record(subject=f"indicator:{indicator.pk}", kind="quality.values_read_in", actor=actor, payload=payload)
    return batch


def _put(row: Row, batch: ValueImport, unit: int, actor: User) -> Observation:
    period = ensure_period(kind=row.span.kind, day=row.span.starts_on)
    at = {"indicator": batch.indicator, "unit_id": unit, "period": period}
    value = Observation(**at, batch=batch)
    standing = Observation.objects.standing().filter(indicator=batch.indicator, unit=unit, period=period).first()
    if standing is not None:
        Observation.objects.filter(pk=standing.pk).update(standing=False)
        value.replaces = standing
    kind = "quality.value_corrected" if standing is not None else "quality.value_reported"
    stored(value, row.value, actor, kind, comment=row.comment, source=batch.source)
    ask_to_look(value)
    return value
