"""Rounds are made, and people are invited. Every action writes an event to the chain `round:ID`; a respondent's steps none."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Unit, User
from organisation.queries.units import lines_of
from surveys.disclosure.policies import POLICIES
from surveys.enums import OPEN, Audience, RoundState
from surveys.models import QuestionnaireVersion, Round, RoundUnit
from surveys.models.round import LEAST_POOL
from surveys.queries.rounds import unsigned
from surveys.rules.audiences import invited_among
from surveys.rules.definition.language import own_name
from surveys.rules.pools import TIME_TO_ANSWER
from surveys.rules.sealing.mixing import MOST_GUARDIANS
from surveys.signals import round_moved

CHUNK = 5_000
Row = tuple[object, ...]
NUMBERS = "SELECT nextval(pg_get_serial_sequence('surveys_invitation', 'id')) FROM generate_series(1, %s)"
INVITATIONS = "COPY surveys_invitation (id, round_id, place_id, audience, pair, is_withdrawn, used) FROM STDIN"
ADDRESSES = """
COPY surveys_address (invitation_id, name, email, language, is_protected, wants_no_reminder) FROM STDIN
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Whoever is asked. `child`: the same word for the guardians of one child; it is not stored. Without `email`: on paper."""

    unit: int
    audience: str
    child: str = ""
    name: str = ""
    email: str = ""
    language: str = "sv"
    is_protected: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a round is to be. `policies`: audience → group of items ("" for the rest) → key of a policy.

    pool_size: where it is a pool, after how many answers nobody new is taken in.
    """

    version: QuestionnaireVersion
    unit: Unit
    name: str
    policies: Mapping[str, Mapping[str, str]]
    languages: Sequence[str]
    opens_on: dt.date
    closes_on: dt.date
    keep_months: int
    pool_size: int | None = None


@transaction.atomic
def make_round(*, plan: Plan, actor: User | None = None) -> Round:
    """Store a round that is being prepared."""
    refuse_unless_theirs(actor, plan.unit)
    refuse_bad_plan(plan)
    policies = {audience: dict(groups) for audience, groups in plan.policies.items()}
    made = Round.objects.create(
        version=plan.version,
        unit=plan.unit,
        name=plan.name,
        policies=policies,
        languages=list(plan.languages),
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        keep_months=plan.keep_months,
        pool_size=plan.pool_size,
    )
    say(made, "made", actor, {"version": plan.version.pk, "unit": plan.unit.pk, "policies": policies})
    return made


def refuse_bad_plan(plan: Plan) -> None:
    """Refuse a plan that no round can have."""
    known = {str(audience) for audience in Audience}
    if not plan.policies or any(
        audience not in known or "" not in groups or not set(groups.values()) <= POLICIES.keys()
        for audience, groups in plan.policies.items()
    ):
        raise Refused(_("Välj vilka som frågas, och en gräns för små grupper för var och en."))
    if not plan.languages or not set(plan.languages) <= set(plan.version.languages):
        raise Refused(_("Välj bland de språk som enkäten finns på."))
    if plan.closes_on < plan.opens_on:
        raise Refused(_("Omgången kan inte stänga innan den har öppnat."))
    if plan.pool_size is not None:
        refuse_bad_pool(plan.pool_size, plan.policies, plan.closes_on - plan.opens_on)


def refuse_bad_pool(size: int, audiences: Iterable[str], length: dt.timedelta) -> None:
    """Refuse a pool that would close with too few answers, that anybody may answer, or that has no time for a letter."""
    if size < LEAST_POOL:
        raise Refused(_("En pool behöver minst %(least)d svar innan den stänger.") % {"least": LEAST_POOL})
    if any(audience in OPEN for audience in audiences):
        raise Refused(_("I en pool bjuds var och en in. Öppna länkar har en egen omgång."))
    if length < TIME_TO_ANSWER:
        raise Refused(_("En pool behöver vara öppen i minst tre veckor: så lång tid har den som får ett brev."))


@transaction.atomic
def ask_units(*, round: Round, units: Collection[Unit], actor: User | None = None) -> list[RoundUnit]:
    """Let the round ask these units: their names and their line up to the unit that runs it are copied, and stand.

    Returns the units that are asked, in the order given. Raises `Refused` for one that does not lie under the round's.
    """
    held = preparing(round, actor)
    asked = lay_out(held, units)
    say(held, "units_asked", actor, {"units": sorted(unit.pk for unit in units)})
    return asked


def lay_out(held: Round, units: Collection[Unit]) -> list[RoundUnit]:
    """Copy units that are asked, and their line up to the one that runs the round. Raises `Refused`."""
    lines = lines_of(units, clock.today())
    made = {one.unit_id: one for one in held.units.all() if one.unit_id is not None}
    for unit in units:
        line = lines.get(unit.pk, [])
        numbers = [one.pk for one in line]
        if held.unit_id not in numbers:
            raise Refused(_("Enheten ligger inte under den som driver omgången."))
        parent: RoundUnit | None = None
        for one in line[numbers.index(held.unit_id) :]:
            if one.pk not in made:
                made[one.pk] = RoundUnit.objects.create(
                    round=held, unit=one, parent=parent, name=one.name, kind=one.kind, is_asked=False
                )
            parent = made[one.pk]
    asked = [made[unit.pk] for unit in units]
    RoundUnit.objects.filter(pk__in=[one.pk for one in asked]).update(is_asked=True)
    return asked


