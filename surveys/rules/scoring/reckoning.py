"""A score of a version, made ready once, then reckoned of one person, of rows, or of count vectors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveys.rules.answering.coding import Layout
from surveys.rules.definition.fields import Field
from surveys.rules.definition.scores import Band, Score, ScoreItem
from surveys.rules.definition.version import Version
from surveys.rules.scoring.formulas import Count, Counts, Points, mean_of, reversed_points, totals
from surveys.rules.scoring.rounding import rounded

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a score: where its code lies, and what each code is worth (None: not in the denominator)."""

    position: int
    points: tuple[Fraction | None, ...]
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Result:
    """A score. `value` is exact and already (value − minus) · times; None when nobody has one. `n`: persons with a valid one."""

    value: Fraction | None
    n: Fraction


@dataclass(frozen=True, slots=True)
class Recipe:
    """A score made ready. A share is reckoned as the mean of 100 (positive) and 0 (other answers in the denominator)."""

    score: Score
    items: tuple[Part, ...]
    parts: tuple["Recipe", ...]

    def of_person(self, codes: Sequence[int]) -> Fraction | None:
        """Return one person's value, from the codes of a whole ballot; None when it is not valid."""
        if self.parts:
            return self._shown(_all_mean([part.of_person(codes) for part in self.parts]))
        met = [(worth, part.weight) for part in self.items if (worth := part.points[codes[part.position]]) is not None]
        base = sum((weight for _worth, weight in met), Fraction(0))
        if not base or len(met) < Fraction(self.score.least) * len(self.items):
            return None
        total = sum((worth * weight for worth, weight in met), Fraction(0))
        return self._shown(total if self.score.measure == "sum" else total / base)

    def of_rows(self, rows: Iterable[tuple[Sequence[int], Count]]) -> Result:
        """Return the score of ballots with their weights (1, or 1/g of a child with g guardians answering).

        A score of parts is the mean of what the parts are for these ballots.
        """
        kept = list(rows)
        value, n = mean_of((self.of_person(codes), weight) for codes, weight in kept)
        if self.parts:
            value = self._shown(_all_mean([part.of_rows(kept).value for part in self.parts]))
        elif self.score.over != "persons":
            value = self.of_counts(self._vectors(kept))
        return Result(value, n)

    def of_counts(self, counts: Mapping[int, Counts]) -> Fraction | None:
        """Return the score from count vectors by position: for scores over items or answers, and for parts made of such."""
        if self.parts:
            return self._shown(_all_mean([part.of_counts(counts) for part in self.parts]))
        if self.score.over == "persons":
            raise ValueError(f"The score {self.score.key} is reckoned person by person, not from counts.")
        sums = [(*totals(counts[part.position], part.points), part.weight) for part in self.items]
        if self.score.over == "answers":
            base = sum((answers * weight for _total, answers, weight in sums), Fraction(0))
            return (
                self._shown(sum((total * weight for total, _answers, weight in sums), Fraction(0)) / base)
                if base
                else None
            )
        if not all(answers for _total, answers, _weight in sums):
            return None
        value = sum((total / answers * weight for total, answers, weight in sums), Fraction(0))
        return self._shown(value if self.score.measure == "sum" else value / sum(weight for _t, _a, weight in sums))

    def positions(self) -> tuple[int, ...]:
        """Return the positions that the score needs."""
        own = [part.position for part in self.items]
        return tuple(dict.fromkeys([*own, *(position for part in self.parts for position in part.positions())]))

    def _vectors(self, rows: list[tuple[Sequence[int], Count]]) -> dict[int, Counts]:
        vectors: dict[int, list[Count]] = {part.position: [0] * len(part.points) for part in self.items}
        for codes, weight in rows:
            for position, vector in vectors.items():
                vector[codes[position]] += weight
        return dict(vectors)

    def _shown(self, value: Fraction | None) -> Fraction | None:
        return None if value is None else (value - Fraction(self.score.minus)) * Fraction(self.score.times)


def recipe(version: Version, layout: Layout, key: str) -> Recipe:
    """Return the score `key` of a version that passed its checks, made ready."""
    score = next(score for score in version.scores if score.key == key)
    items = tuple(_part(score, item, layout) for item in score.items)
    return Recipe(score, items, tuple(recipe(version, layout, part) for part in score.parts))


def points_of(score: Score, item: ScoreItem, field: Field) -> list[Decimal | None]:
    """Return what each code of a field is worth in a score before it is reversed, index 0 being "not answered"."""
    given = dict(score.points) | dict(item.points)
    options = field.scale.options if field.scale else ()
    return [None, *(None if option.missing else given.get(option.code, option.weight) for option in options)]


def _part(score: Score, item: ScoreItem, layout: Layout) -> Part:
    field = layout.by_name[item.name]
    if score.measure == "share":
        points: Points = _share_points(score, item, field)
    else:
        points = reversed_points(points_of(score, item, field)) if item.reversed else points_of(score, item, field)
    exact = tuple(None if worth is None else Fraction(worth) for worth in points)
    return Part(layout.start[item.name], exact, Fraction(item.weight))


def _share_points(score: Score, item: ScoreItem, field: Field) -> list[int | None]:
    """A share is the mean of 100 and 0: positive answers against the others, "vet ej" among them or left out."""
    positive = positive_codes(score, item, field)
    options = field.scale.options if field.scale else ()
    return [
        None,
        *(
            None if option.missing and not score.unknown_counts else HUNDRED * (option.code in positive)
            for option in options
        ),
    ]


def positive_codes(score: Score, item: ScoreItem, field: Field) -> tuple[str, ...]:
    """Return the codes that count as positive; of a reversed item their mirrors: not the best two but the worst two."""
    substantive = [option.code for option in (field.scale.substantive if field.scale else ())]
    positive = [code for code in substantive if code in (item.positive or score.positive)]
    if not item.reversed:
        return tuple(positive)
    return tuple(mirror for code, mirror in zip(substantive, reversed(substantive), strict=True) if code in positive)


def _all_mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known and len(known) == len(values) else None


def band(score: Score, value: Fraction) -> Band | None:
    """Return the band that a value lies in: the last that starts at or below the value as it is shown, rounded."""
    shown = rounded(value, score.decimals)
    return next((band for band in reversed(score.bands) if band.start <= shown), None)
