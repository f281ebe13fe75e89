"""Looking up what an uploaded register is compared with, and the comparison itself."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from organisation.access import Scope, visible_imports
from organisation.enums import ImportKind
from organisation.importing.findings import Findings
from organisation.importing.people import KnownPerson, KnownRole, PeopleComparison, RoleLine, Stored, compare_people
from organisation.importing.units import KnownUnit, UnitComparison, UnitLine, compare_units
from organisation.models import Assignment, RegisterImport, Unit, UnitLink, User


@dataclass(frozen=True)
class Preview:
    """What reading a register in would do as things stand now, and what stands in the way."""

    register: RegisterImport
    findings: Findings
    comparison: UnitComparison | PeopleComparison

    @property
    def may_be_read_in(self) -> bool:
        """Whether nothing stands in the way and something would change."""
        counts = self.comparison.counts()
        return not self.findings.faults and counts["new"] + counts["changed"] > 0


def preview_of(register: RegisterImport) -> Preview:
    """Return what reading `register` in would do now. A handful of statements, however long it is."""
    findings = Findings.from_dict(register.found)
    if register.kind == ImportKind.UNITS:
        return Preview(register, findings, _units(register, findings))
    return Preview(register, findings.in_order(), _people(register, findings))


def uploads(scope: Scope) -> QuerySet[RegisterImport]:
    """Return the uploaded registers that the person may see, newest first, without their lines."""
    return visible_imports(scope).defer("rows").select_related("uploaded_by", "applied_by").order_by("-pk")


def known_units(on: dt.date) -> dict[str, KnownUnit]:
    """Return every unit by key: where it lies on the day, and whether it may be changed from that day. One statement."""
    links = UnitLink.objects.filter(unit=OuterRef("pk"))
    later = links.filter(Q(valid_from__gt=on) | Q(valid_to__gt=on)).exclude(valid_to=F("valid_from"))
    place = links.valid_on(on).filter(depth=1).values("ancestor__key")[:1]
    rows = Unit.objects.annotate(place=Subquery(place), later=Exists(later)).order_by("key")
    return {
        key: KnownUnit(
            key=key,
            name=name,
            kind=kind,
            parent=(parent if begins <= on else planned) or "",
            closed=closed_on is not None,
            begun=begins <= on,
            settled=not later_change,
        )
        for key, name, kind, begins, closed_on, parent, planned, later_change in rows.values_list(
            "key", "name", "kind", "valid_from", "closed_on", "place", "parent__key", "later"
        )
    }


def _units(register: RegisterImport, findings: Findings) -> UnitComparison:
    lines = [UnitLine(*row) for row in register.rows]
    return compare_units(lines, known_units(register.starts_on), findings)


def _people(register: RegisterImport, findings: Findings) -> PeopleComparison:
    lines = [role_line(row) for row in register.rows]
    return compare_people(lines, stored_people(lines, register.starts_on), register.starts_on, findings)


def role_line(row: list[str | int | None]) -> RoleLine:
    """Return a line as it was stored; days are text in JSON."""
    *cells, starts_on, ends_on = row
    days = (dt.date.fromisoformat(str(day)) if day else None for day in (starts_on, ends_on))
    return RoleLine(*cells, *days)  # type: ignore[arg-type]


def stored_people(lines: list[RoleLine], on: dt.date) -> Stored:
    """Return the open units, the people in `lines`, and all roles at the units in `lines` that have not ended by the day."""
    emails, places = {line.email for line in lines}, {line.unit for line in lines}
    units = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), key__in=places)
    people = User.objects.filter(email__in=emails)
    roles = Assignment.objects.not_ended(on).filter(unit__key__in=places)
    known = (
        KnownRole(*row)
        for row in roles.order_by("starts_on", "pk").values_list(
            "pk", "user__email", "unit__key", "role", "starts_on", "ends_on"
        )
    )
    return Stored(
        units=dict(units.values_list("key", "closed_on")),
        people={user.email: KnownPerson(user.email, user.get_full_name(), user.is_active) for user in people},
        roles={(role.email, role.unit, role.role): role for role in known},
    )
