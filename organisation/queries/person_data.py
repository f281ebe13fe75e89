"""Everything that is stored about one person, for the person who asks."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignObjectRel, Model

from ledger.models import Event
from organisation.enums import ImportState
from organisation.models import AccessibilityFeedback, RegisterImport, User

SECRETS = frozenset({"password", "token_hash", "session_key", "session_data"})
MANY = 500  # rows shown of one sort; more are only counted


def data_of(person: User) -> dict[str, Any]:
    """Return the account, every row of any app that points at it, and what the event log says of it. Secrets are left out.

    The rows are found by the foreign keys that there are, so that nothing added later is forgotten.
    """
    pointing = {name: rows for name, rows in (_rows(person, relation) for relation in _relations()) if rows["count"]}
    about = Event.objects.filter(subject=f"user:{person.pk}").order_by("place")
    done = Event.objects.filter(actor=person).exclude(subject=f"user:{person.pk}")
    return {
        "account": _plain(person),
        "rows": pointing,
        "events_about": [{"at": event.at, "kind": event.kind, "says": event.content} for event in about],
        "events_by": [{"at": event.at, "kind": event.kind, "subject": event.subject} for event in done[:MANY]],
        "feedback": [_plain(row) for row in AccessibilityFeedback.objects.filter(email__iexact=person.email)],
        "waiting_uploads": [row.filename for row in uploads_naming(person.email)],
    }


def as_text(data: dict[str, Any]) -> str:
    """Return the data as readable JSON."""
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def uploads_naming(email: str) -> list[RegisterImport]:
    """Return the uploads that have not been read in and hold this address."""
    waiting = RegisterImport.objects.filter(state=ImportState.PREVIEW)
    return [row for row in waiting if email in json.dumps([row.rows, row.found], ensure_ascii=False)]


def _relations() -> list[ForeignObjectRel]:
    fields = User._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel) and field.field.concrete]


def _rows(person: User, relation: ForeignObjectRel) -> tuple[str, dict[str, Any]]:
    model: type[Model] = relation.related_model
    rows = model._base_manager.filter(**{relation.field.name: person}).order_by("pk")
    name = f"{model._meta.label}.{relation.field.name}"
    return name, {"count": rows.count(), "rows": [_plain(row) for row in rows[:MANY]]}


def _plain(row: Model) -> dict[str, Any]:
    fields = [
        field for field in row._meta.concrete_fields if field.name not in SECRETS and not _bulky(row, field.attname)
    ]
    return {field.attname: getattr(row, field.attname) for field in fields}


def _bulky(row: Model, name: str) -> bool:
    """Other people's lines in an uploaded register are not this person's data; bytes say nothing to a reader."""
    return isinstance(getattr(row, name), list | bytes | memoryview)
