"""Who is invited to a round, in numbers, and what a list is read against."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from organisation.importing.findings import Findings
from organisation.rules.sorting import sort_key
from surveys.enums import Audience
from surveys.importing.recipients import Asks, Recipient
from surveys.models import Address, RecipientList, Round
from surveys.rules.audiences import invited_among


@dataclass(frozen=True)
class Counted:
    """How many of an audience are invited at a unit, by mail and on paper.

    families: children with several guardians among them.
    """

    name: str
    audience: str
    people: int
    by_mail: int
    protected: int
    families: int = 0

    @property
    def audience_label(self) -> str:
        """The audience in words."""
        return str(Audience(self.audience).label)

    @property
    def on_paper(self) -> int:
        """How many have no address."""
        return self.people - self.by_mail


@dataclass(frozen=True)
class ListPreview:
    """What reading a list in would do, and what stands in the way."""

    kept: RecipientList
    findings: Findings
    counted: Sequence[Counted]

    @property
    def people(self) -> int:
        """How many would be invited."""
        return sum(one.people for one in self.counted)

    @property
    def may_be_read_in(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.findings.faults_in_all and self.people > 0


def asks_of(held: Round) -> Asks:
    """Return what a list of the round is read against."""
    units: dict[str, int] = {}
    named: dict[str, int | None] = {}
    for pk, key, name in held.units.filter(is_asked=True).values_list("unit", "unit__key", "name"):
        units[key.lower()] = pk
        named[sort_key(name)] = None if sort_key(name) in named else pk
    known = Address.objects.filter(invitation__round=held).exclude(email="")
    audiences = invited_among(str(audience) for audience in Audience if audience in held.policies)
    return Asks(
        units,
        named,
        audiences,
        held.languages,
        frozenset(known.values_list("invitation__place__unit", "invitation__audience", "email")),
    )


def preview_of(kept: RecipientList) -> ListPreview:
    """Return what reading a list in would do."""
    people = [Recipient(*row) for row in kept.rows]
    names = dict(kept.round.units.values_list("unit", "name"))
    guardians = Counter((one.unit, one.child) for one in people if one.child)
    groups = Counter((one.unit, one.audience) for one in people)
    mailed = Counter((one.unit, one.audience) for one in people if one.email)
    protected = Counter((one.unit, one.audience) for one in people if one.is_protected)
    several = {place for place, count in guardians.items() if count > 1}
    families = Counter(
        (unit, audience)
        for unit, audience, _child in {
            (one.unit, one.audience, one.child) for one in people if (one.unit, one.child) in several
        }
    )
    counted = [
        Counted(names[unit], audience, count, *(part[unit, audience] for part in (mailed, protected, families)))
        for (unit, audience), count in groups.items()
    ]
    return ListPreview(
        kept, Findings.from_dict(kept.found), sorted(counted, key=lambda one: (sort_key(one.name), one.audience))
    )


def invited(held: Round) -> list[Counted]:
    """Return who is invited while the round is prepared or open, by unit and audience. One statement."""
    rows = (
        held.invitations.invited()
        .values_list("place__name", "audience")
        .annotate(
            people=Count("pk"),
            by_mail=Count("pk", filter=Q(address__isnull=False) & ~Q(address__email="")),
            protected=Count("pk", filter=Q(address__is_protected=True)),
        )
        .order_by("place__name", "place", "audience")
    )
    counted = [Counted(*row) for row in rows]
    if held.pool_size is None:
        return counted
    return [replace(one, by_mail=one.people) for one in counted]  # their addresses are forgotten once they have served
