"""Scores and indices as data: which items, which points, what counts, how it is put together and shown."""

from dataclasses import dataclass, field
from decimal import Decimal

from surveys.rules.definition.shape import Flag, ListOf, MapOf, Number, OneOf, Record, of
from surveys.rules.definition.slugs import CODE, KEY, VARIABLE
from surveys.rules.definition.texts import EMPTY, Text, Texts

ZERO, HALF, ONE = Decimal(0), Decimal("0.5"), Decimal(1)
MOST_SCORES = 200
POINTS = MapOf(CODE, Number(), 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """One item (or matrix row) in a score, by the name of its field. Its own points and positive codes go before the score's."""

    name: str = field(metadata=of(VARIABLE))
    reversed: bool = field(default=False, metadata=of(Flag()))
    weight: Decimal = field(default=ONE, metadata=of(Number(0, 1_000)))
    points: tuple[tuple[str, Decimal], ...] = field(default=(), metadata=of(POINTS))
    positive: tuple[str, ...] = field(default=(), metadata=of(ListOf(CODE, 200)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """From this value (as shown, rounded) upward, until the next band, the text says what it means."""

    start: Decimal = field(metadata=of(Number()))
    text: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A figure made of answers.

    `measure`: the mean of points, their sum, or the share (in percent) of positive answers.
    `parts`: instead of items, other scores, of which it is the mean.
    `over`: "persons" – each person's value first, then the mean of persons (needs `least` of the items answered);
    "items" – each item's value over all first, then the mean of items; "answers" – all answers in one heap.
    `points`: option code → points, else the weights of the scale. `positive`: codes that count as positive in a share.
    `unknown_counts`: whether "vet ej" and "ej aktuellt" are in the denominator of a share; they never have points.
    `minus`, `times`: the value becomes (value − minus) · times, for instance (mean − 1) · 25.
    """

    key: str = field(metadata=of(KEY))
    title: Text = field(default=EMPTY, metadata=of(Texts(), wording=True))
    measure: str = field(default="mean", metadata=of(OneOf(("mean", "sum", "share"))))
    over: str = field(default="persons", metadata=of(OneOf(("persons", "items", "answers"))))
    items: tuple[ScoreItem, ...] = field(default=(), metadata=of(ListOf(Record(ScoreItem), 200)))
    parts: tuple[str, ...] = field(default=(), metadata=of(ListOf(KEY, 50)))
    points: tuple[tuple[str, Decimal], ...] = field(default=(), metadata=of(POINTS))
    positive: tuple[str, ...] = field(default=(), metadata=of(ListOf(CODE, 200)))
    least: Decimal = field(default=HALF, metadata=of(Number(0, 1)))
    unknown_counts: bool = field(default=False, metadata=of(Flag()))
    minus: Decimal = field(default=ZERO, metadata=of(Number()))
    times: Decimal = field(default=ONE, metadata=of(Number()))
    decimals: int = field(default=1, metadata=of(Number(0, 3, whole=True)))
    bands: tuple[Band, ...] = field(default=(), metadata=of(ListOf(Record(Band), 20)))
