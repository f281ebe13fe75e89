"""Rounds as those who run them see them: what is left to do, how many are invited, how many have answered so far."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit
from surveys.access import visible_rounds
from surveys.disclosure.policies import POLICIES
from surveys.enums import ANSWERING, Audience
from surveys.models import Invitation, Questionnaire, QuestionnaireVersion, Round
from surveys.queries.shelves import library
from surveys.rules.checks.texts import gaps
from surveys.rules.definition.texts import State

WHOLE = 100


@dataclass(frozen=True)
class Rate:
    """How far an audience of a unit has come. `percent` is None where the group is too small for it, or nobody may answer yet."""

    name: str
    unit: int
    audience: str
    invited: int
    percent: int | None

    @property
    def audience_label(self) -> str:
        """The audience in words."""
        return str(Audience(self.audience).label)


@dataclass(frozen=True)
class Standing:
    """A round with its rates, and all of them together: of the groups that show one, and of nobody else."""

    round: Round
    rates: Sequence[Rate]
    percent: int | None

    @property
    def invited(self) -> int:
        """How many are invited at the units that the reader sees."""
        return sum(rate.invited for rate in self.rates)


def rounds_of(scope: Scope) -> QuerySet[Round]:
    """Return the rounds that the person may read, those that close last first."""
    return visible_rounds(scope).select_related("unit", "version").order_by("-closes_on", "-pk")


def standings(rounds: Iterable[Round], scope: Scope) -> list[Standing]:
    """Return how far rounds have come at the units where the person may see it. One statement.

    A rate is of a unit where at least as many children (persons, where no pairs are) are invited as its policy asks of a group.
    A pool shows none: people come one at a time, and a rate that moves would tell who has answered.
    """
    listed = list(rounds)
    found: dict[int, list[tuple[Rate, int]]] = defaultdict(list)
    by_pk = {one.pk: one for one in listed}
    rows = (
        Invitation.objects.invited()
        .filter(scope.q(Area.ROUNDS, Right.RATES, "place__unit"), round__in=listed)
        .values_list("round", "place__name", "place__unit", "audience")
        .annotate(
            asked=Count("pk"), heads=Count("pair", distinct=True) + Count("pk", filter=Q(pair=None)), used=_used()
        )
        .order_by("place__name", "place", "audience")
    )
    for pk, name, unit, audience, asked, heads, used in rows:
        one = by_pk[pk]
        shows = one.state in ANSWERING and one.pool_size is None
        shows = shows and POLICIES[one.policies[audience][""]].shows_rate(heads)
        found[pk].append((Rate(name, unit, audience, asked, _percent(used, asked) if shows else None), used))
    return [_standing(one, found[one.pk]) for one in listed]


def _used() -> Count:
    return Count("pk", filter=Q(used=True))


def _standing(one: Round, counted: Sequence[tuple[Rate, int]]) -> Standing:
    shown = [(rate.invited, used) for rate, used in counted if rate.percent is not None]
    invited, used = (sum(column) for column in zip(*shown, strict=True)) if shown else (0, 0)
    return Standing(one, [rate for rate, _used in counted], _percent(used, invited) if shown else None)


def _percent(part: int, of: int) -> int:
    return round(WHOLE * part / of)


def unsigned(held: Round) -> list[str]:
    """Return the languages with machine-made texts that nobody has signed for."""
    definition = held.version.definition
    return [
        language
        for language in held.languages
        if language not in held.signed_languages
        and any(gap.state is State.MACHINE for gap in gaps(definition, language))
    ]


def questionnaires_to_ask(scope: Scope, words: str) -> QuerySet[Questionnaire]:
    """Return the questionnaires with a published version that the person may begin a round with, by key."""
    published = QuestionnaireVersion.objects.values("questionnaire")
    return library(scope, words=words).filter(pk__in=published)


def runners(scope: Scope) -> QuerySet[Unit]:
    """Return the open units at which the person may run a round, in Swedish order."""
    return scope.units(Area.ROUNDS, Right.EDIT).open_on(scope.day).in_order()


def units_to_ask(held: Round, scope: Scope) -> list[Unit]:
    """Return the open units under the one that runs the round, itself too, in Swedish order."""
    return list(Unit.objects.under(held.unit, scope.day).open_on(scope.day).in_order())
