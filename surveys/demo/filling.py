"""Fills an open round with plausible answers, sealed as any: for the demo municipality, for tests, for measurements."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.db import transaction

from surveys.actions.locking import together
from surveys.models import Inbox, Invitation, Round
from surveys.rules.answering.answers import Answer
from surveys.rules.answering.coding import Layout, layout
from surveys.rules.answering.plan import Step, plan
from surveys.rules.answering.visibility import shown
from surveys.rules.definition.fields import Field, Kind
from surveys.rules.sealing.boxes import seal
from surveys.rules.sealing.sheets import Sheet, written

CHUNK = 2_000
PATIENCE = "5s"


@dataclass(frozen=True)
class Manner:
    """How people answer. `rate`: share of those invited; `lift`: how much better than usual, in steps of the scale.

    `words`: what they write, by field of free text; `writing`: how many of them do.
    """

    seed: int = 1
    rate: float = 0.7
    lift: float = 0.0
    words: Mapping[str, Sequence[str]] | None = None
    writing: float = 0.25


@dataclass(frozen=True)
class Answering:
    """Somebody who answers: the invitation, and what is answered, by field."""

    invitation: int
    place: int
    audience: str
    pair: int | None
    answers: Mapping[str, Answer]


def fill(*, round: Round, manner: Manner) -> int:
    """Let some of those invited answer, as many submits would: each spends its invitation. Returns how many answered."""
    return put_in(round=round, people=answering(round=round, manner=manner))


def answering(*, round: Round, manner: Manner) -> Iterator[Answering]:
    """Yield those who answer, of all whose invitation is unspent when the first is asked for, and what they do."""
    dice = random.Random(manner.seed)  # noqa: S311 - made-up answers are no secret
    person = _Person(layout(round.version.definition), plan(round.version.definition), manner, dice, round.opens_on)
    unused = Invitation.objects.filter(round=round, used=False, is_withdrawn=False).order_by("pk")
    asked = iter(unused.values_list("pk", "place_id", "audience", "pair"))
    while chunk := list(islice(asked, CHUNK)):
        for row in [row for row in chunk if dice.random() < manner.rate + 0.1 * person.tilt(row[1])]:
            yield Answering(*row, person.answers(row[1]))


@transaction.atomic
def put_in(*, round: Round, people: Iterable[Answering]) -> int:
    """Seal what these people answer, and spend their invitations. Returns how many they were."""
    together(round.pk, PATIENCE)
    places, key, rows, count = layout(round.version.definition), bytes(round.public_key or b""), iter(people), 0
    while chunk := list(islice(rows, CHUNK)):
        Inbox.objects.bulk_create(
            Inbox(round=round, box=seal(key, written(_sheet(one, places), round.size))) for one in chunk
        )
        Invitation.objects.filter(pk__in=[one.invitation for one in chunk]).update(used=True)
        count += len(chunk)
    return count


def _sheet(one: Answering, places: Layout) -> Sheet:
    codes, extra = places.encode(one.answers)
    return Sheet(one.place, one.audience, one.pair, tuple(codes), extra)


@dataclass
class _Person:
    """Answers one questionnaire after another."""

    places: Layout
    steps: tuple[Step, ...]
    manner: Manner
    dice: random.Random
    today: dt.date

    @cached_property
    def liked(self) -> dict[str, float]:
        """How each question does, all over: known by its name, so that it is the same every year."""
        return {field.name: random.Random(field.name).gauss(0.35, 0.45) for field in self.places.fields}  # noqa: S311

    def tilt(self, place: int) -> float:
        """How a unit does: known by its number, the same for every question."""
        return random.Random(place * 7919 + self.manner.seed).gauss(0, 0.35)  # noqa: S311

    def answers(self, place: int) -> dict[str, Answer]:
        """Answer everything that is shown, except for a blank now and then."""
        mood = self.tilt(place) + self.dice.gauss(0, 0.5) + self.manner.lift
        answers: dict[str, Answer] = {}
        for field in self.places.fields:
            value = self._answer(field, mood)
            if value is not None and self.dice.random() > 0.02:  # noqa: PLR2004 - one in fifty is left out
                answers[field.name] = value
        seen = set(shown(self.steps, answers, self.today.isoformat()).fields)
        return {name: value for name, value in answers.items() if name in seen}

    def _answer(self, field: Field, mood: float) -> Answer:
        level = mood + self.liked[field.name] + self.dice.gauss(0, 0.7)
        if field.kind is Kind.CHOICE:
            return self._chosen(field, level)
        if field.kind is Kind.CHOICES:
            return tuple(self._some(field)) or None
        if field.kind is Kind.BOOLEAN:
            return level > 0
        if field.kind is Kind.TEXT:
            known = (self.manner.words or {}).get(field.name, ())
            return self.dice.choice(known) if known and self.dice.random() < self.manner.writing else None
        return None

    def _chosen(self, field: Field, level: float) -> str | None:
        options = field.scale.substantive if field.scale else ()
        missing = [option for option in (field.scale.options if field.scale else ()) if option.missing]
        if missing and self.dice.random() < 0.04:  # noqa: PLR2004 - one in twenty-five does not know
            return self.dice.choice(missing).code
        if not options:
            return None
        worths = [option.weight for option in options]
        ordered = list(options)
        if worths[0] is not None and worths[-1] is not None and worths[0] > worths[-1]:
            ordered.reverse()
        share = min(max((level + 1.5) / 3, 0.0), 0.999)
        return ordered[int(share * len(ordered))].code

    def _some(self, field: Field) -> Iterator[str]:
        options = [option for option in (field.scale.options if field.scale else ()) if not option.exclusive]
        for option in options[: getattr(field.item, "most", None) or len(options)]:
            if self.dice.random() < 0.4:  # noqa: PLR2004
                yield option.code
