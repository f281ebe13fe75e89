"""The index of a small group: made of what is shown of its items, so that it tells nothing that they do not.

Of five persons "over 3.8", 2.6 and an index of 3.8 are each rightly shown, and together they tell every answer to the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveys.disclosure.asked import Index, Item
from surveys.disclosure.shapes import AT, OVER, TENTH, UNDER, Figure, tenths
from surveys.rules.scoring.reckoning import Part, Recipe
from surveys.rules.scoring.rounding import HALF, rounded


@dataclass(frozen=True, slots=True)
class Between:
    """Where a value lies. `down`, `up`: whether something in it is told as under, or as over."""

    low: Fraction
    high: Fraction
    down: bool = False
    up: bool = False

    def turned(self, times: Fraction, plus: Fraction) -> "Between":
        """Return times · value + plus."""
        low, high = self.low * times + plus, self.high * times + plus
        return Between(high, low, self.up, self.down) if times < 0 else Between(low, high, self.down, self.up)


Shown = Mapping[int, tuple[Item, Figure]]
"""By position: an item and its mean as it is shown."""


def of_items(index: Index, shown: Shown) -> Figure | None:
    """Return an index reckoned from the figures of its items; None where it does not follow from their means.

    Of an item told as over so much, the index is over what that makes; likewise under. With both, it is the middle.
    """
    found = _reckoned(index.recipe, shown)
    if found is None:
        return None
    if found.up and not found.down:
        return Figure(OVER, tenths(found.low // TENTH))
    if found.down and not found.up:
        return Figure(UNDER, tenths(-(found.high // -TENTH)))
    return Figure(AT, rounded((found.low + found.high) * HALF, 1))


def _reckoned(recipe: Recipe, shown: Shown) -> Between | None:
    score = recipe.score
    if recipe.parts:
        met = [_reckoned(part, shown) for part in recipe.parts]
        weights = [Fraction(1)] * len(met)
    else:
        met = [_item(part, shown) for part in recipe.items]
        weights = [part.weight for part in recipe.items]
    known = [value for value in met if value is not None]
    whole = Fraction(1) if score.measure == "sum" and not recipe.parts else sum(weights, Fraction(0))
    if not known or len(known) < len(met) or not whole:
        return None
    times, minus = Fraction(score.times), Fraction(score.minus)
    return _sum([one.turned(weight / whole, Fraction(0)) for one, weight in zip(known, weights, strict=True)]).turned(
        times, -minus * times
    )


def _sum(values: Sequence[Between]) -> Between:
    return Between(
        sum((one.low for one in values), Fraction(0)),
        sum((one.high for one in values), Fraction(0)),
        any(one.down for one in values),
        any(one.up for one in values),
    )


def _item(part: Part, shown: Shown) -> Between | None:
    """An item's mean in the index's points: None where it is not shown, or where these do not follow the item's own."""
    if part.position not in shown:
        return None
    item, figure = shown[part.position]
    line = _line(part, item)
    return _told(figure, item.ends).turned(*line) if line else None


def _told(figure: Figure, ends: tuple[Fraction, Fraction]) -> Between:
    value = Fraction(figure.value)
    if figure.shape == AT:
        return Between(value, value)
    return Between(ends[0], value, down=True) if figure.shape == UNDER else Between(value, ends[1], up=True)


def _line(part: Part, item: Item) -> tuple[Fraction, Fraction] | None:
    """Return times and plus, where every answer's worth in the index is times · its points + plus; of what is no answer, none."""
    worths: dict[Fraction, Fraction] = {}
    for worth, category in zip(part.points, item.categories, strict=True):
        if (worth is None) != (category is None):
            return None
        if worth is not None and category is not None and worths.setdefault(item.points[category], worth) != worth:
            return None
    (low, first), (high, last) = min(worths.items()), max(worths.items())
    times = (last - first) / (high - low)
    plus = first - times * low
    return (times, plus) if all(worth == times * points + plus for points, worth in worths.items()) else None
