"""The seven formulas of the field (DOMAIN.md section 4), on count vectors and rows of codes.

A *count vector* holds, at index c, how many ballots have code c at one position: index 0 is "not answered", index 1 the first
option of the scale (see `answering.coding`). Counts are whole numbers, or fractions where ballots have weights; vectors of units
add up, so a whole round is the sum of its units. A *row* is one person's codes at the positions of a scale's items.
`points[c]` is what code c is worth, None for codes that are no answer on the scale ("vet ej", not answered).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Count = int | Fraction
Counts = Sequence[Count]
Points = Sequence[Decimal | Fraction | int | None]

FIVE_STEPS = (None, 0, 25, 50, 75, 100)
"""0–100 of five options in rising order."""
FOUR_STEPS = (None, Decimal(0), Decimal("33.3"), Decimal("66.7"), Decimal(100))
FOUR_STEPS_WHOLE = (None, 0, 33, 66, 100)
"""0–100 of four options; which of the two is the instrument's choice (Linköping writes 66)."""
INSPECTORATE = (None, Decimal(0), Decimal("3.33"), Decimal("6.67"), Decimal(10))
"""0–10 of four options in rising order, as the school inspectorate writes them; "vet ej" has no points."""


def added(vectors: Iterable[Counts]) -> list[Count]:
    """Return the sum of count vectors, such as those of a round's units."""
    total: list[Count] = []
    for vector in vectors:
        total = list(vector) if not total else [left + right for left, right in zip(total, vector, strict=True)]
    return total


def share(
    counts: Counts, positive: Collection[int], unknown: Collection[int] = (), *, unknown_counts: bool = False
) -> Fraction | None:
    """Return formula 1, the share positive: codes in `positive` among those answered, from 0 to 1.

    `unknown`: the codes of "vet ej" and "ej aktuellt", in the denominator only with `unknown_counts`. None: nobody answered.
    """
    met = sum((Fraction(counts[code]) for code in positive), Fraction(0))
    asked = (code for code in range(1, len(counts)) if unknown_counts or code not in unknown)
    base = sum((Fraction(counts[code]) for code in asked), Fraction(0))
    return met / base if base else None


def mean(counts: Counts, points: Points) -> Fraction | None:
    """Return the mean of points over those whose answer has any: formulas 2, 5 and 7. None: nobody has."""
    total, base = totals(counts, points)
    return total / base if base else None


def totals(counts: Counts, points: Points) -> tuple[Fraction, Fraction]:
    """Return the sum of points and the number of answers that have points."""
    total = base = Fraction(0)
    for count, worth in zip(counts, points, strict=True):
        if worth is not None:
            total += Fraction(count) * Fraction(worth)
            base += Fraction(count)
    return total, base


def reversed_points(points: Points) -> list[Fraction | None]:
    """Return the points of a reversed item: lowest + highest − points, so that 0, 25, 100 becomes 100, 75, 0."""
    known = [Fraction(worth) for worth in points if worth is not None]
    return [None if worth is None else min(known) + max(known) - Fraction(worth) for worth in points]


def person_mean(
    row: Sequence[int],
    points: Sequence[Points],
    least: Fraction | Decimal,
    weights: Sequence[Fraction | Decimal | int] = (),
) -> Fraction | None:
    """Return one person's mean over the items answered (formula 3); None when fewer than the share `least` are, or none is."""
    met = [
        (Fraction(worth), Fraction(weights[index]) if weights else Fraction(1))
        for index, code in enumerate(row)
        if (worth := points[index][code]) is not None
    ]
    base = sum((weight for _worth, weight in met), Fraction(0))
    if not base or len(met) < Fraction(least) * len(row):
        return None
    return sum((worth * weight for worth, weight in met), Fraction(0)) / base


def mean_of(values: Iterable[tuple[Fraction | None, Count]]) -> tuple[Fraction | None, Fraction]:
    """Return the weighted mean of values with weights, and the sum of the weights; None values are left out."""
    total = base = Fraction(0)
    for value, weight in values:
        if value is not None:
            total += value * weight
            base += weight
    return (total / base if base else None), base


def scale_mean(
    rows: Iterable[Sequence[int]],
    points: Sequence[Points],
    least: Fraction | Decimal = Fraction(1, 2),
    weights: Iterable[Count] = (),
) -> tuple[Fraction | None, Fraction]:
    """Return formula 3: each person's mean first, then the mean of persons; and how many persons have a valid one.

    `weights`: one per row, such as 1/g of formula 6; without them each row counts one.
    """
    given = list(weights)
    values = ((person_mean(row, points, least), given[index] if given else 1) for index, row in enumerate(rows))
    return mean_of(values)


def engagement(
    parts: Sequence[Sequence[Counts]], points: Points = (None, 1, 2, 3, 4, 5)
) -> tuple[list[Fraction | None], Fraction | None]:
    """Return formula 4: each part-index, the mean over its items of (mean − 1) · 25, and the total, their mean.

    `parts`: for each part-index the count vectors of its items (three by three). An item that nobody answered leaves its
    part None, and a part that is None leaves the total None.
    """
    indices = [_part(vectors, points) for vectors in parts]
    known = [index for index in indices if index is not None]
    return indices, sum(known, Fraction(0)) / len(known) if len(known) == len(indices) and known else None


def _part(vectors: Sequence[Counts], points: Points) -> Fraction | None:
    means = [mean(vector, points) for vector in vectors]
    known = [(value - 1) * 25 for value in means if value is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(means) else None


def weighted_counts(by_guardians: Mapping[int, Counts]) -> list[Fraction]:
    """Return formula 6: answers of a child with g guardians answering count 1/g each. `by_guardians`: g → count vector.

    The sum over a vector's answers is then the number of children, which thresholds count.
    """
    return [
        Fraction(count)
        for count in added([Fraction(count) / g for count in vector] for g, vector in sorted(by_guardians.items()))
    ]


@dataclass(frozen=True, slots=True)
class PersonTotals:
    """What formula 3 needs of a unit, and no more: by number of items answered, (persons, sum of their points).

    Totals of units add up to those of their parent; whole rounds are counted without keeping a row.
    """

    items: int
    by_answered: Mapping[int, tuple[Fraction, Fraction]]

    def plus(self, other: "PersonTotals") -> "PersonTotals":
        """Return the totals of both together."""
        both = dict(self.by_answered)
        for answered, (persons, points) in other.by_answered.items():
            before = both.get(answered, (Fraction(0), Fraction(0)))
            both[answered] = (before[0] + persons, before[1] + points)
        return PersonTotals(self.items, both)

    def mean(self, least: Fraction | Decimal) -> tuple[Fraction | None, Fraction]:
        """Return the mean of the persons with at least this share answered, and how many they are."""
        return mean_of(
            (points / (persons * answered), persons)
            for answered, (persons, points) in self.by_answered.items()
            if answered and persons and answered >= Fraction(least) * self.items
        )


def person_totals(rows: Iterable[tuple[Sequence[int], Count]], points: Sequence[Points]) -> PersonTotals:
    """Return the totals of rows with their weights, for items that weigh the same.

    Equal rows may come together, as (row, how many): `collections.Counter(rows).items()` makes a million rows a few hundred.
    """
    found: dict[int, tuple[Fraction, Fraction]] = {}
    for row, weight in rows:
        worths = [Fraction(worth) for index, code in enumerate(row) if (worth := points[index][code]) is not None]
        persons, total = found.get(len(worths), (Fraction(0), Fraction(0)))
        found[len(worths)] = (persons + weight, total + weight * sum(worths, Fraction(0)))
    return PersonTotals(len(points), found)