@transaction.atomic
def invite(*, round: Round, invitees: Iterable[Invitee], actor: User | None = None) -> int:
    """Store invitations while the round is prepared; their secrets are made when it opens. Returns how many.

    Raises `Refused` for a unit or audience that is not asked, and for more guardians of a child than there can be.
    """
    held = preparing(round, actor)
    refuse_pool(held)
    last = held.invitations.exclude(pair=None).aggregate(last=Max("pair"))["last"] or 0
    desk = _Desk(held, {one.unit_id: one.pk for one in held.units.filter(is_asked=True)}, last)
    rows, count = iter(invitees), 0
    while chunk := list(islice(rows, CHUNK)):
        numbers = _numbers(len(chunk))
        _copy(INVITATIONS, [desk.invitation(*both) for both in zip(numbers, chunk, strict=True)])
        _copy(ADDRESSES, [_address(*both) for both in zip(numbers, chunk, strict=True)])
        count += len(chunk)
    if count >= CHUNK:
        _count_anew()
    say(held, "invited", actor, {"invitations": count})
    return count


@dataclass
class _Desk:
    """Writes invitations, and keeps the guardians of a child together. `places`: unit → the round's unit."""

    round: Round
    places: Mapping[int | None, int]
    last: int
    pairs: dict[tuple[int, str], int] = field(default_factory=dict)
    guardians: Counter[int] = field(default_factory=Counter)

    def invitation(self, number: int, one: Invitee) -> Row:
        if one.unit not in self.places or one.audience not in self.round.policies or one.audience in OPEN:
            raise Refused(_("Enheten eller målgruppen är inte med i omgången."))
        return number, self.round.pk, self.places[one.unit], str(one.audience), self._pair(one), False, False

    def _pair(self, one: Invitee) -> int | None:
        if not one.child:
            return None
        pair = self.pairs.setdefault((one.unit, one.child), self.last + 1 + len(self.pairs))
        self.guardians[pair] += 1
        if self.guardians[pair] > MOST_GUARDIANS:
            raise Refused(_("Ett barn kan ha högst %(most)d vårdnadshavare.") % {"most": MOST_GUARDIANS})
        return pair


def _address(number: int, one: Invitee) -> Row:
    return number, one.name, "" if one.is_protected else one.email, one.language, one.is_protected, False


def _count_anew() -> None:
    """Let the database see how many there are now: it would else take a round that is opened at once for a small one."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_invitation, surveys_address")


def _numbers(count: int) -> list[int]:
    """Take the ids of so many invitations: so that each address is known to belong to its own."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [count])
        return [number for (number,) in cursor.fetchall()]


def _copy(statement: str, rows: Iterable[Row]) -> None:
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@transaction.atomic
def sign_for_language(*, round: Round, language: str, actor: User) -> Round:
    """Note that a person answers for the machine-made texts of a language."""
    held = preparing(round, actor)
    if language not in held.languages:
        raise Refused(_("Välj bland omgångens språk."))
    if language not in held.signed_languages:
        held.signed_languages.append(language)
        held.save(update_fields=["signed_languages"])
        say(held, "language_signed", actor, {"language": language})
    return held


@transaction.atomic
def make_ready(*, round: Round, actor: User | None = None) -> Round:
    """Let the clock open the round when its day comes."""
    held = preparing(round, actor)
    refuse_nobody(held)
    if held.closes_on < clock.today():
        raise Refused(_("Sista dagen att svara har redan varit. Välj en senare."))
    refuse_unsigned(held)
    held.is_ready = True
    held.save(update_fields=["is_ready"])
    say(held, "ready", actor, {})
    return held


def refuse_pool(held: Round) -> None:
    """Refuse to invite many at once to a pool."""
    if held.pool_size is not None:
        raise Refused(_("Till en pool bjuds var och en in när dagen kommer."))


def refuse_nobody(held: Round) -> None:
    """Refuse a round that nobody could answer: an audience that is invited has nobody, or no unit is asked."""
    if held.pool_size is None and invited_among(held.policies) and not held.invitations.exists():
        raise Refused(_("Ingen är inbjuden än."))
    if not held.units.filter(is_asked=True).exists():
        raise Refused(_("Välj först vilka enheter som frågas."))


def refuse_unsigned(held: Round) -> None:
    """Refuse a round with machine-made texts that nobody has signed for."""
    for language in unsigned(held):
        raise Refused(
            _("Texterna på %(language)s är översatta av en maskin. Någon behöver stå för dem först.")
            % {"language": own_name(language)}
        )


def preparing(given: Round, actor: User | None) -> Round:
    """Return the round, locked, for a person who may change it. Raises `Refused` once it has opened."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit", "version").get(pk=given.pk)
    refuse_unless_theirs(actor, held.unit)
    if held.state != RoundState.DRAFT:
        raise Refused(_("Omgången har redan öppnat. Det som frågas och vilka som frågas står fast."))
    return held


def say(about: Round, what: str, actor: User | None, payload: Mapping[str, Any]) -> None:
    """Write an event to the chain of a round, and tell whoever listens."""
    record(subject=f"round:{about.pk}", kind=f"surveys.round_{what}", actor=actor, payload=payload)
    round_moved.send(sender=Round, round=about, what=what)


def refuse_unless_theirs(actor: User | None, unit: Unit) -> None:
    """Refuse where `actor` may not edit rounds at `unit`. Without an actor it is the house itself that acts."""
    if actor is not None and not scope_for(actor).may(Area.ROUNDS, Right.EDIT, unit):
        raise Refused(_("Du kan inte ändra omgångar här. Be den som är kvalitetsansvarig om hjälp."))
